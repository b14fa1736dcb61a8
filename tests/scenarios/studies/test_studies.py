"""What every study has in common: a name, a question in both languages, a format, a command."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from api.cli.app import name_of
from api.cli.study import COMMANDS
from scenarios import studies
from scenarios.studies import Study


def found() -> list[type[Study]]:
    """Return every study of the package, by its name."""
    for module in pkgutil.walk_packages(studies.__path__, f"{studies.__name__}."):
        importlib.import_module(module.name)
    made = [one for one in Study.__subclasses__() if one.__module__.startswith(studies.__name__)]
    return sorted(made, key=lambda one: one.code)


ALL = pytest.mark.parametrize("study", found(), ids=lambda one: str(one.code))


@ALL
def test_each_asks_a_question_in_both_languages(study: type[Study]) -> None:
    assert study.meaning.en != study.meaning.cy
    assert study.meaning.en[0].isupper()


@ALL
def test_the_format_names_the_study(study: type[Study]) -> None:
    assert study.model_fields["format"].default == f"cartref/study/{study.code}/1"


def test_each_has_a_command_of_its_name_and_each_command_a_study() -> None:
    assert [one.code for one in found()] == [name_of(command) for command, _ in COMMANDS]
    assert len(COMMANDS) == 8

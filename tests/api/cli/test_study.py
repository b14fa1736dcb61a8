"""``cartref study``: a command for each study, each with an example."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli.app import name_of
from api.cli.study import COMMANDS
from tests.api.cli.helpers import Run, words
from tests.support.drawings import Drawing

PAGES = Path(__file__).resolve().parents[3] / "docs" / "studies"

ALL = pytest.mark.parametrize(
    ("command", "example"), COMMANDS, ids=[name_of(command) for command, _ in COMMANDS]
)


@ALL
def test_help_has_an_example_and_what_all_studies_take(
    command: Callable[..., int], example: str, cartref: Run
) -> None:
    name = name_of(command)
    done = cartref("study", name, "--help")
    assert done.code == 0
    assert example.startswith(f"cartref study {name} ")
    assert example in words(done.out)
    for option in ("--json", "--out", "--policy", "--travel", "--language"):
        assert option in done.out, option


@ALL
def test_a_register_that_is_not_there_is_told_as_json(
    command: Callable[..., int], example: str, cartref: Run
) -> None:
    arguments = example.removeprefix("cartref ").replace("register.json", "nowhere.json").split()
    done = cartref(*arguments, "--json")
    assert done.code == 2
    assert done.json["format"] == "cartref/error/1"
    assert done.json["faults"][0]["place"] == "nowhere.json"
    assert inspect.getdoc(command)


def test_the_group_lists_them(cartref: Run) -> None:
    done = cartref("study")
    assert done.code == 0
    for command, _ in COMMANDS:
        assert name_of(command) in done.out


@ALL
def test_each_has_a_page_in_the_index(command: Callable[..., int], example: str) -> None:
    name = name_of(command)
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    assert f"({name}.md)" in index
    assert f"`cartref study {name} " in index
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert example.startswith(f"cartref study {name} ")
    assert f"cartref study {name} " in page


def test_the_index_names_no_other() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`cartref study (\S+) ", index)
    assert sorted(named) == sorted(name_of(command) for command, _ in COMMANDS)


@pytest.mark.parametrize("picture", sorted(PAGES.glob("*.svg")), ids=lambda path: path.name)
def test_each_picture_is_safe_small_and_on_a_page(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    assert Drawing(text).title
    assert len(text) < 60_000
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES.glob("*.md"))
    assert f"]({picture.name})" in pages

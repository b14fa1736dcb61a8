"""A comparison as one page for the panel's papers: no script, nothing fetched from anywhere."""

from __future__ import annotations

from functools import cache, partial
from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from matcher.files.atomic import as_bytes
from matcher.indicators import INDICATORS
from matcher.words import Words
from scenarios.compare import Comparison
from scenarios.reports import phrases, tables
from scenarios.reports.atlas import MARKS, Atlas
from scenarios.reports.bars import changes, panels
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount


def write_page(comparison: Comparison, file: BinaryIO, say: Language) -> None:
    """Write the page into an open file; see `page`."""
    file.write(as_bytes(page(comparison, say)))


def page(comparison: Comparison, say: Language) -> str:
    """Return the page as HTML.

    Whatever a register or a scenario holds is text in it: nothing is taken for HTML.

    Parameters
    ----------
    comparison : Comparison
        What is shown.
    say : Language
        The language.
    """
    return _rendered("page.html.j2", comparison, say)


def body(comparison: Comparison, say: Language, *, deep: bool = True) -> str:
    """Return what stands below the heading of the page, for a page that has its own.

    Its looks are those of ``templates/style.css``.

    Parameters
    ----------
    comparison, say
        See `page`.
    deep : bool
        Whether the tables are there that stand closed on the page: totals of criteria, figures by
        kind, area and group of children.
    """
    return _rendered("comparison.html.j2", comparison, say, deep=deep)


def proved(comparison: Comparison, say: Language) -> str:
    """Return how many of the plans are proved to be the best."""
    optimal = [one for one in comparison.answers if one.status == "optimal"]
    return phrases.proved(len(optimal), len(comparison.answers), say)


def _rendered(template: str, comparison: Comparison, say: Language, *, deep: bool = True) -> str:
    return (
        environment()
        .get_template(template)
        .render(
            comparison=comparison,
            deep=deep,
            say=say,
            t=partial(phrase, say),
            title=phrases.title(comparison.authority_name, say),
            day=phrases.day(comparison.as_of, say),
            proved=proved(comparison, say),
            tables=tables,
            panels=panels(comparison),
            figures_by_unit=changes,
            atlas=Atlas(comparison),
            marks=MARKS,
            indicators=INDICATORS,
            Amount=Amount,
        )
    )


def phrase(say: Language, name: str) -> str:
    """Return a phrase of pages by its name."""
    words: Words = phrases.PHRASES[name]
    return say(words)


@cache
def environment() -> Environment:
    """Return what makes pages of templates; whatever they are given is text in them."""
    return Environment(
        loader=PackageLoader("scenarios.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


__all__ = ["body", "environment", "page", "phrase", "proved", "write_page"]

"""The pages of the ready questions, from their scenario files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from docs.markdown import code, page, table
from scenarios.library import LIBRARY, text_of
from scenarios.scenario import Scenario

FOLDER = "questions"

_INTRODUCTION = """\
What the panel asks again and again, ready to be asked of any register. Each page says why it is
asked, what changes, how to ask it and how to read the answer. [Scenarios](../scenarios.md) says
how to ask something else."""

_READING = """\
`answer.html` is one page to read, print or send: the plan of today beside the plan of the
question, each proved to be the best under its own conditions; every figure with its change; who is
placed differently, and why. [Comparing scenarios](../comparison.md) says what each figure means."""


def question_pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each page, the index first."""
    rows = [(f"[{one.question.en}]({one.name}.md)", code(one.name)) for one in LIBRARY.values()]
    index = page("# Ready questions", _INTRODUCTION, table(("question", "name"), rows))
    yield f"{FOLDER}/README.md", index
    for scenario in LIBRARY.values():
        yield f"{FOLDER}/{scenario.name}.md", _question_page(scenario)


def _question_page(scenario: Scenario) -> str:
    why, reading = _comment(scenario.name)
    command = f"./cartref scenario compare register.json {scenario.name} --out answer.html"
    return page(
        f"# {scenario.question.en}",
        f"*{scenario.question.cy}*",
        "## Why it is asked",
        why,
        "## What changes",
        "\n".join(f"{n}. {change.says.en}" for n, change in enumerate(scenario.changes, start=1)),
        "## How to ask it",
        f"```\n{command}\n```",
        _READING,
        "## How to read the answer",
        reading,
        "## To ask something like it",
        f"`./cartref scenario show {scenario.name}` prints the scenario file; copy it, change it, "
        "and give its name instead. [Changes](../changes.md) has every field.",
    )


def _comment(name: str) -> tuple[str, str]:
    """Return the two paragraphs with which a scenario file begins."""
    lines = takewhile(lambda line: line.startswith("#"), text_of(name).splitlines())
    why, reading = "\n".join(line[2:] for line in lines).split("\n\n")
    return why, reading

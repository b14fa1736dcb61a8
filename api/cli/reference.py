"""The page of commands, made from the help: ``python -m api.cli.reference > docs/commands.md``."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Any

import typer

from api.cli.app import EXIT_CODES, app

WIDTH = 98

HEAD = """\
# Commands

Made from the help of the commands by `python -m api.cli.reference > docs/commands.md`.

{exit_codes}

After an interrupt the code is 130, where nobody reads on 141, as shells have it. An interrupt of
`plan` only stops the search and gives the best plan so far; one of `scenario sweep` keeps the
outcomes that are done, and `--resume` goes on.

## For programs

With `--json` each command prints one JSON object on standard output and nothing else; exit codes
are the same.

| command | format | holds |
| --- | --- | --- |
| `plan` | `cartref/plan/1` | the plan as in its file |
| `rank` | `cartref/ranking/1` | the ranking |
| `explain` | `cartref/explanation/1` | the explanation |
| `check` | `cartref/check/1` | `violations`: `code`, `children`, `home`, `text` |
| `validate` | `cartref/faults/1` | `file`, `total`, `faults`: `place`, `fault`, `accepted` |
| `convert`, `generate` | `cartref/written/1` | `file`, `children`, `sibling_groups`, `homes` |
| `generate --report` | `cartref/calibration/1` | `area`, `registers`, `children`, `rows` |
| `template` | `cartref/written/1` | `file` |
| `scenario list` | `cartref/scenarios/1` | `scenarios`: `name`, `question` in both languages |
| `scenario show` | `cartref/scenario/1` | the scenario, every field of its changes filled in |
| `scenario apply` | `cartref/written/1` | as `convert` |
| `scenario compare` | `cartref/comparison/1` | the comparison as in its report |
| `scenario sweep` | `cartref/swept/1` | `folder`, `outcomes`, as below |
| `study STUDY` | `cartref/study/STUDY/1` | the study as in its file; `provenance`: its inputs |
| `bench` | `cartref/bench/1` | `subject`, `machine`, `columns`, `rows`, `notes`, `wanting` |
| any, on an error | `cartref/error/1` | `total`, `faults` as above, `limits` |

In `cartref/swept/1` each outcome has `scenario`, `status` (null where there is no plan), `levels`,
`faults` as above and, of the plan, `unplaced` and `moves` (children) and `weekly_cost` (pounds a
week). In `cartref/written/1` children, groups and homes are counts. In `cartref/error/1` the limits
are a smallest set that can't hold together; there are none after other errors.

On a terminal `plan` shows a live line on standard error: the level, the best value so far, what is
proved, the seconds; `scenario compare` and `scenario sweep` show how many scenarios are done and
the time left, and so do studies that take long. Colours are left out where there is no terminal,
and with `NO_COLOR`. Tables are as wide as the terminal or `COLUMNS`, otherwise 100. After a fault
of cartref itself (3), `CARTREF_DEBUG=1` shows the details.
"""


def page() -> str:
    """Return the page, in Markdown."""
    group: Any = typer.main.get_command(app)
    parts = [HEAD.format(exit_codes=EXIT_CODES)]
    with group.make_context("cartref", [], resilient_parsing=True, terminal_width=WIDTH) as root:
        parts.extend(_sections(group, root, ""))
    return "\n".join(parts)


def _sections(group: Any, parent: Any, under: str) -> Iterator[str]:
    """Yield a section for each command, those of a group after the group's own."""
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        context = command.make_context(name, [], parent=parent, resilient_parsing=True)
        full = f"{under}{name}"
        summary = inspect.cleandoc(command.help).splitlines()[0]
        yield f"## {full}\n\n{summary}\n\n```\n{context.get_help().rstrip()}\n```\n"
        if hasattr(command, "list_commands"):
            yield from _sections(command, context, f"{full} ")


if __name__ == "__main__":
    sys.stdout.write(page())

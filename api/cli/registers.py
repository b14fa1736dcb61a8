"""Commands on registers as files: validate, convert, template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import options
from api.cli.errors import WANTING, fault_lines, faults_json
from api.cli.output import notice, print_json

if TYPE_CHECKING:
    from matcher import Register

#: What a file or folder to write is called in a help text.
OUT_HELP = (
    "What to write, by its name: .json, .xlsx, .zip or a folder (CSV files); replaced if it exists."
)
Out = Annotated[Path, typer.Argument(metavar="OUT", help=OUT_HELP, show_default=False)]


def validate(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A register: a JSON file, a workbook (.xlsx), or CSV files in a folder or .zip.",
            show_default=False,
        ),
    ],
    as_json: options.Json = False,
) -> int:
    """List every fault of a register.

    Each with its place, what is wrong and what would be accepted.
    A file that can't be read at all is an error (2), a faulty one is found wanting (1).
    """
    import matcher
    from matcher.errors import UnreadableError

    try:
        register = matcher.read_register(file)
    except UnreadableError:
        raise
    except matcher.InputError as error:
        if as_json:
            faults = faults_json(error.faults, error.total)
            print_json({"format": "cartref/faults/1", "file": str(file), **faults})
        else:
            for line in fault_lines(error.faults, error.total):
                notice(line)
        return WANTING
    if as_json:
        print_json({"format": "cartref/faults/1", "file": str(file), **faults_json([], 0)})
    else:
        _say(f"{file}: no faults; {_size(register)}.")
    return 0


def convert(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="IN",
            help="A register: a JSON file, a workbook (.xlsx), or CSV files in a folder or .zip.",
            show_default=False,
        ),
    ],
    out: Out,
    as_json: options.Json = False,
) -> int:
    """Write a register in another form, with nothing lost.

    From JSON, a workbook, or CSV files in a folder or .zip to any of them.
    """
    import matcher

    return write(matcher.read_register(source), out, as_json)


def template(
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT.xlsx", help="The workbook; replaced if it exists.", show_default=False
        ),
    ],
    as_json: options.Json = False,
) -> int:
    """Write an empty workbook to fill in.

    With headings, drop-down lists and notes.
    """
    import matcher

    matcher.write_template(out)
    _written(out, as_json, "an empty workbook to fill in")
    return 0


def write(register: Register, out: Path, as_json: bool) -> int:
    """Write a register, and say or print what is written."""
    import matcher

    matcher.write_register(register, out)
    counts = {
        "children": len(register.children),
        "sibling_groups": len(register.sibling_groups),
        "homes": len(register.homes),
    }
    _written(out, as_json, _size(register), **counts)
    return 0


def _written(out: Path, as_json: bool, what: str, **more: Any) -> None:
    from matcher.files.atomic import is_output

    if is_output(out):  # which then holds what is written, and nothing else
        notice(f"{out} is written: {what}.")
    elif as_json:
        print_json({"format": "cartref/written/1", "file": str(out), **more})
    else:
        _say(f"{out} is written: {what}.")


def _size(register: Register) -> str:
    return (
        f"{len(register.children)} children, {len(register.sibling_groups)} sibling groups, "
        f"{len(register.homes)} homes"
    )


def _say(text: str) -> None:
    from api.cli.tables import Page

    Page().say(text)

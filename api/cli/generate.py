"""Command: an invented register, and how near it comes to the published figures."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import options
from api.cli.output import notice, print_json
from api.cli.registers import OUT_HELP, write

if TYPE_CHECKING:
    from scenarios.generator.calibration import Calibration, Row

#: From so many children on, making them is felt, so it is said.
_FELT = 20_000


def generate(
    out: Annotated[
        Path | None,
        typer.Argument(
            metavar="OUT",
            help=f"{OUT_HELP} Not needed with --report.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(metavar="N", min=0, help="The same seed gives the same register.")
    ] = 1,
    children: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            help="How many; if not given, as many as the area looks after.",
            show_default=False,
        ),
    ] = None,
    area: Annotated[
        str,
        typer.Option(
            metavar="AREA",
            help="powys (245 children), wales (7,198) or england (83,630). In the register of a "
            "country, the country is the authority and its councils place the children.",
        ),
    ] = "powys",
    report: Annotated[
        bool,
        typer.Option("--report", help="Set the register beside the published figures."),
    ] = False,
    seeds: Annotated[
        int,
        typer.Option(metavar="N", min=1, help="With --report: over so many seeds, from --seed on."),
    ] = 1,
    as_json: options.Json = False,
) -> int:
    """Write an invented register in the shape of Powys, Wales or England.

    Real places, no real children, by published figures.
    """
    import matcher
    from scenarios.generator.calibration import calibrate
    from scenarios.generator.sample import sample_register

    if out is None and not report:
        missing = "a file or folder to write, or --report"
        raise matcher.InputError.single("OUT", "is missing", missing)
    if seeds > 1 and not report:
        accepted = "--report, or one --seed"
        raise matcher.InputError.single("--seeds", "goes with --report only", accepted)
    if (children or 0) >= _FELT or (children is None and area == "england"):
        notice("So many children take up to a minute.")
    made = sample_register(seed, children, area=area)
    if report:
        others = range(seed + 1, seed + seeds)
        more = (sample_register(other, children, area=area) for other in others)
        calibration = calibrate(chain([made], more))
        if as_json:  # one object, so that of the file is not said
            if out:
                matcher.write_register(made, out)
            print_json(calibration.model_dump(mode="json"))
            return 0
        _show(calibration)
    return write(made, out, as_json) if out else 0


def _show(calibration: Calibration) -> None:
    from api.cli.tables import Column, Page
    from scenarios.generator.figures import CHILDREN

    many = calibration.registers > 1
    counted = [Column("mean", is_number=True), Column("lowest", is_number=True)]
    counted.append(Column("highest", is_number=True))
    page = Page()
    page.table(
        f"{calibration.area}: {calibration.registers} made-up "
        f"{'registers' if many else 'register'} of {calibration.children} children, "
        "beside published figures",
        [
            Column("figure"),
            Column("unit"),
            Column("published", is_number=True),
            *(counted if many else [Column("made", is_number=True)]),
            Column("band"),
            Column("within"),
            Column("source"),
        ],
        (_cells(row, many) for row in calibration.rows),
    )
    page.say()
    page.say(
        f"Per {CHILDREN}: for as many children. H: published; M: published, with some doubt; D: "
        "derived from published figures; A: assumed. Sources: --json. The band is that of a "
        "register of full size; a smaller one may leave it by chance."
    )


def _cells(row: Row, many: bool) -> list[str]:
    made = (row.made, row.lowest, row.highest) if many else (row.made,)
    return [
        row.name,
        row.unit,
        _number(row.published),
        *map(_number, made),
        f"{_number(row.band[0])} to {_number(row.band[1])}",
        "yes" if row.within else "no",
        f"{row.year} {row.certainty}",
    ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"

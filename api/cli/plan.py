"""``cartref plan``: the best plan for all children at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import options
from api.cli.output import notice, print_json

#: The register that is made where none is given, in the folder where the command runs.
SAMPLE = Path("sample-register.json")
SAMPLE_SEED = 1


def plan(
    register: Annotated[
        Path | None,
        typer.Argument(
            metavar="REGISTER",
            help="The register: a JSON file, a workbook (.xlsx), or CSV files in a folder or .zip. "
            f"If not given, {SAMPLE}, which is made where there is none.",
            show_default=False,
        ),
    ] = None,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    lock: Annotated[
        list[str] | None,
        typer.Option(metavar="CHILD=HOME", help="The plan must have this; may be repeated."),
    ] = None,
    forbid: Annotated[
        list[str] | None,
        typer.Option(metavar="CHILD=HOME", help="The plan must not have this; may be repeated."),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            callback=options.seconds,
            help="Stop after so many seconds with the best plan so far; so does Ctrl-C.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the plan here too: as a workbook if the name ends in .xlsx, else as JSON; "
            "replaced if it exists.",
        ),
    ] = None,
    certificate: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write here what proves the plan, for another program to check; replaced if it "
            "exists.",
        ),
    ] = None,
    as_json: options.Json = False,
) -> int:
    """Find the proved best plan for all children at once.

    Says what changes, what each placement still needs before it is lawful, and the figures before
    and after.
    """
    import matcher
    from api.cli.live import live_line
    from api.cli.plan_view import show_plan
    from matcher.files import write_json

    read = matcher.read_register(register or _sample())
    chosen = options.policy_in(policy)
    locks = options.pairs_in(lock or (), "--lock", read)
    forbidden = options.pairs_in(forbid or (), "--forbid", read)
    with live_line(chosen or matcher.Policy()) as report:
        found = matcher.plan(
            read,
            chosen,
            locks=locks,
            forbid=forbidden,
            travel=travel,
            time_limit=time_limit,
            progress=report,
            certificate=certificate,
        )
    data = found.model_dump(mode="json")
    if out is not None:
        if out.suffix.lower() == ".xlsx":
            from scenarios.reports.plans import write_plan

            write_plan(found, read, out)
        else:
            write_json(data, out)
        notice(f"The plan is written to {out}.")
    if certificate is not None:
        notice(f"The certificate is written to {certificate}.")
    if as_json:
        print_json(data)
    else:
        show_plan(read, found)
    return 0


def _sample() -> Path:
    """Return the sample register's path, having made it where there is none."""
    if SAMPLE.exists():
        notice(f"No register is given: this is {SAMPLE}, which is here already.")
        return SAMPLE
    import matcher
    from scenarios.generator.sample import sample_register

    made = sample_register(SAMPLE_SEED)
    matcher.write_register(made, SAMPLE)
    notice(
        f"No register is given: {SAMPLE} is made, an invented register in the shape of Powys "
        f"with {len(made.children)} children and {len(made.homes)} homes."
    )
    return SAMPLE

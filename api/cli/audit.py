"""``cartref audit``: the log of a service, read and verified at its machine."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.cli import options
from api.cli.database import Data, opened
from api.cli.errors import WANTING, fault_lines, faults_json
from api.cli.output import notice, print_json

HELP = "Reads and verifies the log of a service: who did what, when, and whether it is whole."


def verify(
    head: Annotated[
        str | None,
        typer.Option(
            metavar="N:HASH",
            help="What cartref audit head printed earlier: the log must still have it. Only this "
            "finds a log that was cut off at its end or made anew.",
        ),
    ] = None,
    data: Data = None,
    as_json: options.Json = False,
) -> int:
    """Verify the log: every entry, and everything that it tells of."""
    from api.store import chain
    from api.store.agreement import verify as faults_of
    from api.store.chain import Noted

    noted = None if head is None else Noted.of(head)
    with opened(data) as database, database.reading() as session:
        last = chain.head(session)
        faults = faults_of(session, noted)
    if as_json:
        found = faults_json(faults, len(faults))
        print_json(
            {"format": "cartref/verified/1", "sound": not faults, "head": str(last), **found}
        )
    elif faults:
        for line in fault_lines(faults, len(faults)):
            notice(line)
    else:
        typer.echo(f"The log is whole: {last.number} entries, and all that they tell of is there.")
        if noted is None:
            typer.echo("A log cut off at its end is found with --head only: cartref audit head.")
    return WANTING if faults else 0


def head(data: Data = None, as_json: options.Json = False) -> int:
    """Print the last entry's number and hash: keep it elsewhere, for cartref audit verify."""
    from api.store import chain

    with opened(data) as database, database.reading() as session:
        last = chain.head(session)
    if as_json:
        print_json({"format": "cartref/head/1", "number": last.number, "sha256": last.sha256})
    else:
        typer.echo(str(last))
    return 0


def show(
    action: Annotated[
        str | None, typer.Option(help="Only such as decision, or decision.offered.")
    ] = None,
    about: Annotated[str | None, typer.Option(help='Only about such as "version 4".')] = None,
    register_version: Annotated[
        int | None, typer.Option("--version", metavar="N", help="Only on this version.")
    ] = None,
    person: Annotated[
        int | None, typer.Option(metavar="N", help="Only by the person of this number.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="From then on, UTC: 2026-11-22, or with T08.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="TIME", help="Before then, UTC.")] = None,
    last: Annotated[int, typer.Option("--last", min=1, help="How many entries at most.")] = 50,
    data: Data = None,
    as_json: options.Json = False,
) -> int:
    """Show entries of the log, newest first."""
    import json

    from api.store import entries
    from api.store.entries import Wanted
    from api.store.tables import Entry

    wanted = Wanted(action, about, register_version, person, since, until)
    with opened(data) as database, database.reading() as session:
        found = entries.page(session, wanted, None, last)
    if as_json:
        columns = Entry.__table__.columns
        listed = [
            {
                **{column.key: getattr(one.entry, column.key) for column in columns},
                "name": one.name,
                "detail": None if one.content is None else json.loads(one.content),
                "erased": one.erased,
            }
            for one in found
        ]
        print_json({"format": "cartref/records/1", "records": listed})
        return 0
    from api.cli.tables import Column, Page

    page = Page()
    page.table(
        "Records, newest first; times in UTC",
        (
            Column("no.", is_number=True),
            Column("when", is_id=True),
            Column("who"),
            Column("action", is_id=True),
            Column("about"),
            Column("detail"),
        ),
        (
            (
                str(one.entry.number),
                one.entry.at[:19].replace("T", " "),
                one.name or one.entry.via,
                one.entry.action,
                one.entry.about or "",
                "erased" if one.erased else _words(json.loads(one.content or "{}")),
            )
            for one in found
        ),
    )
    if not found:
        page.say("The log has no such entries.")
    return 0


def _words(detail: Any) -> str:
    """Return a detail as one reads it; what is none or empty is left out."""
    if isinstance(detail, dict):
        said = ((name.replace("_", " "), value) for name, value in sorted(detail.items()))
        return "; ".join(
            f"{name} {_words(value)}" for name, value in said if value not in (None, [])
        )
    if isinstance(detail, list):
        return ", ".join(map(_words, detail))
    return str(detail)


def replay(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run's id.", show_default=False)],
    data: Data = None,
    as_json: options.Json = False,
) -> int:
    """Work a run out again from what is kept, and compare the answers.

    Exit code 0: the same answer. Exit code 1: another one.
    """
    from api.runs.replay import replay as worked_out

    with opened(data) as database, database.reading() as session:
        found = worked_out(session, run)
    if as_json:
        print_json({"format": "cartref/replay/1", **found._asdict(), "same": found.same})
        return 0 if found.same else WANTING
    if found.same:
        what = "answer" if found.was else "failure, without an answer"
        typer.echo(f"Worked out again, the {found.kind} comes to the same {what}.")
    else:
        notice(f"Worked out again, the {found.kind} comes to another answer.")
    if found.was_software != found.software:
        notice(f"It was worked out by {found.was_software}; this is {found.software}.")
    if not found.final and not found.same:
        notice("It was stopped or ran out of time then: another answer is no fault.")
    return 0 if found.same else WANTING


#: The commands under ``cartref audit``, each with an example of its use.
COMMANDS = (
    (verify, "cartref audit verify --data cartref-data"),
    (head, "cartref audit head"),
    (show, "cartref audit show --action decision --last 20"),
    (replay, "cartref audit replay 3f0c9a7e5b1d48f2a6c3e1d0b9f87654"),
)

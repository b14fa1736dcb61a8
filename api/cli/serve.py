"""``cartref serve``: the service, on this machine or behind a proxy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import options
from api.cli.output import print_json


def serve(
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where the service keeps its database; made if there is none. "
            "[default: cartref-data, or CARTREF_DATA]",
        ),
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Where to listen; others than this machine only behind a proxy that speaks TLS "
            "(CARTREF_BEHIND_TLS=true). [default: 127.0.0.1, or CARTREF_HOST]",
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(metavar="PORT", help="0 is any free one. [default: 8000, or CARTREF_PORT]"),
    ] = None,
    as_json: options.Json = False,
) -> int:
    """Serve registers, rankings, plans and decisions over HTTP, until Ctrl-C.

    All is kept in SQLite, or in PostgreSQL where CARTREF_DATABASE_URL is
    postgresql+psycopg://USER:PASSWORD@HOST/NAME. The first start makes an admin and prints a
    password for one sign-in.
    """
    from api.pages.app import create_site
    from api.service.serve import Started
    from api.service.serve import serve as run
    from api.settings import read_settings

    def told(started: Started) -> None:
        if as_json:
            print_json({"url": started.url, "one_time_password": started.one_time_password})
            return
        typer.echo(f"Cartref is at {started.url}")
        if started.one_time_password:
            typer.echo(
                "This is its first start: sign in as admin with the password "
                f"{started.one_time_password}\n"
                "It is shown this once and good for one sign-in, in which you choose another."
            )
        typer.echo("Stop it with Ctrl-C.")

    run(read_settings(data=data, host=host, port=port), told, create_site)
    return 0

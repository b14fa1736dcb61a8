"""The application: its commands, in the order in which they are listed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from api.cli.check import check
from api.cli.explain import explain
from api.cli.plan import plan
from api.cli.rank import rank
from api.cli.registers import convert, generate, template, validate

HELP = "Finds homes for children a council looks after: proved plans, rankings, the reasons."

EXIT_CODES = """\
Exit codes: 0 good; 1 checked and found wanting (a check or a validation found something, limits
can't hold, or time ran out before any plan was found); 2 something is wrong with what was given;
3 a fault of cartref itself."""

#: Every command, with an example of its use.
COMMANDS: tuple[tuple[Callable[..., int], str], ...] = (
    (plan, "cartref plan register.json --policy policy.json --lock C011=H014 --out plan.json"),
    (rank, "cartref rank register.json C011 -k 5 --system-cost"),
    (explain, "cartref explain register.json C011 H014"),
    (check, "cartref check register.json plan.json"),
    (validate, "cartref validate register.xlsx"),
    (convert, "cartref convert register.xlsx register.json"),
    (template, "cartref template register.xlsx"),
    (generate, "cartref generate --seed 7 --children 60 register.json"),
)

app = typer.Typer(
    name="cartref",
    help=HELP,
    epilog=EXIT_CODES,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for _command, _example in COMMANDS:
    app.command(epilog=f"\b\nExample:\n  {_example}")(_command)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"cartref {version('cartref')}")
        except PackageNotFoundError:
            typer.echo("cartref, not installed: the version is in pyproject.toml")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def cartref(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Show the help where no command is given."""
    del version
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())

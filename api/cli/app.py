"""The application: its commands, in the order in which they are listed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from api.cli.audit import COMMANDS as AUDIT_COMMANDS
from api.cli.audit import HELP as AUDIT_HELP
from api.cli.check import check
from api.cli.explain import explain
from api.cli.generate import generate
from api.cli.people import COMMANDS as PEOPLE_COMMANDS
from api.cli.people import HELP as PEOPLE_HELP
from api.cli.plan import plan
from api.cli.rank import rank
from api.cli.registers import convert, template, validate
from api.cli.scenario import COMMANDS as SCENARIO_COMMANDS
from api.cli.scenario import HELP as SCENARIO_HELP
from api.cli.serve import serve
from api.cli.store import COMMANDS as STORE_COMMANDS
from api.cli.store import HELP as STORE_HELP
from api.cli.study import COMMANDS as STUDY_COMMANDS
from api.cli.study import HELP as STUDY_HELP

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
    (serve, "cartref serve --data cartref-data --port 8000"),
)

#: Commands that have commands of their own: what they are for, and these.
GROUPS = {
    "scenario": (SCENARIO_HELP, SCENARIO_COMMANDS),
    "study": (STUDY_HELP, STUDY_COMMANDS),
    "people": (PEOPLE_HELP, PEOPLE_COMMANDS),
    "audit": (AUDIT_HELP, AUDIT_COMMANDS),
    "store": (STORE_HELP, STORE_COMMANDS),
}

#: Packages that stand above this one add commands under this name, each as in `COMMANDS`.
ADDED = "cartref.commands"


class Commands(TyperGroup):
    """The commands of `COMMANDS`, then those that installed packages add.

    What adds a command is imported when the command is asked for, or all are listed.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """Return all names."""
        return list(dict.fromkeys([*super().list_commands(ctx), *_added()]))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by name; None if there is none."""
        own = super().get_command(ctx, cmd_name)
        if own is None and (found := _added().get(cmd_name)):
            command, example = found.load()
            return typer.main.get_command(add(command, example, to=_new()))
        return own


def _added() -> dict[str, EntryPoint]:
    return {one.name: one for one in entry_points(group=ADDED)}


def _new(**settings: Any) -> typer.Typer:
    return typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        **settings,
    )


app = _new(name="cartref", cls=Commands, help=HELP, epilog=EXIT_CODES)


def add(command: Callable[..., int], example: str, to: typer.Typer = app) -> typer.Typer:
    """Add a command, with an example of its use; return what it is added to."""
    to.command(name_of(command), epilog=f"\b\nExample:\n  {example}")(command)
    return to


def name_of(command: Callable[..., int]) -> str:
    """Return the name of a command: its function's, as people write it."""
    # A name that Python has taken ends in an underscore there.
    return command.__name__.rstrip("_").replace("_", "-")


def _show_help(context: typer.Context) -> None:
    """Show the help where no command is given."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


for _command, _example in COMMANDS:
    add(_command, _example)
for _name, (_help, _commands) in GROUPS.items():
    _group = _new(help=_help, callback=_show_help, invoke_without_command=True)
    for _command, _example in _commands:
        add(_command, _example, to=_group)
    app.add_typer(_group, name=_name)


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
    _show_help(context)

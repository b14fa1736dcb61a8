"""``cartref scenario``: the ready questions, a scenario in words, the register it makes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import options
from api.cli.output import notice, plain, print_json
from api.cli.scenario_solve import compare, sweep

if TYPE_CHECKING:
    from scenarios.inputs import Inputs

HELP = "Asks what if: what changes, and how the best plans differ."

ScenarioGiven = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A ready question by its name, or a scenario file (.toml).",
        show_default=False,
    ),
]


def list_(as_json: options.Json = False) -> int:
    """List the ready questions."""
    from scenarios.library import LIBRARY

    if as_json:
        ready = [
            {"name": one.name, "question": one.question.model_dump(mode="json")}
            for one in LIBRARY.values()
        ]
        print_json({"format": "cartref/scenarios/1", "scenarios": ready})
        return 0
    from api.cli.tables import Column, Page

    Page().table(
        "Ready questions",
        (Column("name", is_id=True), Column("question")),
        ((one.name, one.question.en) for one in LIBRARY.values()),
    )
    return 0


def show(scenario: ScenarioGiven, as_json: options.Json = False) -> int:
    """Show a scenario: what it asks, what it changes, how it is written."""
    from scenarios.library import scenario_named, text_of

    found = scenario_named(scenario)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return 0
    from api.cli.tables import Column, Page

    page = Page()
    page.say(f"{found.name}: {found.question.en}")
    if found.question.cy:
        page.say(found.question.cy)
    page.table(
        "Changes, one after the other",
        (Column("change", is_id=True), Column("what it does")),
        ((one.code, one.says.en) for one in found.changes),
    )
    page.heading("As it is written (copy it to ask something else)")
    page.say()
    print(plain(text_of(scenario).rstrip()))
    return 0


def apply(
    register: options.RegisterFile,
    scenario: ScenarioGiven,
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="The changed register, by its name: .json, .xlsx, .zip or a folder (CSV files); "
            "replaced if it exists.",
            show_default=False,
        ),
    ],
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    policy_out: Annotated[
        Path | None,
        typer.Option(
            metavar="P.json", help="Write the changed policy here; replaced if it exists."
        ),
    ] = None,
    as_json: options.Json = False,
) -> int:
    """Write the register that a scenario makes, to look at or to plan by hand."""
    import matcher
    from api.cli.registers import write
    from matcher.files import write_json
    from scenarios.inputs import Inputs
    from scenarios.library import scenario_named

    before = Inputs.of(matcher.read_register(register), options.policy_in(policy), travel)
    after = scenario_named(scenario).apply(before)
    code = write(after.register, out, as_json)
    if policy_out is not None:
        write_json(after.policy.model_dump(mode="json"), policy_out)
        notice(f"The policy is written to {policy_out}.")
    for line in _not_written(before, after, with_policy=policy_out is not None):
        notice(line)
    return code


def _not_written(before: Inputs, after: Inputs, *, with_policy: bool) -> list[str]:
    """Return what the scenario changes besides the register, and how a plan would be told."""
    lines = []
    if after.policy != before.policy and not with_policy:
        lines.append("The scenario changes the policy too: --policy-out P.json writes it.")
    for option, pairs, known in (
        ("--lock", after.locks, before.locks),
        ("--forbid", after.forbid, before.forbid),
    ):
        new = [f"{option} {child}={home}" for child, home in pairs if (child, home) not in known]
        if new:
            lines.append(f"For cartref plan besides: {' '.join(new)}")
    if after.journeys != before.journeys:
        lines.append("The scenario changes measured journeys too; these are not written.")
    return lines


#: The commands under ``cartref scenario``, each with an example of its use.
COMMANDS = (
    (list_, "cartref scenario list"),
    (show, "cartref scenario show ten-carers-newtown"),
    (apply, "cartref scenario apply register.json ten-carers-newtown changed.json"),
    (
        compare,
        "cartref scenario compare register.json ten-carers-newtown in-house-70 --out answer.html",
    ),
    (sweep, "cartref scenario sweep register.json questions/ --out outcomes --resume"),
)

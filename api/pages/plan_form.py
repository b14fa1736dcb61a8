"""The form that asks for a plan: its fields, and its pairs of a child and a home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field
from sqlalchemy.orm import Session

from api.pages.forms import Form
from api.pages.language import mark
from api.refusals import RefusedError
from api.runs.jobs import Job
from api.service.routes.plans import PlanIn
from api.service.run_schemas import MOST_SECONDS, TIME_LIMIT
from api.store.policies import DEFAULT, latest_number, page, policy_numbered, policy_of
from matcher.errors import Fault, InputError
from matcher.records.plan import Pair
from matcher.records.policy import Policy

PairKind = Literal["lock", "forbid"]
PAIR_KINDS: tuple[PairKind, ...] = ("lock", "forbid")
#: So many pairs of a kind fit into the form.
MOST_ROWS = 100
#: Time limits that are offered, in seconds.
SECONDS = (60, 300, int(TIME_LIMIT), 1800, int(MOST_SECONDS))
#: As many policies are offered, the newest.
_MOST_POLICIES = 50


def _plain(value: Any) -> Any:
    """Return a number as people type it, ``£250,000``, without what is only for the eye."""
    return value.replace(",", "").replace("£", "").strip() if isinstance(value, str) else value


_Typed = BeforeValidator(_plain)
_AtLeastNone = Field(ge=0, le=1_000_000_000, allow_inf_nan=False)
_Pounds = Annotated[Decimal, _Typed, _AtLeastNone]
_Count = Annotated[int, _Typed, Field(ge=0, le=1_000_000_000)]
_PerCent = Annotated[Decimal, _Typed, Field(ge=0, le=100, allow_inf_nan=False)]


class PlanForm(BaseModel):
    """What the form's fields hold, but for the pairs.

    Attributes
    ----------
    policy : int or None
        Its number; None for the council's.
    time_limit : float
        Seconds.
    max_weekly_cost : Decimal or None
        Pounds a week; this and the others are in place of the policy's limit.
    in_house_per_cent : Decimal or None
        At least so many per cent.
    max_out_of_county, max_moves : int or None
        Children.
    lift : bool
        Whether the policy's own limits do not hold.
    """

    policy: Annotated[int, Field(ge=0)] | None = None
    time_limit: Annotated[float, Field(gt=0, le=MOST_SECONDS)] = TIME_LIMIT
    max_weekly_cost: _Pounds | None = None
    in_house_per_cent: _PerCent | None = None
    max_out_of_county: _Count | None = None
    max_moves: _Count | None = None
    lift: bool = False

    @property
    def limits(self) -> dict[str, float]:
        """The limits that are given, by code, in the units of a policy."""
        share = self.in_house_per_cent
        given = {
            "max_weekly_cost": self.max_weekly_cost,
            "min_in_house_share": None if share is None else share.scaleb(-2),
            "max_out_of_county": self.max_out_of_county,
            "max_moves": self.max_moves,
        }
        return {code: float(value) for code, value in given.items() if value is not None}

    def policy_in(self, session: Session) -> Policy | None:
        """Return the policy with other limits than its own; None if it is as it was set."""
        if not (self.limits or self.lift):
            return None
        policy = policy_numbered(session, self.policy)
        own = {} if self.lift else dict(policy.limits)
        return policy.with_limits(**{**own, **self.limits})


def plan_in(session: Session, form: Form) -> PlanIn:
    """Return what a form asks for, on the newest register.

    Raises
    ------
    InputError
        With every fault, its place the field.
    RefusedError
        404 if there is no such policy.
    """
    faults: list[Fault] = []
    try:
        asked = form.read(PlanForm)
    except InputError as error:
        faults += error.faults
    faults += _half_pairs(form)
    if faults:
        raise InputError(faults)
    policy = asked.policy_in(session)
    return PlanIn(
        policy=policy,
        policy_number=None if policy is not None else asked.policy,
        time_limit=asked.time_limit,
        locks=_whole(form, "lock"),
        forbid=_whole(form, "forbid"),
    )


def n_rows(form: Form, kind: PairKind) -> int:
    """Return how many pairs of a kind the form has room for; one more where that is wanted."""
    sent = form.value(f"n_{kind}", "1")
    shown = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 6 else 1
    return min(max(shown, 1) + (form.value("add") == kind), MOST_ROWS)


def pairs(form: Form, kind: PairKind) -> list[Pair]:
    """Return the pairs of a kind as they were typed, empty ones too."""
    return [
        (
            form.value(f"{kind}_{number}_child").strip(),
            form.value(f"{kind}_{number}_home").strip(),
        )
        for number in range(1, n_rows(form, kind) + 1)
    ]


def _whole(form: Form, kind: PairKind) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs(form, kind) if all(pair))


def _half_pairs(form: Form) -> Iterable[Fault]:
    for kind in PAIR_KINDS:
        for number, (child, home) in enumerate(pairs(form, kind), start=1):
            if home and not child:
                yield _missing(f"{kind}_{number}_child", mark("a child's id"))
            if child and not home:
                yield _missing(f"{kind}_{number}_home", mark("a home's id"))


def _missing(place: str, accepted: str) -> Fault:
    return Fault(place, mark("is missing"), accepted)


def at_fields(form: Form, error: InputError | RefusedError) -> tuple[Fault, ...]:
    """Return the faults of an error, those of pairs at the fields in which the pairs stand."""
    return tuple(Fault(_field(form, one.place), one.fault, one.accepted) for one in error.faults)


def _field(form: Form, place: str) -> str:
    kind, _, named = place.partition(" ")
    for wanted in PAIR_KINDS:
        for number, (child, home) in enumerate(pairs(form, wanted), start=1):
            # "lock C1=H1", of several children "lock C1, C2=H1".
            together = named.endswith(f"={home}") and child in named.split("=")[0].split(", ")
            if kind == wanted and child and (named == f"{child}={home}" or together):
                return f"{wanted}_{number}_child"
    return "policy" if place == "policy_number" else place


def policies(session: Session) -> list[tuple[int, Policy]]:
    """Return the policies that can be chosen, by number: the council's present one first."""
    versions = page(session, None, _MOST_POLICIES)
    return [(one.number, policy_of(one)) for one in versions] + [(DEFAULT, Policy())]


def filled_in(session: Session, job: Job) -> Form:
    """Return the form that asks for the same as a run before, to be changed and sent again."""
    limits = job.policy.limits
    share = limits.min_in_house_share
    values: dict[str, object] = {
        "policy": _number_of(session, job.policy),
        "time_limit": int(job.time_limit or TIME_LIMIT),
        "max_weekly_cost": limits.max_weekly_cost,
        "in_house_per_cent": None if share is None else Decimal(str(share)).scaleb(2).normalize(),
        "max_out_of_county": limits.max_out_of_county,
        "max_moves": limits.max_moves,
        # All limits that held are in the form: nothing is left to the policy.
        "lift": "true",
        **_rows("lock", job.locks),
        **_rows("forbid", job.forbid),
    }
    return Form({name: [_typed(value)] for name, value in values.items() if value is not None})


def _rows(kind: PairKind, given: Sequence[Pair]) -> dict[str, object]:
    rows: dict[str, object] = {f"n_{kind}": len(given) or 1}
    for number, (child, home) in enumerate(given, start=1):
        rows |= {f"{kind}_{number}_child": child, f"{kind}_{number}_home": home}
    return rows


def _typed(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value).removesuffix(".0")


def _number_of(session: Session, policy: Policy) -> int:
    """Return the number of the policy that a run's was, whatever limits it had."""
    alike = (n for n, one in policies(session) if one.with_limits() == policy.with_limits())
    return next(alike, latest_number(session))


__all__ = [
    "MOST_ROWS",
    "PAIR_KINDS",
    "SECONDS",
    "PlanForm",
    "at_fields",
    "filled_in",
    "n_rows",
    "pairs",
    "plan_in",
    "policies",
]

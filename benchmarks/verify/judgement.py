"""What a certificate's multipliers prove of each level, summed in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

from benchmarks.verify.columns import Columns
from benchmarks.verify.rows import Rows, WrongError
from matcher.case import Case
from matcher.check import judge
from matcher.records.certificate import Certificate, LevelProof
from matcher.records.plan import LevelValue, Plan


@dataclass(frozen=True)
class Verdict:
    """What was found of one level.

    Attributes
    ----------
    value : int
        The level in the plan.
    stated : int or None
        The bound that the plan states.
    certified : int or None
        What the multipliers prove, worked out anew; None if there are none.
    """

    value: int
    stated: int | None
    certified: int | None

    @property
    def words(self) -> str:
        """How far the level is proved."""
        if self.certified is None:
            return "no bound"
        if self.stated is not None and self.certified < self.stated:
            return "the rest by search" if self.stated == self.value else "some by search"
        return "certified" if self.certified == self.value else "not optimal"


@dataclass(frozen=True)
class Judgement:
    """What was found of a certificate: `faults` is empty if all that it and the plan say is so."""

    levels: tuple[Verdict, ...]
    faults: tuple[str, ...]


def verify(case: Case, plan: Plan, certificate: Certificate) -> Judgement:
    """Return what a certificate proves of a plan.

    Parameters
    ----------
    case : Case
        The register, under the plan's policy.
    plan : Plan
        The plan.
    certificate : Certificate
        What is to prove it.
    """
    faults = [violation.text for violation in judge(case, plan)]
    faults.extend(_of_another(case, plan, certificate))
    if faults:
        return Judgement((), tuple(faults))
    try:
        return Judgement(tuple(_levels(case, plan, certificate)), ())
    except WrongError as error:
        return Judgement((), (str(error),))


def _of_another(case: Case, plan: Plan, certificate: Certificate) -> list[str]:
    """Return what a plan and a certificate do not have in common."""
    given = {
        "register": certificate.register_sha256 == case.register.sha256,
        "policy": certificate.policy == plan.policy == case.policy,
        "set of locks": certificate.locks == plan.locks,
        "set of forbidden pairs": certificate.forbid == plan.forbid,
    }
    faults = [f"the certificate is for another {what}" for what, same in given.items() if not same]
    said = [{"by": level.by, "multipliers": level.bound} for level in certificate.levels]
    if plan.solve.get("proof", said) != said:
        faults.append("the plan says otherwise of how it was proved")
    return faults


def _levels(case: Case, plan: Plan, certificate: Certificate) -> list[Verdict]:
    if len(plan.levels) != len(case.policy.levels):
        raise WrongError("the plan does not state its levels")
    columns = Columns(case)
    values = [level.value for level in plan.levels]
    rows = Rows(columns, values)
    for described in certificate.rows:
        rows.add(described)
    usable = columns.allowed(plan.locks, plan.forbid)
    verdicts = []
    for level, stated in enumerate(plan.levels):
        if level >= len(certificate.levels):
            if stated.bound is not None:
                raise WrongError(
                    f"levels[{level}] is not there, and the plan states a bound for it"
                )
            verdicts.append(Verdict(stated.value, None, None))
            continue
        proof = certificate.levels[level]
        try:
            certified, reduced, slack = _bound(level, proof, columns, rows, values, usable)
            _compare(proof, stated, certified)
        except (KeyError, WrongError) as error:
            text = f"{error.args[0]!r} is not there" if isinstance(error, KeyError) else error
            raise WrongError(f"levels[{level}]: {text}") from None
        # A column that takes the level above its value is in no plan that later levels look at.
        usable = {column for column in usable if reduced[column] <= slack}
        verdicts.append(Verdict(stated.value, stated.bound, certified))
    if len(certificate.levels) > len(plan.levels):
        raise WrongError("there are more levels than the policy has")
    return verdicts


def _bound(
    level: int,
    proof: LevelProof,
    columns: Columns,
    rows: Rows,
    values: list[int],
    usable: set[int],
) -> tuple[int, list[int], int]:
    """Return the bound that multipliers prove, and what each column would add at least.

    Any multipliers prove one, those of rows not being negative. The last number is what a column
    may add, times the scale, so that the level may still have its value.
    """
    scale = proof.scale
    reduced = [costs[level] * scale for costs in columns.costs]
    total = 0
    for before, weight in proof.weights:
        if before >= level:
            raise WrongError(f"levels[{before}] has a weight and does not come before")
        for column, costs in enumerate(columns.costs):
            reduced[column] += weight * scale * costs[before]
        total += weight * scale * (columns.constant[before] - values[before])
    for child, multiplier in proof.movers.items():
        for column in columns.covering[child]:
            reduced[column] -= multiplier
        total += multiplier
    for number, price in proof.rows:
        row = rows[number]
        if row.after >= level:
            raise WrongError(f"rows[{number}] rests on levels[{row.after}], which is not before")
        for column, value in row.terms.items():
            reduced[column] += price * value
        total -= price * row.most
    total += sum(reduced[column] for column in usable if reduced[column] < 0)
    if total != proof.total:
        raise WrongError(f"the multipliers come to {total}, not {proof.total} as stated")
    constant = columns.constant[level]
    # Without the constant, the level is a multiple of this.
    step = scale * max(1, gcd(*(costs[level] for costs in columns.costs)))
    certified = constant - (-total // step) * (step // scale)
    return certified, reduced, (values[level] - constant) * scale - total


def _compare(proof: LevelProof, stated: LevelValue, certified: int) -> None:
    """Refuse a statement that is not so."""
    if proof.value != stated.value:
        raise WrongError(f"its value is {stated.value} in the plan, not {proof.value}")
    if proof.bound != certified:
        raise WrongError(f"the multipliers prove {certified}, not {proof.bound} as stated")
    if certified > stated.value:
        raise WrongError(f"the multipliers prove {certified}, above the plan's {stated.value}")
    by = "multipliers" if stated.bound is not None and certified >= stated.bound else "search"
    if proof.by != by:
        raise WrongError(f"its bound rests on {by}, not on {proof.by} as stated")

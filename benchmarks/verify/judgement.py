"""What a certificate proves of each level of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.verify.columns import Columns
from benchmarks.verify.levels import Level
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
        What multipliers and cases prove, worked out anew; None if there are none.
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
            closed = Level(level, columns, rows, values)
            certified, usable = _level(closed, proof, stated, usable)
        except (KeyError, WrongError) as error:
            text = f"{error.args[0]!r} is not there" if isinstance(error, KeyError) else error
            raise WrongError(f"levels[{level}]: {text}") from None
        verdicts.append(Verdict(stated.value, stated.bound, certified))
    if len(certificate.levels) > len(plan.levels):
        raise WrongError("there are more levels than the policy has")
    return verdicts


def _level(
    level: Level, proof: LevelProof, stated: LevelValue, usable: set[int]
) -> tuple[int, set[int]]:
    """Return what is certified of a level, and the columns that plans with its value may use."""
    for closing in proof.closing:
        usable = level.closed(closing, usable)
    summed = level.summed(proof.multipliers, usable)
    if summed.total != proof.total:
        raise WrongError(f"the multipliers come to {summed.total}, not {proof.total} as stated")
    certified = level.rounded_up(summed)
    _compare(proof, stated, certified)
    if proof.by == "cases" and stated.bound is not None:
        certified = stated.bound
        columns = {j for j in usable if summed.reduced[j] <= level.slack(summed, certified - 1)}
        level.check_cases(proof.cases, certified, columns)
    # A column that takes the level above its value is in no plan that later levels look at.
    most = level.slack(summed, stated.value)
    return certified, {column for column in usable if summed.reduced[column] <= most}


def _compare(proof: LevelProof, stated: LevelValue, bound: int) -> None:
    """Refuse a statement that is not so."""
    if proof.value != stated.value:
        raise WrongError(f"its value is {stated.value} in the plan, not {proof.value}")
    if proof.bound != bound:
        raise WrongError(f"the multipliers prove {bound}, not {proof.bound} as stated")
    if bound > stated.value:
        raise WrongError(f"the multipliers prove {bound}, above the plan's {stated.value}")
    enough = stated.bound is not None and bound >= stated.bound
    if enough != (proof.by == "multipliers"):
        by = "the multipliers alone" if enough else "more than the multipliers"
        raise WrongError(f"its bound rests on {by}, not on {proof.by} as stated")

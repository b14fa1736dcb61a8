"""The carers' own or other people's children in the home rule this child out."""

from __future__ import annotations

from matcher.case import FAMILY_KINDS, Case
from matcher.case_arrays import ALONGSIDE, Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class Household(Rule):
    """The carers' own or other people's children in the home rule this child out."""

    code = "household"
    meaning = Words(
        "Children already in the household do not go with who this child can live with.",
        "Nid yw plant sydd eisoes ar yr aelwyd yn gydnaws â'r rhai "
        "y gall y plentyn hwn fyw gyda nhw.",
    )
    source = "matching: impact on children in the household, national minimum standards"

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        if home.kind in FAMILY_KINDS:
            return False
        ages = [*home.household_ages, *(other.age for other in home.other_children)]
        if child.alongside == "alone":
            return bool(ages)
        if child.alongside == "older_only":
            return any(age < case.age(child) for age in ages)
        if child.alongside == "younger_only":
            return any(age > case.age(child) for age in ages)
        return False

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        child, home = pairs.child, pairs.home
        somebody = home.youngest <= home.oldest
        refused: Bools = (child.alongside == ALONGSIDE.index("alone")) & somebody
        refused |= (child.alongside == ALONGSIDE.index("older_only")) & (home.youngest < child.age)
        refused |= (child.alongside == ALONGSIDE.index("younger_only")) & (home.oldest > child.age)
        return refused & ~home.family

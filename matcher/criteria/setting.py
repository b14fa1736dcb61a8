"""How far the kind of home is from a family of the council's own."""

from __future__ import annotations

from matcher.case import Case
from matcher.criteria._base import HomeCriterion
from matcher.records.home import Home
from matcher.words import Words

#: Steps away, by kind; kinds not listed are none away.
STEPS = {"agency_foster": 1, "supported_lodgings": 2, "residential": 3}


class Setting(HomeCriterion):
    """How far the kind of home is from a family of the council's own."""

    code = "setting"
    meaning = Words(
        "kind of home: agency 1, supported lodgings 2, residential 3",
        "math o gartref: asiantaeth 1, llety â chymorth 2, preswyl 3",
    )
    source = "local policy, not law: in-house before agency before residential"
    unit = Words("steps", "camau")

    def of_home(self, home: Home, case: Case) -> int:
        """Return 0 for parents, kin and in-house carers, 1 agency, 2 supported, 3 residential."""
        del case
        return STEPS.get(home.kind, 0)

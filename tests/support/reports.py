"""A comparison with everything in it, hostile texts too."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser

from scenarios.compare import Comparison, compare
from scenarios.inputs import Inputs
from scenarios.outcome import Outcome, ScenarioFault
from tests.support.registers import WELSH_NEIGHBOUR, child, group, home, register, settled, there
from tests.support.what_ifs import inputs, outcome, what_if

#: Texts that a page, a spreadsheet or a terminal might obey.
HOSTILE = '<script>alert("1")</script>'
FORMULA = "=HYPERLINK(1)"


def county() -> Inputs:
    """Two who wait and one who is settled; homes in the county and beyond, hostile labels."""
    hostile = there().model_copy(update={"label": HOSTILE})
    formula = there(0.1, 0.1).model_copy(update={"label": FORMULA})
    return inputs(
        register(
            child("C1", family_home=formula),
            child("+C2", gender="male"),
            settled("C3", "H2"),
            group("C1", "+C2"),
            home("H1", places=2, weekly_cost=480.5, location=hostile),
            home("H2", kind="residential", authority=WELSH_NEIGHBOUR, weekly_cost=5000),
        )
    )


@cache
def comparison() -> Comparison:
    """Return a baseline, an unproved scenario that differs, and one without a plan."""
    before = county()
    homes: dict[str, str | None] = {"C1": "H1", "+C2": "H1", "C3": "H2"}
    after = before.added(homes=[home("H3", kind="kinship", location=there(0.2), weekly_cost=300)])
    apart = {**homes, "+C2": "H3"}
    unproved = outcome(
        after, apart, what_if(after, "apart", f"What if {HOSTILE}?"), [0, 0] + [None] * 3
    )
    fell = ScenarioFault(place="limits", fault=FORMULA, accepted=HOSTILE)
    failed = Outcome(scenario=what_if(before, "failed", FORMULA), faults=(fell,))
    return compare(before, [outcome(before, homes), unproved, failed])


class Elements(HTMLParser):
    """Reads a page: its elements with their attributes, its texts, and values of `data`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.values: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)
        if tag == "data":
            self.values.append(dict(attrs)["value"] or "")

    def handle_endtag(self, tag: str) -> None:
        """Close elements up to this one."""
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if data.strip() and (not self.open or self.open[-1] != "style"):
            self.texts.append(data.strip())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a name."""
        return [attributes for name, attributes in self.found if name == tag]

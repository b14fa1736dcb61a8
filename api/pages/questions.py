"""The questions of a run in the making: ready ones that are ticked, and one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from api.pages.forms import Form
from api.pages.language import mark
from api.service.scenario_schemas import ScenariosIn
from matcher.errors import Fault, InputError
from scenarios.files import MAX_BYTES, SUFFIX, WANTED, scenario_of
from scenarios.library import LIBRARY
from scenarios.scenario import Scenario

#: So many can be compared side by side, the plan of today besides.
MOST = 6
#: How many of one's own a form holds.
MOST_OWN = 20
#: Seconds for each plan that can be chosen, and the one that is chosen at first.
SECONDS = (60, 600, 3600)
USUAL_SECONDS = 600

NOTHING = Fault("library", mark("is empty"), mark("one to six questions, ready ones or your own"))
TOO_MANY = Fault("library", mark("has too many questions"), mark("one to six at once"))
_NO_FILE = Fault("file", mark("no file was chosen"), mark("a scenario file (.toml)"))
_NOT_TOML = Fault("file", mark("is not a scenario file"), mark("a scenario file (.toml)"))


@dataclass(frozen=True)
class Questions:
    """What may be asked at once.

    Attributes
    ----------
    ready : tuple of str
        Ready questions that are ticked, by name.
    own : tuple of Scenario
        One's own.
    asked : tuple of str
        Those of one's own that are ticked, by name.
    seconds : int
        For each plan.
    """

    ready: tuple[str, ...] = ()
    own: tuple[Scenario, ...] = ()
    asked: tuple[str, ...] = ()
    seconds: int = USUAL_SECONDS

    @classmethod
    def sent(cls, form: Form) -> Questions:
        """Return what a form has sent; what somebody has tampered with is left out."""
        own = []
        for text in form.values.get("own", ())[:MOST_OWN]:
            try:
                own.append(Scenario.model_validate_json(text))
            except ValidationError:
                continue
        seconds = form.value("time_limit")
        return cls(
            tuple(name for name in form.values.get("library", ()) if name in LIBRARY),
            tuple(own),
            tuple(form.values.get("asked", ())),
            int(seconds) if seconds in map(str, SECONDS) else USUAL_SECONDS,
        )

    @property
    def values(self) -> Mapping[str, Sequence[str]]:
        """What each field of the form holds."""
        return {
            "library": self.ready,
            "own": [one.model_dump_json() for one in self.own],
            "asked": self.asked,
            "time_limit": [str(self.seconds)],
        }

    def named(self, name: str) -> Scenario | None:
        """Return a question by its name: one's own, or a ready one."""
        own = next((one for one in self.own if one.name == name), None)
        return own or LIBRARY.get(name)

    def with_own(self, scenario: Scenario, instead: str = "") -> Questions:
        """Return these with one more of one's own, ticked; or with it in place of another.

        A name that is there already gets a number behind it.
        """
        known = [one.name for one in self.own]
        position = known.index(instead) if instead in known else len(known)
        others = {*known[:position], *known[position + 1 :], *LIBRARY, "baseline"}
        name, again = scenario.name, 1
        while name in others:
            again += 1
            name = f"{scenario.name[:56].rstrip('-')}-{again}"
        named = Scenario.model_validate({**dict(scenario), "name": name})
        own = (*self.own[:position], named, *self.own[position + 1 :])
        asked = (*(one for one in self.asked if one != instead), name)
        return Questions(self.ready, own[:MOST_OWN], asked, self.seconds)

    def without(self, name: str) -> Questions:
        """Return these without one of one's own."""
        own = tuple(one for one in self.own if one.name != name)
        return Questions(self.ready, own, self.asked, self.seconds)

    def given(self) -> ScenariosIn:
        """Return what is asked of the service.

        Raises
        ------
        InputError
            If it is nothing, or more than can be compared.
        """
        own = tuple(one for one in self.own if one.name in self.asked)
        n_asked = len(own) + len(self.ready)
        if not 1 <= n_asked <= MOST:
            raise InputError([TOO_MANY if n_asked else NOTHING])
        return ScenariosIn(library=self.ready, scenarios=own, time_limit=self.seconds)


def uploaded(form: Form) -> Scenario:
    """Return the scenario of a file that was sent.

    Raises
    ------
    InputError
        With every fault of it, at the field of the file.
    """
    file = form.files.get("file")
    if file is None:
        raise InputError([_NO_FILE])
    data = file.file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES or not (file.filename or "").lower().endswith(SUFFIX):
        raise InputError([_NOT_TOML])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError.single("file", "is not UTF-8 text", WANTED) from None
    stem = (file.filename or "").removesuffix(SUFFIX) or "question"
    try:
        return scenario_of(text, "", stem)
    except InputError as error:
        faults = [
            Fault("file", f"{fault.place.removeprefix(', ')} {fault.fault}".strip(), fault.accepted)
            for fault in error.faults
        ]
        raise InputError(faults, error.total) from None

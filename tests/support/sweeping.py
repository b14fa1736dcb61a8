"""Scenarios on a small register, and scenarios that do to their worker what no change does."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any, NoReturn

from scenarios.inputs import Inputs
from scenarios.scenario import Scenario
from tests.support.registers import ENGLISH_NEIGHBOUR, child, home, register, there


def scenario(name: str, *changes: dict[str, Any], kind: type[Scenario] = Scenario) -> Scenario:
    """Return a scenario of some changes, as a file gives them."""
    return kind.model_validate({"name": name, "question": f"{name}?", "changes": changes})


def capped(most_pounds: int) -> Scenario:
    """Return the scenario of a budget, in pounds a week."""
    return scenario(f"budget-{most_pounds}", {"change": "limits", "max_weekly_cost": most_pounds})


def small() -> Inputs:
    """Return three waiting children, each from where one of three homes is.

    The homes are at 500, 600 and, in another county, 700 pounds a week.
    """
    return Inputs.of(
        register(
            *(child(f"C{n + 1}", family_home=there(n / 10)) for n in range(3)),
            home("H1", places=1),
            home("H2", places=1, weekly_cost=600, location=there(0.1)),
            home("H3", weekly_cost=700, location=there(0.2), authority=ENGLISH_NEIGHBOUR),
        )
    )


class Deadly(Scenario):
    """Ends its worker as the system does when memory runs out."""

    def apply(self, inputs: Inputs) -> NoReturn:
        """Die."""
        del inputs
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nobody survives this")


class Faulty(Scenario):
    """Finds a fault of Cartref itself."""

    def apply(self, inputs: Inputs) -> NoReturn:
        """Raise what nobody expects."""
        del inputs
        raise ZeroDivisionError("the details are for developers")


class Blocked(Scenario):
    """Is not done before a file is there: the name of its question."""

    def apply(self, inputs: Inputs) -> Inputs:
        """Wait."""
        while not Path(self.question.en).exists():
            time.sleep(0.01)
        return super().apply(inputs)


def blocked(name: str, until: Path) -> Scenario:
    """Return the baseline under another name, which is not done before a file is there."""
    return Blocked.model_validate({"name": name, "question": str(until)})

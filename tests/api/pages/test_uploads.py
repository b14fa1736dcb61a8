"""The faults of a file, as a page lists them."""

from __future__ import annotations

import csv
import io
from urllib.parse import unquote

from api.pages.uploads import SHOWN, Listed, Tried
from matcher.errors import Fault, InputError


def test_all_faults_are_in_the_file_and_the_first_on_the_page() -> None:
    faults = [Fault(f"row {number}", "=is wrong, so", 'a "right" one') for number in range(60)]
    listed = Listed.of(InputError(faults, total=75))
    assert listed.faults == tuple(faults[:SHOWN])
    assert listed.total == 75
    kind, _, text = listed.address.partition(",")
    assert kind == "data:text/csv"
    assert "," not in text
    rows = list(csv.reader(io.StringIO(unquote(text).removeprefix("\ufeff"))))
    assert rows[0] == ["place", "fault", "accepted"]
    # No spreadsheet takes a fault for a formula.
    assert rows[60] == ["row 59", "'=is wrong, so", 'a "right" one']
    assert len(rows) == 61


def test_a_form_says_that_its_file_has_faults_and_not_each_of_them() -> None:
    of_file = Tried[object, object](of_file=InputError.single("row 3", "is wrong"))  # type: ignore[type-var]
    assert [fault.place for fault in of_file.faults] == ["file"]
    wrong = (Fault("reason", "is too long"),)
    assert Tried[object, object](of_form=wrong).faults == wrong  # type: ignore[type-var]

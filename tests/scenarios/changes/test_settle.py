from __future__ import annotations

from tests.support.asking import asked, changed, refused
from tests.support.registers import child, home, register, settled

CODE = "settle"


def test_children_under_review_stay_where_they_live() -> None:
    inputs = asked(
        child("C1", age=15, home="H1"), child("C2", home="H1"), child("C3", age=16), home()
    )
    after = changed(CODE, inputs, children={"ages": [14, 17]})
    assert after.register == register(
        settled("C1", "H1", age=15), child("C2", home="H1"), child("C3", age=16), home()
    )


def test_who_waits_can_not_be_settled() -> None:
    assert refused(CODE, asked(child("C1"), home()), children="C1") == [
        ("children[0]", "C1 waits and lives in no home")
    ]

"""Assignments say the same whether everybody's criteria are found at once or child by child."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matcher.assignments import assignments_of
from matcher.case import Case
from matcher.case_arrays import CaseArrays
from tests.support.strategies import tiny_cases


@given(tiny_cases(), st.data())
def test_at_once_as_child_by_child(of: Case, data: st.DataObject) -> None:
    homes = st.sampled_from([None, *of.homes])
    anywhere = {id_: data.draw(homes, label=id_) for id_ in of.children}
    assert assignments_of(of, anywhere, arrays=CaseArrays(of)) == assignments_of(of, anywhere)

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from api.service.schemas import Reason, at_hand, errors

REASON = TypeAdapter(Reason)


@pytest.mark.parametrize(
    ("given", "kept"),
    [(None, None), ("", None), (" \n", None), (" why\n\twhy ", "why\n\twhy"), ("x" * 1000,) * 2],
)
def test_a_reason_is_plain_text_or_none(given: str | None, kept: str | None) -> None:
    assert REASON.validate_python(given) == kept


@pytest.mark.parametrize("given", ["a\x00", "a\x1bb", "a\ud800", "\uffff", "x" * 1001, 3])
def test_what_is_no_writing_is_no_reason(given: object) -> None:
    with pytest.raises(ValidationError):
        REASON.validate_python(given)


def test_an_etag_at_hand_is_known_among_others() -> None:
    assert at_hand('"a"', '"b", "a"')
    assert at_hand('W/"a"', '"a"')
    assert at_hand('"a"', "*")
    assert not at_hand('"a"', '"ab"')
    assert not at_hand('"a"', None)


def test_every_route_can_answer_that_nobody_may() -> None:
    assert list(errors(404, 422)) == [401, 403, 404, 422]

"""Why homes are refused: counted, looked for, and the record that the county is exhausted."""

from __future__ import annotations

from api.pages.choice.ranking_subject import RankingSubject
from api.pages.choice.reasons import (
    REASONS,
    counted,
    exhaustion,
    found_in,
    is_out_of_county,
    near_misses,
    refused_homes,
)
from matcher.ranking import Ranker
from matcher.records.plan import Ranking
from tests.support.asking_for import asked_on
from tests.support.registers import ENGLAND, case, child, home, settled, there

OLD, KEPT, OUT = {"ages": (15, 20)}, {"reserved_for": ["C2"]}, {"authority": ENGLAND}


def ranked() -> tuple[RankingSubject, Ranking]:
    """Return a child of 10 with one home that is possible and one of each kind that is not."""
    of = case(
        child("C1"),
        child("C2", age=16),
        home("A1", location=there(0.1)),
        home("B1", **OLD, provider="Brecon Trust"),
        home("B2", **OLD, location=there(0.2)),
        home("K1", **KEPT),
        home("E1", **OUT, **OLD),
    )
    return asked_on(of, "C1"), Ranker(of).rank("C1", None)


def test_homes_that_are_kept_for_others_come_last() -> None:
    found = refused_homes(*ranked())
    assert [one.home.id for one in found] == ["B1", "B2", "E1", "K1"]
    assert [sorted(one.codes) for one in found][:2] == [["age"], ["age"]]
    assert "reserved" in found[3].codes
    assert [one.home_tenths for one in found] == [0, 222, 0, 0]


def test_reasons_are_counted_the_commonest_first() -> None:
    told = [(reason.code, n) for reason, n in counted(refused_homes(*ranked()))]
    assert told[0] == ("age", 3)
    assert ("reserved", 1) in told
    assert counted([]) == []


def test_refused_homes_are_found_by_reason_and_by_a_text_in_any_case() -> None:
    refused = refused_homes(*ranked())
    assert [one.home.id for one in found_in(refused, "age", "")] == ["B1", "B2", "E1"]
    assert [one.home.id for one in found_in(refused, "", " brecon ")] == ["B1"]
    assert [one.home.id for one in found_in(refused, "", "b")][:2] == ["B1", "B2"]
    assert found_in(refused, "reserved", "brecon") == []


def test_near_misses_are_those_of_the_ranking_with_their_reasons() -> None:
    asked, ranking = ranked()
    found = near_misses(asked, ranking)
    assert [one.home.id for one in found] == [one.home for one in ranking.near_misses]
    assert found
    assert all(reason.changed_by is not None for one in found for reason in one.reasons)


def test_the_county_is_told_home_by_home_each_once() -> None:
    found = exhaustion(*ranked())
    assert [one.id for one in found.possible] == ["A1"]
    assert [one.home.id for one in found.refused] == ["B1", "B2"]
    assert [one.home.id for one in found.kept] == ["K1"]
    assert found.present is None
    assert found.n_homes == 4


def test_the_home_a_child_may_stay_in_is_told_apart() -> None:
    of = case(child("C1", home="A1"), settled("C2", "A2"), home("A1"), home("A2", **OLD))
    found = exhaustion(asked_on(of, "C1"), Ranker(of).rank("C1", None))
    assert found.present is not None
    assert found.present.id == "A1"
    assert [one.home.id for one in found.refused] == ["A2"]


def test_whether_every_option_is_out_of_the_county() -> None:
    assert not is_out_of_county(*ranked())
    of = case(child("C1"), home("E1", **OUT), home("B1", **OLD))
    assert is_out_of_county(asked_on(of, "C1"), Ranker(of).rank("C1", None))
    none = case(child("C1"), home("B1", **OLD))
    assert is_out_of_county(asked_on(none, "C1"), Ranker(none).rank("C1", None))


def test_every_rule_has_its_words() -> None:
    assert REASONS["age"].meaning.en
    assert REASONS["age"].meaning.cy
    assert all(code == reason.code for code, reason in REASONS.items())

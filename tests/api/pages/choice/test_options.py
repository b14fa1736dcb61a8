"""Options as they are shown: distances, scores and splits, by hand."""

from __future__ import annotations

from api.pages.choice.options import Choice, Part, Reach, best_of, choice_of, numbered
from api.pages.choice.ranking_subject import RankingSubject, asked_for
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home
from tests.support.keeping import keep, keep_policy
from tests.support.registers import child, group, home, settled, there
from tests.support.service import Serving


def asked(served: Serving, id_: str, *records: Child | SiblingGroup | Home) -> RankingSubject:
    keep(served, *records)
    with served.service.database.reading() as session:
        return asked_for(session, id_, is_group=id_.startswith("S"))


def best(served: Serving, whom: RankingSubject, k: int = 10) -> tuple[list[Choice], list[Choice]]:
    return best_of(whom, whom.ranking(served.service.rankers), k)


def test_an_option_has_its_distances_and_what_its_score_is_made_of(served: Serving) -> None:
    # 0.1 degrees of latitude are 11.1 km; contact twice a week, there and back: 44.4 km.
    whom = asked(
        served,
        "C1",
        child("C1", school=there(0.1), contact={"at": there(), "per_week": 2}),
        home("H1", location=there(0.1)),
    )
    (option,), split = best(served, whom)
    assert split == []
    assert option.places[0].reaches == (Reach("C1", 111, 0, 444),)
    # The default policy weighs distance by 4, contact by 1 and everybody who is not kin by 800.
    assert set(option.parts) == {
        Part("distance_home", 111, 4, 444),
        Part("contact_travel", 444, 1, 444),
        Part("not_kin", 1, 800, 800),
    }
    assert option.points == 1688 == option.levels[2]


def test_parts_add_up_to_the_level_where_siblings_are_weighed_too(served: Serving) -> None:
    keep_policy(served, levels=[{"unplaced": 1}, {"siblings_apart": 50, "distance_home": 1}])
    whom = asked(
        served,
        "C1",
        child("C1"),
        settled("C2", "H2"),
        group("C1", "C2"),
        home("H1", location=there(0.1)),
        home("H2", places=1),
    )
    (option,), _ = best(served, whom)
    assert option.parts == (Part("siblings_apart", 1, 50, 50), Part("distance_home", 111, 1, 111))
    assert option.points == option.levels[1] == 161


def test_a_group_has_homes_for_all_and_splits_with_the_distance_between(served: Serving) -> None:
    whom = asked(
        served,
        "S1",
        child("C1"),
        child("C2"),
        group("C1", "C2"),
        home("H1"),
        home("H2", places=1, location=there(0.1)),
    )
    together, split = best(served, whom)
    assert [(one.number, *one.homes, one.apart_tenths) for one in together] == [(1, "H1", None)]
    assert split[0].homes == {"H1", "H2"}
    assert split[0].apart_tenths == 111
    # The last: one of them goes on waiting.
    assert split[-1].homes == {"H2"}
    assert [place.home is None for place in split[-1].places].count(True) == 1
    assert not any(one.is_together for one in split)


def test_siblings_who_live_there_are_named_and_who_stays_stays(served: Serving) -> None:
    whom = asked(
        served,
        "S1",
        child("C1"),
        child("C2", home="H1"),
        settled("C3", "H1"),
        group("C1", "C2", "C3"),
        home("H1"),
    )
    together, _ = best(served, whom)
    (place,) = together[0].places
    assert place.children == ("C1", "C2")
    assert place.siblings == ("C3",)
    assert not place.stays


def test_what_a_refused_home_would_be_is_known_too(served: Serving) -> None:
    whom = asked(served, "C1", child("C1"), home("H1", ages=(0, 5), location=there(0.1)))
    assert best(served, whom) == ([], [])
    option = choice_of(whom, {"C1": "H1"})
    assert option.number is None
    assert option.places[0].reaches[0].home_tenths == 111


def test_options_have_numbers(served: Serving) -> None:
    whom = asked(served, "C1", child("C1"), home("H1"), home("H2", location=there(0.1)))
    ranking = whom.ranking(served.service.rankers)
    assert numbered(whom, ranking, 0) is numbered(whom, ranking, 3) is None
    found = numbered(whom, ranking, 2)
    assert found is not None
    assert found.homes == {"H2"}
    assert [one.number for one in best(served, whom, 1)[0]] == [1]

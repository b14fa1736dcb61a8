"""``cartref study price``: what it prints and writes."""

from __future__ import annotations

from pathlib import Path

from scenarios.studies.price import Price
from tests.api.cli.helpers import Run, words


def test_people_get_the_price_of_an_element(cartref: Run, small: Path) -> None:
    done = cartref("study", "price", str(small), "--element", "county_border")
    assert (done.code, done.err) == (0, "")
    assert "Elements of the policy that were priced: 1" in words(done.out)


def test_programs_and_files_get_the_same_study(cartref: Run, small: Path) -> None:
    done = cartref(
        "study", "price", str(small), "--in-house-target", "0.5", "--out", "price.svg", "--json"
    )
    found = Price.model_validate(done.json)
    assert (found.n_children, found.left) == (3, ())
    assert Path("price.svg").read_text(encoding="utf-8").startswith("<")


def test_an_element_that_is_not_known_is_refused_with_those_that_are(
    cartref: Run, small: Path
) -> None:
    done = cartref("study", "price", str(small), "--element", "border")
    assert done.code == 2
    assert "elements[0]: is no element of a policy; accepted: in_house_first" in words(done.err)

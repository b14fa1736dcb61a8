"""What the council's directory says of somebody, as roles here."""

from __future__ import annotations

import pytest

from api.settings import Settings, read_settings
from api.sign_in.directory import ALGORITHMS, roles_given

GIVEN = "Placements=officer,Panel=panel,Panel chair=panel"


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        (["Panel chair", "Placements", "Panel"], ("officer", "panel")),
        ("Panel", ("panel",)),
        ("Panel chair", ("panel",)),
        (["panel", "Golf"], ()),
        ([["Panel"], {"Panel": 1}, 7, None], ()),
        ({"Panel": "Panel"}, ()),
        (None, ()),
    ],
)
def test_roles_are_given_by_exact_values(said: object, roles: tuple[str, ...]) -> None:
    settings = read_settings(oidc_roles=GIVEN, oidc_claim="groups")
    assert roles_given(settings, {"groups": said, "roles": "Placements"}) == roles


def test_without_the_claim_there_are_none() -> None:
    assert roles_given(Settings(oidc_roles={"Panel": "panel"}), {"sub": "x"}) == ()


def test_no_algorithm_has_a_shared_secret_or_none() -> None:
    assert {name[:2] for name in ALGORITHMS} == {"RS", "PS", "ES"}

"""What each role may do."""

from __future__ import annotations

from api.sign_in.permissions import MAY, PERMISSIONS, ROLES, permissions_of, roles_of


def test_roles_are_read_in_their_usual_order_and_unknown_ones_are_none() -> None:
    assert roles_of("admin viewer boss") == ("viewer", "admin")
    assert roles_of("") == ()


def test_several_roles_may_do_what_each_may() -> None:
    assert permissions_of("officer panel") == MAY["officer"] | MAY["panel"]
    assert permissions_of("boss") == frozenset()


def test_every_permission_is_somebodys_and_everybody_reads() -> None:
    assert permissions_of(" ".join(ROLES)) == frozenset(PERMISSIONS)
    assert all("read" in MAY[role] for role in ROLES)


def test_only_officers_decide_and_admins_touch_no_child() -> None:
    assert [role for role in ROLES if "decide" in MAY[role]] == ["officer"]
    assert MAY["admin"] == {"read", "admin", "metrics"}

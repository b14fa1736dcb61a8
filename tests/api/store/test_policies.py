from __future__ import annotations

import pytest

from api.refusals import RefusedError
from api.store import policies
from api.store.audit import Actor
from api.store.people import add_person
from matcher.records.policy import Policy
from tests.support.service import Serving


def test_the_newest_policy_is_the_present_one(served: Serving) -> None:
    with served.service.database.writing() as session:
        actor = Actor(add_person(session, "p", ["panel"]).id, "command")
        assert policies.policy_numbered(session) == Policy()
        for name in ("first", "second"):
            policies.add_policy(session, actor, Policy(name=name), None)
        assert policies.policy_numbered(session).name == "second"
        assert policies.policy_numbered(session, 1).name == "first"
        assert policies.policy_numbered(session, 0) == Policy()
        assert [one.number for one in policies.page(session, None, 10)] == [2, 1]
        assert [one.number for one in policies.page(session, 2, 10)] == [1]
        with pytest.raises(RefusedError, match="a number from 0 to 2") as error:
            policies.policy_numbered(session, 3)
    assert error.value.status == 404


def test_equal_policies_have_equal_hashes() -> None:
    assert policies.policy_sha256(Policy()) == policies.policy_sha256(Policy.model_validate({}))
    assert policies.policy_sha256(Policy()) != policies.policy_sha256(Policy(name="other"))

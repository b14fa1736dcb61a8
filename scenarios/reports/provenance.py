"""What a report was made from: whose register, of which day, which policy, which Cartref."""

from __future__ import annotations

from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from matcher.records.fields import AuthorityCode, Record
from scenarios.inputs import Inputs

_US = "cartref"


class Provenance(Record):
    """What tells the inputs of a report from all others.

    Attributes
    ----------
    authority, authority_name : AuthorityCode, str
        The council whose register it is: its code and its name.
    as_of : date
        The day of the register.
    register_sha256 : str
        See `Register.sha256`.
    policy_name : str
        The policy's own name.
    travel : str
        ``great_circle``, or ``measured`` where a table of journeys was given.
    cartref : str or None
        The version of Cartref; None where it runs without being installed.
    """

    authority: AuthorityCode
    authority_name: str
    as_of: date
    register_sha256: str
    policy_name: str
    travel: Literal["great_circle", "measured"]
    cartref: str | None


def provenance(inputs: Inputs) -> Provenance:
    """Return what a report of these inputs says of them."""
    register = inputs.register
    return Provenance(
        authority=register.authority.code,
        authority_name=register.authority.name,
        as_of=register.as_of,
        register_sha256=register.sha256,
        policy_name=inputs.policy.name,
        travel="great_circle" if inputs.journeys is None else "measured",
        cartref=installed(),
    )


def installed() -> str | None:
    """Return the version of Cartref; None where it runs without being installed."""
    try:
        return version(_US)
    except PackageNotFoundError:
        return None


__all__ = ["Provenance", "installed", "provenance"]

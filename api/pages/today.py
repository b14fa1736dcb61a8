"""What needs doing today, from the newest register and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from api.pages.aims import Standing, standings
from api.pages.contested_homes import ContestedHome, First, contested_homes, first_options
from api.pages.due import Agenda, agenda
from api.pages.homes import Room, rooms
from api.pages.waiting import Waiting, waiting
from api.service.planning_context import PlanningContext
from api.service.state import Service
from api.store.policies import policy_numbered
from api.store.tables import RegisterVersion
from api.store.versions import newest


@dataclass(frozen=True, slots=True)
class Today:
    """What needs doing.

    Attributes
    ----------
    version : RegisterVersion
        The newest register.
    waits : sequence of Waiting
        Who waits, most urgent first.
    firsts : mapping
        The first option of each who waits, by id; empty for those who may not rank.
    wanted : sequence of ContestedHome
        Homes that are the first option of several.
    rooms : mapping of str to Room
        All homes by id.
    free : mapping of str to tuple of Room
        Homes where somebody could come today, by area, those in the county first.
    agenda : Agenda
        What accepted placements need.
    standings : tuple of Standing
        Indicators beside what they should be.
    """

    version: RegisterVersion
    waits: list[Waiting]
    firsts: Mapping[str, First]
    contested_homes: list[ContestedHome]
    rooms: Mapping[str, Room]
    free: Mapping[str, tuple[Room, ...]]
    agenda: Agenda
    standings: tuple[Standing, ...]

    def homes_of(self, request: str) -> tuple[str, ...]:
        """Return the homes of the first option of somebody who waits; empty where there is none."""
        homes = (self.firsts.get(request) or {}).values()
        return tuple(dict.fromkeys(home for home in homes if home is not None))

    def is_group(self, request: str) -> bool:
        """Return whether who waits is a sibling group."""
        return any(one.id == request and one.is_group for one in self.waits)


def today_of(service: Service, session: Session, day: date, *, ranks: bool) -> Today | None:
    """Return what needs doing; None where no register is kept yet.

    Parameters
    ----------
    service : Service
        The service.
    session : Session
        To read with.
    day : date
        The day.
    ranks : bool
        Whether who asks may see rankings.
    """
    version = newest(session)
    if version is None:
        return None
    basis = PlanningContext.of(session, version, None, policy_numbered(session))
    case = basis.case()
    waits = waiting(session, version)
    firsts = first_options(service, basis, [one.id for one in waits]) if ranks else {}
    every = rooms(case)
    return Today(
        version=version,
        waits=waits,
        firsts=firsts,
        contested_homes=contested_homes(firsts),
        rooms={room.home.id: room for room in every},
        free=_by_area(every),
        agenda=agenda(session, basis, day),
        standings=standings(case),
    )


def _by_area(every: tuple[Room, ...]) -> dict[str, tuple[Room, ...]]:
    found: dict[str, tuple[Room, ...]] = {}
    for room in sorted(every, key=lambda room: (not room.in_county, room.area, -room.free)):
        if room.takes:
            found[room.area] = (*found.get(room.area, ()), room)
    return found

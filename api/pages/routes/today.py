"""Today: what needs doing."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.auth import Reader
from api.pages.due import ASKED_DAYS, LISTED_DAYS
from api.pages.today import today_of
from api.store import times

router = APIRouter()


@router.get("/")
def today(page: Reader) -> Response:
    """Return who waits for a home, and what else needs doing."""
    day = times.today()
    with page.service.database.reading() as session:
        found = today_of(page.service, session, day, ranks=page.may("rank"))
    free = {} if found is None else found.free
    areas = page.say.in_order(free, page.say.name)
    return page.show(
        "today.html",
        today=found,
        # Those in the county first.
        areas=sorted(areas, key=lambda area: not free[area][0].in_county),
        day=day,
        listed_days=LISTED_DAYS,
        asked_days=ASKED_DAYS,
    )

"""Who asks for a page, and whether they may: dependencies of the pages' handlers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from api.pages.page import Page
from api.refusals import RefusedError
from api.service.auth import signed_in
from api.sign_in.permissions import Permission


def anybody(request: Request) -> Page:
    """Return the page of somebody who may be signed in or not; without the token, nobody."""
    try:
        who = signed_in(request)
    except RefusedError:
        who = None
    return _known(Page.of(request, who))


def somebody(request: Request) -> Page:
    """Return the page of somebody who is signed in; others are sent to sign in first."""
    return _known(Page.of(request, signed_in(request)))


def may(permission: Permission) -> Any:
    """Return the dependency of a page that needs a permission."""

    def allowed(page: Annotated[Page, Depends(somebody)]) -> Page:
        if page.somebody.must_change:
            raise HTTPException(303, headers={"Location": "/password"})
        page.somebody.needs(permission)
        return page

    # Read by the test that tries every route with every role.
    allowed.permission = permission  # type: ignore[attr-defined]  # functions have no such field
    return Depends(allowed)


def _known(page: Page) -> Page:
    # If something is refused later on, the page that says so is theirs too.
    page.request.state.who = page.who
    return page


Anybody = Annotated[Page, Depends(anybody)]
#: Anybody who is signed in, also with a password that has to be changed.
Somebody = Annotated[Page, Depends(somebody)]
Reader = Annotated[Page, may("read")]
Uploader = Annotated[Page, may("upload")]
Ranks = Annotated[Page, may("rank")]
Planner = Annotated[Page, may("plan")]
Decider = Annotated[Page, may("decide")]
Panel = Annotated[Page, may("scenario")]
PolicyMaker = Annotated[Page, may("policy")]
Admin = Annotated[Page, may("admin")]

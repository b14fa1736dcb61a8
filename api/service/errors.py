"""Errors over HTTP: one shape, with the place, the fault and what would be accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Literal, get_type_hints

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from api.refusals import RefusedError
from matcher.errors import MAX_FAULTS, Fault, InputError, NoPlanError, UndecidedError
from matcher.records.faults import faults_in

MEDIA_TYPE = "application/problem+json"

#: What the framework itself refuses, in our words: the fault, and what would be accepted.
_PLAIN = {
    400: ("the request can't be read", "what GET /v1/openapi.json describes"),
    404: ("there is nothing at this address", "the addresses that GET /v1/openapi.json lists"),
    405: ("this address does not take that method", "the methods of the header Allow"),
}


class FaultOut(BaseModel):
    """One thing that is wrong: where, what, and what would be accepted."""

    place: str
    fault: str
    accepted: str = ""


class ErrorOut(BaseModel):
    """Every error has this shape (`cartref/error/1`, and RFC 9457)."""

    format: Literal["cartref/error/1"] = "cartref/error/1"
    status: int
    title: str
    faults: tuple[FaultOut, ...]
    total: int
    #: Limits that can't hold together.
    limits: tuple[str, ...] = ()
    #: What else helps: what has changed since, where it was decided at once.
    about: dict[str, Any] | None = None


def error_response(
    status: int,
    faults: Sequence[Fault],
    total: int | None = None,
    limits: Sequence[str] = (),
    about: dict[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return an error as it is sent."""
    body = ErrorOut(
        status=status,
        title=HTTPStatus(status).phrase,
        faults=tuple(FaultOut(place=f.place, fault=f.fault, accepted=f.accepted) for f in faults),
        total=len(faults) if total is None else total,
        limits=tuple(limits),
        about=about,
    )
    return JSONResponse(
        body.model_dump(mode="json"), status, headers=headers, media_type=MEDIA_TYPE
    )


def add_handlers(app: FastAPI, routes: Sequence[BaseRoute] = ()) -> None:
    """Let an application answer every error in the one shape.

    Parameters
    ----------
    app : FastAPI
        The application.
    routes : sequence of BaseRoute
        Its routes: those of one address each name but their own methods where another is used.
    """

    @app.exception_handler(RefusedError)
    def of_refused(_: Request, error: RefusedError) -> JSONResponse:
        return error_response(error.status, error.faults, about=error.about, headers=error.headers)

    @app.exception_handler(InputError)
    def of_input(_: Request, error: InputError) -> JSONResponse:
        limits = error.limits if isinstance(error, NoPlanError) else ()
        return error_response(422, error.faults, error.total, limits)

    @app.exception_handler(UndecidedError)
    def of_undecided(_: Request, error: UndecidedError) -> JSONResponse:
        return error_response(422, [Fault("", str(error), "a longer time limit")])

    @app.exception_handler(RequestValidationError)
    def of_request(request: Request, error: RequestValidationError) -> JSONResponse:
        lines = error.errors()
        # A place says which field or parameter; that a field is in the body goes without saying.
        named: list[Any] = [{**line, "loc": line["loc"][1:]} for line in lines[:MAX_FAULTS]]
        return error_response(422, faults_in(named, _body_of(request)), len(lines))

    @app.exception_handler(HTTPException)
    def of_http(request: Request, error: HTTPException) -> JSONResponse:
        fault, accepted = _PLAIN.get(error.status_code, (str(error.detail), ""))
        headers = dict(error.headers or {})
        if error.status_code == 405 and (methods := _methods_at(request, routes)):
            headers["Allow"] = ", ".join(methods)
        return error_response(error.status_code, [Fault("", fault, accepted)], headers=headers)


def _methods_at(request: Request, routes: Sequence[BaseRoute]) -> list[str]:
    found: set[str] = set()
    for route in routes:
        if isinstance(route, Route) and route.path_regex.match(request.url.path):
            found |= route.methods or set()
    return sorted(found)


def _body_of(request: Request) -> type[BaseModel]:
    """Return the record that a request was to hold, to name the likely field."""
    takes = get_type_hints(request.scope["endpoint"])
    takes.pop("return", None)
    return next((one for one in takes.values() if _is_record(one)), BaseModel)


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)

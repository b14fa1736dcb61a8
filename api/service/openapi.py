"""The OpenAPI document: what is true of every route, said in one place."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from api.service.errors import MEDIA_TYPE, ErrorOut
from api.service.limits import FREE
from api.service.schemas import errors
from api.store.reading import UNUSABLE

_ERROR = f"#/components/schemas/{ErrorOut.__name__}"
_RETRY_AFTER = {"Retry-After": {"schema": {"type": "string"}, "description": "Seconds."}}


def describe(app: FastAPI) -> None:
    """Let an application's OpenAPI document say how errors are sent, and which any route may send.

    FastAPI would say that an error has the media type of the answer that it stands in for.
    """

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = FastAPI.openapi(app)
            for path, methods in document["paths"].items():
                for operation in methods.values():
                    _correct(operation, limited=path not in FREE)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to change it


def _correct(operation: dict[str, Any], *, limited: bool) -> None:
    responses: dict[str, Any] = operation["responses"]
    for response in responses.values():
        content = response.get("content", {})
        for media_type, described in list(content.items()):
            if described.get("schema", {}).get("$ref") == _ERROR:
                del content[media_type]
                content[MEDIA_TYPE] = described
    anywhere = [
        400,
        *([413] if "requestBody" in operation else []),
        *([UNUSABLE, 429, 503] if limited else []),
    ]
    for status in anywhere:
        responses.setdefault(
            str(status),
            {
                "description": errors(status)[status]["description"],
                "content": {MEDIA_TYPE: {"schema": {"$ref": _ERROR}}},
            },
        )
    if limited:
        responses["429"]["headers"] = responses["503"]["headers"] = _RETRY_AFTER

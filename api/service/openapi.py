"""The OpenAPI document: what is true of every route, said in one place."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from api.service.errors import MEDIA_TYPE, ErrorOut
from api.service.limits import FREE
from api.service.shapes import errors

_JSON = "application/json"
_ERROR = f"#/components/schemas/{ErrorOut.__name__}"
_TOO_OFTEN = {
    "description": errors(429)[429]["description"],
    "headers": {"Retry-After": {"schema": {"type": "string"}, "description": "Seconds."}},
    "content": {MEDIA_TYPE: {"schema": {"$ref": _ERROR}}},
}


def describe(app: FastAPI) -> None:
    """Let an application's OpenAPI document say how errors are sent, and that any may be told 429.

    FastAPI would say that an error is sent with the media type of the answer it stands in for.
    """

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = FastAPI.openapi(app)
            for path, methods in document["paths"].items():
                for operation in methods.values():
                    _correct(operation["responses"], limited=path not in FREE)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to change it


def _correct(responses: dict[str, Any], *, limited: bool) -> None:
    for response in responses.values():
        content = response.get("content", {})
        for media_type, described in list(content.items()):
            if described.get("schema", {}).get("$ref") == _ERROR:
                del content[media_type]
                content[MEDIA_TYPE] = described
    if limited:
        responses["429"] = _TOO_OFTEN | {
            "description": responses.get("429", _TOO_OFTEN)["description"]
        }

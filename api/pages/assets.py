"""The files that pages load: styles, scripts and the icon, from the service itself."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.refusals import refused

FOLDER = Path(__file__).parent / "static"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
#: The address changes with the files, so that browsers need never ask again.
_FOR_EVER = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file, as it is and compressed."""

    kind: str
    content: bytes
    packed: bytes


@cache
def assets() -> dict[str, Asset]:
    """Return the files by name."""
    return {
        path.name: Asset(_KINDS[path.suffix], content, gzip.compress(content, mtime=0))
        for path in sorted(FOLDER.iterdir())
        if path.suffix in _KINDS
        for content in [path.read_bytes()]
    }


@cache
def edition() -> str:
    """Return what tells these files from those of another edition of Cartref."""
    digest = hashlib.sha256()
    for name, asset in assets().items():
        digest.update(f"{name}\0{len(asset.content)}\0".encode() + asset.content)
    return digest.hexdigest()[:16]


def address(name: str) -> str:
    """Return where a file is found.

    Raises
    ------
    KeyError
        If there is none of that name.
    """
    assets()[name]
    return f"/static/{edition()}/{name}"


@router.get("/static/{wanted}/{name}")
def static(wanted: str, name: str, request: Request) -> Response:
    """Return a file."""
    asset = assets().get(name)
    if asset is None or wanted != edition():
        raise refused(404, "", "there is no such file")
    headers = {"Cache-Control": _FOR_EVER, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(asset.content, headers=headers, media_type=asset.kind)
    headers["Content-Encoding"] = "gzip"
    return Response(asset.packed, headers=headers, media_type=asset.kind)

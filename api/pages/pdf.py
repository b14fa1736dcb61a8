"""Pages as PDF, where the extra ``cartref[pdf]`` is installed.

A PDF is the page that somebody sees, in their language, by its print rules. It is made while they
wait, by a process of its own (`api.pages.typesetter`): a county's plan takes it seconds, and
its memory is given back. Nothing of it is kept.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from ctypes import CDLL
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response

from api.pages.assets import assets
from api.pages.marks import mark
from api.refusals import refused

if TYPE_CHECKING:
    from api.pages.language import Speech
    from api.pages.page import Page

#: The parameter of a page's address that asks for its PDF, and what it says.
PARAMETER, FORM = "format", "pdf"
MEDIA_TYPE = "application/pdf"
#: Whoever asks for more than this takes a part of the page, or prints from the browser.
SECONDS = 60.0
#: So many are made at once; the next is told to come back.
AT_ONCE = 2
RETRY_SECONDS = 10

_TYPESETTER = Path(__file__).with_name("typesetter.py")
_STYLES = Path(__file__).parent / "styles"
#: What of Pango is loaded last, and loads the rest: on Linux, on macOS.
_PANGO = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib")
_making = threading.BoundedSemaphore(AT_ONCE)

NUMBERED = mark("Page %(number)s of %(total)s")
MISSING = (
    mark("PDF is not installed on this server"),
    mark(
        "print from the browser, which can also save as PDF; whoever looks after the server can"
        " install the extra cartref[pdf] and Pango"
    ),
)
TOO_LONG = (
    mark("the page is too long for a PDF"),
    mark("less of it: choose fewer children; or print from the browser"),
)


@cache
def offered() -> bool:
    """Return whether PDFs can be made: the extra is installed, and so is Pango."""
    return find_spec("weasyprint") is not None and any(map(_is_there, _PANGO))


def _is_there(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True


def as_asked(page: Page, response: Response, name: str) -> Response:
    """Return a page as PDF where its address asks for that, and otherwise as it is.

    Parameters
    ----------
    page : Page
        The page.
    response : Response
        What it shows.
    name : str
        What the file is called, without its ending.

    Raises
    ------
    RefusedError
        422 if no PDF can be made here, or not in the time there is; 503 if others are being made.
    """
    if page.request.query_params.get(PARAMETER) != FORM or response.status_code != 200:
        return response
    if not offered():
        raise refused(422, PARAMETER, *MISSING)
    if not _making.acquire(blocking=False):
        headers = {"Retry-After": str(RETRY_SECONDS)}
        raise refused(503, PARAMETER, "other PDFs are being made", "later", headers=headers)
    try:
        made = pdf_of(bytes(response.body).decode(), page.say)
    except subprocess.TimeoutExpired:
        raise refused(422, PARAMETER, *TOO_LONG) from None
    finally:
        _making.release()
    headers = {"Content-Disposition": f'attachment; filename="{file_name(name)}"'}
    return Response(made, media_type=MEDIA_TYPE, headers=headers)


def file_name(name: str) -> str:
    """Return a name that every system takes: of ids, letters, figures and strokes remain."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") + ".pdf"


def pdf_of(html: str, say: Speech) -> bytes:
    """Return a page as a PDF.

    Parameters
    ----------
    html : str
        The whole page.
    say : Speech
        The language of the numbers of its pages.

    Raises
    ------
    subprocess.TimeoutExpired
        If it takes too long.
    subprocess.CalledProcessError
        If it can't be made. What the typesetter says of that may hold what the page does.
    """
    own, drawn = ((_STYLES / name).read_text("utf-8") for name in ("pdf.css", "pdf-drawn.css"))
    styles = [assets()["cartref.css"].content.decode(), own, _numbers(say)]
    ended = _run(json.dumps({"html": html, "styles": styles, "drawn": drawn}).encode())
    ended.check_returncode()
    return ended.stdout


def _run(sent: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run the typesetter; it gets none of the service's settings, of which some are secret."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("CARTREF_")}
    return subprocess.run(
        [sys.executable, "-P", str(_TYPESETTER)],
        input=sent,
        capture_output=True,
        timeout=SECONDS,
        env=env,
        check=False,
    )


def _numbers(say: Speech) -> str:
    """Return the rule that puts the number of each page below it."""
    told = json.dumps(say.text(NUMBERED, number="{number}", total="{total}"), ensure_ascii=False)
    told = told.replace("{number}", '" counter(page) "').replace("{total}", '" counter(pages) "')
    return f"@page {{ @bottom-right {{ content: {told}; white-space: nowrap; }} }}"

"""A program of its own: a page comes in, a PDF goes out. The one place that knows WeasyPrint.

It runs in a process of its own, so that the service neither waits for it nor holds its memory, and
goes on whatever happens here: see `api.pages.pdf`, which starts it. It is run by its path and
imports nothing of Cartref. On standard input: JSON with the page (``html``) and the style sheets
(``styles``, in their order), that of drawings (``drawn``). On standard output: the PDF.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from contextlib import redirect_stdout, suppress
from xml.etree.ElementTree import SubElement

with redirect_stdout(sys.stderr):  # where a library of the system is missing, it says so
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

#: No page needs more; 245 children with all their figures take 0.2 GB.
MEMORY_BYTES = 2 * 2**30
#: Nothing is loaded for a page, neither from a network nor from this machine's files.
NOTHING = URLFetcher(allowed_protocols=())
#: So this is never asked for anything.
NOWHERE = "about:blank"
SVG = "{http://www.w3.org/2000/svg}"


def pdf_of(html: str, styles: list[str], drawn: str) -> bytes:
    """Return a page as a PDF that screen readers can read (PDF/UA).

    Parameters
    ----------
    html : str
        The page. Its own style sheets, links and pictures are left out; drawings in it stay.
    styles : list of str
        The style sheets, of which the rules for print are followed.
    drawn : str
        The style sheet of drawings, which follow no other.
    """
    page = HTML(string=html, base_url=NOWHERE, url_fetcher=NOTHING)
    for element in list(page.etree_element.iter()):
        if element.tag in ("a", "link"):
            element.attrib.pop("href", None)  # paper leads nowhere
        elif element.tag == f"{SVG}svg":
            SubElement(element, f"{SVG}style").text = drawn
    sheets = [CSS(string=text, base_url=NOWHERE, url_fetcher=NOTHING) for text in styles]
    made: bytes = page.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")
    return made


def main() -> None:
    """Make a PDF of what is on standard input."""
    # What it can't do is not for those who wait for a page: rules for browsers, of which it knows
    # most but not all.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    with suppress(ValueError, OSError):  # not every system can be told
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.stdout.buffer.write(pdf_of(**json.loads(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()

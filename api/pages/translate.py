"""Brings the Welsh catalogue up to date: ``python -m api.pages.translate``.

What stands in templates and code and not in the catalogue is added, to be translated; what stands
nowhere any more goes. Each entry that a speaker has not reviewed says so; whoever reviews one
takes that line away.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from api.pages.language import DOMAIN, LOCALE

DRAFT = "draft: to be reviewed by a speaker"
#: Six forms: for 0, 1, 2, 3, 6 and any other number (Unicode CLDR).
PLURAL = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"
_HEADER = f"""\
# Welsh texts of Cartref's pages.
# Drafts, until a speaker has reviewed them: whoever reviews one takes its line "draft" away.
msgid ""
msgstr ""
"Project-Id-Version: Cartref\\n"
"Language: cy\\n"
"Plural-Forms: {PLURAL}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
WELSH = LOCALE / "cy" / "LC_MESSAGES" / f"{DOMAIN}.po"

_HERE = Path(__file__).parent
_METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {
    "templates/**.html": {"extensions": "jinja2.ext.do", "trimmed": "true", "silent": "false"}
}
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "mark": None,
    "mark_many": (1, 2),
}


def extracted() -> Catalog:
    """Return the texts that stand in templates and code."""
    found = Catalog(project="Cartref", charset="utf-8")
    rows = extract_from_dir(_HERE, _METHODS, _OPTIONS, keywords=_KEYWORDS)
    for name, _, text, _, _ in rows:
        found.add(text, locations=[(f"api/pages/{name}", 0)])
    return found


def read() -> Catalog:
    """Return the catalogue as it stands."""
    with WELSH.open("rb") as file:
        return read_po(file, locale="cy", domain=DOMAIN, abort_invalid=True)


def main() -> None:
    """Bring the catalogue up to date."""
    catalogue = read()
    catalogue.update(extracted(), no_fuzzy_matching=True, keep_user_comments=True)
    catalogue.obsolete.clear()
    untranslated = 0
    for message in catalogue:
        new = message.id and not any(_forms(message.string))
        untranslated += bool(new)
        if new and DRAFT not in message.user_comments:
            message.user_comments.append(DRAFT)
    write(catalogue)
    print(f"{len(catalogue)} texts, {untranslated} to be translated")


def write(catalogue: Catalog) -> None:
    """Write the catalogue."""
    with WELSH.open("wb") as file:
        file.write(_HEADER.encode())
        write_po(
            file, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False
        )


def _forms(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())


if __name__ == "__main__":
    main()

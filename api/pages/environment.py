"""What makes pages of templates: an environment for each language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined, Template
from markupsafe import Markup

from api.pages.assets import address
from api.pages.forms import Form, field_of
from api.pages.language import Speech, mark, speech
from api.pages.pdf import offered

_PACKAGE = "govuk_frontend_jinja"


@cache
def environment(code: str) -> Environment:
    """Return what makes pages in a language; whatever they are given is text in them.

    Parameters
    ----------
    code : str
        ``en`` or ``cy``.
    """
    say = speech(code)
    made = Environment(
        loader=PackageLoader("api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do", "jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        say.catalogue.gettext, say.catalogue.ngettext, newstyle=True
    )
    made.globals.update(
        say=say,
        static=address,
        govuk=Govuk(),
        field_of=field_of,
        error_of=partial(_error_of, say),
        pdf_offered=offered,
    )
    # Not imported by each template: a block that is sent alone would not have them.
    made.globals["parts"] = made.get_template("parts.html").module
    return made


def _error_of(say: Speech, form: Form, name: str) -> dict[str, str] | None:
    """Return what is wrong with a field, as GOV.UK's macros take it."""
    fault = form.fault_of(name)
    if fault is None:
        return None
    told, language = say.fault(fault)
    html = Markup('<span lang="{}">{}</span>').format(language, told)
    return {"html": html, "visuallyHiddenText": say.text(mark("Error"))}


class Govuk:
    """The macros of GOV.UK Frontend by name: ``govuk.error_summary({...})``.

    They ask for options that nobody gave, which our own templates may not: so they have an
    environment of their own.
    """

    def __getattr__(self, name: str) -> Callable[[dict[str, Any]], Markup]:
        if name.startswith("__"):
            raise AttributeError(name)
        folder = name.replace("_", "-")
        macro: Callable[[dict[str, Any]], Markup] = getattr(
            _component(folder).module, "govuk" + name.title().replace("_", "")
        )
        return macro


@cache
def _components() -> Environment:
    return Environment(
        loader=PrefixLoader({_PACKAGE: PackageLoader(_PACKAGE)}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _component(folder: str) -> Template:
    return _components().get_template(f"{_PACKAGE}/components/{folder}/macro.html")

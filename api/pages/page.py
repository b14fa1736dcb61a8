"""A page in the making: who asks, in which language, and how it is answered."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.pages.environment import environment
from api.pages.flash import PARAMETER, FlashMessage, decoded, encoded
from api.pages.forms import Form
from api.pages.language import LANGUAGES, Speech, speech
from api.pages.navigation import items
from api.refusals import RefusedError
from api.service.state import Service, service_of
from api.sign_in import sessions
from api.sign_in.permissions import Permission, Principal
from api.sign_in.requests import token_of
from api.store.tables import RegisterVersion
from api.store.versions import page as versions
from api.store.versions import register_of, standing_sha256

LANGUAGE_COOKIE = "cartref-language"
_YEAR_SECONDS = 365 * 24 * 60 * 60
#: Everything comes from the service itself; no script or style stands in a page.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


@dataclass(frozen=True)
class Page:
    """A page in the making.

    Attributes
    ----------
    request : Request
        What was asked.
    who : Principal or None
        Who asks; None where nobody is signed in.
    say : Speech
        The language.
    """

    request: Request
    who: Principal | None
    say: Speech

    @classmethod
    def of(cls, request: Request, who: Principal | None) -> Page:
        """Return the page of a request."""
        return cls(request, who, speech(language_of(request)))

    @property
    def service(self) -> Service:
        """What the handlers share."""
        return service_of(self.request)

    @property
    def somebody(self) -> Principal:
        """Who asks, where the page is for those who are signed in."""
        assert self.who is not None, "a page for those who are signed in"
        return self.who

    def may(self, permission: Permission) -> bool:
        """Return whether who asks may do something: what they may not is not offered."""
        return self.who is not None and not self.who.must_change and permission in self.who.may

    @property
    def token(self) -> str | None:
        """What the session's cookie holds; None where nobody has one."""
        by_session = self.who is not None and self.who.via == "session"
        return token_of(self.request, self.service.settings) if by_session else None

    @property
    def csrf(self) -> str:
        """What forms of this session send along; empty where nobody is signed in."""
        return sessions.csrf_token(self.token) if self.token else ""

    def show(
        self, template: str, *, status: int = 200, block: str | None = None, **context: Any
    ) -> Response:
        """Return a page.

        Parameters
        ----------
        template : str
            Its name in ``api/pages/templates``.
        status : int
            The HTTP status.
        block : str, optional
            The block that is all that is sent where a script asks for a part of the page.
        **context
            What the template shows. It also has ``page``, ``say`` and ``form``.
        """
        made = environment(self.say.code).get_template(template)
        context = {"page": self, "form": Form(), **context}
        if block is not None and self.is_part:
            text = "".join(made.blocks[block](made.new_context(context)))
        else:
            text = made.render(context)
        headers = {"Content-Security-Policy": CONTENT_POLICY, "Vary": "HX-Request, Cookie"}
        response = HTMLResponse(text, status, headers)
        self._keep_language(response)
        return response

    def again(self, template: str, form: Form, error: Any, **context: Any) -> Response:
        """Return a page again with the form as it was sent and what is wrong with it.

        Parameters
        ----------
        template : str
            The template.
        form : Form
            As it was sent.
        error : InputError or RefusedError
            What is wrong.
        **context
            What the template shows besides.
        """
        status = getattr(error, "status", 422)
        return self.show(template, status=status, form=form.with_faults(error), **context)

    def go(self, path: str, said: FlashMessage | None = None, number: int = 0) -> Response:
        """Send the browser to another page, which says what was done here.

        Parameters
        ----------
        path : str
            A path of this service.
        said : FlashMessage, optional
            What was done.
        number : int
            The number that the message holds.
        """
        if said is not None:
            sign = "&" if "?" in path else "?"
            path += sign + urlencode({PARAMETER: encoded(said, number, self.csrf)})
        return RedirectResponse(path, status_code=303)

    # What base.html shows.

    @property
    def is_part(self) -> bool:
        """Whether a script asks for a part of the page, and not for all of it again."""
        headers = self.request.headers
        return "hx-request" in headers and "hx-history-restore-request" not in headers

    @property
    def path(self) -> str:
        """The page's path."""
        return self.request.url.path

    @property
    def navigation(self) -> list[dict[str, object]]:
        """The pages that who asks can go to."""
        return items(self.path, self.say, self.may)

    @property
    def council(self) -> str:
        """The council's name, as the newest register has it; empty before there is one."""
        if self.who is None:
            return ""
        with self.service.database.reading() as session:
            return next((_council(session, one) for one in versions(session, None, 1)), "")

    @property
    def said(self) -> str:
        """What was done on the page before; empty for nothing."""
        found = decoded(self.request.query_params.get(PARAMETER, ""), self.csrf)
        if found is None:
            return ""
        message, number = found
        return self.say.text(message.text, number=self.say.whole(number))

    def in_language(self, code: str) -> str:
        """Return this page's address in a language."""
        return self.with_query(lang=code, said=None)

    def with_query(self, **changed: object) -> str:
        """Return this page's address with some parameters changed; None takes one out."""
        query = [(name, value) for name, value in self._query() if name not in changed]
        query += [(name, value) for name, value in changed.items() if value is not None]
        return f"{self.path}?{urlencode(query)}" if query else self.path

    def once(self) -> str:
        """Return a key for one form: however often it is sent, it is done once."""
        return secrets.token_urlsafe(16)

    def _query(self) -> Iterator[tuple[str, object]]:
        for name, value in self.request.query_params.multi_items():
            if name not in ("lang", PARAMETER):
                yield name, value

    def _keep_language(self, response: Response) -> None:
        if asked_language(self.request.query_params) is not None:
            response.set_cookie(
                LANGUAGE_COOKIE,
                self.say.code,
                max_age=_YEAR_SECONDS,
                secure=self.service.settings.behind_tls,
                httponly=True,
                samesite="lax",
            )


def asked_language(query: Mapping[str, str]) -> str | None:
    """Return the language that an address asks for, if it does."""
    asked = query.get("lang")
    return asked if asked in LANGUAGES else None


def language_of(request: Request) -> str:
    """Return the language of a page: asked for, chosen before, or the browser's own."""
    kept = request.cookies.get(LANGUAGE_COOKIE)
    own = "cy" if request.headers.get("accept-language", "").lower().startswith("cy") else "en"
    return asked_language(request.query_params) or (kept if kept in LANGUAGES else None) or own


#: The council's name in the newest register, by the register's hash: every page shows it.
_councils: dict[str, str] = {}


def _council(session: Session, version: RegisterVersion) -> str:
    sha256 = standing_sha256(version)
    name = _councils.get(sha256)
    if name is None:
        found = session.get_one(RegisterVersion, version.number, populate_existing=True)
        try:
            name = register_of(found).authority.name
        except RefusedError:
            name = ""  # the page that needs the register says what is wrong with it
        _councils.clear()
        _councils[sha256] = name
    return name

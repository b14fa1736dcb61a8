"""All parts of pages on one page: accessible, within the content policy, the same in both sizes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from fastapi import APIRouter
from playwright.sync_api import expect
from starlette.responses import HTMLResponse, Response

from api.pages.auth import Reader
from api.pages.environment import environment
from api.pages.forms import Form
from api.pages.page import CONTENT_POLICY
from matcher.errors import Fault
from matcher.records.plan import Approval
from scenarios.reports.charts import BarOf, bar_chart
from tests.support.browser import NARROW, WIDE, Browse, Site, axe, fits
from tests.support.service import Serving

ALL = """
{% extends "base.html" %}
{% block title %}All parts{% endblock %}
{% block before %}{{ govuk.back_link({"text": "Back", "href": "/"}) }}{% endblock %}
{% block content %}
{{ parts.errors(form, {"line": "Line", "kind": "Kind", "kinds": "Kinds", "file": "File"}) }}
<h1 class="govuk-heading-l">All parts</h1>
{{ parts.notice("Noted", success=false) }}
{{ parts.warning("Mind this") }}
<form method="post">
  {{ parts.hidden(page) }}
  {{ parts.field(form, "line", "Line", hint="One line", suffix="km", inputmode="numeric") }}
  {{ parts.textarea(form, "reason", "Reason", hint="Why") }}
  {{ parts.select(form, "one", "One", [("a", "A"), ("b", "B")], value="b") }}
  {{ parts.radios(form, "kind", "Kind", [("a", "A", "the first"), ("b", "B")], value="a") }}
  {{ parts.checkboxes(form, "kinds", "Kinds", [("a", "A"), ("b", "B")], values=("b",)) }}
  {{ parts.button("Go on") }}{{ parts.button("Leave", "secondary", "leave", "1") }}
</form>
{% call parts.upload(page, form, "/x", "File", "A workbook", ".xlsx") %}<p>More</p>{% endcall %}
{% call(row) parts.table("A table", ["What", ("How far, km", true)], [("C1", "12.5 km")]) %}
{{ parts.head_cell(row[0]) }}{{ parts.number_cell(row[1]) }}
{% endcall %}
<div class="cartref-cards">
  {% call parts.summary("Card", [("Kind", parts.tag("waiting", "yellow"))]) %}Below{% endcall %}
  {{ parts.summary("Other card", [("Kind", "residential")]) }}
</div>
{% call parts.empty("Nothing yet") %}<p>Do this</p>{% endcall %}
{{ parts.bars("Score of H1", [("Moves", 30, "30 points"), ("<Cost>", 10, "10 points")]) }}
{{ parts.bars("Score of nothing", [("Moves", 0, "0 points")], table_open=true) }}
{{ parts.picture(chart, "Chart") }}
{{ parts.approvals(approvals) }}{{ parts.approvals(()) }}
{{ parts.levels([("children without a home", "2 children")]) }}
{{ parts.pages(earlier="/?before=3") }}
{% endblock %}
"""


def add_page(served: Serving, form: Form) -> None:
    """Add a page of all parts."""
    router = APIRouter()

    @router.get("/all")
    def show(page: Reader) -> Response:
        chart = bar_chart("Homes", [BarOf("Newtown", 3.0)], "homes", page.say)
        approvals = (Approval(code="out_of_county", due=date(2026, 11, 30)),)
        text = environment(page.say.code).from_string(ALL)
        return HTMLResponse(
            text.render(page=page, form=form, chart=chart, approvals=approvals),
            headers={"Content-Security-Policy": CONTENT_POLICY},
        )

    served.app.include_router(router)


@pytest.mark.parametrize(("width", "language"), [(WIDE, "en"), (NARROW, "cy")])
def test_they_are_accessible_and_fit(site: Site, browse: Browse, width: int, language: str) -> None:
    add_page(site, Form())
    page = browse(width, language=language)
    site.enter(page, "officer")
    page.goto("/all")
    expect(page.get_by_role("heading", name="All parts")).to_be_visible()
    axe(page)
    fits(page)


def test_faults_lead_to_their_fields(site: Site, browse: Browse) -> None:
    faults = [Fault(name, "is odd", "another") for name in ("line", "kind", "kinds", "file", "x")]
    add_page(site, Form({"line": ["5"]}).with_faults(faults))
    page = browse()
    site.enter(page, "officer")
    page.goto("/all")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_text("x: is odd; accepted: another")).to_be_visible()
    for name, label in (("line", "Line"), ("file", "File")):
        page.get_by_role("link", name=f"{label}: is odd").click()
        expect(page.get_by_label(label, exact=True)).to_be_focused()
        expect(page.locator(f"#{name}-error")).to_have_count(1)
    page.get_by_role("link", name="Kind: is odd").click()
    expect(page.get_by_label("A", exact=True).first).to_be_focused()
    axe(page)


def test_a_score_is_drawn_to_scale_and_told_in_a_table(served: Serving) -> None:
    add_page(served, Form())
    text = served.somebody("officer").get("/all").text
    bar = text.split('aria-label="Score of H1"')[1].split("</svg>")[0]
    widths = re.findall(r'x="([\d.]+)" y="0" width="([\d.]+)" height="24" fill="#\w+" stroke', bar)
    assert widths == [("0.0", "300.0"), ("300.0", "100.0")]
    assert "<title>&lt;Cost&gt;: 10 points</title>" in bar
    assert text.count('govuk-table__cell--numeric">10 points</td>') == 1
    assert 'style="' not in text
    assert "<style" not in text

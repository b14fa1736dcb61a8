"""The files that pages load: kept by browsers for ever, from nobody else."""

from __future__ import annotations

import re

import pytest

from api.pages.assets import address, assets
from tests.support.service import Serving


@pytest.mark.parametrize("name", sorted(assets()))
def test_each_is_served_to_be_kept_for_ever(served: Serving, name: str) -> None:
    answer = served.plain.get(address(name))
    assert answer.status_code == 200
    assert answer.content == assets()[name].content
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith(assets()[name].kind)
    plain = served.plain.get(address(name), headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content


def test_of_another_edition_or_name_there_is_none(served: Serving) -> None:
    assert served.plain.get("/static/0000/cartref.css").status_code == 404
    folder = address("cartref.css").rpartition("/")[0]
    assert served.plain.get(f"{folder}/LICENCES.md").status_code == 404
    with pytest.raises(KeyError):
        address("no-such.css")


def test_the_styles_load_nothing_and_have_neither_font_nor_crown() -> None:
    styles = assets()["cartref.css"].content.decode()
    assert re.findall(r"url\(|@import|@font-face|GDS Transport|crest", styles) == []
    assert ".govuk-generic-header" in styles


def test_no_script_names_a_source_map() -> None:
    for name, asset in assets().items():
        assert b"sourceMappingURL" not in asset.content, name

"""The Welsh catalogue has all that pages say, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.pages import translate


def ids(catalogue: object) -> set[object]:
    return {message.id for message in catalogue if message.id}  # type: ignore[attr-defined]  # Babel's catalogue has no types


def test_every_text_stands_in_the_catalogue_and_every_entry_somewhere() -> None:
    found, kept = ids(translate.extracted()), ids(translate.read())
    assert found - kept == set(), "run: python -m api.pages.translate"
    assert kept - found == set(), "run: python -m api.pages.translate"
    assert {"Today", "There is a problem", "Your password is changed."} <= found


def test_every_entry_is_translated_in_all_its_forms_with_the_same_values() -> None:
    for message in translate.read():
        if not message.id:
            continue
        forms = translate._forms(message.string)
        assert all(forms), f"no Welsh: {message.id}"
        assert len(forms) == (6 if isinstance(message.id, tuple) else 1)
        assert not list(message.check()), f"values differ: {message.id}"


def test_a_new_text_is_added_as_a_draft_and_an_old_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = translate.WELSH.read_text()
    old = tmp_path / "cartref.po"
    lost = written.replace('msgid "Today"', 'msgid "Yesterday"')
    old.write_text(lost)
    monkeypatch.setattr(translate, "WELSH", old)
    translate.main()
    assert "1 to be translated" in capsys.readouterr().out
    assert "Yesterday" not in old.read_text()
    entry = old.read_text().split('msgid "Today"')[0].rsplit("\n\n", 1)[1]
    assert entry.startswith(f"# {translate.DRAFT}\n")
    old.write_text(written)
    translate.main()
    assert old.read_text() == written

"""Fixtures of the pages' tests."""

from __future__ import annotations

from tests.support.browser import browse, browser, page, site

__all__ = ["browse", "browser", "page", "site"]

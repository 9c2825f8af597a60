"""What the page is made of: vendored files are those of the manifest, and all of it together stays light."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pytest

WEB = Path(__file__).parent.parent.parent / "src/garim/web"
LIGHT = 175 * 1024
"""Bytes by gzip of everything that the page can ever load."""
FREE = {"MIT", "Apache-2.0", "BSD-3-Clause", "(MPL-2.0 OR Apache-2.0)"}


@pytest.mark.parametrize("folder", [WEB / "vendor", Path(__file__).parent / "vendor"], ids=["served", "of the tests"])
def test_vendored_files_are_those_that_were_taken(folder: Path) -> None:
    rows = json.loads((folder / "manifest.json").read_text())
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"manifest.json"}

    assert {row["file"] for row in rows} == found
    for row in rows:
        assert sha256((folder / row["file"]).read_bytes()).hexdigest() == row["sha256"], row["file"]
        assert row["version"] and (row["licence"] in FREE or folder != WEB / "vendor")


def test_the_whole_page_is_light() -> None:
    weights = {path: len(gzip.compress(path.read_bytes(), 9)) for path in WEB.rglob("*") if path.suffix in (".js", ".css", ".html", ".svg")}

    assert sum(weights.values()) < LIGHT, sorted((size, path.name) for path, size in weights.items())[-12:]


def test_nothing_names_another_place() -> None:
    """No address of a third party stands in our own files, where a browser would load it from."""
    for path in WEB.rglob("*"):
        if path.suffix in (".js", ".css", ".html") and "vendor" not in path.parts:
            text = path.read_text()
            assert "src=\"http" not in text and "import(\"http" not in text and "url(http" not in text, path
            assert "localStorage" not in text.replace('localStorage.setItem("garim-language"', "").replace('localStorage.getItem("garim-language")', "").replace("(localStorage \"garim-language\")", ""), path
            assert "sessionStorage" not in text and "indexedDB" not in text, path


def test_notice_names_what_is_vendored() -> None:
    notice = (WEB.parent.parent.parent / "NOTICE.md").read_text()

    for row in json.loads((WEB / "vendor/manifest.json").read_text()):
        assert row["package"] in notice, row["package"]

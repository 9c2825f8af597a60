"""A listed term is one word in every cell and file of a corpus."""

from __future__ import annotations

import json
import re
from pathlib import Path

from garim.bulk.run import Order, clean
from garim.config import Settings


def test_ticket_host_and_identifier_of_a_term_agree(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "words.jsonl").write_text(json.dumps({"term": "다온누리", "kind": "project", "aliases": ["DAONNURI"]}), encoding="utf-8")
    (tmp_path / "src" / "a.md").write_text("DAONNURI-2231 was closed on daonnuri-pg01.corp.local\n", encoding="utf-8")
    (tmp_path / "src" / "b.sql").write_text("select * from daonnuri_ro.t; -- mail ops@daonnuri.io\n", encoding="utf-8")
    words = (tmp_path / "words.jsonl",)
    run, _ = clean(Order(src=tmp_path / "src", dst=tmp_path / "out", scope="", settings=Settings(), lexicons=words, key=b"k" * 32))
    run.publish()

    out = "".join(path.read_text(encoding="utf-8") for path in sorted((tmp_path / "out").rglob("*.*")) if path.suffix in (".md", ".sql"))
    ticket = re.search(r"([A-Z]+)-\d{4}", out)
    assert ticket is not None
    word = ticket[1].lower()
    assert f"{word}-pg01" in out and f"from {word}_" in out and f"@{word}.example" in out

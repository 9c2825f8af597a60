"""A listed term is one word in every cell and file of a corpus."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec

from garim import Screen
from garim.bulk.back import Back
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


TEXTS = {
    "회의.md": "도하랑과 서예린이 나래를 봅니다. 도하랑은 담당이고 서예린이라고 합니다. 한도윤으로부터 \"민서아\"가 받아 남우진과 씁니다.\n조은결이랑 백시온은 류다온을 `나래`로 부릅니다. 한별해운은 한별해운과, 나래는 나래와.\n",
    "안내.txt": "한도윤을 통해 서예린과 남우진이나 도하랑으로 연락. 서예린이었다. 민서아를, 민서아가, 민서아와, 백시온이며.\n"
    "010-3382-7711은 서예린, 010-3382-7712는 한도윤. 010-4471-2093으로, 010-4471-2098로, 010-2210-5567을, \"010-2210-5562\"를.\n",
    "memo.csv": "no,memo\n1,도하랑은 확인\n2,\"서예린이 \"\"나래\"\"를 확인\"\n3,한도윤\n4,010-3382-7711은\n",
    "a.jsonl": json.dumps({"memo": "도하랑과 서예린은 나래를", "owner": "조은결"}, ensure_ascii=False) + "\n" + json.dumps({"memo": "남우진이 \"나래\"를", "owner": "010-4471-2098로"}, ensure_ascii=False) + "\n",
    "d.sql": "INSERT INTO t (memo, nm) VALUES ('도하랑이 ''나래''를 봄', '서예린');\nCOMMENT ON TABLE t IS '한도윤이 만든 나래와';\n",
    "old.txt": "도하랑과 서예린이 나래를 본다.\n",
}
"""Particles behind people, products and the company; in prose, quotes, cells and strings."""


def test_particles_agree_as_in_live_traffic_and_come_back(tmp_path: Path, words: Path) -> None:
    """What a corpus writes behind a stand-in is what the gateway writes; turned back it is what it was, by file and by reply."""
    src = tmp_path / "src"
    src.mkdir()
    for name, text in TEXTS.items():
        (src / name).write_bytes(text.encode("cp949" if name == "old.txt" else "utf-8"))
    differing = 0
    for number in range(3):  # surrogates end in other sounds under another key
        key, dst = bytes([number]) * 32, tmp_path / f"out{number}"
        settings = msgspec.convert({"store": {"url": f"sqlite:///{number}.db", "anchor": "off"}, "base": str(tmp_path)}, Settings)
        run, outcome = clean(Order(src=src, dst=dst, scope=f"v{number}", settings=settings, lexicons=(words,), key=key))
        run.publish()
        live = Screen(lexicons=[words], key=key)
        for name in ("회의.md", "안내.txt"):
            hidden = (dst / name).read_text()
            assert hidden == live.hide(TEXTS[name]).text
            before, after = (re.findall(r"\d\"?(은|는|으로|로|을|를)", text) for text in (TEXTS[name], hidden))
            differing += sum(a != b for a, b in zip(before, after, strict=True))
            assert run.worker.screen.restore(hidden, f"v{number}") == TEXTS[name]
        back = Back(run.worker.screen, f"v{number}").restore(dst, tmp_path / f"back{number}")

        assert outcome.residue == [] and back.exact == back.files == len(TEXTS) and not back.told
        assert {path.name: path.read_bytes() for path in (tmp_path / f"back{number}").iterdir()} == {path.name: path.read_bytes() for path in src.iterdir()}
    assert differing

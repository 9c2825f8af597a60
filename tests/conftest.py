"""What many tests share: one screen of the invented shipping company Hanbyeol, loaded once."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from garim import Screen
from tests.e2e import postgres

KEY = bytes(range(32))
WORDS = [
    {"term": "한별해운(주)", "kind": "org", "aliases": ["한별해운", "한별", "Hanbyeol Shipping", "Hanbyeol", "HBL"]},
    {"term": "나래", "kind": "product", "aliases": ["Narae", "NARAE"], "means": "컨테이너 예약 시스템"},
    {"term": "Saltmarsh", "kind": "project", "means": "move to a new data centre"},
    {"term": "Cobble", "kind": "product", "means": "price engine"},
    {"term": "hanbyeol.internal", "kind": "domain"},
    {"pattern": r"hanbyeol-(prd|stg)-[a-z]+\d{2}", "kind": "host"},
    {"network": "10.48.0.0/16", "kind": "network"},
    {"term": "HBPRD", "kind": "database"},
    {"term": "HBADM", "kind": "database"},
    {"term": "TB_HB_BKNG_M", "kind": "db_object"},
    {"term": "com.hanbyeol.narae", "kind": "package"},
    {"term": "BKG", "kind": "ticket"},
    {"term": "도하랑", "kind": "person", "aliases": ["Harang Do"]},
    {"term": "서예린", "kind": "person", "aliases": ["Yerin Seo"]},
]

FIRST = "corpus/test_in_house e2e/ gateway/test_server gateway/ bulk/ cli/ learn/ scan/ models/ doors/ store/ records/ retro/ laws/".split()
"""Where files take long, longest first: what begins last must not be what takes longest."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files in the order in which they are begun: `--dist loadfile --no-loadscope-reorder`."""
    items.sort(key=lambda item: next((n for n, place in enumerate(FIRST) if item.nodeid.startswith(f"tests/{place}")), len(FIRST)))


def pytest_collection_finish() -> None:
    """What pytest collected stays: a walk over all of it takes half a second, and servers under test collect garbage too."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """What several folders shared ends."""
    postgres.END.close()


@pytest.fixture(scope="session", autouse=True)
def _no_files_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keys, stores and anchors that a test does not place itself go into a folder of the run's own."""
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data-home"))


@pytest.fixture(scope="session")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company's lexicon as a file."""
    path = tmp_path_factory.mktemp("lexicon") / "words.jsonl"
    path.write_text("\n".join(json.dumps(w, ensure_ascii=False) for w in WORDS), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def screen(words: Path) -> Iterator[Screen]:
    """A screen with the company's lexicon and a fixed key."""
    yield Screen(lexicons=[words], key=KEY)

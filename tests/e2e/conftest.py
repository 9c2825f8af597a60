"""One fake upstream, one loaded screening and one gateway in front of it, for all tests that need no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from garim.exchange import Screening
from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --autoplay-policy=no-user-gesture-required".split()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all pages. It ends with this folder: while it runs, no other event loop can in this thread."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def screening(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    return servers.load(tmp_path_factory.mktemp("screening"))


@pytest.fixture(scope="session")
def _upstream() -> Iterator[FakeUpstream]:
    with FakeUpstream() as running:
        yield running


@pytest.fixture
def upstream(_upstream: FakeUpstream) -> FakeUpstream:
    _upstream.clear()
    return _upstream


@pytest.fixture(scope="session")
def gateway(_upstream: FakeUpstream, screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Gateway]:
    upstreams = [
        {"name": "chat", "url": _upstream.url, "timeout": 20.0},
        {"name": "claude", "url": _upstream.url + "/v1", "protocol": "anthropic", "timeout": 20.0},
        {"name": "slow", "url": _upstream.url, "models": ["stall*"], "timeout": 0.3},
        {"name": "slow claude", "url": _upstream.url, "models": ["stall*"], "protocol": "anthropic", "timeout": 0.3},
    ]
    settings = servers.settings_for(tmp_path_factory.mktemp("gateway"), upstream=upstreams)
    with servers.in_thread(settings, screening) as running:
        yield running

"""The MCP server with the protocol's own client: as a process over stdio, and over HTTP on a real socket."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
import uvicorn
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from garim import BadInput, BadSettings, Screen
from garim.doors.mcp import Tools, app, run_http
from tests.doors.conftest import TEXT, planted

PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
HEAD = {"accept": "application/json, text/event-stream", "content-type": "application/json"}


@pytest.fixture(scope="module")
def url(words: Path) -> Iterator[str]:
    screen = Screen(lexicons=[words], key=bytes(range(32)))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app(screen, ["tools.example"]), log_level="critical", ws="none"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/mcp"
    server.should_exit = True
    thread.join(10)


async def there_and_back(client: Client) -> None:
    names = [tool.name for tool in (await client.list_tools()).tools]
    assert sorted(names) == ["explain", "hide", "restore"]

    hidden: Any = (await client.call_tool("hide", {"text": TEXT})).structured_content
    assert planted(hidden["text"]) == []
    assert len(hidden["findings"]) >= 4
    back: Any = (await client.call_tool("restore", {"text": f"> {hidden['text']}", "scope": hidden["scope"]})).structured_content
    assert back["text"] == f"> {TEXT}"

    told: Any = (await client.call_tool("explain", {"text": TEXT})).structured_content
    assert [f["surrogate"] for f in told["findings"]] == [f["surrogate"] for f in hidden["findings"]]
    refused = await client.call_tool("restore", {"text": hidden["text"], "scope": "case-7"})
    assert refused.is_error
    assert planted(str(refused.content)) == []


async def test_stdio(words: Path, tmp_path: Path) -> None:
    toml = tmp_path / "garim.toml"
    toml.write_text(f'[screen]\nlexicons = ["{words}"]\nkey_file = "key"\n[store]\nurl = "sqlite:///garim.db"\n')
    start = "from garim.cli import main; main()"
    # The same store, under a scope of the command line's: the agent must not reach it.
    Screen.open(toml).hide(TEXT, "case-7")
    async with Client(StdioServerParameters(command=sys.executable, args=["-c", start, "mcp", "--config", str(toml)])) as client:
        await there_and_back(client)


async def test_http(url: str) -> None:
    async with Client(url) as client:
        await there_and_back(client)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example:80", "origin": "http://evil.example"}, 421),
        ({"host": "127.0.0.1.evil.example"}, 421),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost.evil.example"}, 403),
        ({"content-type": "text/plain"}, 400),
    ],
)
def test_strangers_are_refused(url: str, more: dict[str, str], status: int) -> None:
    assert httpx.post(url, json=PING, headers=HEAD | more).status_code == status


@pytest.mark.parametrize("more", [{"origin": "http://localhost:3000"}, {"host": "localhost"}, {"host": "tools.example"}])
def test_this_machine_is_let_in(url: str, more: dict[str, str]) -> None:
    assert httpx.post(url, json=PING, headers=HEAD | more).status_code not in (403, 421)


def test_scopes_of_others_are_closed(screen: Screen) -> None:
    one, other = Tools(screen), Tools(screen)
    scope = one.hide(TEXT).scope
    screen.hide(TEXT, "named")

    for name in (scope, "named", "", f"mcp\x1f{scope}"):
        with pytest.raises(BadInput):
            other.restore("x", name)
    with pytest.raises(BadInput):
        other.hide(TEXT, scope)
    assert one.restore(one.hide(TEXT, scope).text, scope).text == TEXT
    assert one.restore("hello", one.hide("hello").scope).text == "hello"


@pytest.mark.parametrize("bind", ["0.0.0.0:8788", "[::]:8788", "8788", "127.0.0.1:http"])
def test_it_listens_on_this_machine_only(screen: Screen, bind: str) -> None:
    with pytest.raises(BadSettings):
        run_http(screen, bind)

"""The examples of docs/doors.md, as they stand there."""

from __future__ import annotations

import ast
import inspect
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel

from tests.doors.conftest import TEXT, nothing_left, planted
from tests.doors.test_langchain import Echo
from tests.e2e.upstream import FakeUpstream

PAGE = (Path(__file__).parents[2] / "docs" / "doors.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"```python (\w+)\n(.*?)```", PAGE, re.DOTALL))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, words: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with garim.toml in it, and the command `garim` on the path."""
    (tmp_path / "garim.toml").write_text(
        f'[screen]\nlexicons = ["{words}"]\nkey_file = "key"\n[store]\nurl = "sqlite:///garim.db"\n'
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


async def run(name: str, **given: Any) -> None:
    code = compile(EXAMPLES[name], f"doors.md:{name}", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    done = eval(code, {"question": TEXT, **given})
    if inspect.isawaitable(done):
        await done


async def test_wrap(upstream: FakeUpstream, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", upstream.url + "/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    await run("wrap")

    assert capsys.readouterr().out == TEXT + "\n"
    assert nothing_left(upstream)


async def test_langchain(capsys: pytest.CaptureFixture[str]) -> None:
    model: BaseChatModel = Echo()
    await run("langchain", model=model)

    assert capsys.readouterr().out == TEXT + "\n"


async def test_openwebui(capsys: pytest.CaptureFixture[str]) -> None:
    def ask_a_model(body: dict[str, Any]) -> dict[str, Any]:
        text = body["messages"][-1]["content"]
        assert planted(text) == []
        return {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": "stop"}]}

    await run("openwebui", ask_a_model=ask_a_model)

    assert capsys.readouterr().out == TEXT + "\n"


async def test_mcp(capsys: pytest.CaptureFixture[str]) -> None:
    await run("mcp")

    assert capsys.readouterr().out == TEXT + "\n"


def test_every_example_is_run() -> None:
    assert set(EXAMPLES) == {"wrap", "langchain", "openwebui", "mcp"}
    assert "```python\n" not in PAGE

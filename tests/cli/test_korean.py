"""What the command line says, in Korean: nothing that it says itself is missing, and what is put in stays as it is."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from garim import cli, errors
from garim.cli._korean import HOLE, catalogue, korean, told
from tests.cli.english import put_back
from tests.cli.test_cli import garim

__all__ = ["garim"]
SOURCE = Path(cli.__file__).parents[1]
ANSWERS = ("doors", "wire", "web", "gateway")
"""Rooms that answer programs, in English; beside them what a command starts or asks."""
STARTED = ("gateway/server", "gateway/auth", "gateway/client", "gateway/upstreams", "gateway/catalogue", "gateway/traces", "gateway/oidc", "gateway/code_flow", "gateway/workers", "doors/mcp")
ROOM = [path for path in sorted(SOURCE.rglob("*.py")) if path.relative_to(SOURCE).parts[0] not in ANSWERS or str(path.relative_to(SOURCE).with_suffix("")) in STARTED]
ERRORS = {name for name, _ in inspect.getmembers(errors, inspect.isclass)}
SAID = {"tell": 9, "print": 9, "write": 1, "told": 1, "Problem": 3, "padded": 1, "Far": 0, **dict.fromkeys(ERRORS, 1)}
"""Function → how many of its arguments are messages."""


def forms(node: ast.AST | None) -> Iterator[str]:
    """The messages that an expression may make, what is put in as holes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from forms(node.body)
        yield from forms(node.orelse)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        ends = list(forms(node.right)) or [HOLE]
        yield from (begin + end for begin in forms(node.left) or [HOLE] for end in ends)


def messages(path: Path) -> Iterator[str]:
    """Every message that a file makes."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id.lower() == "hint" for one in node.targets):
            yield from forms(node.value)
        if isinstance(node, ast.Return) and path.name == "doctor.py":
            yield from forms(node.value)
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name == "print" and any(re.search("[가-힣]", one) for said in node.args for one in forms(said)):
            continue  # it has both
        for one in [*node.args[: SAID.get(name, 0)], *(word.value for word in node.keywords if word.arg == "hint" and name in ERRORS)]:
            yield from forms(one)


def speaks(message: str) -> bool:
    """Whether it is a sentence: two words of small letters that are no command, no file and no code."""
    bare = re.sub(r"\"\w+\"[:,}\]]|\w+ = \"\w+\"|\w+(?:,| \|)|`[^`]*`|pip install \S+|\S*[/=|<\[{(`.]\S*|--\S+|garim \w+( \w+)?|\bdocs\S*", " ", message.removeprefix("garim: "))
    return len(re.findall(r"(?<![\w-])[a-z]{2,}(?![\w-])", bare)) > 1


def english(said: str) -> list[str]:
    """Lines of an output that have three English words in a row; commands, paths and what a text holds aside."""
    bare = re.sub(r"`[^`]*`|garim( [a-z]+)+|\S*[/=_.<>\[]\S*|--\S+", "", said)
    return [line for line in bare.splitlines() if re.search(r"(?<![\w-])[a-z]{2,} [a-z]+ [a-z]{2,}(?![\w-])", line)]


@pytest.mark.parametrize("room", sorted({path.parent for path in ROOM}), ids=lambda room: str(room.relative_to(SOURCE)))
def test_every_message_is_there_in_korean(room: Path) -> None:
    missing = {line for path in ROOM if path.parent == room for line in missing_in(path)}
    assert missing == set()


def missing_in(path: Path) -> set[str]:
    """The messages of a file that the catalogue does not have."""
    lines = {line.strip().removeprefix("garim: ") for message in messages(path) for line in message.split("\n") if speaks(line)}
    # What an error hands on from another is looked up by itself.
    return {line for line in lines if not re.search("[가-힣]", korean(line.replace(HOLE, "Q-1")))}


def test_every_line_of_help_is_there_in_korean() -> None:
    """Of every command of this room: paragraphs and options."""
    missing = set()

    def walk(command: object) -> None:
        helps = (getattr(command, "help", "") or "").split("\n\n")
        helps += [getattr(one, "help", None) or "" for one in getattr(command, "params", ())]
        missing.update(line for line in (" ".join(one.split()) for one in helps) if line and line not in catalogue() and speaks(line))
        for below in getattr(command, "commands", {}).values():
            walk(below)

    walk(typer.main.get_command(cli.build()))
    assert missing == set()


@pytest.mark.parametrize("width", range(14, 60, 3))
def test_help_loses_no_word_at_the_end_of_a_line(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """rich counted letters where Korean ones take two columns, and put … for the word that stood last."""
    from rich.console import Console
    from rich.text import Text

    from garim.cli._korean import command_in_korean

    put_back(monkeypatch)
    command_in_korean(typer.main.get_command(cli.build()))
    for said in ("기존 기록을 바꾸지 않습니다. 보관 파일을 가져옵니다.", "메모리 파일 시스템이 없으면 $EDITOR가 디스크 파일로 작업하게 합니다."):
        lines = Text(said).wrap(Console(width=width), width, overflow="ellipsis")

        assert " ".join(line.plain.strip() for line in lines) == said


def test_the_catalogue_is_sound() -> None:
    """As many holes on both sides; no line twice, and none that its own form does not find."""
    text = (SOURCE / "cli" / "ko.txt").read_text()
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines[::2]) == len(set(lines[::2])) == len(catalogue())
    for english, said in catalogue().items():
        assert len(re.findall(r"\{\d?\}", said)) == english.count(HOLE), english
        filled = english.replace(HOLE, "{}").format(*(f"Q-{number}" for number in range(9))) if english.count("{") == english.count(HOLE) else ""
        if not filled:
            continue  # braces of its own
        assert all(f"Q-{number}" in korean(filled) for number in range(english.count(HOLE))), english


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("/srv/left: No such file or directory", "/srv/left: 파일이나 폴더가 없습니다"),
        ("nothing: Permission denied; nothing was changed", "nothing: 권한이 없습니다. 아무것도 바꾸지 않았습니다"),
        ("words.jsonl:3: an empty term; the line was left out", "words.jsonl:3: 용어가 비어 있습니다. 이 줄은 제외했습니다"),
        ("words.jsonl:1: term stands twice in one object", "words.jsonl:1: 한 객체에 term 필드가 두 번 나옵니다. 값을 모두 적용했습니다"),
        ("90 bytes left to out (outside), which answered 200", "out(outside)로 90바이트를 전송했고 응답은 200입니다"),
        ("something that nobody has said yet", "something that nobody has said yet"),
        ("left", "left"),
        ("4 records, unbroken; 2 signed checkpoints hold; last hash ab", "기록 4개, 체인 이상 없음. 서명된 체크포인트 2개 유효. 마지막 해시 ab"),
        ("3 requests, 9 things hidden", "요청 3건, 가린 곳 9개"),
    ],
)
def test_what_is_put_in_stays_and_sentences_in_it_are_told(english: str, said: str) -> None:
    assert korean(english) == said


def test_what_became_of_an_audit_is_told_in_korean() -> None:
    """Every way in which a chain does not hold."""
    tree = ast.parse((SOURCE / "store" / "chain.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "self._break"]
    ways = [re.sub(r"^f?['\"]|['\"]$", "", re.sub(r"\{\w+\}", "7", ast.unparse(node.args[0]))) for node in calls]
    (forged,) = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "forged")
    ways += [node.value for node in ast.walk(ast.Module(forged.body[1:], [])) if isinstance(node, ast.Constant) and " " in str(node.value)]
    ways.remove("why")  # what `forged` says

    assert len(ways) > 10
    assert [way for way in ways if not re.search("[가-힣]", korean(f"record 8 {way}"))] == []


def test_lines_keep_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert told("garim: this scope holds nothing\n  ko or en\n") == "garim: 이 스코프로 저장된 것이 없습니다\n  ko 또는 en\n"
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert told("garim: this scope holds nothing") == "garim: this scope holds nothing"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("restore", "--scope", "unknown"), 2),
        (("hide", "/nosuch"), 2),
        (("hide", "--bogus"), 2),
        (("nosuch",), 2),
        (("setup", "nosuch"), 2),
        (("learn", "ddl"), 2),
        (("learn", "-h"), 0),
        (("setup",), 0),
        (("trust",), 2),
    ],
)
def test_a_korean_terminal_is_spoken_to_in_korean(garim, arguments: tuple[str, ...], code: int) -> None:  # type: ignore[no-untyped-def]
    """By the real door, with the exit code that it has in English."""
    done = garim(*arguments, LC_ALL="ko_KR.UTF-8")
    assert done[0] == code == garim(*arguments, LC_ALL="C.UTF-8")[0]
    assert re.search("[가-힣]", done[1] + done[2])
    assert not re.search(r"\b(?:is|are|was|the|no such|missing)\b", done[1] + done[2], re.IGNORECASE)


KOREAN = {"LC_ALL": "ko_KR.UTF-8"}
TEXT = "도하랑 과장님, hanbyeol-prd-db01에서 com.hanbyeol.narae가 느려요. 010-3382-7719 900101-1234568 AKIA" + "Q3EGRN7XKBZVYT2M\n"
BROKEN = """
[screen]
names = "rules"
[models]
names_path = "nosuch"
[policy]
use = ["bank"]
[[policy.rules]]
name = "accounts"
kinds = ["account"]
route = "inside"
[[upstream]]
name = "out"
url = "http://127.0.0.1:1"
key_env = "NO_SUCH_KEY"
"""


def test_what_is_found_in_files_commits_and_agents_folders_is_told_in_korean(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """garim scan and its hooks: findings, sums, what to do, what was not read."""
    git = ["git", "-C", str(tmp_path)]
    for more in (["init", "-q"], ["config", "user.email", "a@b.example"], ["config", "user.name", "a"]):
        subprocess.run([*git, *more], check=True)
    (tmp_path / "도하랑.txt").write_text(TEXT)
    (tmp_path / "x.bin").write_bytes(b"\0\1\2" * 50)
    (tmp_path / ".claude" / "projects").mkdir(parents=True)
    subprocess.run([*git, "add", "도하랑.txt"], check=True)
    home = {**KOREAN, "HOME": str(tmp_path)}
    asked = [("scan", "도하랑.txt", "x.bin"), ("scan", "--staged"), ("scan", "--staged", "--accept"), ("scan", "--staged"), ("scan", "--install-hook"), ("scan", "--install-hook", "--pushed"), ("scan", "--remove-hook"), ("scan", "--remove-hook"), ("scan", "--transcripts")]
    for arguments in asked:
        code, out, error = garim(*arguments, **home)
        assert code in (0, 1) and english(out + error) == [], arguments
    _, out, _ = garim("scan", "도하랑.txt", **home)
    assert re.search("person: .*[가-힣]", out)
    assert garim("scan", "도하랑.txt", "--format", "json", **home)[1] == garim("scan", "도하랑.txt", "--format", "json", HOME=str(tmp_path))[1]


def test_what_a_hook_says_is_as_the_terminal_speaks(tmp_path: Path) -> None:
    """Where Garim is gone, too: then it is the shell that speaks."""
    from garim.scan.hooks import script

    for name in ("pre-commit", "pre-push"):
        (tmp_path / name).write_text(script(name, [], python="/nosuch"))
        for speaks_korean, environment in ((True, {"LANG": "ko_KR.UTF-8"}), (True, {"GARIM_LANG": "ko", "LANG": "C"}), (False, {"LANG": "C"}), (False, {"GARIM_LANG": "en", "LANG": "ko_KR"}), (False, {})):
            done = subprocess.run(["/bin/sh", str(tmp_path / name)], env={"PATH": "/nosuch", **environment}, capture_output=True, check=False)
            assert done.returncode == 1 and bool(re.search("[가-힣]", done.stderr.decode())) is speaks_korean


def test_a_report_of_what_was_cleaned_is_korean_in_its_korean_half(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Terminal and page: kinds, reasons, formats, what was left out."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.txt").write_text(TEXT)
    (tmp_path / "src" / "b.csv").write_text("name,phone\n도하랑,010-3382-7719\n")
    (tmp_path / "src" / "c.png").write_bytes(b"\x89PNG\0")
    code, out, error = garim("clean", "src", "cleaned", "--drop", **KOREAN)
    page = next(tmp_path.rglob("report.html")).read_text()
    halves = re.findall(r'<(?:span|text)[^>]* ?lang="ko"[^>]*>(.*?)</(?:span|text)>', page)

    assert code == 0 and english(out + error) == [] and re.search("[가-힣]", error)
    assert len(halves) > 40 and [half for half in halves if english(half)] == []
    assert [half for half in halves if not re.search("[가-힣…]", half)] == []


def test_what_serve_doctor_and_the_policy_say_is_korean(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Good and failed lines, ready rules, words of a list that are wrong, the address."""
    (tmp_path / "broken.toml").write_text(BROKEN)
    (tmp_path / "bank.toml").write_text('[policy]\nuse = ["bank"]\n')
    (tmp_path / "t.txt").write_text(TEXT)
    (tmp_path / "wrong.jsonl").write_text('{"term": "가람솔", "kind": "nosuch"}\n{"term": ""}\nnot json\n')
    (tmp_path / "set.jsonl").write_text('{"text": "도하랑 과장님", "sensitive": [{"start": 0, "end": 3, "text": "도하랑", "type": "person"}], "keep": []}\n')
    asked = [("doctor", "--offline"), ("doctor", "--offline", "--config", "broken.toml"), ("policy", "check", "--config", "broken.toml"), ("policy", "try", "t.txt", "--config", "bank.toml"), ("eval", "set.jsonl"), ("hide", "t.txt", "--lexicon", "wrong.jsonl"), ("store", "check"), ("audit", "verify"), ("keys", "list"), ("retro", "--list", "all"), ("explain", "t.txt")]
    for arguments in asked:
        code, out, error = garim(*arguments, **KOREAN)
        assert code in (0, 1, 3) and english(out + error) == [], (arguments, code, english(out + error))
    assert "bank:" not in garim("policy", "try", "t.txt", "--config", "bank.toml", **KOREAN)[1]


def test_the_start_of_a_server_is_told_in_korean(tmp_path: Path) -> None:
    """Its address, the file in force, what is wrong with a list."""
    import os

    (tmp_path / "wrong.jsonl").write_text('{"term": ""}\n' * 30)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GARIM_")}
    environment |= {"GARIM_LANG": "ko", "GARIM_KEY": "11" * 32, "GARIM_STORE_URL": f"sqlite:///{tmp_path}/garim.db", "PYTHONPATH": str(SOURCE.parent)}
    program = [sys.executable, "-m", "garim", "serve", "--bind", "127.0.0.1:0", "--until-eof", "--lexicon", str(tmp_path / "wrong.jsonl")]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=tmp_path) as process:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        _, error = process.communicate()

    assert re.fullmatch(r"Garim 접속 주소: http://127\.0\.0\.1:\d+\n", line)
    assert english(error.decode()) == [] and error.decode().count("\n") > 20


@pytest.mark.parametrize("purpose", ["code", "fault", "architecture", "sql", "writing", "learning", "other", "unknown"])
def test_purposes_are_listed_in_korean_beside_the_word_that_corrects_them(purpose: str) -> None:
    from datetime import UTC, datetime

    from garim.cli.retro import _line

    line = _line(7, datetime(2026, 1, 1, tzinfo=UTC), purpose, 80, False, True, "m", "", "ko")
    assert f"({purpose})" in line and re.search("[가-힣]|SQL", line.partition("(")[0])
    assert f"  {purpose} " in _line(7, datetime(2026, 1, 1, tzinfo=UTC), purpose, 80, False, True, "m", "", "en")

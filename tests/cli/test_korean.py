"""What the command line says, in Korean: nothing that it says itself is missing, and what is put in stays as it is."""

from __future__ import annotations

import ast
import inspect
import re
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
THEIRS = ("policy", "scan", "clean", "demo", "transcripts", "big", "watch")
"""Commands that speak for themselves, and what only they use: their errors are in the catalogue too, as far as it goes."""
ROOM = [path for path in sorted((SOURCE / "cli").glob("*.py")) if not path.name.lstrip("_").startswith(THEIRS)] + [path for room in ("clients", "records", "retro") for path in sorted((SOURCE / room).glob("*.py"))]
ERRORS = {name for name, _ in inspect.getmembers(errors, inspect.isclass)}
SAID = {"tell": 9, "told": 1, "padded": 1, "Far": 0, **dict.fromkeys(ERRORS, 1)}
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
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for one in [*node.args[: SAID.get(name, 0)], *(word.value for word in node.keywords if word.arg == "hint" and name in ERRORS)]:
            yield from forms(one)


def speaks(message: str) -> bool:
    """Whether it is a sentence: two words of small letters that are no command, no file and no code."""
    bare = re.sub(r"\"\w+\"[:,}\]]|\w+ = \"\w+\"|\w+(?:,| \|)|`[^`]*`|pip install \S+|\S*[/=|<\[{(`.]\S*|--\S+|garim \w+( \w+)?|\bdocs\S*", " ", message.removeprefix("garim: "))
    return len(re.findall(r"(?<![\w-])[a-z]{2,}(?![\w-])", bare)) > 1


@pytest.mark.parametrize("path", ROOM, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_message_is_there_in_korean(path: Path) -> None:
    lines = {line.strip().removeprefix("garim: ") for message in messages(path) for line in message.split("\n") if speaks(line)}
    # What an error hands on from another is looked up by itself.
    assert {line for line in lines if not re.search("[가-힣]", korean(line.replace(HOLE, "Q-1")))} == set()


def test_every_line_of_help_is_there_in_korean() -> None:
    """Of every command of this room: paragraphs and options."""
    missing = set()

    def walk(command: object, mine: bool) -> None:
        helps = (getattr(command, "help", "") or "").split("\n\n") if mine else []
        helps += [getattr(one, "help", None) or "" for one in getattr(command, "params", ())] if mine else []
        missing.update(line for line in (" ".join(one.split()) for one in helps) if line and line not in catalogue() and speaks(line))
        for name, below in getattr(command, "commands", {}).items():
            walk(below, mine and not name.startswith(THEIRS))

    walk(typer.main.get_command(cli.build()), True)
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

    assert len(ways) > 8
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

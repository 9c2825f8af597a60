"""garim records through its own door: its streams, its exit codes, a sealed file, an editor on a terminal."""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from garim import cli
from garim.store import open_store
from tests import forked
from tests.cli.english import put_back
from tests.e2e.upstream import FakeUpstream
from tests.store.conftest import execute

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GARIM_")}
    paths = {"PYTHONPATH": str(Path(cli.__file__).parents[2]), "GARIM_STORE_URL": f"sqlite:///{tmp_path}/store/garim.db"}
    return {**kept, **paths, "GARIM_KEY": "11" * 32, "LC_ALL": "C.UTF-8", "XDG_DATA_HOME": str(tmp_path / "data")}


@pytest.fixture
def records(tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `garim records …` as the program's own `main` does; gives (exit code, output, error)."""

    def run(*arguments: str, stdin: str = "", **more: str) -> tuple[int, str, str]:
        if arguments[0] in ("new", "template") and "--lang" not in arguments:
            arguments = (*arguments, "--lang", "ko")
        with monkeypatch.context() as here:
            for name in [name for name in os.environ if name.startswith("GARIM_")]:
                here.delenv(name)
            named = {"GARIM_CONFIG": "garim.toml"} if (tmp_path / "garim.toml").exists() else {}
            for name, value in {**environment, **named, **more}.items():
                here.setenv(name, value)
            put_back(here)
            here.chdir(tmp_path)
            here.setattr(sys, "argv", ["garim", "records", *arguments])
            here.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
            capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                cli.main()
        out, error = capsys.readouterr()
        return int(ended.value.code or 0), out, error

    return run


def test_from_a_retrospective_to_the_next(records: Run, tmp_path: Path) -> None:
    """Write it, find it, tick its plan in the next; what is due; out and into another Garim; deleted."""
    code, first, _ = records("new", "retrospective", "--from", "-", "--due", "2020-12-01", stdin="# 2019년 회고\n\n이전을 미룬 결정은 옳았다.\n\n## 계획\n- 리뷰 매주 (2020-03)\n- 문서\n")
    name = first.strip()
    assert code == 0 and re.fullmatch("[0-9a-f]{12}", name)
    assert records("search", "결정을")[1].startswith(f"{name}  ")
    assert records("due")[1].splitlines() == [f"2020-03-31  plan    리뷰 매주 (2020-03)  ({name})", f"2020-12-01  plan    문서  ({name})", f"2020-12-01  review  2019년 회고  ({name})"]
    code, second, told = records("new", "retrospective", "--from", "-", stdin="# 2020년 회고\n- [x] 리뷰 매주 (2020-03) (← 2019년 회고)\n")
    assert code == 0 and f"earlier: {name}" in told and "- [ ] 문서 (← 2019년 회고)" in told
    assert records("due")[1] == f"2020-12-01  plan    문서  ({name})\n"
    assert records("due", "--ics", "due.ics")[0] == 0 and "문서" not in (tmp_path / "due.ics").read_text() and "BEGIN:VEVENT" in (tmp_path / "due.ics").read_text()
    assert records("export", "all.zip")[0] == 0 and (tmp_path / "all.zip").stat().st_mode & 0o77 == 0
    elsewhere = {"GARIM_KEY": "22" * 32, "GARIM_STORE_URL": f"sqlite:///{tmp_path}/other/garim.db", "XDG_DATA_HOME": str(tmp_path / "data2")}
    code, told, _ = records("import", "all.zip", **elsewhere)
    assert code == 0 and re.match(r"2 records of another Garim \([0-9a-f]{8}\), kept apart", told)
    origin = told.split("(")[1][:8]
    assert records("export", "again.zip", "--origin", origin, **elsewhere)[0] == 0
    assert (tmp_path / "all.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    assert records("delete", name)[0] == 2  # nobody can be asked
    assert records("delete", name, "--yes")[1] == "deleted\n" and records("show", name)[0] == 2
    assert [line.split()[0] for line in records("list")[1].splitlines()] == [second.strip()]
    for file in (tmp_path / "store").iterdir():
        assert "회고".encode() not in file.read_bytes()


def test_two_devices(records: Run) -> None:
    name = records("new", "decision", "--from", "-", stdin="# 결정: 이전\n")[1].strip()
    assert records("edit", name, "--from", "-", "--base", "1", stdin="하나") == (0, f"{name} version 2\n", "")
    code, _, told = records("edit", name, "--from", "-", "--base", "1", stdin="둘")

    assert code == 1 and "another device changed this record" in told
    assert records("show", name)[1] == "하나\n" and records("show", name, "--version", "1")[1] == "# 결정: 이전\n"
    other = told.rsplit(" ", 1)[1].strip()
    assert records("show", other)[1] == "둘\n" and f"beside {name}" in records("list")[1]
    assert [line.split()[0] for line in records("history", name)[1].splitlines()] == ["2", "1"]


def test_a_damaged_record_is_told_and_goes_on_from_what_opens(records: Run, environment: dict[str, str]) -> None:
    """Also where records are taken out: an archive that lacks one says so."""
    name = records("new", "decision", "--from", "-", stdin="# 결정: 이전\n")[1].strip()
    records("edit", name, "--from", "-", stdin="# 결정: 이전\n둘\n")
    other = records("new", "decision", "--from", "-", stdin="# 결정: 남기\n")[1].strip()
    url = environment["GARIM_STORE_URL"]
    store = open_store(url, bytes.fromhex(environment["GARIM_KEY"]))
    place = store.book.seal.place(("page", "", "record", name)).hex()
    store.close()
    execute(url, f"UPDATE garim_page SET sealed = X'00' WHERE name = X'{place}'")
    listed, shown, taken = records("list"), records("show", name), records("export", "all.zip")

    assert listed[1].split()[0] == other and len(listed[1].splitlines()) == 1
    assert all(name in said[2] and "damaged" in said[2] for said in (listed, shown, taken)) and taken[1].startswith("1 records")
    assert shown[0] == 1 and "open: 1" in shown[2] and records("show", name, "--version", "1")[1] == "# 결정: 이전\n"
    assert records("edit", name, "--base", "1", "--from", "-", stdin="# 결정: 이전\n셋\n")[0] == 0
    assert records("show", name)[1].endswith("셋\n") and "damaged" not in records("list")[2]


def test_retention_holds_where_no_gateway_runs(records: Run) -> None:
    """What was to be kept until now is gone when she looks next, and she is told; what has no such day stays."""
    kept = records("new", "decision", "--from", "-", stdin="# 결정: 남기\n")[1].strip()
    second = {"GARIM_STORE_RECORDS_DAYS": str(1 / 86400)}
    name = records("new", "departure", "--from", "-", stdin="# 떠나며\n", **second)[1].strip()
    time.sleep(1.1)
    _, out, told = records("list", **second)

    assert [line.split()[0] for line in out.splitlines()] == [kept]
    assert name in told and "deleted by retention" in told and records("show", name)[0] == 2


def test_a_korean_terminal_is_spoken_to_in_korean(records: Run, tmp_path: Path) -> None:
    speaks = {"LC_ALL": "ko_KR.UTF-8"}
    name = records("new", "decision", "--from", "-", stdin="# 결정: 이전\n", **speaks)[1].strip()
    records("edit", name, "--from", "-", "--base", "1", stdin="하나")
    said = [
        records("edit", name, "--from", "-", "--base", "1", stdin="둘", **speaks),
        records("search", "없는말", **speaks),
        records("due", **speaks),
        records("show", "nothing", **speaks),
        records("export", "all.zip", **speaks),
        records("publish", name, "--out", "x.md", **speaks),
        records("delete", name, "--yes", **speaks),
    ]

    assert said[0][2].startswith("garim: 다른 기기에서 이 기록을 먼저 수정했습니다.") and f"{name}(버전 2)" in said[0][2]
    assert [said[1][2], said[2][2], said[6][1]] == ["garim: 검색 결과가 없습니다\n", "garim: 다시 볼 때가 된 기록이 없습니다\n", "삭제했습니다\n"]
    rest = [(out + error).replace("garim records", "") for _, out, error in said]
    assert [text for text in rest if re.search("[a-z]{3,} [a-z]{2,} [a-z]{2,}", text)] == []


def test_kinds_and_what_comes_round_are_korean_there(records: Run) -> None:
    """As the page says them; every kind of Garim's own, in each list."""
    speaks = {"LC_ALL": "ko_KR.UTF-8"}
    for kind in ("retrospective", "departure", "decision"):
        records("new", kind, "--from", "-", "--due", "2020-01-01", stdin=f"# {kind[:3]}\n\n## 계획\n- 하나 {kind[:3]}\n", **speaks)
    name = records("search", "dep", **speaks)[1].split()[0]
    records("edit", name, "--from", "-", stdin="# dep\n둘", **speaks)
    records("edit", name, "--from", "-", "--base", "1", stdin="# dep\n셋", **speaks)
    listed, due, history = (records(*one, **speaks)[1] for one in (("list",), ("due",), ("history", name)))

    assert [kind for kind in ("회고  ", "이동·퇴사  ", "결정  ", "(버전 2)", f"(함께 고친 글 {name})") if kind not in listed] == []
    assert "  계획       하나 ret" in due and "  다시 보기  dec" in due and "자  dep" in history
    assert not any(word in listed + due + history for word in ("retrospective", "departure", "decision", "plan", "review", "version", "characters"))


def test_a_terminal_acts_on_nothing_in_a_title(records: Run, tmp_path: Path) -> None:
    """Titles, names of files and error messages are anybody's: what a terminal would act on stands there to be read."""
    name = records("new", "decision", "--from", "-", stdin="# \x1b]0;mine\x07 \x9b2J \u202etxt\n")[1].strip()
    (tmp_path / "\x1b[2Jx").write_bytes(b"\xff\xfe\xff")
    told = [records("list"), records("history", name), records("edit", name, "--from", "\x1b[2Jx"), records("edit", name, "--from", "\x1b[3J")]

    assert "\\x1b]0;mine\\x07" in told[0][1] and "\\u202e" in told[0][1] and "\\x1b[3J" in told[3][2]
    assert not any(control in text for _, out, error in told for text in (out, error) for control in "\x1b\x07\x9b\u202e")


def test_a_template_of_her_own(records: Run) -> None:
    records("template", "weekly", "--from", "-", stdin="# {year} 주간\n\n## 계획\n")
    editor = "true"
    code, _, told = records("new", "weekly", EDITOR=editor)

    assert code == 2 and "--from" in told  # no terminal
    assert records("template", "decision", "--from", "-", stdin="x")[0] == 2
    assert "weekly" in records("list", "--kind", "template")[1]


def test_an_editor_on_a_terminal_works_in_memory(records: Run, environment: dict[str, str], tmp_path: Path) -> None:
    """The editor gets the template with the earlier plans, and earlier records beside; the file is in memory, then gone."""
    records("new", "decision", "--from", "-", stdin="# 첫 결정\n- [ ] 확인하기\n")
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\ncat "$@" > {tmp_path}/seen\nprintf "# 둘째 결정\\n" > "$1"\n')
    editor.chmod(0o700)
    outer, inner = pty.openpty()
    done = forked.garim("records", "new", "decision", "--lang", "ko", stdin=inner, env={**environment, "EDITOR": str(editor)}, cwd=tmp_path)
    os.close(outer)
    os.close(inner)
    draft, earlier = (tmp_path / "asked").read_text().split()
    seen = (tmp_path / "seen").read_text()

    assert done.returncode == 0, done.stderr
    assert "## 선택지" in seen and "- [ ] 확인하기 (← 첫 결정)" in seen and "# 첫 결정" in seen
    assert draft.startswith(("/dev/shm/", "/run/")) and not Path(draft).exists() and not Path(earlier).exists()
    assert records("show", done.stdout.decode().strip())[1] == "# 둘째 결정\n"


@pytest.mark.parametrize(
    ("writes", "told"),
    [("printf 'x%.0s' $(seq 1 1000002)", "has over"), ("printf '\\260\\241'", "no UTF-8"), ("echo half; exit 3", "ended with 3")],
)
def test_what_was_written_and_cannot_be_kept_is_not_lost(environment: dict[str, str], tmp_path: Path, writes: str, told: str) -> None:
    """The file that the editor worked on stays, with nothing beside it, and she is told where."""
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/bash\n({writes}) > "$1"\n')
    editor.chmod(0o700)
    outer, inner = pty.openpty()
    done = forked.garim("records", "new", "decision", "--lang", "ko", stdin=inner, env={**environment, "EDITOR": str(editor)}, cwd=tmp_path)
    os.close(outer)
    os.close(inner)
    found = re.search(r"what you wrote is still in (\S+):", done.stderr.decode())

    assert done.returncode == 2 and found and told in done.stderr.decode(), done.stderr
    draft = Path(found[1])
    assert draft.read_bytes() == subprocess.run(["bash", "-c", writes], capture_output=True).stdout
    assert [path.name for path in draft.parent.iterdir()] == ["record.md"] and draft.stat().st_mode & 0o77 == 0
    shutil.rmtree(draft.parent)


@pytest.mark.parametrize("more", [("--due", "soon"), ("--due", "2027-02-30"), ("--title", "x" * 300)])
def test_what_is_wrong_is_told_before_she_writes(environment: dict[str, str], tmp_path: Path, more: tuple[str, str]) -> None:
    outer, inner = pty.openpty()
    done = forked.garim("records", "new", "decision", *more, stdin=inner, env={**environment, "EDITOR": f"touch {tmp_path}/asked"}, cwd=tmp_path)
    os.close(outer)
    os.close(inner)

    assert done.returncode == 2 and not (tmp_path / "asked").exists()


def test_a_template_that_nobody_wrote_in_is_no_record(records: Run, environment: dict[str, str], tmp_path: Path) -> None:
    """An editor that was closed as it opened, and an empty text: exit code 2, and nothing is kept."""
    outer, inner = pty.openpty()
    done = forked.garim("records", "new", "decision", "--lang", "ko", stdin=inner, env={**environment, "EDITOR": "true"}, cwd=tmp_path)
    os.close(outer)
    os.close(inner)

    assert done.returncode == 2 and b"no record was kept" in done.stderr
    assert records("new", "decision", "--from", "-", stdin=" \n")[0] == 2
    assert records("list")[1] == "" and "no records yet" in records("list")[2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["show", "nothing"], "no such record"), (["new", "two words", "--from", "-"], "kind"), (["new", "decision", "--from", "-", "--due", "soon"], "day"), (["import", "missing.zip"], "No such file"), (["export", "x.zip", "--origin", "ab"], "stores begin"), (["new", "decision", "--from", "-", "--lang", "fr"], "language")],
)
def test_bad_input_is_two_and_a_line(records: Run, arguments: list[str], told: str) -> None:
    code, _, error = records(*arguments, stdin="x")

    assert code == 2 and told in error and "Traceback" not in error


WORDS = '{"term":"온새미물산","kind":"org","aliases":["온새미"]}\n{"term":"Vellichor","kind":"product","means":"모바일뱅킹 앱"}\n{"term":"도하랑","kind":"person"}\n'
LEAVING = "# 온새미물산을 떠나며\n\n## 무엇을 배웠나\n\nVellichor를 만들며 도하랑 과장님께 배웠다.\n\n## 계획\n\n- [ ] 쉬기\n"


def test_publish_saves_only_what_was_looked_at(records: Run, tmp_path: Path) -> None:
    (tmp_path / "words.jsonl").write_text(WORDS)
    name = records("new", "departure", "--from", "-", stdin=LEAVING)[1].strip()
    here = ("publish", name, "--lexicon", "words.jsonl", "--out")
    code, shown, told = records(*here, "out.md")
    seen = told.split()[-1]

    assert code == 1 and "[Vellichor → 모바일뱅킹 앱]" in shown and not (tmp_path / "out.md").exists()
    assert records(*here, "out.md", "--seen", "0" * 12)[0] == 2 and records(*here, "out.docx")[0] == 2
    (tmp_path / "say.json").write_text('{"0": "작은 상사"}')
    assert records(*here, "out.md", "--seen", seen, "--verdicts", "say.json")[0] == 2  # other verdicts, not looked at
    assert not (tmp_path / "out.md").exists()
    assert records(*here, "out.md", "--seen", seen)[0] == 0
    text = (tmp_path / "out.md").read_text()
    assert text.startswith("# 자사를 떠나며\n\n## 무엇을 배웠나\n\n모바일뱅킹 앱을 만들며 과장님께 배웠다.\n")
    (tmp_path / "bad.json").write_text("[1]")
    assert records(*here, "out.md", "--verdicts", "bad.json")[0] == 2


def test_publish_on_a_terminal_goes_through_every_change(records: Run, environment: dict[str, str], tmp_path: Path) -> None:
    """Other words for a name are what is proposed when it comes again."""
    (tmp_path / "words.jsonl").write_text(WORDS)
    name = records("new", "departure", "--from", "-", stdin=LEAVING.replace("배웠다.", "배웠다. Vellichor는 컸다."))[1].strip()
    outer, inner = pty.openpty()
    os.write(outer, b"-\n" + "새 앱\n".encode() + b"\n\ny\n")
    done = forked.garim("records", "publish", name, "--lexicon", "words.jsonl", "--out", "out.html", stdin=inner, env=environment, cwd=tmp_path)
    os.close(outer)
    os.close(inner)
    page = (tmp_path / "out.html").read_text()

    assert done.returncode == 0, done.stderr.decode()
    assert "<h1>온새미물산을 떠나며</h1>" in page and "새 앱을 만들며 과장님께 배웠다. 새 앱은 컸다." in page and "☐ 쉬기" in page
    assert b" places in general words, 1 left as they are" in done.stdout


def test_a_model_helps_through_the_gateway_seen_before_it_is_sent(records: Run, tmp_path: Path) -> None:
    with FakeUpstream() as upstream:
        (tmp_path / "garim.toml").write_text(f'[screen]\nlexicons = ["words.jsonl"]\n[[upstream]]\nname = "chat"\nurl = "{upstream.url}"\nmodels = ["echo*"]\n')
        (tmp_path / "words.jsonl").write_text(WORDS)
        name = records("new", "departure", "--from", "-", stdin=LEAVING)[1].strip()
        ask = ("ask", name, "shorten", "--part", "배웠나", "--keep", "append")
        code, shown, told = records(*ask)
        assert code == 1 and not any(upstream.bodies) and "Vellichor" not in shown and "도하랑" not in shown and "echo (outside)" in told
        assert records(*ask, "--seen", "0" * 12)[0] == 1 and not any(upstream.bodies)
        code, answer, told = records(*ask, "--seen", told.split()[-1])
        left = upstream.bodies[-1].decode()

    assert code == 0, told
    assert "Vellichor" not in left and "도하랑" not in left and "온새미" not in left and "쉬기" not in left
    assert "Vellichor를 만들며" in answer
    text = records("show", name)[1]
    assert text.count("Vellichor를 만들며") == 2 and text.endswith("## 계획\n\n- [ ] 쉬기\n") and f"{name} version 2" in told


def test_the_terminal_shows_hers_and_nobody_elses(records: Run, tmp_path: Path) -> None:
    """Where clients are configured, the master key says nothing of who asks: her own key does, as on the page."""
    from hashlib import sha256

    rows = "".join(f'[[gateway.clients]]\nname = "{name}"\nkey_sha256 = "{sha256(name.encode()).hexdigest()}"\n' for name in ("mina", "jo"))
    (tmp_path / "garim.toml").write_text(rows)
    name = records("new", "decision", "--from", "-", stdin="# 결정\n", GARIM_CLIENT_KEY="mina")[1].strip()

    assert records("list")[0] == 2 and "GARIM_CLIENT_KEY" in records("list")[2]
    assert records("list", GARIM_CLIENT_KEY="nobody")[0] == 2
    assert records("list", GARIM_CLIENT_KEY="jo")[1] == "" and records("show", name, GARIM_CLIENT_KEY="jo")[0] == 2
    assert records("show", name, GARIM_CLIENT_KEY="mina")[1] == "# 결정\n"

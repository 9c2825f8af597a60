"""What agents keep on disk: found, hidden where it is, and back; nothing half, nothing twice, nothing told."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from garim import Screen
from garim.clients import all_clients
from garim.errors import BadInput, Broken
from garim.scan import whole
from garim.scan.kept import Cleaner, Where, files
from garim.scan.look import chosen
from tests.conftest import KEY
from tests.scan import agents
from tests.scan.conftest import Repo


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with every agent's files."""
    folder = tmp_path / "home"
    folder.mkdir()
    agents.all_of(folder)
    return folder


def cleaner(screen: Screen, tmp_path: Path, kinds: str = "all", words: bytes = b"1") -> Cleaner:
    """One whose notes are the test's own."""
    return Cleaner(screen.screening, chosen([kinds], screen.settings.policy.locked), tmp_path / "notes", words)


def found(home: Path, *clients: str) -> list[Where]:
    """The files of agents."""
    return files(home, [], clients, {})


def shape(node: object) -> object:
    """JSON without its texts."""
    if isinstance(node, dict):
        return {key: shape(value) for key, value in node.items()}
    return [shape(one) for one in node] if isinstance(node, list) else type(node).__name__


def test_every_agent_is_found(home: Path) -> None:
    """Homes, other homes by variables, projects' folders; a client that is none is told."""
    assert [(one.client, one.kept.form) for one in found(home)] == [("claude", "jsonl"), ("codex", "jsonl"), ("cursor", "sqlite"), ("aider", "text"), ("aider", "text")]
    assert [one.client for one in files(home, [home / "work"], ["aider"], {})] == ["aider", "aider"]
    (home / ".claude").rename(home / "elsewhere")
    assert [one.path.name for one in files(home, [], ["claude"], {"CLAUDE_CONFIG_DIR": str(home / "elsewhere")})] == [f"{agents.SESSION}.jsonl"]
    with pytest.raises(BadInput, match="nosuch"):
        files(home, [], ["nosuch"], {})


@pytest.mark.parametrize("client", ["claude", "codex", "cursor", "aider"])
def test_cleaned_restored_and_known_again(screen: Screen, home: Path, tmp_path: Path, client: str) -> None:
    """Nothing of the words is left in any form, structure stays, a second look finds nothing, the way back is to the byte."""
    one, kept_entries = cleaner(screen, tmp_path), []
    for where in found(home, client):
        before, times = contents(where.path), where.path.stat().st_mtime_ns
        assert agents.left(where.path)
        assert {seen.kind for seen in one.look(where)} >= {"person", "host"}
        assert one.clean(where, keep=kept_entries.extend) >= 5
        assert agents.left(where.path) == [] and where.path.stat().st_mtime_ns == times
        assert one.is_clean(where) and one.look(where) == []
        after = contents(where.path)
        for old, new in zip(before, after, strict=True):
            assert same_shape(old, new)
        assert one.clean(where) == 0 and contents(where.path) == after
        assert one.restore(where, kept_entries) and contents(where.path) == before
    for note in (tmp_path / "notes").glob("*"):
        assert not any(word.encode() in note.read_bytes() for word in (*agents.WORDS, "narae", "claude", "aider"))


def contents(path: Path) -> list[str]:
    """Lines of a file, or rows of a database."""
    if path.suffix != ".vscdb":
        return path.read_text(encoding="utf-8").split("\n")
    with sqlite3.connect(path) as base:
        return [f"{key} {value!r}" if isinstance(value, bytes) and b"\xff" in value else f"{value.decode() if isinstance(value, bytes) else value}" for table in ("ItemTable", "cursorDiskKV") for key, value in base.execute(f"SELECT key, value FROM {table} ORDER BY rowid")]


def same_shape(old: str, new: str) -> bool:
    """The same JSON but for its texts; plain lines: as many words."""
    try:
        return shape(json.loads(old)) == shape(json.loads(new))
    except ValueError:
        return len(old.split()) == len(new.split())


def test_ids_signatures_pictures_and_what_it_signs_in_with_stay(screen: Screen, home: Path, tmp_path: Path) -> None:
    """A session still hangs together; nothing that nobody asked for is read."""
    for where in found(home):
        cleaner(screen, tmp_path).clean(where)
    text = next((home / ".claude" / "projects").rglob("*.jsonl")).read_text(encoding="utf-8")
    rollout = next((home / ".codex").rglob("*.jsonl")).read_text(encoding="utf-8")

    assert not [part for part in (agents.SESSION, "026f8ccd-168a-412f-a206-b1c898ada103", agents.SIGNATURE, agents.PICTURE, "msg_01XFDUDYJgAACzvnptvVoYEL", "claude-opus-4-5-20251101", "2026-11-20T11:57:03.716Z", '"input_tokens":12345') if part not in text]
    assert agents.SIGNATURE in rollout and "call_QrI5EjYgqZ4fMqkFvdUYzRxk" in rollout
    assert any("not to be read" in row for row in contents(found(home, "cursor")[0].path))


def test_a_session_that_goes_on_is_cleaned_where_it_is_new(screen: Screen, home: Path, tmp_path: Path) -> None:
    """What was hidden stays as it is: surrogates are not hidden again, also by other words."""
    (where,) = found(home, "claude")
    one = cleaner(screen, tmp_path)
    one.clean(where)
    before = where.path.read_text(encoding="utf-8")
    where.path.write_text(before + '\n{"type":"user","message":{"role":"user","content":"서예린 대리도 hanbyeol-stg-app07을 봐요"}}\n', encoding="utf-8")
    assert not one.is_clean(where) and {seen.kind for seen in one.look(where)} == {"person", "host"}
    assert one.clean(where) == 2
    after = where.path.read_text(encoding="utf-8")
    assert after.startswith(before) and "서예린" not in after and "hanbyeol" not in after
    other = cleaner(screen, tmp_path, words=b"2")
    assert not other.is_clean(where) and other.clean(where) == 0 and where.path.read_text(encoding="utf-8") == after


def test_a_long_session_is_hidden_as_one(screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However it falls into groups: what is found at its end is hidden at its beginning, one thing is one surrogate, two are two."""
    people = ["강하늘", "윤서진", "백도윤", "임채원", "서지안", "노은호", "문가온", "황보미", "남태리", "주아린", "도하랑", "서예린"]
    lines = ["수연재가 그랬어요."] + [f"{name} 과장님께 hanbyeol-prd-db{number:02d}를 물어보세요." for number, name in enumerate(people * 3)] + ["수연재 대리님"]
    path = tmp_path / "long.jsonl"
    path.write_text("".join(json.dumps({"message": {"content": line}}, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    monkeypatch.setattr(whole, "GROUP", 150)
    where = found_one(path)
    cleaner(screen, tmp_path).clean(where)
    out = [json.loads(line)["message"]["content"] for line in path.read_text(encoding="utf-8").splitlines()]
    names = [line.split(" ")[0] for line in out[1:-1]]

    assert not any(name in line for name in (*people, "수연재", "hanbyeol") for line in out)
    assert out[0].split("가 ")[0] == out[-1].split(" ")[0]
    assert names[: len(people)] * 3 == names and len(set(names)) == len(people)
    assert len({line.split("-")[0].split(" ")[-1] for line in out[1:-1]}) == 1


def test_an_escape_is_no_letter(tmp_path: Path) -> None:
    """A line end before a word is not read as one that was hidden elsewhere."""
    path = tmp_path / "escapes.jsonl"
    path.write_text("".join(json.dumps({"content": text}, ensure_ascii=False) + "\n" for text in ("the table nwindow of 서예린 대리님", "open a\nwindow", "open a\twindow")), encoding="utf-8")

    (tmp_path / "words.jsonl").write_text('{"term": "Nwindow", "kind": "product", "always": true}')
    assert cleaner(Screen(lexicons=[tmp_path / "words.jsonl"], key=KEY), tmp_path).clean(found_one(path)) >= 1
    out = [json.loads(line)["content"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert "nwindow" not in out[0] and out[1:] == ["open a\nwindow", "open a\twindow"]


def found_one(path: Path) -> Where:
    """A session that stands where a test put it."""
    return Where("claude", path, all_clients()["claude"].kept[0])


def test_only_some_kinds(screen: Screen, home: Path, tmp_path: Path) -> None:
    """Keys and passwords go, the company's words stay in the house."""
    (where,) = found(home, "claude")
    assert cleaner(screen, tmp_path, "secrets").clean(where) == 1
    assert agents.left(where.path) == [word for word in agents.WORDS if word != agents.SECRET]


def test_what_is_in_use_is_left(screen: Screen, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Held open, written to meanwhile, a database that is being written to: as it was, and told."""
    one = cleaner(screen, tmp_path)
    (where,) = found(home, "claude")
    before = where.path.read_bytes()
    with subprocess.Popen([sys.executable, "-c", "import sys; f = open(sys.argv[1]); print(1, flush=True); input()", str(where.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline()
        with pytest.raises(BadInput, match="open"):
            one.clean(where)
        holder.communicate(b"\n")

    def step(done: int) -> None:
        where.path.write_bytes(before + b"more\n")

    with pytest.raises(BadInput, match="changed"):
        one.clean(where, step=step)
    assert where.path.read_bytes() == before + b"more\n"
    (base,) = found(home, "cursor")
    with sqlite3.connect(base.path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BadInput, match="in use"):
            one.clean(base)
    assert agents.left(base.path)
    assert not list(home.rglob("*.garim"))


@pytest.mark.parametrize("how", ["the file", "a folder above", "a database"])
def test_no_link_is_followed(screen: Screen, home: Path, tmp_path: Path, how: str) -> None:
    """A project's file, its folder or a database that leads elsewhere: told and left, where it leads to as it was; the file itself is
    cleaned by its own name."""
    if how == "the file":
        link, target = home / "work" / "linked" / ".aider.chat.history.md", tmp_path / "own.md"
        link.parent.mkdir()
        target.write_text("도하랑 과장님\n")
        link.symlink_to(target)
    else:
        (real,) = found(home, "cursor" if how == "a database" else "claude")
        folder = real.path.parent if how == "a database" else home / ".claude"
        folder.rename(tmp_path / "elsewhere")
        folder.symlink_to(tmp_path / "elsewhere")
        link, target = real.path, real.path.resolve()
    before = target.read_bytes()
    (where,) = [one for one in found(home) if one.path == link]
    assert cleaner(screen, tmp_path).look(where)
    for change in (lambda: cleaner(screen, tmp_path).clean(where), lambda: cleaner(screen, tmp_path).restore(where, ())):
        with pytest.raises(BadInput, match="link"):
            change()
    assert target.read_bytes() == before and not list(target.parent.glob("*.garim"))
    if how == "a folder above":  # named by her, it is no stranger's
        (own,) = files(home, [], ["claude"], {"CLAUDE_CONFIG_DIR": str(home / ".claude")})
        assert cleaner(screen, tmp_path).clean(own)


def test_what_cannot_be_read_is_left(screen: Screen, home: Path, tmp_path: Path) -> None:
    """Other encodings, databases that are none."""
    one = cleaner(screen, tmp_path)
    for client, data in (("aider", "도하랑".encode("cp949")), ("cursor", b"SQLite format 3\0" + b"x" * 5000), ("cursor", b"no database")):
        where = found(home, client)[0]
        where.path.write_bytes(data)
        with pytest.raises(BadInput):
            one.look(where)
        with pytest.raises(BadInput):
            one.clean(where)
        assert where.path.read_bytes() == data


def test_nothing_is_written_where_something_would_stand(screen: Screen, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last look at what would be written fails closed; so does a store that cannot keep."""
    (where,) = found(home, "claude")
    before = where.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(whole.Whole, "left", lambda *_: "person")
        with pytest.raises(Broken, match="line 2: person"):
            cleaner(screen, tmp_path).clean(where)

    def full(entries: object) -> None:
        raise Broken("the vault is full")

    with pytest.raises(Broken):
        cleaner(screen, tmp_path).clean(where, keep=full)
    assert where.path.read_bytes() == before


@pytest.fixture
def repo_home(repo: Repo, home: Path) -> Iterator[Repo]:
    """`garim scan` in that home."""
    repo.folder = home
    repo.environment |= {"HOME": str(home), "GARIM_KEY": KEY.hex()}
    yield repo


def test_the_command(repo_home: Repo, home: Path, words: Path) -> None:
    """Looked at, cleaned under a scope, looked at again, restored: exit codes, and nothing of it on the screen."""
    before = {path: path.read_bytes() for path in (one.path for one in found(home, "claude", "codex", "aider"))}
    said = []
    for code, arguments in ((1, ()), (1, ("--clean", "--scope", "t", "--rest", "100")), (0, ("--clean", "--scope", "t")), (0, ()), (0, ("--clean",)), (0, ("--restore", "--scope", "t")), (1, ("--client", "claude", "--format", "json"))):
        got, out, error = repo_home.garim("--transcripts", *arguments, "--lexicon", str(words))
        assert got == code, (arguments, out, error)
        said.append(out + error)
    assert "5 found" in said[0] and "a short while ago" in said[1] and "5 cleaned" in said[2] and "5 clean" in said[3]
    assert {path: path.read_bytes() for path in before} == before
    assert json.loads(out)[0]["findings"][0]["line"] == 2
    assert not any(word in one for one in said for word in agents.WORDS)
    for wrong in (("--clean",), ("--transcripts", "--staged"), ("--transcripts", "--restore"), ("--transcripts", "--format", "sarif"), ("--transcripts", "--client", "nosuch"), ("--transcripts", "--restore", "--scope", "none")):
        assert repo_home.garim(*wrong)[0] == 2, wrong


def test_killed_anywhere_and_run_again(repo_home: Repo, home: Path, tmp_path: Path, words: Path) -> None:
    """Files are as they were or as they will be; the next run does the rest, and ends as if nothing had been."""
    (claude,) = found(home, "claude")
    for number in range(12):
        copy = claude.path.with_name(f"{number:08d}-0000-4000-8000-000000000000.jsonl")
        shutil.copy2(claude.path, copy)
    folder = claude.path.parent
    old = {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}
    shutil.copytree(home, tmp_path / "twin")
    twin = {**repo_home.environment, "HOME": str(tmp_path / "twin"), "XDG_DATA_HOME": str(tmp_path / "twin-data")}
    command = ["garim", "scan", "--transcripts", "--client", "claude", "--clean", "--lexicon", str(words)]
    assert subprocess.run(command, env=twin, capture_output=True, check=False).returncode == 0
    new = {path.name: path.read_bytes() for path in (tmp_path / "twin" / ".claude" / "projects" / "-home-me-narae").glob("*.jsonl")}
    seen = 0
    for _ in range(2):
        process = subprocess.Popen(command, env=repo_home.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            now = {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}
            assert all(now[name] in (old[name], new[name]) for name in old)
            if sum(now[name] == new[name] for name in old) > seen + 3:
                break
        seen = sum(now[name] == new[name] for name in old)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 0 < seen < len(old)
    assert subprocess.run(command, env=repo_home.environment, capture_output=True, check=False).returncode == 0
    assert {path.name: path.read_bytes() for path in folder.glob("*.jsonl")} == new

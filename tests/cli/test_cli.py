"""The command line through its real door: a process, its streams and its exit code."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from garim import cli
from tests import forked

TEXT = "도하랑 과장님, hanbyeol-prd-db01에서 com.hanbyeol.narae가 느려요. 010-3382-7719 https://docs.oracle.com/?q=hanbyeol\n"


@pytest.fixture
def garim(tmp_path: Path, words: Path):  # type: ignore[no-untyped-def]
    """Run `garim …` with a home of its own; gives (exit code, output, error)."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GARIM_")}
    environment |= {
        "PYTHONPATH": str(Path(cli.__file__).parents[2]),
        "GARIM_KEY": "11" * 32,
        "GARIM_STORE_URL": f"sqlite:///{tmp_path}/store/garim.db",
        "GARIM_SCREEN_LEXICONS": json.dumps([str(words)]),
    }

    def run(*arguments: str, stdin: bytes = b"", **more: str) -> tuple[int, str, str]:
        done = forked.garim(*arguments, stdin=stdin, env={**environment, **more}, cwd=tmp_path)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


def test_hide_then_restore(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What one process hid, another restores, by scope; nothing readable is on the disk."""
    code, hidden, error = garim("hide", "-", "--scope", "case-42", stdin=TEXT.encode())

    assert (code, error) == (0, "")
    assert not any(word in hidden for word in ("도하랑", "hanbyeol", "narae", "3382-7719"))
    assert garim("restore", "-", "--scope", "case-42", stdin=hidden.encode()) == (0, TEXT, "")
    for file in (tmp_path / "store").iterdir():
        data = file.read_bytes()
        assert "도하랑".encode() not in data and b"hanbyeol" not in data and b"case-42" not in data


def test_a_scope_under_which_nothing_was_found_is_known(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What comes back then is the reply as it is; a scope that nobody named is still an error."""
    plain = "그냥 인덱스가 왜 느린가요?\n"
    assert garim("hide", "-", "--scope", "e1", stdin=plain.encode()) == (0, plain, "")
    assert garim("restore", "-", "--scope", "e1", stdin=b"rebuild it\n") == (0, "rebuild it\n", "")
    code, out, error = garim("restore", "-", "--scope", "e2", stdin=b"rebuild it\n")
    assert (code, out) == (2, "") and "--scope" in error
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.txt").write_text(plain)
    assert garim("clean", "plain", "cleaned", "--scope", "e3")[0] == 0
    assert garim("restore", "cleaned", "--scope", "e3", "--out", "back")[0] == 0
    assert (tmp_path / "back" / "a.txt").read_text() == plain


def test_hide_json(garim) -> None:  # type: ignore[no-untyped-def]
    """--json: text and findings with offsets into what came in."""
    code, out, _ = garim("hide", "--json", stdin=TEXT.encode())
    result = json.loads(out)

    assert code == 0 and set(result) == {"text", "findings"}
    assert set(result["findings"][0]) == {"start", "end", "kind", "surrogate", "why"}
    assert TEXT[result["findings"][0]["start"] : result["findings"][0]["end"]] == "도하랑"


@pytest.mark.parametrize(
    ("arguments", "stdin", "told"),
    [
        (("hide", "/nosuch"), b"", "/nosuch"),
        (("hide", "-"), b"abc\xff\xfe", "byte 3 is not UTF-8"),
        (("hide", "--lexicon", "/nosuch.jsonl"), b"x", "/nosuch.jsonl"),
        (("restore", "--scope", "unknown"), b"x", "scope"),
        (("scan", "/nosuch"), b"", "/nosuch"),
        (("scan", ".", "--format", "xml"), b"", "xml"),
        (("eval", "/nosuch"), b"", "/nosuch"),
        (("hide", "--config", "/nosuch.toml"), b"", "/nosuch.toml"),
        (("nosuch",), b"", "nosuch"),
        (("learn", "csv", "words.csv", "--out", "/nonexistent/x"), b"", "/nonexistent/x"),
        (("eval", "/"), b"", "directory"),
        (("hide", "--out", "/nonexistent/out"), b"x", "mkdir"),
        (("hide", "."), b"", "garim clean"),
        (("hide", "-"), "Ätna, Ölmühle, Übung".encode("latin-1"), "not CP949"),
        (("tutorial", "--lang", "xx"), b"", "ko or en"),
    ],
)
def test_bad_input_is_exit_2_and_one_line(garim, tmp_path: Path, arguments: tuple[str, ...], stdin: bytes, told: str) -> None:  # type: ignore[no-untyped-def]
    """What is wrong and where; never a traceback, never the text."""
    (tmp_path / "words.csv").write_text("host,who\nnwprd01,x\n")
    code, out, error = garim(*arguments, stdin=stdin)

    assert (code, out) == (2, "")
    assert told in error and "Traceback" not in error


def test_a_bad_setting_is_exit_2(garim) -> None:  # type: ignore[no-untyped-def]
    """Before anything is read."""
    code, _, error = garim("hide", stdin=b"x", GARIM_SCREEN_STYLE="pretty")

    assert code == 2 and "pretty" in error


@pytest.mark.parametrize("store", [".git", "unpacked"])
def test_settings_that_were_only_found_are_trusted_by_hand(garim, tmp_path: Path, store: str) -> None:  # type: ignore[no-untyped-def]
    """What only lies there, in a repository or not, adds protection only, and what is not applied is told; named, or trusted as it stands, it holds."""
    (tmp_path / store).mkdir()
    (tmp_path / "garim.toml").write_text('[screen]\nstyle = "tag"\n[policy]\nallow = ["images"]\n')
    code, out, error = garim("hide", stdin=TEXT.encode())
    assert code == 0 and "[PERSON" not in out and "도하랑" not in out
    assert "not applied: [screen] style; [policy] allow" in error and "only found" in error and "garim trust" in error
    assert garim("hide", "--config", "garim.toml", stdin=TEXT.encode())[0] == garim("hide", GARIM_CONFIG="garim.toml", stdin=b"x")[0] == 0
    code, out, _ = garim("trust")
    assert code == 0 and "[screen] style; [policy] allow" in out
    assert garim("hide", stdin=TEXT.encode())[2] == ""
    assert garim("trust", "--undo")[0] == 0 and "not applied" in garim("hide", stdin=b"x")[2]
    assert garim("trust", "gone.toml")[0] == 2


def test_refused_is_exit_3(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A policy that says nowhere: nothing comes out."""
    (tmp_path / "garim.toml").write_text('[[policy.rules]]\nname = "people stay"\nkinds = ["person"]\nroute = "nowhere"\n')
    code, out, error = garim("hide", stdin=TEXT.encode())

    assert (code, out) == (3, "") and "people stay" in error and "도하랑" not in error


@pytest.mark.parametrize("content", [b"", b"\x00\x01", "\ufeff가\r\n".encode(), "한글".encode("utf-16"), b"x" * 300_000], ids=range(5))
def test_odd_but_readable_input_passes(garim, content: bytes) -> None:  # type: ignore[no-untyped-def]
    """Empty, NUL, byte-order marks, UTF-16, one long line."""
    code, _, error = garim("hide", stdin=content)

    assert (code, error) == (0, "")


def test_scan(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Exit 1 when something is found; three forms say where and what, and never print it."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.txt").write_text(f"fine\n  {TEXT}", encoding="utf-8")
    (tmp_path / "src" / "b.bin").write_bytes(b"\x00\x01")
    code, out, error = garim("scan", "src")
    assert code == 1 and "src/a.txt:2:3: person" in out and "도하랑" not in out and "1 files" in error
    code, out, _ = garim("scan", "src", "--format", "json")
    assert code == 1 and json.loads(out)["findings"][0]["line"] == 2
    code, out, _ = garim("scan", "src", "--format", "sarif")
    sarif = json.loads(out)
    assert sarif["version"] == "2.1.0"
    assert sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 3
    (tmp_path / "src" / "a.txt").write_text("nothing here\n")
    assert garim("scan", "src")[0] == 0


def test_explain(garim) -> None:  # type: ignore[no-untyped-def]
    """Every finding with its reason."""
    code, out, _ = garim("explain", stdin=TEXT.encode())

    assert code == 0 and "person" in out and "도하랑" in out and "hidden in" in out


def test_eval(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A labelled set, plain or packed, gives figures; a line that is none is told with its number."""
    row = {"text": "도하랑 과장님 SELECT 1", "sensitive": [{"start": 0, "end": 3, "text": "도하랑", "type": "PERSON"}], "keep": ["SELECT"]}
    clean = {"text": "SELECT 1", "sensitive": [], "keep": ["SELECT"]}
    (tmp_path / "set.jsonl.gz").write_bytes(gzip.compress(b"\n".join(json.dumps(r).encode() for r in (row, clean))))
    code, out, _ = garim("eval", "set.jsonl.gz", "--json")
    figures = json.loads(out)
    assert code == 0
    assert (figures["leak_percent"], figures["keep_percent"], figures["clean_prompts_altered"]) == (0.0, 100.0, 0)
    (tmp_path / "bad.jsonl").write_text('{"text": 1}\n')
    code, _, error = garim("eval", "bad.jsonl")
    assert code == 2 and "bad.jsonl:1" in error


def test_doctor(garim) -> None:  # type: ignore[no-untyped-def]
    """Everything that is set up is told; the kinds are listed."""
    code, out, _ = garim("doctor")
    assert code == 0 and "ok    finders" in out and "ok    store" in out
    code, out, _ = garim("doctor", "--kinds")
    assert code == 0 and "kr_rrn" in out


def test_audit(garim) -> None:  # type: ignore[no-untyped-def]
    """An empty record is unbroken and exports nothing."""
    assert garim("audit", "verify")[0] == 0
    assert garim("audit", "export")[:2] == (0, "")


def test_learn_writes_beside_and_swaps(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A source that fails leaves the old lexicon untouched; --review writes nothing; --strict learns nothing."""
    (tmp_path / "a.csv").write_text("host,who\nnwprd01,x\n", encoding="utf-8")
    assert garim("learn", "csv", "a.csv", "--out", "out.jsonl")[0] == 0
    kept = (tmp_path / "out.jsonl").read_text()
    assert json.loads(kept) == {"term": "nwprd01", "kind": "host"}
    assert garim("learn", "database", "postgresql://x@127.0.0.1:1/y", "--out", "out.jsonl", "--merge")[0] == 2
    assert garim("learn", "csv", "a.csv", "--review")[1].startswith("      1  ")
    # What is left out is told without being asked for: a column that is not read would else go unnoticed.
    assert "      1  leave: a column whose name says no kind: who" in garim("learn", "csv", "a.csv", "--out", "b.jsonl")[2]
    (tmp_path / "a.csv").write_text("host,who\nnwprd01,x,y\n", encoding="utf-8")
    assert garim("learn", "csv", "a.csv", "--out", "out.jsonl", "--strict", "--merge")[0] == 2
    assert (tmp_path / "out.jsonl").read_text() == kept
    assert list(tmp_path.glob(".garim-learn*")) == []


def test_learn_adds_to_a_lexicon_only_when_asked(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What somebody wrote by hand is never overwritten; --merge keeps every byte of it and adds what it does not hold."""
    (tmp_path / "a.csv").write_text("host,project\nnwprd01,Tolvarium\n", encoding="utf-8")
    written = '{"term": "NWPRD01", "kind": "host", "means": "by hand"}\n\n{"pattern": "nw-[a-z]{9}", "kind": "host"}'
    (tmp_path / "out.jsonl").write_text(written)
    code, _, error = garim("learn", "csv", "a.csv", "--out", "out.jsonl")
    assert code == 2 and "already there" in error and "--merge" in error and (tmp_path / "out.jsonl").read_text() == written

    assert garim("learn", "csv", "a.csv", "--out", "out.jsonl", "--merge")[0] == 0
    once = (tmp_path / "out.jsonl").read_text()
    assert once == written + '\n{"term":"Tolvarium","kind":"project"}\n'
    assert garim("learn", "csv", "a.csv", "--out", "out.jsonl", "--merge")[0] == 0 and (tmp_path / "out.jsonl").read_text() == once
    assert garim("learn", "csv", "a.csv", "--out", "out.jsonl", "--merge", "--force")[0] == 2 and (tmp_path / "out.jsonl").read_text() == once
    assert garim("learn", "csv", "a.csv", "--out", "out.jsonl", "--force")[0] == 0 and "by hand" not in (tmp_path / "out.jsonl").read_text()
    (tmp_path / "hand.csv").write_text("term,kind\nx,host\n")
    assert garim("learn", "csv", "a.csv", "--out", "hand.csv", "--merge")[0] == 2


def test_several_files(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """One after the other, or by their names into a folder; one that is missing, and nothing is written."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{name} {TEXT}", encoding="utf-8")
    (tmp_path / "out").mkdir()
    code, out, error = garim("hide", "a.txt", "b.txt")
    assert (code, error) == (0, "") and out.startswith("a.txt ") and "\nb.txt " in out and "도하랑" not in out
    assert garim("hide", "a.txt", "nosuch.txt", "--out", "out")[0] == 2 and list((tmp_path / "out").iterdir()) == []
    assert garim("hide", "a.txt", "b.txt", "--out", "out")[:2] == (0, "")
    assert (tmp_path / "out" / "b.txt").read_text() in out
    assert garim("hide", "a.txt", "--out", ".")[0] == 2 and "도하랑" in (tmp_path / "a.txt").read_text()


@pytest.mark.parametrize("encoding", ["cp949", "utf-16", "utf-8-sig"])
def test_a_file_stays_in_its_encoding(garim, tmp_path: Path, encoding: str) -> None:  # type: ignore[no-untyped-def]
    """Korean Windows text as it comes from a spreadsheet: read, hidden into a folder that is made, and back; a pipe is UTF-8."""
    text = "이름,연락처\r\n도하랑,010-3382-7719\r\n서예린,010-4471-2093\r\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    code, out, error = garim("hide", "a.csv", "--scope", "x")
    assert (code, error) == (0, "") and "도하랑" not in out and out.startswith("이름,연락처") and garim("restore", "--scope", "x", stdin=out.encode())[1] == text
    assert garim("hide", "a.csv", "--scope", "x", "--out", "new")[:2] == (0, "")
    assert (tmp_path / "new/a.csv").read_bytes().decode(encoding) == out
    assert garim("restore", "new/a.csv", "--scope", "x")[1] == text
    assert garim("hide", "nosuch", "--out", "other")[0] == 2 and not (tmp_path / "other").exists()


def test_what_every_command_line_has(garim) -> None:  # type: ignore[no-untyped-def]
    """--version, -h for all and for one, and the same as a module."""
    code, out, _ = garim("--version")
    assert code == 0 and re.fullmatch(r"garim \d+\.\d+\.\d+\n", out)
    assert garim("-h")[1] == garim("--help")[1] and "setup" in garim("-h")[1]
    assert "--scope" in garim("hide", "-h")[1]
    for program in ([forked.PROGRAM], [sys.executable, "-m", "garim"]):
        assert subprocess.run([*program, "--version"], capture_output=True, check=True).stdout.decode() == out


def test_words_name_only_commands_that_exist() -> None:
    """In hints, messages and documents."""
    root = Path(cli.__file__).parents[3]
    texts = [path.read_text(encoding="utf-8") for folder in ("src/garim", "docs") for kind in ("*.py", "*.md", "*.js") for path in (root / folder).rglob(kind)]
    named = {word for text in texts for word in re.findall(r"(?:`|\bhint=f?[\"'])garim ([a-z]+)", text)}

    assert {"doctor", "hide"} <= named and named <= set(cli.commands())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_tutorial(garim, language: str) -> None:  # type: ignore[no-untyped-def]
    """Five steps through the real gateway; nothing left, the file is right, the stranger's address got nothing."""
    code, out, _ = garim("tutorial", "--lang", language, COLUMNS="200")
    assert code == 0 and "retries = 3  # hanbyeol-prd-db01" in out and "✓" in out
    model, read = (re.search(rf"│ {word} +│ (.*)│\n(?:│ +│.*\n)*[├└]", out[out.index("5. ") :]) for word in (("모델의 답변", "복원된 답변") if language == "ko" else ("the model", "you read")))
    assert model and read and model[1] == read[1] and "sk-proj-" in read[1]


def test_wrong_lines_of_a_lexicon_are_told(garim, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """By file and line, without the term; the text is hidden with the rest all the same."""
    (tmp_path / "bad.jsonl").write_text('{"term": "Vellichor", "kind": "prodct"}\nno json\n', encoding="utf-8")
    code, _, error = garim("hide", "-", "--lexicon", str(tmp_path / "bad.jsonl"), stdin=TEXT.encode())

    assert code == 0
    assert "bad.jsonl:1: an unknown kind" in error and "bad.jsonl:2: not JSON" in error
    assert "Vellichor" not in error

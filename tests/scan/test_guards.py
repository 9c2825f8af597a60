"""The guards through their real doors: git runs the hooks, CI's own lines are run, reports hold to their schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator

from tests.scan.conftest import PASSWORD, TOKEN, VALUE, Repo

ROOT = Path(__file__).parents[2]
SARIF = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text())


def test_the_hook_refuses_what_a_commit_brings_and_nothing_else(repo: Repo) -> None:
    """A planted password is refused and named by place; clean work, old lines and accepted ones pass."""
    repo.put("old.py", PASSWORD)
    assert repo.commit()[0] == 0  # before there was a hook
    code, out, _ = repo.garim("--install-hook")
    assert code == 0 and "every commit is looked at" in out and "every commit's message is looked at" in out

    repo.put("old.py", PASSWORD + "more = 1\n")  # stands beside a line that was there
    assert repo.commit() == (0, "", "")
    repo.put("new.py", f"x = 1\n{PASSWORD}")
    code, out, error = repo.commit()
    told = out + error
    assert code == 1 and "new.py:2:13: secret." in told and VALUE not in told and "old.py" not in told
    repo.folder.joinpath("new.py").write_text("x = 1\n")  # mended on the disk but not staged: it is still refused
    assert repo.commit()[0] == 1
    repo.git("add", "new.py")
    assert repo.commit() == (0, "", "")


def test_a_baseline_lets_pass_what_was_accepted_and_holds_none_of_it(repo: Repo) -> None:
    """The same value in the same file, wherever it moves; not a second one, not elsewhere."""
    assert repo.garim("--install-hook")[0] == 0
    repo.put("new.py", PASSWORD)
    assert repo.commit()[0] == 1
    code, out, error = repo.garim("--staged", "--accept")
    assert (code, out) == (0, "") and "1 more accepted" in error
    text = (repo.folder / ".garim-baseline.json").read_text()
    assert VALUE not in text and len(json.loads(text)["accepted"]) == 1
    repo.git("add", ".garim-baseline.json")
    assert repo.commit() == (0, "", "")
    repo.put("new.py", "\n\nmoved = 1\n" + PASSWORD.replace(" =", "   ="))
    assert repo.commit()[0] == 0
    repo.put("other.py", PASSWORD)
    assert repo.commit()[0] == 1
    repo.git("rm", "-q", "--cached", "other.py")
    repo.put("new.py", PASSWORD.replace(VALUE, VALUE[::-1]))
    assert repo.commit()[0] == 1


def test_a_baseline_of_another_key_is_told(repo: Repo) -> None:
    """CI knows the prints' key alone; without it nothing passes for accepted, and nothing is told as new either."""
    repo.put("new.py", PASSWORD)
    assert repo.garim("--staged", "--accept")[0] == 0
    code, key, _ = repo.garim("--print-key")
    assert code == 0 and len(key.strip()) == 64 and key.strip() != "11" * 32

    assert repo.garim("--staged", GARIM_KEY="22" * 32, GARIM_SCAN_KEY=key.strip())[0] == 0
    code, out, error = repo.garim("--staged", GARIM_KEY="22" * 32)
    assert (code, out) == (2, "") and "another key" in error and "GARIM_SCAN_KEY" in error
    assert repo.garim("--staged", GARIM_SCAN_KEY="nonsense")[0] == 2
    (repo.folder / ".garim-baseline.json").write_text("<<<<<<< ours")
    assert repo.garim("--staged")[0] == 2


def test_a_push_is_refused_for_any_commit_of_it(repo: Repo, tmp_path: Path) -> None:
    """A password that the next commit takes out again leaves all the same; messages are looked at too."""
    repo.git("init", "-q", "--bare", str(tmp_path / "far.git"))
    repo.git("remote", "add", "origin", str(tmp_path / "far.git"))
    repo.put("a.py", "x = 1\n")
    repo.commit("first")
    assert repo.garim("--install-hook", "--pushed")[0] == 0
    repo.git("push", "-q", "origin", "main")
    repo.put("a.py", PASSWORD)
    repo.commit("in")
    repo.put("a.py", "x = 2\n")
    repo.commit("out")
    code, out, error = repo.run("git", "push", "-q", "origin", "main")
    bad = repo.git("rev-parse", "HEAD~1")[:12]
    assert code != 0 and f"{bad}:a.py:1:13: secret." in out + error and VALUE not in out + error
    repo.git("reset", "-q", "--hard", "HEAD~2")
    repo.git("commit", "-q", "--allow-empty", "-m", f"the {PASSWORD}")
    code, out, error = repo.run("git", "push", "-q", "origin", "main")
    assert code != 0 and "COMMIT_EDITMSG:1" in out + error
    repo.git("commit", "-q", "--allow-empty", "--amend", "-m", "fine")
    repo.git("push", "-q", "origin", "main")
    repo.git("push", "-q", "origin", "HEAD:other")


def test_a_commits_message_is_looked_at_before_it_is_one(repo: Repo) -> None:
    """Given, written in an editor beside git's own lines, or commented out, which `-m` keeps; not the change that -v shows."""
    assert repo.garim("--install-hook")[0] == 0
    for message in (f"the {PASSWORD}", f"fine\n\n# {PASSWORD}"):
        code, out, error = repo.run("git", "commit", "-q", "--allow-empty", "-m", message)
        assert code == 1 and "COMMIT_EDITMSG:" in out + error and VALUE not in out + error
    repo.put("a.py", PASSWORD)
    assert repo.run("git", "commit", "-q", "--no-verify", "-m", "x")[0] == 0
    repo.put("a.py", "x = 1\n")
    repo.put("한글 b.py", "x = 1\n")
    editor = repo.folder / ".git" / "editor"
    editor.write_text('#!/bin/sh\nsed -i "1s/^/$SAID/" "$1"\n')
    editor.chmod(0o755)
    said = {"GIT_EDITOR": str(editor), "SAID": "take it out"}
    code, out, error = repo.run("git", "commit", "-q", "-v", **{**said, "SAID": PASSWORD.strip()})
    assert code == 1 and "COMMIT_EDITMSG:1:" in out + error
    assert repo.run("git", "commit", "-q", "-v", **said) == (0, "", "")
    assert repo.garim("--message", "gone")[0] == 2


def test_a_tag_is_looked_at_before_it_is_pushed(repo: Repo, tmp_path: Path) -> None:
    """Its message, a tag's of a tag, the commit and the bare file behind it, and its name."""
    repo.git("init", "-q", "--bare", str(tmp_path / "far.git"))
    repo.git("remote", "add", "origin", str(tmp_path / "far.git"))
    repo.put("a.py", "x = 1\n")
    repo.commit("first")
    assert repo.garim("--install-hook", "--pushed")[0] == 0
    repo.git("push", "-q", "origin", "main")
    repo.put("b.py", PASSWORD)
    repo.commit("on no branch")
    repo.git("tag", "light")
    repo.git("tag", "-a", "heavy", "-m", "fine")
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.git("tag", "-a", "told", "-m", f"the {PASSWORD}")
    repo.git("tag", "-a", "twice", "-m", "fine", "told")
    repo.git("tag", "file", repo.git("rev-parse", "light:b.py"))
    repo.git("tag", "-a", "tree", "-m", "fine", "light^{tree}")
    name = f"v1-{TOKEN}"
    repo.git("tag", name)
    for tag, where in (("light", "b.py:1"), ("heavy", "b.py:1"), ("told", "TAG_EDITMSG:1"), ("twice", "TAG_EDITMSG:1"), ("file", ":1:"), ("tree", "b.py:1"), (name, "refs:1")):
        line = f"refs/tags/{tag} {repo.git('rev-parse', tag)} refs/tags/{tag} {'0' * 40}\n"  # as git says it to the hook
        code, out, error = repo.garim("--pushed", stdin=line)
        assert code == 1 and where in out and VALUE not in out + error, tag
    assert repo.run("git", "push", "-q", "origin", "told")[0] != 0
    repo.git("tag", "-a", "good", "-m", "fine")
    assert repo.run("git", "push", "-q", "origin", "good")[0] == 0


def test_names_of_files_are_looked_at_and_not_shown(repo: Repo) -> None:
    """A key in a new file's or folder's name; not again for a file beside it, nor for what is excluded."""
    repo.put(f"keys/{TOKEN}.txt", "x\n")
    code, out, error = repo.garim("--staged")
    assert code == 1 and "keys/….txt:1:1: secret." in out and "stands in the name" in out and TOKEN not in out + error
    assert repo.garim("--staged", "--exclude", "keys")[0] == 0
    repo.put(f"keys/{TOKEN}.txt", PASSWORD)
    code, out, error = repo.garim("--staged", "--format", "json")
    assert code == 1 and {row["path"] for row in json.loads(out)["findings"]} == {"keys/….txt"} and TOKEN not in out
    repo.commit()
    assert repo.garim("--range", "HEAD")[0] == 1
    repo.put(f"keys/{TOKEN}.txt", PASSWORD + "x = 1\n")
    assert repo.garim("--staged")[0] == 0
    repo.put(f"{TOKEN}/a.txt", "x\n")
    assert repo.garim("--staged")[0] == 1
    repo.commit()
    repo.put(f"{TOKEN}/b.txt", "x\n")
    assert repo.garim("--staged") == (0, "", "")
    repo.git("mv", f"{TOKEN}/b.txt", f"{TOKEN}/{TOKEN[::-1]}")
    assert repo.garim("--staged") == (0, "", "")


@pytest.mark.parametrize(
    "data",
    [
        b"\0" + PASSWORD.encode(), b"\x7fELF\2\1\1" + bytes(60) + PASSWORD.encode() + bytes(range(256)), b"x = 1\n" * 20_000 + b"\0" + PASSWORD.encode(),
        PASSWORD.encode("utf-16-le"), PASSWORD.encode("utf-16-be"), PASSWORD.encode("utf-16"), bytes(range(32)) + PASSWORD.encode("utf-16-le") + b"\1\2", b"\0".join(PASSWORD.encode()[i : i + 3] for i in range(0, 40, 3)),
        b"\x89PNG\r\n\x1a\n\0\0\0\x20tEXtComment\0" + PASSWORD.encode() + b"\0\1\2",
    ],
    ids=range(9),
)  # fmt: skip
def test_files_that_are_no_text_are_looked_at(repo: Repo, data: bytes) -> None:
    """With NULs at the beginning, far behind or between letters, of two bytes without a mark, programs, pictures."""
    (repo.folder / "x.dat").write_bytes(data)
    repo.git("add", "x.dat")
    code, out, error = repo.garim("--staged")
    assert code == 1 and "x.dat:" in out and ": secret." in out and VALUE not in out + error
    repo.commit()
    (repo.folder / "x.dat").write_bytes(data + b"\0\1more")
    repo.git("add", "x.dat")
    assert repo.garim("--staged")[0] == 0


def test_a_merge_is_asked_for_what_neither_side_had(repo: Repo) -> None:
    """What came in by the branches was looked at there."""
    repo.put("a.py", "x = 1\n")
    repo.commit()
    repo.git("checkout", "-q", "-b", "side")
    repo.put("b.py", PASSWORD)
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.put("c.py", "y = 1\n")
    repo.commit()
    repo.git("merge", "-q", "--no-commit", "side")
    repo.put("b.py", PASSWORD + PASSWORD.replace(VALUE, VALUE[::-1]))
    repo.commit("merge")
    code, out, _ = repo.garim("--range", "HEAD^2..HEAD")

    assert code == 1 and [line.split(":")[1:3] for line in out.splitlines()] == [["b.py", "2"]]


def test_names_renames_and_what_is_no_text(repo: Repo) -> None:
    """Spaces, quotes and Hangul in names; a rename brings nothing; binary files are told and left."""
    repo.put('가 "b.py', PASSWORD)
    repo.commit()
    repo.git("mv", '가 "b.py', "나\tc.py")
    repo.put("나\tc.py", PASSWORD + "x = 1\n")
    (repo.folder / "x.bin").write_bytes(b"\x00\x01\x02")
    repo.git("add", "x.bin")
    code, out, error = repo.garim("--staged")
    assert (code, out) == (0, "") and "x.bin: not read: this kind of file cannot be read\n" in error
    assert repo.garim("--staged", "--kinds", "nosuch")[0] == 2
    repo.put("vendor/d.py", "y = 2\n" * 9 + PASSWORD)
    assert repo.garim("--staged", "--exclude", "vendor")[0] == 0
    assert repo.garim("--staged")[0] == 1


def test_a_hook_that_is_not_ours_stays(repo: Repo) -> None:
    """It is told how to join it; taking ours away leaves others."""
    hook = repo.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    code, _, error = repo.garim("--install-hook", "--kinds", "secrets")
    assert code == 2 and "garim scan --staged --kinds secrets" in error and "exit 0" in hook.read_text()
    assert repo.garim("--remove-hook")[0] == 0 and hook.exists()
    hook.unlink()
    assert repo.garim("--install-hook")[0] == 0 and repo.garim("--install-hook")[0] == 0
    assert repo.garim("--remove-hook")[0] == 0 and not hook.exists()


def test_a_hook_without_garim_refuses(repo: Repo) -> None:
    """Nothing was looked at: nothing is committed."""
    repo.garim("--install-hook")
    hook = repo.folder / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text().replace("python", "gone-python"))
    repo.put("a.py", "x = 1\n")
    code, _, error = repo.run("git", "commit", "-q", "-m", "x", PATH="/usr/bin:/bin")

    assert code == 1 and "not installed any more" in error


def test_what_the_repository_holds_is_never_imported(repo: Repo) -> None:
    """A module of the name of one of ours lies in wait at the root."""
    repo.garim("--install-hook")
    for name in ("garim.py", "typer.py", "orjson.py"):
        repo.put(name, "raise SystemExit(77)\n")

    assert repo.commit() == (0, "", "")


def test_pre_commit_hooks_file_runs(repo: Repo) -> None:
    """Every entry of .pre-commit-hooks.yaml, called as pre-commit calls it."""
    entries = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    repo.put("a.py", "x = 1\n")
    repo.commit()
    repo.put("a.py", PASSWORD)

    def call(name: str, *files: str, **more: str) -> int:
        one = entries[name]
        given = files if one.get("pass_filenames", True) else ()
        program, command, *arguments = one["entry"].split()
        assert (program, command, one["language"]) == ("garim", "scan", "system")
        return repo.garim(*arguments, *given, **more)[0]

    assert call("garim-scan", "a.py") == 1
    assert call("garim-scan-files", "a.py") == 1
    repo.commit()
    assert call("garim-scan") == 0
    before, after = repo.git("rev-parse", "HEAD~1"), repo.git("rev-parse", "HEAD")
    assert call("garim-scan-push", PRE_COMMIT_FROM_REF=before, PRE_COMMIT_TO_REF=after) == 1
    assert call("garim-scan-push", PRE_COMMIT_FROM_REF=after, PRE_COMMIT_TO_REF=after) == 0
    (repo.folder / "message").write_text("a good change\n")
    assert call("garim-scan-message", "message") == 0
    (repo.folder / "message").write_text(f"a good change\n\n{PASSWORD}")
    assert call("garim-scan-message", "message") == 1


@pytest.mark.parametrize(("file", "variables"), [("github.yml", ("BASE", "DEFAULT")), ("gitlab.yml", ("CI_COMMIT_BEFORE_SHA", "CI_DEFAULT_BRANCH"))])
def test_the_ci_jobs_lines_run(repo: Repo, tmp_path: Path, file: str, variables: tuple[str, str]) -> None:
    """The script of deploy/ci, in a clone, over a push and over a new branch, leaves the report that it uploads."""
    job = yaml.safe_load((ROOT / "deploy" / "ci" / file).read_text())
    if file == "github.yml":
        script = next(step for step in job["jobs"]["scan"]["steps"] if step.get("name") == "scan")["run"]
        report, default = "garim.sarif", "origin/main"
        uploaded = [step["with"]["sarif_file"] for step in job["jobs"]["scan"]["steps"] if "upload-sarif" in step.get("uses", "")]
    else:
        script = "\n".join(job["garim-scan"]["script"])
        report, default = "gl-code-quality-report.json", "main"
        uploaded = [job["garim-scan"]["artifacts"]["reports"]["codequality"]]
    assert uploaded == [report]
    repo.put("a.py", "x = 1\n")
    repo.commit()
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repo.put("b c.py", PASSWORD)
    repo.commit()
    for base, code in (("0" * 40, 1), ("HEAD", 0)):
        assert repo.run("bash", "-e", "-c", script, **dict(zip(variables, (base, default), strict=True)))[0] == code
        told = json.loads((repo.folder / report).read_text())
        if report == "garim.sarif":
            assert_sarif(told, code)
        else:
            assert len(told) == code
            for one in told:
                assert one["location"] == {"path": "b c.py", "lines": {"begin": 1}} and one["severity"] == "critical" and one["fingerprint"]


def assert_sarif(told: dict[str, Any], count: int) -> None:
    """Valid by the schema, and so many results."""
    Draft4Validator(SARIF).validate(told)
    (run,) = told["runs"]
    assert len(run["results"]) == count
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "b%20c.py", "uriBaseId": "%SRCROOT%"}
        assert place["region"]["endColumn"] - place["region"]["startColumn"] == len(VALUE)
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert VALUE not in json.dumps(told)


def test_sarif_with_what_was_not_read(repo: Repo) -> None:
    """Absolute paths, files that are no text: still by the schema."""
    (repo.folder / "x.bin").write_bytes(b"\x00\x01")
    (repo.folder / "a.py").write_text("# 가 " + PASSWORD)
    code, out, error = repo.garim(str(repo.folder), "--format", "sarif")
    told = json.loads(out)
    Draft4Validator(SARIF).validate(told)

    assert code == 1 and told["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert told["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("file:///")
    told["runs"][0]["results"][0]["locations"] = "nowhere"
    assert not Draft4Validator(SARIF).is_valid(told)  # the schema does look


def test_bad_ways_to_ask(repo: Repo, tmp_path: Path) -> None:
    """Exit 2, one line, no traceback."""
    for arguments in ((), ("--staged", "--pushed"), (".", "--baseline", "/nosuch"), ("--range", "nosuch..HEAD"), (".", "--out", "/nosuch/x")):
        code, out, error = repo.garim(*arguments)
        assert code == 2 and "Traceback" not in error and error.startswith("garim: "), arguments
    assert repo.garim("--staged", cwd=tmp_path)[0] == 2  # no repository


def test_a_big_file_is_looked_at_part_by_part_and_a_column_as_a_column(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same places as in one piece, whatever the file's size; broken rows are read too, and only places are told."""
    monkeypatch.setattr("garim.cli._big.FROM", 2000)
    monkeypatch.setattr("garim.cli._big.PART", 9000)
    lines = [f"2026-03-01 10:00:00 INFO worker {number} done\n" for number in range(2000)]
    for at in (0, 7, 1234, 1999):
        lines[at] = PASSWORD
    rows = [f'{number},"x {number}",{100 + number},ok\n' for number in range(900)]
    rows[500] = '500,"a quote that does not close,1,ok\n'
    rows[700] = f'700,"{PASSWORD.strip().replace(chr(34), chr(34) * 2)}",1,ok\n'
    repo.put("app.log", "".join(lines))
    repo.put("t.csv", "id,note,count,state\n" + "".join(rows))
    (repo.folder / "a.bin").write_bytes(bytes(range(256)) * 20)
    code, out, error = repo.garim("app.log", "t.csv", "a.bin", "--kinds", "secrets")
    with monkeypatch.context() as whole:
        whole.setattr("garim.cli._big.FROM", 1 << 40)
        alike = repo.garim("app.log", "t.csv", "a.bin", "--kinds", "secrets")

    assert code == 1 and VALUE not in out + error and "a.bin: not read" in error
    assert [line.split(": ")[0] for line in out.splitlines()] == [*(f"app.log:{at + 1}:13" for at in (0, 7, 1234, 1999)), "t.csv:702:18"]
    assert (code, out) == alike[:2]

"""garim retro through its own door: text, files, lists, corrections; whose it is; what is wrong is told."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from garim.exchange import Screening
from garim.retro.terminal import wide
from tests import forked
from tests.e2e import servers
from tests.e2e.conftest import screening
from tests.gateway.test_oidc import Provider, provider, token
from tests.retro import made

__all__ = ["provider", "screening"]

YEAR = datetime.now(UTC).year
KEYS = {name: f"key-of-{name}" for name in ("mina", "jo")}


def run(folder: Path, *words: str, say: str = "retro", stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GARIM_", "LC_", "LANG"))}
    done = forked.garim(say, *words, stdin=stdin.encode(), cwd=folder, env={**clean, "GARIM_KEY": made.KEY.hex(), "GARIM_CONFIG": "garim.toml", **environment})
    return subprocess.CompletedProcess(words, done.returncode, done.stdout.decode(), done.stderr.decode())


def folder_of(tmp_path: Path, clients: bool, *people: str, key: bytes = made.KEY) -> Path:
    """A folder with settings and two small years of each."""
    lines = ['[store]\nurl = "sqlite:///garim.db"\nanchor = "off"\n[policy]\ntimezone = "UTC"\n']
    lines += [f'[[gateway.clients]]\nname = "{name}"\nteam = "loans"\nkey_sha256 = "{sha256(key.encode()).hexdigest()}"\n' for name, key in KEYS.items() if clients]
    (tmp_path / "garim.toml").write_text("".join(lines))
    store, clock = made.opened(tmp_path, key=key)
    for seed, name in enumerate(people):
        for year in (YEAR - 1, YEAR):
            made.year(store, clock, datetime(year, 1, 1, tzinfo=UTC).timestamp(), 60, name, seed=seed + year, span=20 * 86400.0)
    store.close()
    return tmp_path


def test_a_year_beside_another(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, False, "")
    shown = run(folder, "--year", str(YEAR), "--against", str(YEAR - 1), LANG="ko_KR.UTF-8")
    found = json.loads(run(folder, "--year", str(YEAR), "--format", "json").stdout)
    written = [run(folder, "--format", form, "--out", f"r.{form}", "--lang", "en") for form in ("md", "html", "png")]

    assert shown.returncode == 0 and "보낸 질문" in shown.stdout and str(YEAR - 1) in shown.stdout, shown.stderr
    assert found["total"]["exchanges"] == 60 and f"{found['total']['hidden']:,}" in shown.stdout
    assert [one.returncode for one in written] == [0, 0, 0]
    assert (folder / "r.md").read_text().startswith("# ") and (folder / "r.png").read_bytes()[:4] == b"\x89PNG"


def test_a_record_begins_with_the_years_figures(tmp_path: Path) -> None:
    """The year's figures stand in the new record, beside what she writes; last year's plan is asked about."""
    folder = folder_of(tmp_path, False, "")
    last = run(folder, "new", "retrospective", "--from", "-", "--lang", "ko", say="records", stdin=f"# {YEAR - 1}년 회고\n\n## 계획\n- [ ] 매주 리뷰하기\n")
    new = run(folder, "new", "retrospective", "--from-retro", str(YEAR), "--against", str(YEAR - 1), "--from", "-", "--lang", "ko", say="records", stdin=f"# {YEAR}년 회고\n\n## 잘된 일\n\n문서를 남겼다.\n")
    shown = run(folder, "show", new.stdout.strip(), say="records").stdout
    found = json.loads(run(folder, "--year", str(YEAR), "--format", "json").stdout)
    wrong = [run(folder, "new", "retrospective", *more, "--from", "-", say="records", stdin="x") for more in (("--from-retro", "next"), ("--from-retro", str(YEAR + 1)), ("--against", str(YEAR)))]

    assert last.returncode == new.returncode == 0 and "매주 리뷰하기" in new.stderr, new.stderr
    lines = shown.splitlines()
    assert lines[0] == f"# {YEAR}년 회고" and lines[2].startswith(f"## {YEAR}년 ") and lines[-3:] == ["## 잘된 일", "", "문서를 남겼다."]
    assert "| 60 | 60 |" in shown and f"| {found['total']['hidden']:,} |" in shown and "### " in shown
    assert [one.returncode for one in wrong] == [2, 2, 2] and "Traceback" not in "".join(one.stderr for one in wrong)


def test_her_word_from_the_terminal(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, False, "")
    listed = run(folder, "--list", "code").stdout.splitlines()
    number = listed[0].split()[0]
    said = run(folder, "--correct", f"{number}=learning", "--format", "json")
    learning = [line.split()[0] for line in run(folder, "--list", "learning").stdout.splitlines()]
    wrong = run(folder, "--correct", f"{number}=gossip"), run(folder, "--correct", "999999=code"), run(folder, "--correct", "x")

    assert said.returncode == 0 and json.loads(said.stdout)["corrected"] == 1 and number in learning
    assert [one.returncode for one in wrong] == [2, 2, 2] and "Traceback" not in "".join(one.stderr for one in wrong)


def test_her_exchanges_are_known_again_by_what_was_asked(tmp_path: Path) -> None:
    """As long as the conversation is kept, and never wider than the terminal."""
    folder = folder_of(tmp_path, False, "")
    store, clock = made.opened(folder)
    maker = made.Maker(store, clock, 99)
    maker.exchange(datetime(YEAR, 2, 3, tzinfo=UTC).timestamp(), purpose="sql")
    asked = maker.lines[""][0]
    maker.lines[""] = [msgspec.structs.replace(asked, answer="t/a", sure=False)]  # type: ignore[type-var]
    maker.write()
    for name, message in {"t/q": {"role": "user", "text": "휴면 계좌만\n뽑는 쿼리 " + "길게 " * 60}, "t/a": {"role": "assistant", "text": "SELECT", "parent": "q"}}.items():
        store.history.put("", "message", name, json.dumps({"id": name[2:], "parent": "", **message}).encode()).result()
    store.close()
    lines = run(folder, "--list", "sql").stdout.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith(" " * 10))

    assert lines[at].strip().startswith("휴면 계좌만 뽑는 쿼리 길게") and lines[at].endswith("…") and wide(lines[at]) <= 80
    assert "sql" in lines[at - 1] and f"{YEAR}-02-03" in lines[at - 1] and sum(line.startswith(" " * 10) for line in lines) == 1


def test_whose_it_is_says_her_own_key(tmp_path: Path) -> None:
    """Who keeps the master key sees nobody's year with it."""
    folder = folder_of(tmp_path, True, "mina", "jo")
    nobody, wrong = run(folder), run(folder, GARIM_CLIENT_KEY="key-of-nobody")
    hers = json.loads(run(folder, "--format", "json", GARIM_CLIENT_KEY=KEYS["mina"]).stdout)
    lists = [run(folder, "--list", "all", GARIM_CLIENT_KEY=KEYS[name]).stdout.split("\n") for name in KEYS]
    theirs = run(folder, "--correct", f"{lists[1][0].split()[0]}=sql", GARIM_CLIENT_KEY=KEYS["mina"])
    team = run(folder, "--team", "loans", "--year", str(YEAR - 1), "--lang", "en")

    assert (nobody.returncode, wrong.returncode, theirs.returncode) == (2, 2, 2) and "GARIM_CLIENT_KEY" in nobody.stderr
    assert hers["total"]["exchanges"] == 60 and not {line[:8] for line in lists[0] if line} & {line[:8] for line in lists[1] if line}
    assert team.returncode == 0 and "fewer than five" in team.stdout


def test_who_signs_in_at_the_company_sees_her_year_by_her_token(tmp_path: Path, provider: Provider, screening: Screening) -> None:
    """Where the store is, and from anywhere through the gateway, which needs neither store nor master key."""
    folder = folder_of(tmp_path, False, "person:mina", "person:jo", key=servers.KEY)
    oidc = {"issuer": provider.url, "audience": "garim"}
    with (folder / "garim.toml").open("a") as file:
        file.write("[oidc]\n" + "".join(f'{name} = "{value}"\n' for name, value in oidc.items()))
    hers, old = (token(provider, **more)[b"authorization"].decode().removeprefix("Bearer ") for more in ({}, {"exp": 1_700_000_000}))
    master = servers.KEY.hex()
    here = [run(folder, "--format", "json", GARIM_CLIENT_KEY=key, GARIM_KEY=master) for key in (hers, old, "")]
    record = run(folder, "new", "retrospective", "--from-retro", str(YEAR), "--from", "-", say="records", stdin="# mine\n", GARIM_CLIENT_KEY=hers, GARIM_KEY=master)
    with servers.in_thread(servers.settings_for(folder, oidc=oidc, policy={"timezone": "UTC"}, store={"url": "sqlite:///garim.db", "anchor": "off"}), screening) as gateway:
        (tmp_path / "elsewhere").mkdir()

        def away(*words: str, key: str = hers) -> subprocess.CompletedProcess[str]:
            return run(tmp_path / "elsewhere", "--gateway", gateway.url, "--zone", "UTC", *words, GARIM_CLIENT_KEY=key, GARIM_KEY="")

        there, refused, listed = away("--format", "json"), away(key=old), away("--list", "all")
        assert listed.stdout, listed.stderr + there.stderr + refused.stderr
        said = away("--correct", f"{listed.stdout.split()[0]}=learning", "--against", str(YEAR - 1), "--lang", "en")
        wrong = [away("--gateway", url) for url in ("garim", "http://garim.example.com", "http://127.0.0.1:9")]

    assert here[0].returncode == 0 and [one.returncode for one in here[1:]] == [2, 2], here[0].stderr
    assert "the token of your sign-in" in here[2].stderr and record.returncode == 0
    assert there.returncode == 0 and json.loads(there.stdout)["total"] == json.loads(here[0].stdout)["total"], there.stderr
    assert refused.returncode == 2 and len(listed.stdout.splitlines()) == 60 and said.returncode == 0 and str(YEAR - 1) in said.stdout
    assert [one.returncode for one in wrong] == [2, 2, 1] and not any("Traceback" in one.stderr for one in (*wrong, refused))


@pytest.mark.parametrize("words", [("--year", "26"), ("--year", "2999"), ("--zone", "Nowhere"), ("--format", "exe"), ("--lang", "xx"), ("--list", "gossip"), ("--out", "no/such/folder/x"), ("--team", "t", "--format", "png")])
def test_what_is_wrong_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    found = run(folder_of(tmp_path, False), *words)

    assert found.returncode == 2 and found.stderr.startswith("garim: ") and "Traceback" not in found.stderr


def test_an_empty_year_is_told(tmp_path: Path) -> None:
    found = run(folder_of(tmp_path, False, ""), "--year", "2019", "--lang", "en")

    assert found.returncode == 0 and "No exchanges in 2019" in found.stdout and f"{YEAR - 1}, {YEAR}" in found.stdout

"""The commands that a security officer types."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from garim import cli
from garim.cli.verify import Answered, Tried, _judged, _left
from garim.config.restart import WAITS
from garim.errors import BadSettings
from garim.store.merkle import includes, leaf, open_note, read_checkpoint
from tests.models import tiny

RUN = CliRunner()
TOML = """
[screen]
names = "off"
key_file = "key"
[store]
url = "sqlite:///garim.db"
[[upstream]]
name = "out"
url = "http://127.0.0.1:1"
[[upstream]]
name = "house"
url = "http://127.0.0.1:1"
trust = "inside"
"""
RULE = '[[policy.rules]]\nname = "numbers inside"\nkinds = ["kr_rrn*"]\nroute = "inside"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "garim.toml"
    path.write_text(TOML + RULE)
    return path


def run(*words: object, code: int = 0, stdin: str | None = None) -> str:
    got = RUN.invoke(cli.build(), [str(word) for word in words], input=stdin)
    assert got.exit_code == code, (got.output, got.exception)
    return got.output


def test_policy_check_names_every_problem(config: Path) -> None:
    assert "0 problems" in run("policy", "check", "--config", config)
    config.write_text(TOML + RULE + RULE.replace("numbers inside", "x").replace("inside", "local") + '[[policy.rules]]\nname = "typo"\nkinds = ["persn"]\nroute = "local"\n')
    told = run("policy", "check", "--config", config, code=1)

    assert "x: never decides where" in told and "typo: kind 'persn' matches nothing" in told


@pytest.mark.parametrize(
    ("kind", "nearest"),
    [("persn", "'person'"), ("accout", "'account'"), ("acount*", "'account'"), ("rrn", "'kr_rrn'"), ("bank_account", "'kr_account'"), ("kr_acct", "'kr_account'"), ("zzqx", "")],
)
def test_policy_check_names_the_kinds_that_are_nearest(config: Path, kind: str, nearest: str) -> None:
    config.write_text(TOML + f'[[policy.rules]]\nname = "typo"\nkinds = ["{kind}"]\nroute = "local"\n')
    told = run("policy", "check", "--config", config, code=1)

    assert f"{config}: typo: kind '{kind}' matches nothing\n" in told and "`garim doctor --kinds`" in told
    assert ("nearest: " in told) is bool(nearest) and nearest in told.partition("nearest: ")[2]


@pytest.mark.parametrize(("kinds", "told"), [(["account"], "kr_account*"), (["account", "kr_account*"], "windows_account*"), (["*account*"], ""), (["host"], "url_host*"), (["person", "customer"], "")])
def test_policy_check_tells_of_a_kind_of_listed_words_that_may_mean_another(config: Path, kinds: list[str], told: str) -> None:
    """`account` is who signs in: a bank's rule meant kr_account, and was right for the check."""
    rule = f'[[policy.rules]]\nname = "accounts"\nkinds = {json.dumps(kinds)}\nroute = "inside"\n'
    config.write_text(TOML + rule)
    said = run("policy", "check", "--config", config)

    assert ("accounts: kind" in said) is bool(told) and told in said
    (config.parent / "rules.toml").write_text(rule.replace("policy.rules", "rules"))
    assert ("rules.toml: accounts: kind" in run("policy", "check", config.parent / "rules.toml")) is bool(told)


def test_policy_check_tells_what_a_server_would_not_start_with_and_what_waits_for_a_restart(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    config.write_text(TOML.replace('name = "out"', 'name = "out"\nkey_env = "NO_SUCH_KEY"'))
    told = run("policy", "check", "--config", config, code=1)
    assert f"{config}: [[upstream]] out: the variable NO_SUCH_KEY holds no key\n  export NO_SUCH_KEY=" in told
    assert all(name in told for name in WAITS)
    monkeypatch.setenv("NO_SUCH_KEY", "sk-1")
    assert "0 problems" in run("policy", "check", "--config", config)
    config.write_text(TOML + '[[gateway.clients]]\nname = "mina"\nkey_sha256 = "abc"\n')
    with pytest.raises(BadSettings) as wrong:
        RUN.invoke(cli.build(), ["policy", "check", "--config", str(config)], catch_exceptions=False)
    assert wrong.value.message == f"{config}: [[gateway.clients]] mina: key_sha256 is no SHA-256 in hex" and "sha256sum" in wrong.value.hint


def test_policy_try_says_which_rule_decides_and_why(config: Path, tmp_path: Path) -> None:
    text = tmp_path / "t.txt"
    text.write_text("주민번호 900101-1234568 조회")
    told = run("policy", "try", text, "--config", config, "--model", "gpt-5")

    assert "numbers inside: decides where it goes (because kinds = kr_rrn*)" in told and "may go inside, by rule 'numbers inside'" in told
    text.write_text("안녕하세요")
    assert "numbers inside: does not apply: nothing of kr_rrn* was found" in run("policy", "try", text, "--config", config)
    config.write_text(TOML + RULE.replace('route = "inside"', 'refuse = "no"'))
    text.write_text("900101-1234568")
    assert "refused by rule 'numbers inside': no" in run("policy", "try", text, "--config", config, code=3)


@pytest.mark.parametrize(("says", "protocol"), [('route = "local"', "chat"), ('route = "inside"', "anthropic"), ('upstream = "house"', "anthropic")])
def test_policy_try_refuses_where_nobody_answers_as_the_gateway_does(config: Path, tmp_path: Path, says: str, protocol: str) -> None:
    """A rule may send inside what no upstream inside answers: the trial must not read as if it went."""
    text = tmp_path / "t.txt"
    text.write_text("주민번호 900101-1234568 조회")
    assert "by rule 'numbers inside', answered by house (inside)" in run("policy", "try", text, "--config", config)

    config.write_text(TOML + RULE.replace('route = "inside"', says))

    assert "refused by rule 'numbers inside'" in run("policy", "try", text, "--config", config, "--protocol", protocol, code=3)


def test_policy_try_says_what_every_rule_lacked_in_both_languages(config: Path, tmp_path: Path) -> None:
    """All of what is missing, not the first of it, with what there is instead; and which rule one came behind."""
    more = """
[[policy.rules]]
name = "letters"
purposes = ["letter"]
teams = ["loans"]
kinds = ["person"]
at_least = 10
over = 5000
hours = "09:00-18:00"
days = "mon-fri"
route = "local"
[[policy.rules]]
name = "late"
kinds = ["kr_*"]
over = 5
route = "local"
[[policy.rules]]
name = "cards"
styles = { "card*" = "drop" }
"""
    config.write_text(TOML + RULE + more)
    text = tmp_path / "t.txt"
    text.write_text("주민번호 900101-1234568 조회")
    words = ["policy", "try", text, "--config", config, "--team", "cards", "--at", "2026-11-28T20:00", "--lang"]
    told, ko = run(*words, "en"), run(*words, "ko")

    for part in ("purposes must be letter, is nothing", "teams must be loans, is cards", "10 different ones of person are needed, there are 0", "over 5000 characters, there are", "at mon-fri 09:00-18:00, it is sat 20:00"):
        assert part in told
    assert "late: applies, but rule 'numbers inside' before it had decided that" in told
    assert "cards: applies, but nothing is of the kinds that it speaks of" in told
    assert "규칙 'numbers inside'에 따름" in ko and "보낼 곳을 정합니다" in ko and "purposes 조건은 letter인데" in ko
    assert "앞의 규칙 'numbers inside'에서 이미 정했습니다" in ko and not set("decides where applies".split()) & set(ko.split())


def test_a_key_is_shown_once_listed_rotated_and_revoked(config: Path) -> None:
    shown = run("keys", "new", "mina", "--team", "loans", "--right", "restore", "--config", config)
    number, secret = shown.split()[0], shown.splitlines()[1]
    listed = run("keys", "list", "--config", config)

    assert secret.startswith(f"gk_{number}_") and secret not in listed and "mina" in listed
    assert run("keys", "rotate", number, "--config", config).splitlines()[1] != secret
    run("keys", "revoke", number, "--config", config)
    assert "revoked" in run("keys", "list", "--config", config)
    for wrong, told in (
        (["new", "a", "--right", "god"], "right 'god'"),
        (["new", "a", "--upstream", "nosuch"], "'nosuch' matches nothing"),
        (["rotate", number], "has ended"),  # what was taken away does not come back as a successor
        (["rotate", number, "--overlap", "-5"], "overlap is a number from 0"),
    ):
        got = RUN.invoke(cli.build(), ["keys", *wrong, "--config", str(config)])
        assert got.exception and told in str(got.exception)


def test_the_audit_is_signed_proved_exported_and_its_loss_is_told(config: Path, tmp_path: Path) -> None:
    run("keys", "new", "mina", "--config", config)
    run("keys", "new", "juno", "--config", config)
    note = run("audit", "checkpoint", "--config", config)
    verifier = run("audit", "key", "--config", config).strip()
    proof = json.loads(run("audit", "proof", "2", "--config", config))
    point = read_checkpoint(note, verifier)



    path = [base64.b64decode(part) for part in proof["path"]]
    assert includes(1, 2, leaf(proof["record"].encode()), path, point.root)
    (tmp_path / "note").write_text(note)
    assert "2 records, unbroken; 1 signed checkpoints hold" in run("audit", "verify", "--config", config, "--checkpoint", tmp_path / "note")
    for form in ("jsonl", "csv", "syslog", "otel"):
        assert "juno" in run("audit", "export", "--format", form, "--config", config)
    for left in tmp_path.glob("garim.db*"):
        left.unlink()
    assert "is gone: its audit had 2 records" in run("audit", "verify", "--config", config, code=1)
    assert "2 records before" in run("store", "begin", "--config", config)
    assert "1 records, unbroken" in run("audit", "verify", "--config", config)


def test_keys_of_the_store_are_rotated_and_surrogates_stay(config: Path, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("메일 mina@hanbyeol-shipping.example 로")
    before = run("hide", tmp_path / "t.txt", "--scope", "s", "--config", config)
    (tmp_path / "h.txt").write_text(before)
    old = (tmp_path / "key").read_text()
    run("store", "rotate", "--master", "--config", config)

    assert (tmp_path / "key").read_text() != old
    assert run("hide", tmp_path / "t.txt", "--scope", "s", "--config", config) == before
    assert run("restore", tmp_path / "h.txt", "--scope", "s", "--config", config) == (tmp_path / "t.txt").read_text()
    assert "opens with its key" in run("store", "check", "--config", config)
    assert "records deleted" in run("store", "forget", "--scope", "s", "--config", config)
    assert "unbroken" in run("audit", "verify", "--config", config)


def test_a_change_of_the_master_key_that_was_interrupted_is_ended(config: Path, tmp_path: Path) -> None:
    run("store", "rotate", "--master", "--config", config)
    (tmp_path / "key.new").write_text((tmp_path / "key").read_text())
    (tmp_path / "key.new").chmod(0o600)
    (tmp_path / "key").write_text("ab" * 32)

    assert "is made" in run("store", "finish", "--config", config)
    assert "opens with its key" in run("store", "check", "--config", config)


def test_evidence_is_signed_whole_and_without_content(config: Path, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("메일 mina@hanbyeol-shipping.co.kr 로")
    run("hide", tmp_path / "t.txt", "--scope", "s", "--config", config)
    run("keys", "new", "mina", "--right", "restore", "--config", config)
    run("store", "rotate", "--config", config)
    run("evidence", "--from", "2020-01-01", "--to", "2099-12-31", "--out", tmp_path / "ev", "--config", config)
    found = json.loads((tmp_path / "ev/evidence.json").read_text())
    text = (tmp_path / "ev/evidence.json").read_text()

    assert open_note((tmp_path / "ev/evidence.json.note").read_text(), run("audit", "key", "--config", config).strip()) == text
    assert found["chain"]["holds"] and len(found["events"]["client_key"]) == 1 and found["events"]["rotation"]
    oscal = json.loads((tmp_path / "ev/evidence.oscal.json").read_text())["assessment-results"]
    assert oscal["import-ap"]["href"].removeprefix("#") in {one["uuid"] for one in oscal["back-matter"]["resources"]}
    assert oscal["results"][0]["findings"][0]["target"]["status"]["state"] == "satisfied"
    for path in (tmp_path / "ev").iterdir():
        assert "hanbyeol-shipping" not in path.read_text()
    got = RUN.invoke(cli.build(), ["evidence", "--from", "gestern", "--to", "2026-01-01", "--out", str(tmp_path), "--config", str(config)])
    assert got.exception and "a day is none" in str(got.exception)


def test_the_live_check_shows_value_by_value_what_left(config: Path) -> None:
    told = run("verify", "--config", config)

    assert re.search(r"hidden  a card +4539 1488 0343 6467 → \d{4} \d{4} \d{4} \d{4}\n", told) and "LEFT" not in told
    assert "none of the 8 values that were tried stands in them" in told and "not tried: upstreams out" in told


def test_the_live_check_fails_where_something_leaves(config: Path) -> None:
    config.write_text(TOML + '[[policy.rules]]\nname = "as it is"\nkinds = ["card*"]\nstyle = "keep"\n')

    told = run("verify", "--config", config, code=1)
    assert re.search(r"LEFT    a card +4539 1488 0343 6467 \(as it is\)", told) and "1 of the 8 values that were tried left" in told
    config.write_text(config.read_text().replace('"http://127.0.0.1:1"', '"http://127.0.0.1:1"\ntrust = "inside"', 1))
    assert "(inside)" in run("verify", "--config", config, code=1)


def test_the_live_check_tries_listed_words_of_all_lists_and_says_which_it_did_not(config: Path, tmp_path: Path) -> None:
    """Thirty of one kind were seven: each is a value of its own. Patterns are no words."""
    names = ["beta", "gamma", "delta", "zeta", "theta", "kappa"]
    lists = {"a": [f"Haeoreum{one}" for one in names], "b": [f"Bitgaram{one}" for one in names]}
    for name, words in lists.items():
        lines = [{"term": word, "kind": "product", "aliases": [word.lower()[:-1] + "ix"]} for word in words]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, [*lines, {"pattern": "GX[0-9]{6}", "kind": "ticket"}])))
    lexicons = [word for name in lists for word in ("--lexicon", tmp_path / f"{name}.jsonl")]
    told = run("verify", "--config", config, *lexicons)

    assert all(re.search(rf"hidden  a listed product +{word} → (?!{word})\w+\n", told) for words in lists.values() for word in words)
    assert "none of the 20 values" in told and "12 other spellings" in told and "2 listed patterns" in told and "listed words" not in told
    told = run("verify", "--config", config, *lexicons, "--words", "4")
    assert "not tried: 8 of 12 listed words" in told and told.count("→ ") == 12
    assert len(re.findall("product +Haeoreum", told)) == len(re.findall("product +Bitgaram", told)) == 2


def test_the_live_check_runs_with_the_model_that_is_plugged_in(config: Path) -> None:
    """With one that does not load it has nothing to say, as the server itself."""
    config.write_text(TOML.replace('names = "off"', 'names = "rules"') + '[models]\nnames_path = "nosuch"\n')
    with pytest.raises(BadSettings, match="did not start: .*nosuch"):
        RUN.invoke(cli.build(), ["verify", "--config", str(config)], catch_exceptions=False)
    tiny.tagger(config.parent / "nosuch")
    assert "of the 8 values" in run("verify", "--config", config)


@pytest.mark.parametrize(("value", "sent", "found"), [("HS", "its hs is", "as it is"), ("HS", "paths this", ""), ("가람솔", "가람솔은행은", "as it is"), ("a b/c@d", "x=a%20b/c%40d", "percent-encoded"), ("010-3382", "MDEwLTMzODI", "base64"), ("HS", "x SFM 4853 y", "")])
def test_what_left_is_found_as_it_was_written(value: str, sent: str, found: str) -> None:
    assert _left(value, json.dumps({"content": sent}, ensure_ascii=False).encode()) == found


def test_the_live_check_knows_a_folders_rules_and_asks_as_every_upstream_is_asked(config: Path, tmp_path: Path) -> None:
    """A rule in a folder that lets something out, a rule that names an upstream of another protocol."""
    other = '[[upstream]]\nname = "claude"\nurl = "http://127.0.0.1:1"\nprotocol = "anthropic"\n'
    rule = '[[policy.rules]]\nname = "letters"\npurposes = ["letter"]\nupstream = "claude"\n'
    config.write_text(TOML + other + '[policy]\nfolder = "rules"\n' + rule)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.toml").write_text('[[rules]]\nname = "as it is"\nkinds = ["card*"]\nstyle = "keep"\n')
    told = run("verify", "--config", config, code=1)

    assert told.count("LEFT    a card") == 2 and "asked as openai:" in told and "asked as anthropic:" in told


@pytest.mark.parametrize(("refused", "bad"), [(True, False), (False, True)])
def test_the_live_check_that_could_not_try_is_no_success(refused: bool, bad: bool) -> None:
    """Refused by policy is an answer; a gateway that fails before it sends has tried nothing."""
    assert _judged(Answered(503, "the store is gone", "outside", refused), b"", [Tried("a card", "4539")]) is bad

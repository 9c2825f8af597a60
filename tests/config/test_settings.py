"""Settings: file and environment, and every way to get them wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from garim.config.policies import in_clear, load_policy, nobody_yet
from garim.config.reading import read
from garim.config.settings import Settings
from garim.errors import BadSettings

GOOD = """
[screen]
lexicons = ["words.jsonl"]
legend = "ko"
[[upstream]]
name = "out"
url = "https://api.example"
models = ["gpt-*"]
[[policy.rules]]
name = "people"
kinds = ["person"]
route = "inside"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "garim.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_a_file(tmp_path: Path) -> None:
    """Sections become typed values; relative paths start at the file."""
    settings = read(written(tmp_path, GOOD), {})

    assert (settings.screen.lexicons, settings.upstreams[0].trust, settings.rules[0].route, settings.base) == (
        ["words.jsonl"],
        "outside",
        "inside",
        str(tmp_path),
    )


def test_the_environment_wins(tmp_path: Path) -> None:
    """Strings as they are, numbers and truths converted, lists and tables as JSON; key and config are no settings."""
    environment = {
        "GARIM_SCREEN_LEGEND": "en",
        "GARIM_GATEWAY_WORKERS": "3",
        "GARIM_REPLIES_REDACT": "true",
        "GARIM_SCREEN_LEXICONS": '["a", "b"]',
        "GARIM_UPSTREAMS": '[{"name": "x", "url": "http://y"}]',
        "GARIM_KEY": "00",
        "GARIM_CONFIG": "z",
        "PATH": "/bin",
    }
    settings = read(written(tmp_path, GOOD), environment)

    assert (settings.screen.legend, settings.gateway.workers, settings.replies.redact) == ("en", 3, True)
    assert (settings.screen.lexicons, settings.upstreams[0].name) == (["a", "b"], "x")


def test_no_file_gives_the_defaults() -> None:
    """Nothing is sent outside, and only this machine may call."""
    settings = read(None, {})

    assert (settings.upstreams, settings.gateway.bind, settings.screen.style) == ([], "127.0.0.1:8787", "natural")
    assert settings == Settings(base=settings.base)


@pytest.mark.parametrize(
    ("text", "environment", "told"),
    [
        ("[screen", {}, "not TOML"),
        ("[screen]\nlexikon = 1", {}, "lexikon"),
        ("[nosuch]\n", {}, "nosuch"),
        ("[gateway]\nworkers = 'many'", {}, "workers"),
        ("[gateway]\nworkers = 0", {}, "workers"),
        ("[screen]\nnames = 'magic'", {}, "names"),
        ("[screen]\nstyle = 'pretty'", {}, "style"),
        ("[screen.styles]\nperson = 'pretty'", {}, "person"),
        ("[policy]\nallow = ['everything']", {}, "allow"),
        ("[[upstream]]\nname = 'a'\nurl = 'x'", {}, "http"),
        ("[[upstream]]\nname = 'a'\nurl = 'http://x'\ntrust = 'blind'", {}, "trust"),
        ("[[upstream]]\nname = 'a'\nurl = 'http://x'\n" * 2, {}, "two upstreams"),
        ("[[policy.rules]]\nnam = 'x'", {}, "field"),
        *((f"[[policy.rules]]\nname = 'x'\nrefuse = 'no'\n{one} = []", {}, f"{one} is empty") for one in ("kinds", "teams", "trust", "languages")),
        ("[[policy.rules]]\nname = 'x'\nstyle = 'tag'\nstyles = {}", {}, "styles is empty"),
        *((f"[store]\nkeep_days = {days}", {}, "keep_days") for days in ("0", "-3", "nan", "inf")),
        ("[store]\naudit_days = -1", {}, "audit_days"),
        ("[store]\nrecords_days = -0.5", {}, "records_days"),
        ("[gateway]\nmax_body = -1", {}, "max_body"),
        ("[gateway]\nbody_timeout = 0", {}, "body_timeout"),
        ("[[upstream]]\nname = 'a'\nurl = 'http://x'\ntimeout = 0", {}, "timeout"),
        ("[[upstream]]\nname = 'a'\nurl = 'http://x'\nprice_out = -5", {}, "price_out"),
        ("[[upstream]]\nname = 'a'\nurl = 'http://x'\n[[gateway.clients]]\nname = 'm'\nkey_sha256 = 'ab'\nupstreams = ['a', 'hoose']", {}, "'hoose' matches nothing"),
        ("", {"GARIM_GATEWAY_BIDN": "x"}, "GARIM_GATEWAY_BIDN"),
        ("", {"GARIM_SCREEN_LEXICONS": "a,b"}, "JSON"),
    ],
)
def test_a_wrong_setting_stops_the_start(tmp_path: Path, text: str, environment: dict[str, str], told: str) -> None:
    """It says which, and what would be right."""
    with pytest.raises(BadSettings, match=told):
        read(written(tmp_path, text), environment)


@pytest.mark.parametrize(("text", "told"), [("[policy]\nlocked = ['secret*', 'kard*']", "'kard"), ("[screen.styles]\nperzon = 'drop'", "'perzon'")])
def test_a_kind_that_does_not_exist_stops_the_start(tmp_path: Path, text: str, told: str) -> None:
    """A lock over no kind would lock nothing, in silence."""
    with pytest.raises(BadSettings, match=told):
        load_policy(read(written(tmp_path, text), {}))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Not the defaults in silence."""
    with pytest.raises(BadSettings, match="nosuch.toml"):
        read(tmp_path / "nosuch.toml", {})


BESIDE = [
    '[policy]\nallow = ["images"]',
    '[policy]\nlocked = ["secret*"]',
    '[policy]\ntimezone = "Europe/Berlin"',
    '[screen]\nstyle = "tag"',
    '[screen]\nstyles = { "kr_rrn*" = "tag", "kr_*" = "keep" }',
    '[screen]\nstyles = { "kr_*" = "keep", "kr_rrn*" = "tag" }',
    '[screen]\nunknown = "keep"',
    '[replies]\ntool_arguments = "leave"',
    '[limits]\nrate = "5/minute"',
    '[[upstream]]\nname = "a"\nurl = "http://127.0.0.1:1"\ntrust = "inside"',
    '[[upstream]]\nname = "a"\nurl = "http://127.0.0.1:1"\ntrust = "outside"',
]


def test_the_policys_hash_tells_all_that_decides(tmp_path: Path) -> None:
    hashes = [load_policy(read(written(tmp_path, text), {})).digest for text in ["", *BESIDE]]

    assert len(set(hashes)) == len(hashes)
    assert hashes == [load_policy(read(written(tmp_path, text), {})).digest for text in ["", *BESIDE]]
    assert hashes[0] == load_policy(read(written(tmp_path, '[screen]\nlexicons = ["a.jsonl"]'), {})).digest  # lists have their own


HUGE = "9" * 30


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *((f'[[policy.rules]]\nname = "big"\n{name} = {HUGE}\nroute = "inside"', "garim.toml: policy rule 'big'") for name in ("at_least", "over", "under")),
        (f'[limits]\nconcurrency = {HUGE}', "concurrency"),
        (f'[limits]\nrate = "{HUGE}/hour"', "rate"),
        (f'[limits]\ntokens = "{HUGE}/day"', "tokens"),
        (f'[gateway]\nmax_body = {HUGE}', "max_body"),
        (f'[gateway]\nworkers = -{HUGE}', "workers"),
        (f'[store]\nkeep_days = {HUGE}', "keep_days"),
        (f'[store]\naudit_days = {"9" * 400}', "audit_days"),
        (f'[[upstream]]\nname = "a"\nurl = "http://a"\nprice_in = {HUGE}', "price_in"),
        (f'[[policy.rules]]\nname = "big"\nover = {"9" * 5000}\nroute = "inside"', "not TOML"),
    ],
    ids=range(12),
)
def test_a_number_that_nothing_counts_is_told_in_words(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadSettings, match="garim.toml") as raised:
        read(written(tmp_path, text), {})

    assert told in raised.value.message


RULE = '[[policy.rules]]\nname = "r"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RULE + 'style = "keep"', "every finding"),
        (RULE + 'styles = { "*" = "keep" }', "every finding"),
        (RULE + 'kinds = ["secret*"]\nstyle = "keep"', "every secret"),
        (RULE + 'kinds = ["secret.*"]\nstyle = "keep"\nteams = ["loans"]', "every secret"),
        (RULE + 'styles = { "secret*" = "keep", "*" = "tag" }', "every secret"),
        ('[screen]\nstyle = "keep"', "every finding"),
        (RULE + 'style = "keep"\ntrust = ["inside", "local"]', ""),
        (RULE + 'kinds = ["person"]\nstyle = "keep"', ""),
        (RULE + 'style = "tag"', ""),
        ("", ""),
    ],
)
def test_what_leaves_in_clear_for_everybody_is_told(tmp_path: Path, text: str, told: str) -> None:
    settings = read(written(tmp_path, text), {})
    load_policy(settings)  # it may be meant: the start is not stopped

    found = in_clear(settings, settings.rules)

    assert [told in what for _, what, _ in found] == [True] * bool(told)


OIDC = '[oidc]\nissuer = "https://id.example"\naudience = "garim"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[gateway]\nkeys = true\n' + RULE + 'route = "local"\nclients = ["minna"]', "client 'minna'"),
        ('[gateway]\nkeys = true\n' + RULE + 'route = "local"\nteams = ["loan"]', "team 'loan'"),
        ('[gateway]\nkeys = true\n' + RULE + 'route = "local"\nclients = ["mi*"]\nteams = ["loans"]', ""),
        (OIDC + 'teams = ["loans"]\n' + RULE + 'route = "local"\nteams = ["loanz"]', "team 'loanz'"),
        (OIDC + RULE + 'route = "local"\nteams = ["loanz"]\nclients = ["person:x"]', ""),
    ],
)
def test_who_is_nobody_yet_is_told_and_stops_no_start(tmp_path: Path, text: str, told: str) -> None:
    settings = read(written(tmp_path, text), {})
    load_policy(settings)

    issued = [("mina", "loans")] if settings.gateway.keys else []

    assert [told in what for _, what, _ in nobody_yet(settings, settings.rules, issued)] == [True] * bool(told)

"""A repository's garim.project.toml adds protection and takes none."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest

from garim.config import Settings
from garim.config.policies import load_policy
from garim.config.project import NAME, added, find
from garim.errors import BadSettings
from garim.policy.rules import ROUTES

MINE = [
    {"name": "card", "kinds": ["card"], "route": "nowhere"},
    {"name": "people", "kinds": ["person"], "at_least": 3, "route": "inside"},
    {"name": "hosts", "kinds": ["host"], "style": "keep"},
]
THEIRS = '''
[screen]
lexicons = ["words.jsonl"]
[policy]
locked = ["host"]
[[policy.rules]]
name = "products stay"
kinds = ["product", "card", "person"]
route = "inside"
[[policy.rules]]
name = "no accounts"
kinds = ["account"]
route = "nowhere"
[[policy.rules]]
name = "hosts go"
kinds = ["host"]
style = "drop"
[replies]
redact = true
tool_arguments = "leave"
'''


def settings(**more: object) -> Settings:
    return msgspec.convert({"policy": {"rules": MINE}, **more}, Settings)


def write(folder: Path, text: str) -> Path:
    path = folder / NAME
    path.write_text(text)
    return path


def test_it_adds(tmp_path: Path) -> None:
    """Words, rules, locks, care with replies."""
    out = added(settings(), write(tmp_path, THEIRS))

    assert out.project_lexicons == (str(tmp_path / "words.jsonl"),) and out.lexicons == [tmp_path / "words.jsonl"]
    assert "host" in out.policy.locked and "secret*" in out.policy.locked
    assert (out.replies.redact, out.replies.tool_arguments) == (True, "leave")
    assert [rule.name for rule in out.rules] == ["no accounts", "hosts go", "card", "people", "hosts", "products stay"]


def test_no_request_goes_further_than_without_it(tmp_path: Path) -> None:
    """Over all small requests: the route is as trusted or more, and nothing is kept that was not."""
    alone = load_policy(settings())
    both = load_policy(added(settings(), write(tmp_path, THEIRS)))
    kinds = ("card", "person", "host", "account", "product")
    stricter = 0
    for counts in itertools.product((0, 1, 4), repeat=len(kinds)):
        found = {kind: count for kind, count in zip(kinds, counts, strict=True) if count}
        before, after = alone.decide(found), both.decide(found)
        assert ROUTES.index(after.route) >= ROUTES.index(before.route)
        assert not {k for k, v in after.styles.items() if v == "keep"} - {k for k, v in before.styles.items() if v == "keep"}
        stricter += after.route != before.route
    assert stricter


@pytest.mark.parametrize(
    "text",
    [
        '[[policy.rules]]\nname = "x"\nroute = "outside"', '[[policy.rules]]\nname = "x"\nkinds = ["secret*"]\nstyle = "keep"',
        '[[policy.rules]]\nname = "x"\nstyle = "natural"', '[[policy.rules]]\nname = "x"\nupstream = "far"',
        '[[policy.rules]]\nname = "x"\nlimit = "9/hour"', '[[policy.rules]]\nname = "x"\nroute = "nowhere"\nstyle = "keep"',
        '[[policy.rules]]\nname = "x"\nroute = "nowhere"\n[policy.rules.styles]\nhost = "keep"', '[[policy.rules]]\nname = "x"',
        '[[upstream]]\nname = "x"\nurl = "http://x"', '[policy]\nallow = ["images"]', '[policy]\nlocked = 3', '[screen]\nnames = "off"',
        '[screen]\ntrusted_hosts = ["evil.net"]', '[screen]\nlexicons = ["../x.jsonl"]', '[screen]\nlexicons = ["/etc/passwd"]',
        '[replies]\ntool_arguments = "restore"', '[gateway]\nbind = "0.0.0.0:1"', '[store]\nurl = "x"', "[x", "\udcff",
    ],
)  # fmt: skip
def test_it_takes_nothing(tmp_path: Path, text: str) -> None:
    """Whatever would let more out stops the start, in words."""
    path = tmp_path / NAME
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadSettings) as refused:
        added(settings(), path)
    assert NAME in refused.value.message


def test_redact_of_the_settings_stays(tmp_path: Path) -> None:
    """`redact = false` and absence say the same: nothing."""
    mine = settings(replies={"redact": True, "tool_arguments": "leave"})
    out = added(mine, write(tmp_path, "[replies]\nredact = false\n"))
    assert (out.replies.redact, out.replies.tool_arguments) == (True, "leave")


def test_where_it_is_looked_for(tmp_path: Path) -> None:
    """In the folder and above it, up to the repository's own; never beyond."""
    deep = tmp_path / "repo" / "a" / "b"
    deep.mkdir(parents=True)
    write(tmp_path, "")
    (tmp_path / "repo" / ".git").mkdir()
    assert find(deep) is None
    assert find(tmp_path) == tmp_path / NAME
    assert find(deep.parent) is None
    path = write(tmp_path / "repo", "")
    assert find(deep) == path

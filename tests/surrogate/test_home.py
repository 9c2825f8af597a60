"""Whose hosts are ours, and what of a message the user wrote."""

from __future__ import annotations

import time

import pytest

from garim.surrogate.home import Home, canonical, hosts_in, named
from garim.surrogate.instruction import instruction
from garim.values import Slot


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Example.COM.", "example.com"), ("ex\u00adample.com", "example.com"), ("\uff45xample\u3002com", "example.com"), ("xn--bcher-kva.de", "b\u00fccher.de"), ("B\u00dcCHER.de", "b\u00fccher.de"),
        ("%65xample.com", "example.com"), ("3405803783", "203.0.113.7"), ("0xcb.0.0x71.7", "203.0.113.7"), ("0313.0.0161.07", "203.0.113.7"), ("203.0.28935", "203.0.113.7"),
        ("[2001:DB8::0:7]", "2001:db8::7"), ("[::1", ""), ("256.1.1.1", ""), ("1.2.3.4.5", ""), ("1.2.3.08", ""), ("a b.com", ""), ("a%2fb.com", ""), ("a..com", ""), ("xn--kulke-.example", ""), ("xn--.com", ""), ("stra\u00dfe.de", ""), ("", ""), ("xn--\u00fc", ""),
    ],
)  # fmt: skip
def test_hosts_are_compared_as_browsers_do(host: str, name: str) -> None:
    assert canonical(host) == name


def test_hosts_of_any_address() -> None:
    text = "call https://API.acme.example:8443/x, postgres://u:p@db.acme.example/x, //wiki and cache01.acme.example\uc5d0\uc11c, http://[2001:db8::7]/ or 10.1.2.3."

    assert hosts_in(text) == {"api.acme.example", "db.acme.example", "wiki", "cache01.acme.example", "2001:db8::7", "10.1.2.3"}


WRITTEN = [
    ("call https://mine.example/x", {"mine.example"}),
    ("summarise <document>go to https://other.example/ now</document> and post to https://mine.example/", {"mine.example"}),
    ("<document>a</document> https://other.example </document> https://mine.example/", {"mine.example"}),
    ("<file path='x'>\nhttps://other.example\n</file>", set()),
    ("look:\n```\ncurl https://other.example\n```\nat https://mine.example", set()),
    ("look at https://mine.example:\n```\ncurl https://other.example\n```", {"mine.example"}),
    ("look:\n```\ncurl https://other.example\n", set()),
    ("> https://other.example\nmine is https://mine.example", {"mine.example"}),
    ("Summarise this for https://mine.example:\n\nDear all, see https://other.example/", set()),
    ("요약해 줘:\n\n자세한 것은 https://other.example/", set()),
    ("for https://mine.example\n---\nhttps://other.example", set()),
    ("read https://mine.example\n\n" + "long text https://other.example/ " * 100 + "\n\nthen https://last.example", set()),
    ("post it to https://[2001:db8::7]/x, as (https://mine.example) does", {"2001:db8::7", "mine.example"}),
    ("List<String> of https://mine.example", {"mine.example"}),
]


@pytest.mark.parametrize(("text", "hosts"), WRITTEN, ids=range(len(WRITTEN)))
def test_only_the_users_own_words_name_a_host(text: str, hosts: set[str]) -> None:
    assert named([Slot(text, role="user")]) == hosts
    assert named([Slot(text, role=role) for role in ("tool", "system", "assistant", "")]) == set()


def test_spiteful_messages_take_linear_time() -> None:
    began = time.process_time()
    for text in ("<a>" * 100_000, "<a></b>" * 50_000, "```\n" * 50_000, "a." * 100_000, "//" * 100_000, ":\n" * 100_000):
        instruction(text)
        hosts_in(text[:50_000])
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("host", "name"),
    [("Evil-Hanbyeol[.]com", "evil-hanbyeol[.]com"), ("a.evil[.]com", "a[.]evil[.]com"), ("[.]com", ""), ("evil[.]com[", ""), ("52[.]78[.]1[.]2", "52[.]78[.]1[.]2")],
)
def test_a_host_that_analysts_wrote_is_another(host: str, name: str) -> None:
    """With [.] nobody's program opens it: named so, it makes no address a home that one would open; at home it is one too."""
    assert canonical(host) == name and "]" not in canonical(host.replace("[.]", "."))
    home = Home(hosts_in("block hxxps://evil[.]com/a and hxxps[://]bad[.]net/b"), lambda host: host == "hanbyeol.internal")
    assert home("evil[.]com") and home("bad[.]net") and not home("evil.com") and not home("bad.net")
    assert home("hanbyeol[.]internal") and not home("worse[.]com")


@pytest.mark.parametrize("host", ["%a0", "a%a0.net", "%ff%fe", "xn--%80.example"])
def test_escapes_that_are_no_characters_are_nobodys_host(host: str) -> None:
    assert canonical(host) == ""

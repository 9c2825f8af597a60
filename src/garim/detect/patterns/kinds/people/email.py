"""E-mail addresses, also with Hangul local parts, in Hangul domains and broken over two lines; example ones are nobody's."""

from __future__ import annotations

import garim.late as re
from garim.detect.patterns import domains
from garim.detect.patterns.kind import Kind

WORD = re.compile(r"[^\W\d_]+")
ANYBODY = frozenset(
    "user users username name names you your me my test tester testing foo bar baz qux admin administrator root info "
    "support sales contact hello help someone somebody anyone nobody alice bob carol dave eve mallory john jane doe johndoe "
    "janedoe jdoe joe max hong gildong kim lee park email mail webmaster postmaster hostmaster noreply example sample demo "
    "team dev devs ops security abuse billing customer client guest owner sender recipient receiver from first last "
    "firstname lastname person people member employee manager author editor reader myname mymail yourname account accounts "
    "service services system app bot git".split()
)
"""Names that documentation gives to nobody."""
NOWHERE = frozenset(
    "example foo bar baz qux domain mydomain yourdomain somedomain company mycompany yourcompany acme contoso fabrikam "
    "test".split()
)
"""Domains that documentation gives to nobody."""
ROBOTS = ("noreply", "reply", "git", "donotreply")


def is_mailbox(text: str) -> bool:
    """Whether the domain has a registry and the address is not an example or a robot's at a public site."""
    local, _, domain = text.rpartition("@")
    domain = "".join(domain.split()).lower()
    labels = domain.split(".")
    if NOWHERE.intersection(labels[-2:-1]) or labels[-1] in ("test", "invalid", "localhost"):
        # A person's own name in front of a domain for documentation still says who it is.
        return any(len(word) > 2 and word not in ANYBODY for word in WORD.findall(local.lower()))
    if local.lower().replace("-", "") in ROBOTS and domains.is_public(domain) or local in ("", ".", "-"):
        return False
    known = domains.has_registry(domain) and not domain[0].isdigit()
    return known or labels[-1] in ("com", "net", "org", "kr", "example")


KINDS = (
    Kind(
        name="email",
        pattern=(
            r"(?:\b[A-Za-z0-9](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_+-])?|[가-힣][가-힣0-9._-]{0,30})@"
            r"(?:[ \t]?\n[ \t]{0,12})?"
            r"(?:[A-Za-z0-9가-힣](?:[A-Za-z0-9가-힣-]{0,61}[A-Za-z0-9가-힣])?\.){1,6}(?:[A-Za-z]{2,24}"
            r"|xn--[a-z0-9-]{2,40}|한국|닷컴|닷넷)"
        ),
        family="email",
        edges="none",
        accept=is_mailbox,
        found=(
            "메일 «hs.moon@velor.co.kr», cc",
            "<«stella.kuo@nimbrook.com»>",
            "«문하늘@벨로르.한국»으로",
            "ping «ks.bae@\nvelor.co.kr»)",
            "mail «mira.han@velor.example» please",
            "mail «solvei.hart@example.com» please",
        ),
        ignored=(
            "hong@example.com",
            "user1@example.com",
            "john.doe@example.org",
            "a.b@example.com",
            "foo@bar.com",
            "jane.doe@contoso.com",
            "git@github.com:a/b",
            "actions/setup-node@v4",
            "user@host",
            "@scope/pkg",
        ),
        rank=72,
        source="RFC 5322 dot-atom, RFC 6531",
    ),
)

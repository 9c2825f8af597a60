"""E-mail addresses, also with Hangul local parts, in Hangul domains and broken over two lines; example ones are nobody's."""

from __future__ import annotations

from garim.detect.patterns import domains
from garim.detect.patterns.kind import Kind

ROBOTS = ("noreply", "reply", "git", "donotreply")


def is_mailbox(text: str) -> bool:
    """Whether the domain has a registry and the address is not an example or a robot's at a public site."""
    local, _, domain = text.rpartition("@")
    domain = "".join(domain.split()).lower()
    labels = domain.split(".")
    if "example" in labels[-2:-1] or labels[-1] in ("test", "invalid", "localhost"):
        return False
    if local.lower().replace("-", "") in ROBOTS and domains.is_public(domain) or local in ("", ".", "-"):
        return False
    known = domains.has_registry(domain) and not domain[0].isdigit()
    return known or labels[-1] in ("com", "net", "org", "kr", "example")


KINDS = (
    Kind(
        name="email",
        pattern=(
            r"(?:\b[A-Za-z0-9](?:[A-Za-z0-9._%+'/=-]{0,62}[A-Za-z0-9_+-])?|[가-힣][가-힣0-9._-]{0,30})@"
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
        ),
        ignored=("hong@example.com", "git@github.com:a/b", "actions/setup-node@v4", "user@host", "@scope/pkg"),
        rank=72,
        source="RFC 5322 dot-atom, RFC 6531",
    ),
)

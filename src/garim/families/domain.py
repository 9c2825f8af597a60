"""Host names and domains: coined labels, generic labels kept, the public suffix becomes `.example`, same depth.

A customer's host at a cloud keeps the cloud's own end: it says what the thing is. What stands before it is hidden whole.

Source: RFC 2606 and RFC 6761 reserve `.example`; the private suffixes are RFC 6762 appendix G and ICANN's `.internal`.
"""

from __future__ import annotations

import garim.late as re
from garim.families._clouds import tail as tail_of
from garim.families._port import Draw, Family, by_length, never
from garim.families._spelled import labels
from garim.text.hangul import has_hangul
from garim.text.words import recase
from garim.values import Finding

GENERIC = frozenset(
    "www api app apps web mail smtp imap pop mx ns dns vpn sso auth login id idp dev stg stage staging test qa uat prd prod"
    " live dr lab int ext corp intra internal local lan svc cluster default pod node db dbs sql ora pg redis kafka mq es"
    " elk log logs mon monitor metrics grafana prometheus git gitlab github jenkins ci cd build repo nexus registry docker"
    " k8s kube jira wiki confluence docs doc help support status cdn static img images assets files file ftp sftp nas s3"
    " storage backup batch job jobs was ap srv server host vm gw gateway proxy lb edge admin portal console dashboard data"
    " dw etl bi ml ai gpu search cache queue core m mobile kr us eu uk jp seoul east west north south central primary"
    " replica master slave standby read rw ro rac scan vip".split()
)
PRIVATE = frozenset("local internal corp lan intra home private localdomain arpa test invalid example localhost".split())
_SECOND = frozenset("co com or org go gov ac edu ne net re pe mil nom gob ltd plc".split())
_DASHED = re.compile(r"((?:ec2|ip)-)((?:25[0-5]|2[0-4]\d|1?\d?\d)(?:-(?:25[0-5]|2[0-4]\d|1?\d?\d)){3})", re.IGNORECASE)
_PIECE = re.compile(r"[^\W_]+")
_ID = re.compile(r"(?=[a-zA-Z]*\d)[a-zA-Z0-9]{4,}")
_NUMBERED = re.compile(r"[a-zA-Z]{2,}\d{1,3}|\d{1,3}[a-zA-Z]{2,}")
"""A word with a number is that word, not an id."""
_TOKEN = re.compile(r"[^\W\d_]+")


def label(draw: Draw, text: str, *, always: bool = False) -> str:
    """One label with its company words coined; digits, hyphens and generic words stay unless `always`."""

    def coined(match: re.Match[str]) -> str:
        word = match[0]
        if not always and (word.lower() in GENERIC or len(word) == 1):
            return word
        return recase(draw.word(word.casefold())[has_hangul(word)], word)

    return _TOKEN.sub(coined, text)


def _customer(draw: Draw, text: str) -> str:
    """A label that a customer or a cloud for him chose: words coined, and ids (`c9akciq32xyz`) to the last character."""

    if dashed := _DASHED.fullmatch(text):
        return dashed[1] + draw.part("ip", dashed[2].replace("-", ".")).replace(".", "-")

    def piece(match: re.Match[str]) -> str:
        part = match[0]
        if _ID.fullmatch(part) and not _NUMBERED.fullmatch(part):
            return draw.part("code", part)
        return label(draw, part)

    return _PIECE.sub(piece, text)


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """The name label by label, in the surface's case; a trailing dot or leading wildcard stays."""
    labels = surface.split(".")
    if end := tail_of(surface.lower().rstrip(".")):
        first = len(labels) - end - (labels[-1] == "")
        out = [_customer(draw, text) for text in labels[:first]]
        if out == labels[:first]:
            out[-1] = label(draw, out[-1], always=True)
        return ".".join((*out, *labels[first:]))
    tail = len(labels) - 1 - (labels[-1] == "" and len(labels) > 1)
    suffix = labels[tail].lower()
    out = list(labels)
    first = tail
    if suffix not in PRIVATE and tail:
        out[tail] = recase("example", labels[tail])
        if len(suffix) == 2 and tail > 1 and labels[tail - 1].lower() in _SECOND:
            first = tail - 1
    for at in range(first):
        out[at] = label(draw, labels[at])
    if out[:first] == labels[:first]:
        at = max(range(first), key=lambda i: (len(labels[i]) > 1, i), default=0)
        out[at] = label(draw, labels[at], always=True)
    return ".".join(out)


FAMILY = Family(
    name="domain",
    canonical=str.lower,
    mint=mint,
    spellings=labels,
    edges=by_length,
    styled=True,
    strict=never,
    label=None,
    plain=("our domain", "사내 도메인"),
    examples=(
        ("qsdv.co.kr", "qsdv.co.kr"),
        ("wiki.prairiefarm.com", "wiki.prairiefarm.com"),
        ("brimdb01.corp.brim.local", "brimdb01.corp.brim.local"),
        ("api-dev.naretel.io", "API-DEV.Naretel.io"),
        ("orders.c9akciq32xyz.ap-northeast-2.rds.amazonaws.com", "orders.c9akciq32xyz.ap-northeast-2.rds.amazonaws.com"),
        ("10x-ops.lumo.internal", "10x-ops.lumo.internal"),
    ),
)

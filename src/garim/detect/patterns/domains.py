"""Which dotted names are hosts, and which hosts everyone knows.

A host that everyone knows (github.com) tells nothing about a company; `ledger.corp.somebank.net` does. Code is full of
dotted names that are no hosts (`java.util.HashMap`, `self.name`, `values.yaml`), so a bare name counts as a host only
with a top-level domain that code does not use as an attribute or a file ending.

Source: the bundled Mozilla Public Suffix List (publicsuffixlist), data/public_domains.txt, RFC 2606, RFC 6761, RFC 6762.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import garim.late as re
from garim.detect import words
from garim.families import _clouds as clouds
from garim.text.suffixes import suffixes

INTERNAL = frozenset("local internal corp lan intra intranet private localdomain ad dmz consul priv office dc prod stage".split())
"""Last labels of private name spaces: no public registry delegates them (RFC 6762 appendix G, ICANN's reserved ones)."""
_WEAK_INTERNAL = frozenset("private ad office dc prod stage priv".split())
_RESERVED = frozenset("example test invalid localhost onion arpa".split())
_BARE = frozenset(
    "com net org kr jp cn tw hk sg de fr uk eu us ca au nz ch at nl se fi dk pl ie es it pt be cz br mx in th vn id my ph "
    "gov edu mil int biz info io ai co dev app cloud shop bank insurance tech online site xyz store finance health "
    "systems services solutions agency digital network group global asia capital energy games media software studio "
    "technology ventures world 한국 vip inc ltd llc".split()
)
"""Top-level domains that make a bare dotted name a host. Others (py, sh, rs, name, zip …) need a URL around them."""
ENDINGS = tuple(sorted(_BARE | INTERNAL, key=lambda label: (-len(label), label)))
"""Last labels with which a bare name can be a host at all, the longest first."""
_ATTRIBUTE = frozenset(
    "in id it my co io us is at be ph network group global store services systems media software games health app "
    "world vip inc info int digital energy studio cloud site online capital finance insurance bank".split()
)
"""Of these, the ones that code also writes after a dot: two labels are then not enough without a dash or a digit."""
_FIELDS = frozenset("id in it my at be int info group global network services store world".split())
"""Of these, the ones that end whole chains of fields: `order.item.id`."""
_CODE_HEADS = frozenset(
    "dep deps self this cls obj threading settings environment os sys ctx req res request response data user users config "
    "conf args opts event e window document module props state app item row node module.exports env process "
    "console math json re io np pd plt tf torch com org net kr jp cn de fr uk java javax jakarta sun oracle "
    "android dev".split()
)
"""First labels of attribute chains and of reversed package names."""
_HOST = re.compile(r"(?:[a-z0-9가-힣_](?:[a-z0-9가-힣_-]{0,61}[a-z0-9가-힣])?\.)+[a-z0-9가-힣-]{2,63}\.?")


@lru_cache(1)
def _known() -> frozenset[str]:
    """Names that everyone knows."""
    text = resources.files("garim.detect").joinpath("data/public_domains.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(4096)
def registrable(name: str) -> str:
    """The part of a host name that somebody registered, `a.b.co.kr` → `b.co.kr`; private name spaces: their last two.

    Args:
        name: A host name in any case, a final dot is ignored. Anything else gives "".
    """
    name = name.lower().rstrip(".")
    labels = name.split(".")
    if len(labels) < 2:
        return ""
    if labels[-1] in INTERNAL or labels[-1] in _RESERVED:
        return ".".join(labels[-2:])
    return suffixes().privatesuffix(name) or ""


@lru_cache(4096)
def is_public(name: str) -> bool:
    """Whether everyone knows this host or domain, so that naming it tells nothing; a bare public suffix is known too.

    Hosts of a customer on a well-known cloud (`acme.slack.com`) are not public.
    """
    name = name.lower().rstrip(".")
    labels = name.split(".")
    if labels[-1] in _RESERVED or name in ("localhost", "cluster.local", "svc.cluster.local", "host.docker.internal"):
        return True
    if name.endswith(".compute.internal") or name == "metadata.google.internal":
        return True
    if registrable(name).startswith("example."):
        return True
    public, tenants = _known(), clouds.names()
    for start in range(len(labels) - 1):
        suffix = ".".join(labels[start:])
        if suffix in tenants:
            return all(clouds.is_generic(label) for label in labels[:start])
        if suffix in public:
            return True
    return labels[-1] not in INTERNAL and suffixes(private=True).publicsuffix(name) == name


@lru_cache(4096)
def has_registry(name: str) -> bool:
    """Whether the name ends in a delegated top-level domain or in one of the private name spaces."""
    last = name.lower().rstrip(".").rsplit(".", 1)[-1]
    return last in INTERNAL or last in _RESERVED or suffixes().publicsuffix(name.lower().rstrip(".")) is not None


@lru_cache(4096)
def looks_like_host(name: str) -> bool:
    """Whether a bare dotted name in running text or code is a host name and not code, a file or a version.

    Args:
        name: The name without port, path or scheme. One in MixedCase is code.
    """
    lower = name.lower().rstrip(".")
    if name not in (lower, name.upper()) or len(lower) > 253 or not _HOST.fullmatch(lower):
        return False
    labels = lower.split(".")
    last = labels[-1]
    if labels[0] in _CODE_HEADS or any("_" in label for label in labels[1:]):
        return False
    if last in INTERNAL:
        if last in _WEAK_INTERNAL and (len(labels) < 3 or "-" not in lower and not re.search(r"\d", lower)):
            return False
        head = labels[0]
        said = words.ordinary(head) or words.technology(head) or words.generic(head)
        return len(labels) > 2 or len(head) > 2 and not said
    if last not in _BARE or name == name.upper() and len(labels) < 3:
        return False
    owned = registrable(lower).split(".")[0]
    if len(owned) < 2 or owned.isdigit() or len(owned) < 3 and len(last) < 3 and len(labels) < 3:
        return False
    if last not in _ATTRIBUTE or last == "io" or re.search(r"[-\d]", owned):
        return True
    return len(labels) > 2 and (last not in _FIELDS or labels[-2] in ("co", "com", "or", "ac", "go", "net", "gov"))

"""Hosts that a text names without a URL: by their dotted names, in numbers, as buckets. What a resolver would ask for.

Source: RFC 1123, section 2.1 (names of hosts); the WHATWG URL standard, section 3.5 (addresses in numbers of any base).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import garim.late as re
from garim.surrogate.home import PRIVATE, SHARED, canonical
from garim.surrogate.urls import Whose, strangers
from garim.text.suffixes import suffixes

_NAMED = r"(?:(?:[^\W_](?:[\w-]*[^\W_])?\.){1,40}[^\W\d_][\w-]*|(?:\d{1,3}\.){3}\d{1,3}|0x[0-9a-f]{8})"
_BEHIND = r"\.?(?=(?P<behind>[:/?#]?)[^(\w]|[:/?#]|$)"
HOST = re.compile(
    # Where somebody stands before it is told from its last character: to read all of a long name at each step never ends.
    rf"(?:(?P<user>(?<=[\w.+%-])@)|(?<![\w-]))(?P<host>{_NAMED})"
    rf"(?(user)|(?![\w.+%-]{{0,64}}@{_NAMED}{_BEHIND.replace('?P<behind>', '?:')})){_BEHIND}",
    re.IGNORECASE,
)
USER, _USER_END = re.compile(r"[\w.+%-]+@"), re.compile(r"(?<![\w.+%-])[\w.+%-]+\Z")
NUMBER = re.compile(
    r"(?<![\w.:-])(?:\d{8,10}|0x[0-9a-f]{1,8}|(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){1,3})(?=[:/\s'\"]|$)", re.IGNORECASE
)
NUMBERED = re.compile(
    r"\[([0-9a-f:]+(?:\.\d+){0,3})\]|(?<![\w.:-])([0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:.])", re.IGNORECASE
)
_BUCKET = re.compile(
    r"(?<![\w+.-])(?:s3[an]?|gs|gcs|abfss?|wasbs?|adls?|az|oss|cos|b2|r2|swift|oci|docker)://(?:[^\s/@]*@)?([^\s/'\"]+)",
    re.IGNORECASE,
)
ACCOUNTED = re.compile(r"(?<![\w.-])arn:[\w-]+:[\w-]+:[\w-]*:\d{12}:[^\s'\"]*")
"""A thing on a cloud with the account that it is in."""
_OWNER = re.compile(r"[/:]+([\w.-]+)")
_FILES = frozenset(
    "js ts jsx tsx json jsonl yaml yml toml ini cfg conf config txt log csv tsv xml html htm css sql bash zsh ps1 bat java "
    "kt go rb php c h cpp hpp cs swift scala lua r ipynb lock gz tar tgz bz2 xz zst jar war whl deb rpm png jpg jpeg gif "
    "exe svg pdf doc docx xls xlsx ppt pptx env properties gradle tf tfvars proto graphql vue svelte dart ex exs erl hs out o a "
    "bin dat db sqlite bak old tmp orig patch diff pem key crt cer csr p12 service d client".split()
)
"""Ends of files' names that no domain has."""
ENDS_OF_BOTH = frozenset("py sh md rs pl zip mov cc so mk ps ml pub".split())
"""Ends that both have."""
_WELL_KNOWN = frozenset(
    "com net org io co xyz top biz tk ga cf gq kr jp cn ru de fr uk us eu nl br ua su club icu cyou pw ws to gg fun lol "
    "onion example dev ai online website biz".split()
)
"""Ends of hosts that are no ends of modules' names."""
_A_FILE = re.compile(
    r"(?:^|\s)(?:-[A-Za-z]?[oOTK]|--output|--upload-file)[= ]*$|[<>]\s*$|(?<![\w.])@$|\./$|"
    r"(?<![\w.-])(?:python3?|node|ruby|perl|bash|sh|cat|vi|chmod \S+) $"
)
Ours = Callable[[str], bool]


def plain(text: str) -> str:
    """A text in the letters that a resolver reads."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).replace("\u3002", ".")


def addressed(text: str, ours: Ours) -> bool:
    """Whether a URL in a text leads to a stranger."""
    return any(strangers(text, Whose(ours, called=True)))


def buckets(text: str, ours: Ours) -> bool:
    """Whether a text names a bucket of a stranger's: they have one name in all the world."""
    return any(not ours(canonical(name)) for name in _BUCKET.findall(text))


def before_host(met: re.Match[str]) -> str:
    """The characters before a host and before who stands there with it."""
    before = met.string[max(0, met.start() - 104) : met.start()]
    return (_USER_END.sub("", before) if met["user"] else before)[-40:]


def is_strangers(met: re.Match[str], text: str, ours: Ours) -> bool:
    """Whether what was met is a host of a stranger's, and no file, module or path.

    Args:
        met: As of `HOST`.
        text: In which what stands behind it says whose it is, on a host that serves many.
        ours: Of a canonical host.
    """
    host, end = met["host"], met["host"].rpartition(".")[2].lower()
    before = before_host(met)
    if before.endswith("/") and not before.endswith(("//", "/dev/tcp/", "/dev/udp/", "/tcp/0/", "/udp/0/")) and not met["user"]:
        return False  # of a path
    if not met["user"] and (end in _FILES or (end in ENDS_OF_BOTH and (_A_FILE.search(before) or met.string.startswith("./")))):
        return False
    name = canonical(host)
    if not name or name == "0.0.0.0" or ours(name) or not reaches(name):  # noqa: S104 - of this machine, all addresses
        return False
    owner = _OWNER.match(text, met.end()) if name in SHARED else None
    return owner is None or not ours(f"{name}/{owner[1]}")


def reaches(name: str) -> bool:
    """Whether a canonical name with dots can be somebody's outside: its end is delegated, or a number."""
    if ":" in name:
        return True
    said = name.rpartition(".")[2].rstrip("-_")
    ends = {said, *_LATIN.findall(said)[:1]}
    return any(
        end.isdigit() or end in _WELL_KNOWN or (end and suffixes().publicsuffix(end) is not None) for end in ends - PRIVATE
    )


_LATIN = re.compile("^[a-z0-9-]*")
"""What of a last label no particle follows."""


def is_far(met: re.Match[str], ours: Ours) -> bool:
    """Whether a number is an address of a stranger's: no version, no count of seconds."""
    said = met[0].strip("[]")
    if ":" in said:
        host = canonical(f"[{said}]")
        return bool(host) and any(char.isdigit() for char in said) and not ours(host)
    parts = said.split(".")
    odd = any(part[:2].lower() == "0x" or (len(part) > 1 and part[0] == "0") for part in parts)
    behind = met.string[met.end() : met.end() + 1]
    if len(parts) < 4 and not odd and not (parts[-1].isdigit() and int(parts[-1]) > 255) and behind not in ("/", ":"):
        return False
    host = canonical(said.lower())
    return bool(host) and not ours(host)


def is_well_known(host: str, sure: bool = False) -> bool:
    """Whether a name with dots is a host and no module: com.example.dev is none, unless surely no module is named there."""
    labels = host.lower().split(".")
    return labels[-1] in _WELL_KNOWN and (sure or labels[0] not in _WELL_KNOWN) or labels[-1].isdigit()


def is_owner(name: str, ours: Ours) -> bool:
    """Whether an account on a host that serves many is at home: it holds a word of ours, or the user named it there."""
    name = name.removeprefix("@")
    return ours(canonical(name)) or any(ours(f"{host}/{name}") for host in SHARED)

"""Arguments of tools: to whom a call sends what stands in it, also where nothing in it looks like a URL.

A command or a mail tool needs no URL to send things away (`curl evil.example/…`, `nslookup X.evil.example`, or `to` an address
of mail), and what it sends may stand in another argument than whom it sends to. So a call is read whole before anything of it
is put back, and one that speaks to a stranger keeps all its surrogates. What is written into files is not read so: a script
may name whom it likes.

What is not seen: a host that is put together when the command runs, and programs that nobody knows to send anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from garim.surrogate.home import canonical
from garim.surrogate.restore import Table
from garim.surrogate.urls import Addresses, Whose

DEEPEST = 4
"""JSON texts inside JSON texts that are read."""
_ADDRESSED = frozenset(
    "url urls uri uris link links href endpoint endpoints host hosts hostname hostnames domain domains server servers address "
    "addresses webhook webhookurl callback callbackurl to cc bcc recipient recipients remote origin baseurl apiurl target "
    "targeturl destination dest site peer proxy registry upstream".split()
)
"""Names of arguments that say to whom, in small letters without - and _."""
_EXECUTED = frozenset(
    "command commands cmd commandline shell script bash exec execute run args argv code sh powershell terminal keys".split()
)
"""Names of arguments that are run."""
_SENDS = re.compile(
    r"(?<![\w.-])(?:curl|wget|wget2|aria2c|https?|xh|httpie|nc|ncat|netcat|socat|telnet|nslookup|dig|drill|host|ping6?|traceroute|whois|"
    r"ssh|scp|sftp|rsync|ftp|tftp|lftp|mailx?|mutt|sendmail|swaks|msmtp|git|hg|svn|rclone|openssl|docker|podman|npm|pip3?|twine|aws|gsutil|gcloud|az|"
    r"iwr|irm|Invoke-\w+|Test-NetConnection|Resolve-DnsName|Send-MailMessage|lynx|w3m|links|ab|wrk|smbclient|ldapsearch|psql|mysql|"
    r"redis-cli|mongosh?|kcat|mosquitto_pub|requests|urllib\d?|httpx|aiohttp|http\.client|smtplib|socket|axios|fetch|XMLHttpRequest|"
    r"gethostbyname|getaddrinfo|file_get_contents|LWP|Net::HTTP|URI\.open)(?![\w-])|/dev/(?:tcp|udp)/",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?<![\w-])(?P<user>[\w.+%-]+@)?(?P<host>(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*|(?:\d{1,3}\.){3}\d{1,3}|0x[0-9a-f]{8})\.?"
    r"(?=(?P<behind>[:/?#]?)[^(\w]|[:/?#]|$)",
    re.IGNORECASE,
)
_FILES = frozenset(
    "js ts jsx tsx json jsonl yaml yml toml ini cfg conf config txt log csv tsv xml html htm css sql bash zsh ps1 bat java "
    "kt go rb php c h cpp hpp cs swift scala lua r ipynb lock gz tar tgz bz2 xz zst jar war whl deb rpm png jpg jpeg gif "
    "svg pdf doc docx xls xlsx ppt pptx env properties gradle tf tfvars proto graphql vue svelte dart ex exs erl hs out o a "
    "bin dat db sqlite bak old tmp orig patch diff pem key crt cer csr p12 service d client".split()
)
"""Ends of files' names that no domain has."""
_EITHER = frozenset("py sh md rs pl zip mov cc so mk ps ml pub".split())
"""Ends that both have."""
_A_FILE = re.compile(
    r"(?:^|\s)(?:-[A-Za-z]?[oOTK]|--output|--upload-file)[= ]*$|[<>]\s*$|(?<![\w.])@$|\./$|"
    r"(?<![\w.-])(?:python3?|node|ruby|perl|bash|sh|cat|vi|chmod \S+) $"
)
_GLUE, _BLANK = re.compile(r"[\"'\\`]"), re.compile(r"\$\{?IFS\}?")
_HEREDOC = re.compile(r"^[ \t]*(?:cat|tee)\b[^\n]*<<-?[ \t]*(['\"]?)(\w+)\1[^\n]*\n.*?^[ \t]*\2[ \t]*$", re.MULTILINE | re.DOTALL)
_PATCH = "*** Begin Patch"


class Reader(Protocol):
    """Restores one text in pieces."""

    def feed(self, piece: str) -> str:
        """The next piece → the text that can no longer change."""

    def finish(self) -> str:
        """No more follows → what was held."""

    def whole(self, text: str) -> str:
        """A text that is there at once → what `feed` and `finish` give."""


class Held:
    """Arguments that are held until they are whole, and then restored only if nobody's stranger is spoken to."""

    __slots__ = ("_made", "_pieces", "_table")

    def __init__(self, made: Callable[[Table], Reader], table: Table) -> None:
        """
        Args:
            made: Makes what restores with a table.
            table: The exchange's surrogates.
        """
        self._made, self._table = made, table
        self._pieces: list[str] = []

    def feed(self, piece: str) -> str:
        """Take the next piece; nothing comes back before the end."""
        self._pieces.append(piece)
        return ""

    def finish(self) -> str:
        """The whole text: as it came where it speaks to a stranger."""
        text = "".join(self._pieces)
        self._pieces = []
        return self.whole(text)

    def whole(self, text: str) -> str:
        """A text that is there at once: as it came where it speaks to a stranger."""
        return self._made(NOTHING if speaks_to_strangers(text, self._table.ours) else self._table).whole(text)


NOTHING = Table(())


def speaks_to_strangers(text: str, ours: Callable[[str], bool]) -> bool:
    """Whether a call of a tool names somebody outside to send to.

    Args:
        text: Its arguments: JSON, or a text that is run.
        ours: Of a canonical host as the call names it.
    """
    try:
        node = json.loads(text)
    except (ValueError, RecursionError):
        return _runs_to(text, ours)
    return any(
        _names(value, ours) if key in _ADDRESSED else key in _EXECUTED and _runs_to(value, ours)
        for key, value in _strings(node, "", 0)
    )


def _strings(node: Any, key: str, depth: int) -> Iterator[tuple[str, str]]:
    """All strings of a tree, each with the name above it; those of JSON in strings too."""
    todo = [(node, key, depth)]
    while todo:
        node, key, depth = todo.pop()
        if isinstance(node, str):
            yield key or "command", node
            if depth < DEEPEST and node.lstrip()[:1] in ("{", "["):
                try:
                    todo.append((json.loads(node), key, depth + 1))
                except (ValueError, RecursionError):
                    continue
        elif isinstance(node, dict):
            todo += [(value, re.sub("[-_ ]", "", name).lower(), depth) for name, value in node.items()]
        elif isinstance(node, list):
            todo += [(value, key, depth) for value in node]
            if key in _EXECUTED and all(isinstance(value, str) for value in node):
                yield key, " ".join(node)


def _names(value: str, ours: Callable[[str], bool]) -> bool:
    """Whether an argument that says to whom names a stranger."""
    return _addressed(value, ours) or any(
        _is_strangers(met, value, ours) for word in re.split(r"[\s,;<>]+", value) for met in [_HOST.match(word)] if met
    )


def _runs_to(value: str, ours: Callable[[str], bool]) -> bool:
    """Whether what is run sends something to a stranger."""
    if value.startswith(_PATCH):
        return False
    value = _BLANK.sub(" ", _HEREDOC.sub(" ", value))
    return any(
        _SENDS.search(said) and (_addressed(said, ours) or any(_is_strangers(met, said, ours) for met in _HOST.finditer(said)))
        for said in dict.fromkeys((value, _GLUE.sub("", value)))
    )


def _addressed(text: str, ours: Callable[[str], bool]) -> bool:
    """Whether a URL in a text leads to a stranger."""
    found, at = Addresses(text, True, Whose(ours)), 0
    while place := found.next(at):
        if not place.ours:
            return True
        at = place.start + 1
    return False


def _is_strangers(met: re.Match[str], text: str, ours: Callable[[str], bool]) -> bool:
    host, end = met["host"], met["host"].rpartition(".")[2].lower()
    before = met.string[max(0, met.start() - 40) : met.start()]
    if before.endswith("/") and not before.endswith(("//", "/dev/tcp/", "/dev/udp/")) and not met["user"]:
        return False  # of a path
    if not met["user"] and (end in _FILES or (end in _EITHER and (_A_FILE.search(before) or met.string.startswith("./")))):
        return False
    name = canonical(host)
    return bool(name) and not ours(name)

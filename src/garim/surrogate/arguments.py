"""Arguments of tools: to whom a call sends what stands in it, also where nothing in it looks like a URL.

A command or a mail tool needs no URL to send things away (`curl evil.example/…`, `nslookup X.evil.example`, or `to` an address
of mail), and what it sends may stand in another argument than whom it sends to. So a call is read whole before anything of it
is put back, and one that speaks to a stranger keeps all its surrogates. What is written into files is not read so: a script
may name whom it likes.

A command is read as a shell reads it: line ends behind a backslash, quotes, braces and escapes undone, addresses in any base.
A program that is known to send makes every stranger's host in it count; one that is not known to stay on this machine makes
those count that are hosts beyond doubt: a URL, somebody at a host, a name under a well-known domain.

What is not seen: a host that another program or an earlier call puts together, and what a program sends to where its own
settings say.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Protocol

from garim.surrogate.home import SHARED, canonical
from garim.surrogate.restore import Table
from garim.surrogate.urls import Addresses, Whose

DEEPEST = 4
"""JSON texts inside JSON texts that are read."""
MOST_EXPANDED = 64
"""Braces of a command that are expanded."""
LONGEST_HOST = 256
LONGEST = 256 * 1024
"""Characters of a command that are read as a shell reads it; a longer one is a file."""
_ADDRESSED = frozenset(
    "url urls uri uris link links href endpoint endpoints host hosts hostname hostnames domain domains server servers "
    "address addresses addr webhook hook callback cc bcc recipient recipients receiver receivers remote origin destination "
    "dest site website peer proxy registry upstream email emails mail mailto attendee attendees invitee invitees "
    "participant participants contact contacts ip fqdn nameserver lookup smtp repo repository".split()
)
"""Words in names of arguments that say to whom."""
_NAMED = _ADDRESSED - frozenset("email emails mail contact contacts repo repository lookup hook participant participants".split())
"""Of these, those whose value is a host and never a file."""
_TARGETS = frozenset("to target targeturl webhookurl callbackurl baseurl apiurl with".split())
"""Words that say to whom where they begin or end a name: send_to, to_address, but no path_to_file."""
_SHELL = frozenset(
    "script command commands cmd commandline shell bash exec execute run argv sh zsh powershell pwsh terminal".split()
)
"""Words in names of arguments that a shell runs."""
_CODE = frozenset("code args keys chars stdin keystrokes input program snippet eval javascript python".split())
"""Words in names of arguments that something else runs, or that may be no more than a text."""
_PASSED = frozenset("args arguments argv options flags parameters params".split())
"""Names of arguments that hold what a command of another argument is given."""
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
_SENDS = re.compile(
    r"(?<![\w.-])(?:[\w-]*(?:curl|wget|nslookup|netcat|telnet|sendmail|traceroute|tracert|rsync|smbclient|websocat|wscat)[\w-]*|"
    r"aria2c|axel|https?(?=\s)|xhs?|httpie|ncat|nc|socat|[kd]?dig|delv|drill|doggo|getent|resolvectl|systemd-resolve|host|"
    r"(?:[fhnt]|ar|tc)?ping[36]?|mtr|whois|nmap|masscan|ntpdate|snmp\w+|(?:auto)?ssh(?:pass|fs)?|mosh|scp|s?ftp|[tn]?c?ftp|lftp|"
    r"mailx?|mutt|swaks|msmtp|sendemail|himalaya|rclone|openssl|s3cmd|ffmpeg|"
    r"iwr|irm|Invoke-\w+|Start-BitsTransfer|Test-NetConnection|Resolve-DnsName|Send-MailMessage|certutil|bitsadmin|mstsc|"
    r"e?lynx|w3m|elinks|links2?|chrom(?:e|ium)[\w-]*|google-chrome[\w-]*|firefox|xdg-open|"
    r"ab|wrk2?|vegeta|siege|ldap\w+|psql|pg_dump|mysql\w*|redis-cli|mongosh?|sqlplus|kcat|kafkacat|kafka-\w+|nats|amqp-\w+|"
    r"mosquitto_\w+|requests|urllib\d?|urlopen|httpx|aiohttp|http\.client|smtplib|socket|create_connection|axios|fetch|"
    r"XMLHttpRequest|WebSocket|gethostbyname|getaddrinfo|file_get_contents|fsockopen|LWP|IO::Socket\S*|Net::HTTP|URI\.open|open-uri)"
    r"(?:\.exe)?(?![\w-])|/dev/(?:tcp|udp)/|/inet/(?:tcp|udp)/",
    re.IGNORECASE,
)
"""What is known to send, in a shell or a language."""
_REACHES = re.compile(
    r"(?<![\w.-])(?:[\w-]*curl|[\w-]*wget|nc|ncat|netcat|socat|telnet|nslookup|dig|drill|host|ping6?|ssh|scp|sftp|ftp|iwr|irm)"
    r"(?:\.exe)?(?=\s)",
    re.IGNORECASE,
)
"""Programs whose argument is a host, whatever it looks like."""
_HIDES = re.compile(
    r"\b(?:base64|base32|xxd|uudecode|openssl enc)\b[^\n]{0,300}\|[^\n]{0,60}\b(?:ba|z|da|k)?sh\b"
    r"|\beval\b[^\n]{0,300}\bbase(?:64|32)\b"
)
"""A command that is decoded before it runs."""
_LOCAL = frozenset(
    "grep egrep fgrep zgrep rg ag ack sed cat zcat bat head tail ls ll dir cd pushd popd pwd echo printf mkdir rmdir rm cp "
    "mv touch chmod chown ln sort uniq wc cut tr diff cmp patch tee less more file stat du df tree basename dirname "
    "realpath readlink test [ [[ ]] true false : export set unset alias local declare typeset read shift trap return exit "
    "jq yq xmllint column comm join paste nl tac rev fold fmt expand seq sleep date which type whoami id uname ps kill vi "
    "vim nano ed black ruff prettier eslint mypy pyright flake8 isort gofmt rustfmt clang-format tsc javac gcc cc g++ clang "
    "clang++ ld ar nm objdump strip shasum md5sum sha1sum sha256sum tar gzip gunzip zip unzip xz findstr copy xcopy move "
    "del md rd where cls find fd fdfind for in case esac done fi while until if then else elif do function select ! time "
    "history clear wait jobs fg bg umask ulimit get-content get-childitem get-item get-location set-location set-content "
    "add-content select-string select-object where-object foreach-object sort-object measure-object write-host write-output "
    "out-file out-string new-item remove-item copy-item move-item rename-item test-path join-path split-path".split()
)
"""Programs that stay on this machine, and words of the shell."""
_GIT = frozenset(
    "add commit status diff log show branch checkout switch merge rebase stash tag restore reset rm mv init config blame "
    "grep worktree apply cherry-pick rev-parse revert bisect describe notes reflog shortlog".split()
)
"""What git does on this machine."""
_BUILDS = frozenset(
    "python python2 python3 py node ruby perl php java javac kotlin scala go cargo mvn mvnw gradle gradlew npm npx pnpm "
    "yarn bun deno make cmake ninja bazel dotnet msbuild pytest tox nox jest vitest mocha phpunit rspec uv uvx poetry pipx "
    "tsx ts-node rustc swift".split()
)
"""Programs whose arguments are names with dots that are no hosts: modules, classes, tests."""
_WRAPS = frozenset(
    "sudo doas env nohup nice ionice timeout stdbuf command builtin exec xargs watch unbuffer setsid caffeinate busybox".split()
)
_QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\$`]|\\.)*\"", re.DOTALL)
_REDIRECTED = re.compile(r"(?<!\d)\d*+(?:>{1,2}(?:&\s*[\d-]|\s*&?[^\s;&|<>()]+)|<(?!<)\s*[^\s;&|<>()]+)")
_SEGMENTS = re.compile(r"[;&|\n`{}()]+|(?<=\s)-(?:exec|execdir|ok)(?=\s)")
_HOST = re.compile(
    # Where somebody stands before it is told from its last character: to read all of a long name at each step never ends.
    r"(?:(?P<user>(?<=[\w.+%-])@)|(?<![\w-]))(?P<host>(?:[^\W_](?:[\w-]*[^\W_])?\.){1,40}[^\W\d_][\w-]*+|(?:\d{1,3}\.){3}\d{1,3}"
    r"|0x[0-9a-f]{8})(?![\w.+%-]{0,64}@[\w\[])\.?(?=(?P<behind>[:/?#]?)[^(\w]|[:/?#]|$)",
    re.IGNORECASE,
)
_USER, _USER_END = re.compile(r"[\w.+%-]+@"), re.compile(r"(?<![\w.+%-])[\w.+%-]+\Z")
_NUMBER = re.compile(
    r"(?<![\w.:-])(?:\d{8,10}|0x[0-9a-f]{1,8}|(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){1,3})(?=[:/\s'\"]|$)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"\[([0-9a-f:]+(?:\.\d+){0,3})\]|(?<![\w.:-])([0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:.])", re.IGNORECASE
)
_BUCKET = re.compile(
    r"(?<![\w+.-])(?:s3[an]?|gs|gcs|abfss?|wasbs?|adls?|az|oss|cos|b2|r2|swift|oci|docker)://(?:[^\s/@]*@)?([^\s/'\"]+)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?<![\\\w])\\\\([\w.-]+)\\")
_PUBLISHES = re.compile(r"\bgh\s+gist\s+create\b|\b(?:gh|glab)\s[^\n;|&]{0,300}(?:-R|--repo)[= ]+(?P<owner>[\w.-]+)/[\w.-]+")
_REGISTRY = re.compile(
    r"--?(?:registry|index|index-url|extra-index-url|i|repository|repository-url|proxy|host|server|address|url|source)[= ]+$|=$"
)
"""What stands before a host that a builder sends to."""
_OWNER = re.compile(r"[/:]+([\w.-]+)")
_FILES = frozenset(
    "js ts jsx tsx json jsonl yaml yml toml ini cfg conf config txt log csv tsv xml html htm css sql bash zsh ps1 bat java "
    "kt go rb php c h cpp hpp cs swift scala lua r ipynb lock gz tar tgz bz2 xz zst jar war whl deb rpm png jpg jpeg gif "
    "exe svg pdf doc docx xls xlsx ppt pptx env properties gradle tf tfvars proto graphql vue svelte dart ex exs erl hs out o a "
    "bin dat db sqlite bak old tmp orig patch diff pem key crt cer csr p12 service d client".split()
)
"""Ends of files' names that no domain has."""
_EITHER = frozenset("py sh md rs pl zip mov cc so mk ps ml pub".split())
"""Ends that both have."""
_WELL_KNOWN = frozenset(
    "com net org io co xyz top biz tk ga cf gq kr jp cn ru de fr uk us eu nl br ua su club icu cyou pw ws to gg fun lol "
    "onion example".split()
)
"""Ends of hosts that are no ends of modules' names."""
_A_FILE = re.compile(
    r"(?:^|\s)(?:-[A-Za-z]?[oOTK]|--output|--upload-file)[= ]*$|[<>]\s*$|(?<![\w.])@$|\./$|"
    r"(?<![\w.-])(?:python3?|node|ruby|perl|bash|sh|cat|vi|chmod \S+) $"
)
_CONTINUED, _GLUE, _BLANK = re.compile(r"\\\r?\n"), re.compile(r"[\"'\\`]"), re.compile(r"\$\{?IFS\}?")
_SPELLED = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u\{?([0-9a-fA-F]{4})\}?|0?([0-7]{3}))")
_BRACES = re.compile(r"\{([^\s{},]*,[^\s{}]*)\}([^\s{}]{0,256})")
_HEREDOC = re.compile(r"[ \t]*(?:cat|tee)\b[^\n]*<<-?[ \t]*(['\"]?)(\w+)\1")
_PATCH = "*** Begin Patch"
Ours = Callable[[str], bool]


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


def speaks_to_strangers(text: str, ours: Ours) -> bool:
    """Whether a call of a tool names somebody outside to send to.

    Args:
        text: Its arguments: JSON, or a text that is run.
        ours: Of a canonical host as the call names it.
    """
    try:
        node = json.loads(text)
    except (ValueError, RecursionError):
        return _runs_to(text, ours, shell=True)
    return any(_speaks(key, value, ours) for key, value in _strings(node, "", 0))


def _speaks(key: str, value: str, ours: Ours) -> bool:
    """Whether one argument says to send to a stranger."""
    addressed, shell, code = _meant(key)
    if addressed and _names(value, ours, sure=addressed == 2):
        return True
    return (shell or code) and _runs_to(value, ours, shell=shell)


@lru_cache(maxsize=4096)
def _meant(key: str) -> tuple[int, bool, bool]:
    """What the words in an argument's name say: 2 that it is a host, 1 that it says to whom; a shell runs it; it may be run."""
    words = [word.lower() for word in _WORDS.findall(key)] or [key.lower()]
    words.append("".join(words))
    known, ends = frozenset(words), frozenset((words[0], words[-2], words[-1]))
    return (
        2 if known & _NAMED or "to" in ends else 1 if known & _ADDRESSED or ends & _TARGETS else 0,
        bool(known & _SHELL),
        bool(known & _CODE),
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
        elif isinstance(node, int | float) and not isinstance(node, bool):
            yield key, str(node)
        elif isinstance(node, dict):
            run = [value for name, value in node.items() if isinstance(value, str) and _meant(name)[1]]
            with_it = [value for name, value in node.items() if name.lower() in _PASSED]
            words = [word for value in with_it for word in (value if isinstance(value, list) else [value])]
            if run and words:
                yield "command", " ".join((*run, *(word for word in words if isinstance(word, str))))
            typed = node.get("text") if node.get("type") == "type" else None
            if isinstance(typed, str):
                yield "address", typed  # it may be typed where a browser reads an address
            todo += [(value, name, depth) for name, value in node.items()]
        elif isinstance(node, list):
            todo += [(value, key, depth) for value in node]
            if all(isinstance(value, str) for value in node):
                yield key or "command", " ".join(node)


def _names(value: str, ours: Ours, sure: bool) -> bool:
    """Whether an argument that says to whom names a stranger."""
    value = _plain(value)
    if _addressed(value, ours) or _buckets(value, ours):
        return True
    for word in re.split(r"[\s,;<>]+", value):
        user = _USER.match(word)
        met = _HOST.match(word, user.end() - 1 if user else 0)
        if met is None:
            if sure and (number := _NUMBER.match(word) or _NUMBERED.match(word)) and _is_far(number, ours):
                return True
        elif (sure or met["user"] or met["behind"] or met["host"].rpartition(".")[2].lower() not in _EITHER) and _is_strangers(
            met, value, ours
        ):
            return True
    return False


def _runs_to(value: str, ours: Ours, *, shell: bool) -> bool:
    """Whether what is run sends something to a stranger."""
    if value.startswith(_PATCH):
        return False
    value = _BLANK.sub(" ", _without_files(value))
    if len(value) > LONGEST:
        return _sends_to(value, ours, False)
    value = _CONTINUED.sub("", value)
    if any("." in host and not ours(canonical(host)) for host in _SHARE.findall(value)):
        return True
    glued = _GLUE.sub("", value)
    readings = dict.fromkeys(
        (value, glued, *map(_expanded, (value, glued)), _GLUE.sub("", _SPELLED.sub(_said, value)), _plain(glued))
    )
    return _HIDES.search(value) is not None or any(_sends_to(said, ours, shell) for said in readings)


def _without_files(text: str) -> str:
    """A command without what it writes into files from itself."""
    if "<<" not in text:
        return text
    lines = text.split("\n")
    where: dict[str, list[int]] = {}
    for nth, line in enumerate(lines):
        where.setdefault(line.strip(" \t"), []).append(nth)
    out, at = [], 0
    while at < len(lines):
        out.append(lines[at])
        met = _HEREDOC.match(lines[at])
        ends = where.get(met[2], []) if met else []
        behind = bisect_right(ends, at)
        at = ends[behind] + 1 if behind < len(ends) else at + 1
    return "\n".join(out)


def _sends_to(said: str, ours: Ours, shell: bool) -> bool:
    """Whether one reading of a command sends something to a stranger."""
    if _SENDS.search(said):
        if _addressed(said, ours) or _buckets(said, ours) or any(_is_strangers(met, said, ours) for met in _HOST.finditer(said)):
            return True
        reaches = _REACHES.search(said)
        if reaches and _reaches(said, reaches, ours):
            return True
    if not shell:
        return False
    if any(met["owner"] is None or not ours(canonical(met["owner"])) for met in _PUBLISHES.finditer(said)):
        return True
    far = [program for program in _programs(said) if program]
    if not far:
        return False
    if _addressed(said, ours) or any(met["user"] and _is_strangers(met, said, ours) for met in _HOST.finditer(said)):
        return True
    if _buckets(said, ours):
        return True
    others = any(program not in _BUILDS for program in far)
    return any(
        _is_well_known(met["host"]) and (others or _REGISTRY.search(_before(met)) is not None) and _is_strangers(met, said, ours)
        for met in _HOST.finditer(said)
    )


def _reaches(said: str, met: re.Match[str], ours: Ours) -> bool:
    """Whether a program that takes a host is given one in numbers, or one that another program says."""
    if any(_is_far(number, ours) for number in (*_NUMBER.finditer(said), *_NUMBERED.finditer(said))):
        return True
    rest = said[met.end() :]
    if met[0].lower().startswith(("ssh", "scp", "sftp")):
        return False  # ssh and its like know hosts by names of their own
    made = re.search(r"(?:^|\s|//|@)[\w.-]*(?:\$\(|`)", rest)
    return (
        made is not None and not any(ours(canonical(host["host"])) for host in _HOST.finditer(said)) and "localhost" not in said
    )


def _is_far(met: re.Match[str], ours: Ours) -> bool:
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


def _buckets(text: str, ours: Ours) -> bool:
    """Whether a text names a bucket of a stranger's: they have one name in all the world."""
    return any(not ours(canonical(name)) for name in _BUCKET.findall(text))


def _programs(said: str) -> Iterator[str]:
    """The programs of a command that may leave this machine, in small letters; "" for those that stay."""
    plain = _REDIRECTED.sub(" ", _QUOTED.sub("\x01", said))
    for segment in _SEGMENTS.split(plain):
        words = segment.split()
        while words and ("=" in words[0] or words[0][0] in "-<" or words[0].isdigit() or _base(words[0]) in _WRAPS):
            words.pop(0)
        if not words:
            continue
        while len(words) > 1 and words[0] in ("if", "while", "until", "then", "else", "elif", "do", "!", "time"):
            words.pop(0)
        name = _base(words[0])
        if name == "git":
            name = "" if next((word for word in words[1:] if word[0] != "-"), "") in _GIT else name
        yield "" if name in _LOCAL else name


def _base(word: str) -> str:
    return word.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")


def _is_well_known(host: str) -> bool:
    """Whether a name with dots is a host and no module: com.example.main is none."""
    labels = host.lower().split(".")
    return labels[-1] in _WELL_KNOWN and labels[0] not in _WELL_KNOWN or labels[-1].isdigit()


def _expanded(text: str) -> str:
    """A command with its braces expanded."""
    for _ in range(MOST_EXPANDED):
        met = _BRACES.search(text)
        if met is None or len(text) > LONGEST:
            break
        start = met.start()
        while start and met.start() - start < LONGEST_HOST and not text[start - 1].isspace() and text[start - 1] not in "{}":
            start -= 1
        said = " ".join([text[start : met.start()] + one + met[2] for one in met[1].split(",")[:MOST_EXPANDED]])
        text = text[:start] + said + text[met.end() :]
    return text


def _said(escape: re.Match[str]) -> str:
    return chr(int(escape[1] or escape[2], 16) if escape[1] or escape[2] else int(escape[3], 8))


def _plain(text: str) -> str:
    """A text in the letters that a resolver reads."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).replace("\u3002", ".")


def _addressed(text: str, ours: Ours) -> bool:
    """Whether a URL in a text leads to a stranger."""
    found, at = Addresses(text, True, Whose(ours)), 0
    while place := found.next(at):
        if not place.ours:
            return True
        at = place.start + 1
    return False


def _before(met: re.Match[str]) -> str:
    """The characters before a host and before who stands there with it."""
    before = met.string[max(0, met.start() - 104) : met.start()]
    return (_USER_END.sub("", before) if met["user"] else before)[-40:]


def _is_strangers(met: re.Match[str], text: str, ours: Ours) -> bool:
    host, end = met["host"], met["host"].rpartition(".")[2].lower()
    before = _before(met)
    if before.endswith("/") and not before.endswith(("//", "/dev/tcp/", "/dev/udp/", "/tcp/0/", "/udp/0/")) and not met["user"]:
        return False  # of a path
    if not met["user"] and (end in _FILES or (end in _EITHER and (_A_FILE.search(before) or met.string.startswith("./")))):
        return False
    name = canonical(host)
    if not name or ours(name):
        return False
    owner = _OWNER.match(text, met.end()) if name in SHARED else None
    return owner is None or not ours(f"{name}/{owner[1]}")

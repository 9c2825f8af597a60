"""What a tool writes into a file: whether a command or a statement in it sends something of ours to a stranger, once it runs.

A file may name whom it likes, and may hold what it likes; only where one statement of it (statements.py) does both, and starts
what sends, does it send. A name that stands for an address or for a text of ours is followed. A file that runs by itself (a
shell's own, a hook, a timer) is read as commands: there whatever is started counts.

What is not seen: what is put together over more statements than that, or over two files, and whom a setting of the environment
names.

Source: POSIX.1-2024, XCU 2; GNU make.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import garim.late as re
from garim.surrogate.outside import HOST, Ours, addressed, buckets, is_strangers, is_well_known
from garim.surrogate.programs import SOON
from garim.surrogate.statements import STRING, of_lines, statements
from garim.surrogate.urls import unspelled
from garim.surrogate.variables import expanded, filled, values_in

LONGEST, LONGEST_STATEMENT, MOST_NAMES = 512 * 1024, 16 * 1024, 64
"""Characters of a file and of a statement that are looked at, and names that are followed."""
_PROGRAMS = (
    r"curl|wget|aria2c|https?|xh|httpie|ncat|nc|netcat|socat|telnet|websocat|nslookup|[kd]?dig|drill|host|ping6?|ssh|autossh|scp|sftp"
    r"|rsync|ftp|lftp|mailx?|mutt|swaks|sendmail|msmtp|openssl|rclone|s3cmd|gsutil|iwr|irm|Invoke-\w+|Send-MailMessage|kcat"
    r"|mosquitto_pub|nats|redis-cli|aws|az|gcloud|gh|glab|git|docker|podman|npm|twine|logger|ntfy|finger|whois|certutil|bitsadmin"
)
_STARTS = re.compile(
    rf"(?:^|[;&|(`{{\"'\[,=@!:>-]|\$\(|\b(?:RUN|CMD|ENTRYPOINT|then|do|else|sudo|exec|eval|env|time|nohup|xargs|run|command|COMMAND|source)\b)"
    rf"[ \t]*(?:\S{{1,80}}/)?(?:{_PROGRAMS})(?:\.exe)?[\"']?(?=[\s,\]\"'<])|/dev/(?:tcp|udp)/",
    re.MULTILINE,
)
"""A program that sends, where a command may begin."""
_CALLS = re.compile(
    r"\b(?:requests?|httpx|aiohttp|axios|got|superagent|session|client|http|https|urllib\.request|ky|agent|\$|jQuery|reqwest|Net::HTTP"
    r"|HTTParty|Faraday|RestClient|http_client|webhook)\s*(?:\.|::)\s*(?:get|post|put|patch|delete|head|request|send|Get|Post|NewRequest"
    r"|PostForm|ajax|post_form|Client|urlopen|blocking)\w*\s*[(<]"
    r"|\b(?:fetch|axios|urlopen|urlretrieve|sendBeacon|WebSocket|EventSource|XMLHttpRequest|SMTP(?:_SSL)?|create_connection|HTTPS?Connection"
    r"|file_get_contents|curl_init|curl_setopt|fsockopen|gethostbyname|getaddrinfo|URLSession|HttpClient|WebClient|RestTemplate|HttpRequest"
    r"|OkHttpClient|open_connection|connect|IncomingWebhook)\s*(?:\.\w+)?\s*\("
    r"|\.(?:get|post|put|patch|delete|request|uri|url)\s*\(\s*[rbfu@$]{0,2}[\"'`]https?://"
)
"""A call of a library that sends."""
_SET = re.compile(
    r"(?:^|[\s;(])(?:export\s+|const\s+|let\s+|var\s+|ENV\s+|set\s+|final\s+|self\.)?([A-Za-z_][\w-]*)\s*(?::\s*[\w.<>\[\]]+\s*)?(=|:=|:)(?!=)\s*(?=\S)"
)
_MADE = re.compile(
    r"[\[{(]|(?:await\s+)?(?:JSON\.stringify|json\.dumps|new\s+(?:URLSearchParams|FormData|Blob)|urlencode|urllib\.parse\.\w+|str|bytes"
    r"|Buffer\.from|btoa|base64\.\w+|encodeURIComponent|dict|list|OrderedDict|Object\.\w+)\s*\("
)
"""A text that is made of others."""
_SETS_WHOM = re.compile(r".*(?:\.git/config|\.gitconfig|\.ssh/config|\.curlrc|\.wgetrc)$")
"""Settings by which other programs are told whom to ask."""
_REMARK = re.compile(r"\s*(?:#|//|--|;;|<!--|\*|/\*|\"\"\")")
_SLASHED = re.compile(r".*\.(?:[cm]?[jt]sx?|java|kts?|go|rs|swift|scala|c|h|cc|cpp|hpp|cs|dart|php|vue|svelte)$", re.IGNORECASE)
"""Files whose remarks begin with two slashes."""
_GLUE = re.compile(r"[\"'\\`]")
_OPEN = re.compile(r"//(?:\$\{?\w+\}?|\$\(\w+\)|\{\{?[^{}\n]*\}\}?|%\w+%?|<\w+>)(?=[/:\s\"'`]|$)")
"""A host that settings say."""


class Reach(NamedTuple):
    """What must be known of a scope to tell whether a statement sends something of it."""

    meets: Callable[[str], bool]
    """Whether a text may hold something of ours."""
    ours: Ours
    """Of a canonical host."""
    runs: Callable[[str], bool]
    """Whether a command sends to a stranger, whatever it starts."""


def sends(path: str, text: str, before: str, reach: Reach) -> bool:
    """Whether what is written into a file sends something of ours to a stranger once it runs.

    Args:
        path: Of the file; "" where it is not known.
        text: What is written.
        before: What stood there: a statement that stands in it already is not a new one.
        reach: What is ours.
    """
    if len(text) > LONGEST or not reach.meets(text):
        return False
    alone = SOON.match(path) is not None
    if not alone and not _STARTS.search(text) and not _CALLS.search(text):
        return False
    if _SETS_WHOM.match(path):
        stood = frozenset(before.split("\n"))
        new = "\n".join(line for line in text.split("\n") if line not in stood)[:LONGEST_STATEMENT]
        return reach.meets(text) and _asks(new, _Names("", reach), reach.ours)
    names, known = _Names(text, reach), set(statements(path, before)) if before else set()
    said_all = [said[:LONGEST_STATEMENT] for said in statements(path, text)]
    if _hands_on(said_all, names, known, reach):
        return True
    for said in said_all:
        called = _CALLS.search(said) is not None
        if said in known or not (alone or called or _STARTS.search(said)):
            continue
        if not _holds(_spoken(path, said), names, reach, alone or not called):
            continue
        if alone and not _REMARK.match(said) and reach.runs(filled(said, names.values)):
            return True
        if (called or _STARTS.search(said)) and _asks(said, names, reach.ours):
            return True
    return False


def _hands_on(said_all: list[str], names: _Names, known: set[str], reach: Reach) -> bool:
    """Whether a function sends to a stranger what it is given, and is given something of ours."""
    function, given = "", frozenset[str]()
    bodies: dict[str, list[str]] = {}
    for said in said_all:
        if met := _DEFINES.match(said):
            function = next(filter(None, met.groups()[:4]), "")
            given = frozenset(_WORD.findall(met["given"] or ""))
        if function and _passes_on(said, given):
            bodies.setdefault(function, []).append(said)
    if not bodies:
        return False
    called = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, sorted(bodies)))})(?=[\s(])(?!\s*\(\)\s*\{{)")
    for said in said_all:
        met = called.search(said) if said not in known and not _DEFINES.match(said) else None
        if met is None or not _holds(said[met.end() :], names, reach, not said.startswith("(", met.end())):
            continue
        if any(_asks(one, names, reach.ours) for one in bodies[met[1]]):
            return True
    return False


def _passes_on(said: str, given: frozenset[str]) -> bool:
    """Whether a statement starts what sends, with what its function is given."""
    if not (_CALLS.search(said) or _STARTS.search(said)):
        return False
    return _GIVEN.search(said) is not None or not given.isdisjoint(_WORD.findall(said))


_DEFINES = re.compile(
    r"\s*(?:(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:def|function|func|fn|sub)\s+([\w-]+)|([\w-]+)\s*\(\)\s*\{"
    r"|(?:export\s+)?(?:const|let|var)\s+(\w+)\s*=\s*(?:async\s*)?(?=\()|(\w+)\s*=\s*lambda\b)\s*(?:\((?P<given>[^()]*)\))?"
)
"""Where a function begins, and what it is given."""
_GIVEN = re.compile(r"\$(?:\{?[1-9@*]|args?\b)")
_WORD = re.compile(r"[A-Za-z_]\w*")


def _spoken(path: str, said: str) -> str:
    """A statement without its remarks: those that no quote stands behind."""
    mark = r"--" if path.endswith(".sql") else r"//" if _SLASHED.fullmatch(path) else r"#"
    return re.sub(rf"(?m)^((?:[^\n\"'`]|\"[^\"\n]*\"|'[^'\n]*')*?[ \t]){mark}[ \t][^\n\"'`]*$", r"\1", said)


class _Names:
    """Names that stand for a stranger's address, or for something of ours."""

    __slots__ = ("marked", "said", "strange", "values")

    def __init__(self, text: str, reach: Reach) -> None:
        self.marked: set[str] = set()
        """Those of something of ours, in a shell or a setting: they are used behind a mark."""
        self.said: set[str] = set()
        """Those of a text that holds something of ours."""
        self.strange: set[str] = set()
        self.values = values_in(text, sure=False)
        for line in of_lines(text.split("\n"), prose=False):
            for met in _SET.finditer(line) if not _REMARK.match(line) else ():
                value = line[met.end() :]
                if _CALLS.search(value) or _STARTS.match(value):
                    continue
                if _MADE.match(value):
                    self._add(self.said, met[1], reach.meets(" ".join(STRING.findall(value))))
                elif quoted := STRING.match(value.lstrip("fbruFBRU")):
                    self._add(self.said, met[1], reach.meets(quoted[0]))
                elif met.start() == 0 or line[: met.start() + 1].isspace():
                    self._add(self.marked, met[1], reach.meets(value))
                self._add(self.strange, met[1], addressed(value, reach.ours))

    @staticmethod
    def _add(names: set[str], name: str, fits: bool) -> None:
        if fits and len(names) < MOST_NAMES:
            names.add(name)

    @staticmethod
    def used(names: set[str], said: str, bare: bool) -> bool:
        """Whether a statement uses one of the names, by a mark or as it is."""
        if bare:
            return not names.isdisjoint(_WHOLE_WORD.findall(said))
        return not names.isdisjoint(_MARKED.findall(said))


_WHOLE_WORD = re.compile(r"(?<![\w.-])[A-Za-z_][\w-]*")
_MARKED = re.compile(r"(?:\$\{?\{?\s*(?:env\.)?|\$\(|\{\{\s*|%)([A-Za-z_][\w-]*)")


def _holds(said: str, names: _Names, reach: Reach, command: bool) -> bool:
    """Whether a statement says something of ours: a command by any word, a program by what it says in quotes."""
    if reach.meets(said if command else " ".join(STRING.findall(said))):
        return True
    return _Names.used(names.marked | names.said, said, bare=False) or (not command and _Names.used(names.said, said, bare=True))


def _asks(said: str, names: _Names, ours: Ours) -> bool:
    """Whether a statement names a stranger."""
    put = filled(said, names.values)
    for one in dict.fromkeys((said, _GLUE.sub("", said), put, expanded(put), unspelled(said))):
        one = _OPEN.sub("//localhost", one)
        if addressed(one, ours) or buckets(one, ours):
            return True
        if any(is_strangers(met, one, ours) for met in HOST.finditer(one) if met["user"] or is_well_known(met["host"], True)):
            return True
    return _Names.used(names.strange, said, bare=True)

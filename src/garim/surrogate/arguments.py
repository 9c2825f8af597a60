"""Arguments of tools: to whom a call sends what stands in it, also where nothing in it looks like a URL.

A command or a mail tool needs no URL to send things away (`curl evil.example/…`, `nslookup X.evil.example`, or `to` an address
of mail), and what it sends may stand in another argument than whom it sends to. So a call is read whole before anything of it
is put back, and one that speaks to a stranger keeps all its surrogates. Commands are read in shell.py. What is written into
files is read in files.py: a script may name whom it likes, if it does not send what is ours.

What is not seen: a host that an earlier call puts together, a recipient under a name that says nothing of one.
"""

from __future__ import annotations

import binascii
import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Protocol

import garim.late as re
from garim.surrogate.files import patched
from garim.surrogate.home import canonical
from garim.surrogate.outside import (
    ACCOUNTED,
    ENDS_OF_BOTH,
    HOST,
    NUMBER,
    NUMBERED,
    USER,
    Ours,
    addressed,
    buckets,
    is_far,
    is_owner,
    is_strangers,
    is_well_known,
    plain,
)
from garim.surrogate.page import asks_strangers
from garim.surrogate.queries import is_query
from garim.surrogate.restore import Table
from garim.surrogate.shell import is_program, queries_to, runs_to, writes_to
from garim.surrogate.urls import Whose
from garim.surrogate.written import PATCH, PATCHES

DEEPEST = 4
"""JSON texts inside JSON texts that are read."""
_ADDRESSED = frozenset(
    "url urls uri uris link links href endpoint endpoints host hosts hostname hostnames domain domains server servers "
    "address addresses addr webhook hook callback cc bcc recipient recipients receiver receivers remote origin destination "
    "dest site website peer proxy registry upstream email emails mail mailto attendee attendees invitee invitees "
    "guest guests rcpt qname audience participant participants contact contacts ip fqdn nameserver lookup smtp repo "
    "repository 주소 도메인 호스트 서버 링크 이메일 메일 참석자 받는사람 수신자 수신인 참조".split()
)
"""Words in names of arguments that say to whom."""
_NAMED = _ADDRESSED - frozenset(
    "email emails mail contact contacts repo repository lookup hook participant participants guest guests audience origin "
    "destination dest remote upstream".split()
)
"""Of these, those whose value is a host and never a file."""
_TARGETS = frozenset("to target targeturl webhookurl callbackurl baseurl apiurl with".split())
"""Words that say to whom where they begin or end a name: send_to, to_address, but no path_to_file."""
_SHELL = frozenset(
    "script command commands cmd commandline shell bash exec execute run argv sh zsh powershell pwsh terminal "
    "명령 명령어 스크립트".split()
)
"""Words in names of arguments that a shell runs."""
_RUN = frozenset("code snippet eval evaluate javascript js python py expression function pagefunction 코드".split())
"""Words in names of arguments that hold a program which is run at once."""
_CODE = _RUN | frozenset("args keys chars stdin keystrokes input program".split())
"""Words in names of arguments that something else runs, or that may be no more than a text."""
_TEXTS = frozenset(
    "text texts content contents body message messages msg title subject description desc summary comment comments note "
    "notes query queries q pattern patterns regex regexp search term terms keyword keywords prompt question questions "
    "answer answers thought thoughts reasoning plan plans todo todos task tasks path paths file files filename filepath "
    "glob include exclude old new string strings label labels tag tags category status format language lang html markdown "
    "md css sql statement explanation reason instructions instruction topic caption alt line lines source sources src from "
    "reference references ref citation citations homepage schema xmlns namespace context license example examples default "
    "log logs values row rows cell cells column columns image images icon avatar logo thumbnail picture photo video font "
    "color package packages dependency dependencies module modules version versions build revision selector xpath author "
    "authors committer sender creator reporter "
    "내용 본문 제목 설명 메시지 질문 검색어 검색 요약 출처".split()
)
"""Words in names of arguments that say something, or say what is looked for or where it came from: nothing goes there."""
_PAIRED = (("name", "key", "field", "header", "param", "property"), ("value", "val", "values"))
"""Names of arguments that hold the name of another, and its value."""
_RECORDS = frozenset("A AAAA MX TXT NS CNAME SOA SRV PTR CAA HTTPS SVCB ANY NAPTR".split())
_KINDS = frozenset("type recordtype rrtype qtype record rtype".split())
"""Kinds of what a resolver is asked for, and names of arguments that say it."""
_CONDITIONS = frozenset("match match_phrase term terms wildcard prefix regexp $match $eq $in $ne $regex".split())
"""Names of what is compared in a search: nothing goes to what stands there."""
_THINGS = frozenset("name title library libraryname framework product tool term".split())
"""Words in names of arguments whose value may look like a domain: react.dev."""
_RAW = frozenset("raw request http packet mime eml rfc822".split())
_HEAD = re.compile(
    r"^(?:host|(?:resent-|apparently-)?(?:to|b?cc)|(?:disposition-notification|return-receipt|errors)-to|location)[ \t]*:"
    r"((?:[^\n]|\n[ \t])*)",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines of a message of HTTP or mail that say to whom it goes."""
_ENCODED = re.compile(r"=\?[^?\s]{1,64}\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?", re.IGNORECASE)
_INVITED = re.compile(r"^ATTENDEE[;:](?:[^\n]|\n[ \t])*", re.IGNORECASE | re.MULTILINE)
"""Of a calendar's event, a line that says who gets it; lines are folded."""
_API = re.compile(
    r"(?:[A-Z]{3,7}[ ]+)?(?:(?P<root>/)|(?=\w))(?:api/(?:v\d/)?)?(?:repos/(?P<a>[\w.-]+)/[\w.-]+/(?:issues|pulls|contents|git|"
    r"releases|actions|dispatches|comments|statuses|labels|milestones|hooks|forks|merges|check-runs|deployments|commits|branches|"
    r"collaborators|discussions|keys|tags)|orgs/(?P<b>[\w.-]+)/(?:repos|members|teams|hooks|invitations|discussions)"
    r"|projects/(?P<c>[\w.-]+)%2[fF][\w.%-]+)(?![\w.-])"
)
"""A path of a forge's API, and whose repository it leads to."""
_API_NAMES = frozenset("path endpoint route url uri resource href request".split())
_BUCKETS = frozenset("bucket bucketname".split())
_OF_BUCKET = frozenset("key object objectname objectkey body blob acl file prefix".split())
_ALONE = re.compile(r"[^\s<>\"'`{}]{4,2048}")
_DOCUMENTS = frozenset(
    "readme changelog contributing license security authors notes notice todo install history architecture design claude "
    "agents gemini skill memory usage faq roadmap upgrading support maintainers code_of_conduct index".split()
)
"""Files that lie in every repository, and end as a domain does."""
_PASSED = frozenset("args arguments argv options flags parameters params".split())
"""Names of arguments that hold what a command of another argument is given."""
_STARTS = frozenset("program executable binary bin exe process entrypoint interpreter tool app".split())
"""Words in names of arguments that say what is started, where others say with what."""
_CALLED = frozenset(
    "phone phones phonenumber phonenumbers mobile msisdn sms tel telephone whatsapp to recipient recipients "
    "전화 전화번호 휴대폰 휴대전화 연락처 수신번호".split()
)
"""Words in names of arguments that say whose telephone rings."""
_RINGS = frozenset("number dst destination callee target chatid".split())
"""The same, where the value has a telephone's plus, or something is said to it."""
_PERSON = frozenset(
    "collaborator collaborators recipient recipients receiver receivers assignee assignees invitee invitees addressee "
    "handle 담당자 수신자 수신인 받는사람 초대".split()
)
"""Words in names of arguments that say who gets it, under whatever name."""
_SOMEBODY = frozenset("user username userid users member members".split())
"""The same, where something is said to them."""
_OF_PERSON = ("login", "username", "handle", "name", "id")
_MESSAGE = frozenset("message msg text body content subject comment note dm 메시지 내용 본문 제목".split())
"""Names of arguments that are said to somebody."""
_PATH = frozenset(
    "path filepath filename file targetfile notebookpath absolutepath destinationpath relativeworkspacepath".split()
)
_CONTENT = frozenset(
    "content contents filetext newstring oldstring newstr oldstr newtext oldtext inserttext newsource edits".split()
)
"""Names of arguments that say which file, and of those that hold what is written into it."""
_BEFORE = frozenset("oldstring oldstr oldtext".split())
"""Of these, those that hold what stood there."""
_DIFFS = frozenset("diff patch udiff input changes".split())
_REPOSITORY = frozenset("repo repository reponame repositoryname fullname repofullname nwo projectid projectpath".split())
"""Names of arguments that name a repository, with its owner or beside it."""
_NAMES_THINGS = _REPOSITORY | {"owner", "organization", "org"}
"""Words that count only where they are the whole name: repo_path is a folder."""
_OWNERS = frozenset("owner repoowner repositoryowner org organization".split())
_PROJECTS = frozenset("project projectslug reposlug".split())
_PROPOSED = frozenset("title description body issue comment note sourcebranch message content".split())
"""Names of arguments that name a repository or its owner where others of these say something in it."""
_QUERIES = frozenset("sql query queries statement statements".split())
_QUERY_WORDS = _QUERIES | frozenset("stmt stmts q dml ddl hql cql soql kql".split())
_ANYBODY = frozenset("me self myself root admin user bot none null unassigned all everyone here default".split())
"""Handles that are nobody's outside."""
_AN_ID = re.compile(r"(?:[a-z]{1,5}[-_]?)?\d+|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")
"""What numbers somebody among a system's own."""
_TELEPHONE = re.compile(r"(?!\d{4}-\d\d-\d\d)\+?[\d() .-]{7,24}")
_HANDLE = re.compile(r"@?[\w.+-]{2,64}")
_OWNED = re.compile(r"([\w.-]+)/[\w.-]+")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")


class Reader(Protocol):
    """Restores one text in pieces."""

    def feed(self, piece: str) -> str:
        """The next piece → the text that can no longer change."""

    def finish(self) -> str:
        """No more follows → what was held."""

    def whole(self, text: str) -> str:
        """A text that is there at once → what `feed` and `finish` give."""

    def after(self, text: str) -> None:
        """What stands before it in what may be put together as one."""


class Held:
    """Arguments that are held until they are whole, and then restored only if nobody's stranger is spoken to."""

    __slots__ = ("_made", "_pieces", "_table")

    def __init__(self, made: Callable[[Table], Reader], table: Table) -> None:
        """
        Args:
            made: Makes what restores with a table.
            table: The exchange's surrogates.
        """
        self._made, self._table = made, table.for_calls()
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

    def after(self, text: str) -> None:
        """Arguments are read by themselves."""

    def whole(self, text: str) -> str:
        """A text that is there at once: as it came where it speaks to a stranger."""
        return self._made(NOTHING if speaks_to_strangers(text, self._table) else self._table).whole(text)


NOTHING = Table(())


def speaks_to_strangers(text: str, table: Table) -> bool:
    """Whether a call of a tool names somebody outside to send to.

    Args:
        text: Its arguments: JSON, or a text that is run.
        table: The exchange's surrogates, and whose hosts are ours.
    """
    try:
        node = _read(text)
    except (ValueError, RecursionError):
        return writes_to(text, "", "", table) if text.startswith(PATCH) else runs_to(text, table, shell=True)
    if any(_speaks(key, value, table) for key, value in _strings(node, "", 0)) or _names_somebody(node, table):
        return True
    return any(writes_to(*file, table) for file in _files(node))


def _files(node: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """The files that a call writes: path, what is written, what stood there."""
    if isinstance(node, list):
        for one in node:
            yield from _files(one, path)
        if patch := _patch(node):
            yield from patched(patch)
    if not isinstance(node, dict):
        return
    said = {_joined(name): value for name, value in node.items()}
    path = next((value for name, value in said.items() if name in _PATH and isinstance(value, str)), path)
    before = "\n".join(value for name, value in said.items() if name in _BEFORE and isinstance(value, str))
    for name, value in said.items():
        if isinstance(value, dict | list):
            yield from _files(value, path)
        elif isinstance(value, str) and path and name in _CONTENT - _BEFORE:
            yield path, value, before
        elif isinstance(value, str) and (value.startswith(PATCH) or name in _DIFFS):
            yield from patched(value)


def _read(text: str) -> Any:
    """JSON with every value of a name that stands twice: which of them counts, readers differ in."""
    return json.loads(text, object_pairs_hook=_every)


def _every(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in pairs:
        out[name] = [out[name], value] if name in out else value
    return out


def _written(node: dict[str, Any]) -> frozenset[str]:
    """Names of arguments that hold what is written into a file that another one names: no arguments stand in it."""
    return _CONTENT if not _PATH.isdisjoint(map(_joined, node)) else frozenset()


def _speaks(key: str, value: str, table: Table) -> bool:
    """Whether one argument says to send to a stranger."""
    whom, shell, code = _meant(key)
    ranges = value.isdigit() and _joined(key) == "to"  # from 10 to 20000000
    if whom and not ranges and _names(value, table.ours, sure=whom == 2):
        return True
    if (shell or code) and runs_to(value, table, shell=shell, code=code == 2):
        return True
    if asks_strangers(value, Whose(table.ours)):
        return True
    words = _words(key)
    thing = not words.isdisjoint(_THINGS) and not table.meets(value) and "/" not in value and "@" not in value
    if not words & _TEXTS and not shell and not thing and _stands_for_somebody(value, table.ours):
        return True
    if ACCOUNTED.fullmatch(value) and not table.meets(value):
        return True
    if words & _RAW and any(_names(_decoded(met[1]).strip(), table.ours, sure=True) for met in _HEAD.finditer(value)):
        return True
    if _joined(key) not in _CONTENT and any(
        addressed(_FOLD.sub("", met[0]), table.ours) for met in _INVITED.finditer(value) if "mailto" in met[0].lower()
    ):
        return True
    if words & _API_NAMES and (api := _API.match(value)) and (api["root"] or "path" not in words):
        owner = api["a"] or api["b"] or api["c"]
        if not table.meets(owner) and not is_owner(owner, table.ours):
            return True
    if _MUTATES.match(value) and any(_stands_for_somebody(said, table.ours) for said in _SAID.findall(value)):
        return True
    asked = _joined(key) in _QUERIES or (not words.isdisjoint(_QUERY_WORDS) and is_query(value))
    return asked and queries_to(value, table)


_FOLD = re.compile(r"\r?\n[ \t]")


def _decoded(head: str) -> str:
    """A line of a mail's head with its encoded words undone: RFC 2047."""

    def undone(met: re.Match[str]) -> str:
        try:
            said = binascii.a2b_base64(met[2]) if met[1] in "bB" else binascii.a2b_qp(met[2], header=True)
        except binascii.Error:
            return met[0]
        return said.decode("utf-8", "replace")

    return _ENCODED.sub(undone, head)


_MUTATES = re.compile(r"(?:\s|#[^\n]*\n)*+mutation\b")
"""A text of GraphQL that changes something."""
_SAID = re.compile(r"\"([^\"\n]*)\"")


def _stands_for_somebody(value: str, ours: Ours) -> bool:
    """Whether a value is nothing but a stranger's address: whatever its argument is called, it can stand for who gets it."""
    value = plain(value.strip())
    if not _ALONE.fullmatch(value):
        return False
    if "://" in value or value[:7].lower() == "mailto:":
        return addressed(value, ours) or buckets(value, ours)
    user = USER.match(value)
    met = HOST.match(value, user.end() - 1 if user else 0)
    if met is None or (met.end() < len(value) and value[met.end()] not in ":/?#"):
        return False
    return (bool(user) or is_well_known(met["host"])) and is_strangers(met, value, ours)


def _names_somebody(node: Any, table: Table, depth: int = 0, above: str = "") -> bool:
    """Whether a tree of arguments names somebody outside who is no host: a telephone, an account, an owner of a repository.

    Who was hidden is known to the user: a name in which nothing of ours stands is a stranger's.
    """
    if isinstance(node, str) and depth < DEEPEST and node.lstrip()[:1] in ("{", "["):
        try:
            return _names_somebody(_read(node), table, depth + 1, above)
        except (ValueError, RecursionError):
            return False
    if isinstance(node, list):
        return any(_names_somebody(value, table, depth, above) for value in node)
    if not isinstance(node, dict):
        return False
    return _says_who(node, table, above) or _below(node, table, depth)


def _below(node: dict[str, Any], table: Table, depth: int) -> bool:
    """The same of what stands in an object."""
    written = _written(node)
    return any(
        _names_somebody(value, table, DEEPEST if _joined(name) in written else depth, _joined(name))
        for name, value in node.items()
    )


def _says_who(node: dict[str, Any], table: Table, above: str) -> bool:
    """Whether an argument of an object names somebody outside; `above`: the object's own name."""
    keys = {_joined(name): name for name in node}
    says = not _MESSAGE.isdisjoint(keys)
    of_repository = not _REPOSITORY.isdisjoint(keys) or above in _REPOSITORY
    if not _PROPOSED.isdisjoint(keys) and _is_proposed(node, keys, table):
        return True
    apart = _NAMES_THINGS | (frozenset() if not _OF_BUCKET.isdisjoint(keys) else _BUCKETS)
    for name, value in node.items():
        words = {word for word in _words(name) if word not in apart or (word in _NAMES_THINGS and word == _joined(name))}
        for said in value if isinstance(value, list) else (value,):
            if isinstance(said, dict) and words & (_PERSON | _SOMEBODY | _OWNERS):
                said = next((said[key] for key in _OF_PERSON if said.get(key)), None)
            if isinstance(said, int) and not isinstance(said, bool):
                said = str(said)
            if isinstance(said, str) and _is_somebody(words, said.strip(), says, of_repository, table):
                return True
    return False


def _is_proposed(node: dict[str, Any], keys: dict[str, str], table: Table) -> bool:
    """Whether something is said in a stranger's project."""
    named = [node[keys[key]] for key in _PROJECTS & keys.keys()]
    owners = [met[1] for said in named if isinstance(said, str) and (met := _OWNED.fullmatch(said))]
    owners += [node[keys["namespace"]]] if named and "namespace" in keys and keys.keys() & {"title", "sourcebranch"} else []
    return any(
        isinstance(owner, str) and owner not in ("", "default") and not table.meets(owner) and not is_owner(owner, table.ours)
        for owner in owners
    )


def _is_somebody(words: set[str], said: str, says: bool, of_repository: bool, table: Table) -> bool:
    if table.meets(said) or said.lower().lstrip("@") in _ANYBODY:
        return False
    rings = words & _CALLED - {"to"} or ("to" in words and (says or said.startswith("+")))
    rings = rings or (words & _RINGS and (said.startswith("+") or (says and words & {"dst", "callee"})))
    if rings and _TELEPHONE.fullmatch(said) and sum(map(str.isdigit, said)) >= 7:
        return True
    if (words & _PERSON or (says and words & _SOMEBODY)) and _HANDLE.fullmatch(said) and not HOST.fullmatch(said):
        return bool(words & _PERSON) or not _AN_ID.fullmatch(said)
    if words & _REPOSITORY and (owned := _OWNED.fullmatch(said)):
        return not is_owner(owned[1], table.ours)
    if words & _BUCKETS:
        return not table.ours(canonical(said))
    return bool(of_repository and words & _OWNERS and said) and not is_owner(said, table.ours)


@lru_cache(maxsize=4096)
def _joined(key: str) -> str:
    return "".join(_WORDS.findall(key)).lower()


@lru_cache(maxsize=4096)
def _words(key: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORDS.findall(key)) | {_joined(key)}


@lru_cache(maxsize=4096)
def _meant(key: str) -> tuple[int, bool, int]:
    """What the words in an argument's name say: 2 that it is a host, 1 that it says to whom; whether a shell runs it; 2 that it
    is run, 1 that it may be."""
    words = [word.lower() for word in _WORDS.findall(key)] or [key.lower()]
    words.append("".join(words))
    known, ends = frozenset(words), frozenset((words[0], words[-2], words[-1]))
    return (
        2 if known & _NAMED else 1 if known & _ADDRESSED or ends & _TARGETS else 0,
        bool(known & _SHELL),
        2 if known & _RUN else 1 if known & _CODE else 0,
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
                    todo.append((_read(node), key, depth + 1))
                except (ValueError, RecursionError):
                    continue
        elif isinstance(node, int | float) and not isinstance(node, bool):
            yield key, str(node)
        elif isinstance(node, dict):
            texts = {name: " ".join(_all(value)) if isinstance(value, list) else value for name, value in node.items()}
            run = [value for name, value in texts.items() if isinstance(value, str) and (_meant(name)[1] or _starts(name, value))]
            alone = any(map(is_program, run))
            with_it = [value for name, value in node.items() if alone or name.lower() in _PASSED]
            words = [word for value in with_it for word in _all(value) if word not in run]
            if run and words:
                yield "command", " ".join((*run, *words))
            yield from _meant_by_others(node, key)
            written, paired = _written(node), _renamed(node, key)
            for name, value in node.items():
                todo.append((value, str(paired.get(name, name)), DEEPEST if _joined(name) in written else depth))
        elif isinstance(node, list):
            todo += _entries(node, key, depth)
            if all(isinstance(value, str) for value in node):
                yield _as_one(key, node)


def _entries(node: list[Any], key: str, depth: int) -> list[tuple[Any, str, int]]:
    """What stands in a list, each with the name above it: its own, where it is the second of a pair."""
    if _patch(node):
        return []
    out = [(value, key, depth) for value in node]
    if all(isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) for value in node):
        out += [(value[1], value[0], depth) for value in node if _meant(value[0])[0]]
    return out


def _patch(node: list[Any]) -> str:
    """The patch that a list of words hands to the program that writes it, as to the tool of its name; "": it is no such list."""
    if len(node) == 2 and node[0] in PATCHES and isinstance(node[1], str) and node[1].startswith(PATCH):
        return node[1]
    return ""


_OF_A_SHELL = re.compile(r"(?:/(?:usr/)?(?:local/)?bin/)?(?:ba|z|da|k)?sh -[elux]*c")


def _as_one(key: str, words: list[str]) -> tuple[str, str]:
    """A list of strings as the one command that they may be."""
    if patch := _patch(words):
        return "input", patch
    if len(words) == 3 and _OF_A_SHELL.fullmatch(" ".join(words[:2])):
        return "command", words[2]
    return key or "command", ("\n" if key.lower() == "commands" else " ").join(words)


def _renamed(node: dict[str, Any], above: str) -> dict[str, str]:
    """Which arguments of an object go by another name: by what is compared, by the one whose value they hold."""
    if above in _CONDITIONS:
        return dict.fromkeys(node, "query")
    name = next((value for key, value in node.items() if key.lower() in _PAIRED[0] and isinstance(value, str)), "")
    return {key: name for key in node if name and key.lower() in _PAIRED[1]}


def _meant_by_others(node: dict[str, Any], above: str) -> Iterator[tuple[str, str]]:
    """Strings of an object under a name that others of it give them: of what is typed, of a resolver's, of addresses in parts."""
    if above in _CONDITIONS:
        return
    typed = node.get("text") if "type" in (node.get("type"), node.get("action")) else None
    if isinstance(typed, str):
        yield "address", typed  # it may be typed where a browser reads an address
    if any(said in _RECORDS and not _words(name).isdisjoint(_KINDS) for name, said in node.items() if isinstance(said, str)):
        for said in node.values():
            if isinstance(said, str):
                yield "host", said
    for name, value in node.items():
        if isinstance(value, dict | list) and _meant(name)[0]:
            for said in _all(value):
                if " " not in said:
                    yield name, said
            for parts in (value, *(value.values() if isinstance(value, dict) else ())):
                if isinstance(parts, list) and all(isinstance(part, str) and part.replace("-", "").isalnum() for part in parts):
                    yield name, ".".join(parts)


def _starts(name: str, value: str) -> bool:
    """Whether an argument says what is started."""
    return not _STARTS.isdisjoint(word.lower() for word in _WORDS.findall(name)) and is_program(value)


def _all(node: Any) -> Iterator[str]:
    """All strings of a tree of arguments."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            yield from _all(value)


def _names(value: str, ours: Ours, sure: bool) -> bool:
    """Whether an argument that says to whom names a stranger."""
    value = plain(value)
    if addressed(value, ours) or buckets(value, ours):
        return True
    for word in re.split(r"[\s,;<>]+", value):
        user = USER.match(word)
        met = HOST.match(word, user.end() - 1 if user else 0)
        if met is None:
            if sure and (number := NUMBER.match(word) or NUMBERED.match(word)) and is_far(number, ours):
                return True
        elif (met["user"] or (met["behind"] or "#") != "#" or _is_host(met["host"], sure)) and is_strangers(met, value, ours):
            return True
    return False


def _is_host(name: str, sure: bool) -> bool:
    """Whether a bare name with dots is a host, and no file, table or module."""
    first, _, end = name.lower().rpartition(".")
    if sure:
        return end not in ENDS_OF_BOTH or first not in _DOCUMENTS
    return is_well_known(name, True) or (len(end) == 2 and end != "id" and end not in ENDS_OF_BOTH)

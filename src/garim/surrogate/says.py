"""What the names of a tool's arguments say: to whom something goes, what is run, what is only a text, what names a file.

A word of a name counts wherever it stands in it (`server_host`, `sendTo`, `WebhookURL`), in English or Korean.
"""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import pairwise
from typing import Any

import garim.late as re

ADDRESSED = frozenset(
    "url urls uri uris link links href endpoint endpoints host hosts hostname hostnames domain domains server servers "
    "address addresses addr webhook hook callback cc bcc recipient recipients receiver receivers remote origin destination "
    "dest site website peer proxy registry upstream email emails mail mailto attendee attendees invitee invitees "
    "guest guests rcpt qname audience participant participants contact contacts ip fqdn nameserver lookup smtp repo "
    "repository 주소 도메인 호스트 서버 링크 이메일 메일 참석자 받는사람 수신자 수신인 참조".split()
)
"""Words in names of arguments that say to whom."""
NAMED = ADDRESSED - frozenset(
    "email emails mail contact contacts repo repository lookup hook participant participants guest guests audience origin "
    "destination dest remote upstream".split()
)
"""Of these, those whose value is a host and never a file."""
TARGETS = frozenset("to target targeturl webhookurl callbackurl baseurl apiurl with".split())
"""Words that say to whom where they begin or end a name: send_to, to_address, but no path_to_file."""
SHELL = frozenset(
    "script command commands cmd commandline shell bash exec execute run argv sh zsh powershell pwsh terminal "
    "명령 명령어 스크립트".split()
)
"""Words in names of arguments that a shell runs."""
RUN = frozenset("code snippet eval evaluate javascript js python py expression function pagefunction 코드".split())
"""Words in names of arguments that hold a program which is run at once."""
CODE = RUN | frozenset("args keys chars stdin keystrokes input program".split())
"""Words in names of arguments that something else runs, or that may be no more than a text."""
TEXTS = frozenset(
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
PAIRED = (("name", "key", "field", "header", "param", "property"), ("value", "val", "values"))
"""Names of arguments that hold the name of another, and its value."""
RECORDS = frozenset("A AAAA MX TXT NS CNAME SOA SRV PTR CAA HTTPS SVCB ANY NAPTR".split())
KINDS = frozenset("type recordtype rrtype qtype record rtype".split())
"""Kinds of what a resolver is asked for, and names of arguments that say it."""
CONDITIONS = frozenset("match match_phrase term terms wildcard prefix regexp $match $eq $in $ne $regex".split())
"""Names of what is compared in a search: nothing goes to what stands there."""
THINGS = frozenset("name title library libraryname framework product tool term".split())
"""Words in names of arguments whose value may look like a domain: react.dev."""
RAW = frozenset("raw request http packet mime eml rfc822".split())
API_NAMES = frozenset("path endpoint route url uri resource href request".split())
BUCKETS = frozenset("bucket bucketname".split())
OF_BUCKET = frozenset("key object objectname objectkey body blob acl file prefix".split())
DOCUMENTS = frozenset(
    "readme changelog contributing license security authors notes notice todo install history architecture design claude "
    "agents gemini skill memory usage faq roadmap upgrading support maintainers code_of_conduct index".split()
)
"""Files that lie in every repository, and end as a domain does."""
PASSED = frozenset("args arguments argv options flags parameters params".split())
"""Names of arguments that hold what a command of another argument is given."""
STARTS = frozenset("program executable binary bin exe process entrypoint interpreter tool app".split())
"""Words in names of arguments that say what is started, where others say with what."""
CALLED = frozenset(
    "phone phones phonenumber phonenumbers mobile msisdn sms tel telephone whatsapp to recipient recipients "
    "전화 전화번호 휴대폰 휴대전화 연락처 수신번호".split()
)
"""Words in names of arguments that say whose telephone rings."""
RINGS = frozenset("number dst destination callee target chatid".split())
"""The same, where the value has a telephone's plus, or something is said to it."""
PERSON = frozenset(
    "collaborator collaborators recipient recipients receiver receivers assignee assignees invitee invitees addressee "
    "handle 담당자 수신자 수신인 받는사람 초대".split()
)
"""Words in names of arguments that say who gets it, under whatever name."""
SOMEBODY = frozenset("user username userid users member members".split())
"""The same, where something is said to them."""
OF_PERSON = ("login", "username", "handle", "name", "id")
MESSAGE = frozenset("message msg text body content subject comment note dm 메시지 내용 본문 제목".split())
"""Names of arguments that are said to somebody."""
PATH = frozenset("path filepath filename file targetfile notebookpath absolutepath destinationpath relativeworkspacepath".split())
CONTENT = frozenset(
    "content contents filetext newstring oldstring newstr oldstr newtext oldtext inserttext newsource edits".split()
)
"""Names of arguments that say which file, and of those that hold what is written into it."""
BEFORE = frozenset("oldstring oldstr oldtext".split())
"""Of these, those that hold what stood there."""
DIFFS = frozenset("diff patch udiff input changes".split())
REPOSITORY = frozenset("repo repository reponame repositoryname fullname repofullname nwo projectid projectpath".split())
"""Names of arguments that name a repository, with its owner or beside it."""
NAMES_THINGS = REPOSITORY | {"owner", "organization", "org"}
"""Words that count only where they are the whole name: repo_path is a folder."""
OWNERS = frozenset("owner repoowner repositoryowner org organization".split())
PROJECTS = frozenset("project projectslug reposlug".split())
PROPOSED = frozenset("title description body issue comment note sourcebranch message content".split())
"""Names of arguments that name a repository or its owner where others of these say something in it."""
QUERIES = frozenset("sql query queries statement statements".split())
QUERY_WORDS = QUERIES | frozenset("stmt stmts q dml ddl hql cql soql kql".split())
PLACES = frozenset("path paths file files filename filepath topic topics folder directory dir".split())
"""Of the names of texts, those that say where something is kept or posted: an address with a scheme is no file."""
POSTED = frozenset("channel channels chat room thread topic topics slug feed".split())
"""Words in names of arguments that say where something is posted: behind an at sign stands somebody's public name."""
SERVED = frozenset(
    "service servicename provider platform app tool toolname server servername backend integration connector via function "
    "action".split()
)
"""Names of arguments that say by what service something is posted, where others say what."""
PUBLIC = frozenset(
    "ntfy pastebin hastebin dpaste ghostbin rentry termbin ixio gist gists webhooksite requestbin pipedream ifttt telegraph "
    "transfersh fileio 0x0 filebin gofile catbox litterbox imgur ipfs pinata codepen jsfiddle codesandbox stackblitz replit "
    "glitch bluesky bsky twitter mastodon reddit hackernews medium devto wormhole croc".split()
)
"""Services where anybody reads what anybody posts."""
POSTS = frozenset("create post publish upload share send paste add new write update put submit tweet toot".split())
"""Verbs in names of tools that put something where others read it."""
ANYBODY = frozenset("me self myself root admin user bot none null unassigned all everyone here channel default".split())
"""Handles that are nobody's outside."""
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
DEEPEST = 4
"""JSON texts inside JSON texts that are read."""


def read(text: str) -> Any:
    """JSON with every value of a name that stands twice: which of them counts, readers differ in."""
    return json.loads(text, object_pairs_hook=_every)


def _every(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in pairs:
        out[name] = [out[name], value] if name in out else value
    return out


def written(node: dict[str, Any]) -> frozenset[str]:
    """Names of arguments that hold what is written into a file that another one names: no arguments stand in it."""
    return CONTENT if not PATH.isdisjoint(map(joined, node)) else frozenset()


@lru_cache(maxsize=4096)
def joined(key: str) -> str:
    """An argument's name without what parts its words: filepath of file_path and filePath."""
    return "".join(WORDS.findall(key)).lower()


@lru_cache(maxsize=4096)
def words(key: str) -> frozenset[str]:
    """The words of an argument's name, and all of them as one."""
    return frozenset(word.lower() for word in WORDS.findall(key)) | {joined(key)}


@lru_cache(maxsize=4096)
def is_public(name: str) -> bool:
    """Whether a service's or a tool's name is that of a service where anybody reads what anybody posts."""
    parts = re.findall(r"[a-z0-9]+", name.lower()) + [word.lower() for word in WORDS.findall(name)]
    return not PUBLIC.isdisjoint((*parts, *map("".join, pairwise(parts)), "".join(parts)))


def posts(tool: str) -> bool:
    """Whether a tool's name says that it posts something where anybody reads it."""
    return is_public(tool) and not POSTS.isdisjoint(words(tool))


@lru_cache(maxsize=4096)
def meant(key: str) -> tuple[int, bool, int]:
    """What the words in an argument's name say: 2 that it is a host, 1 that it says to whom; whether a shell runs it; 2 that it
    is run, 1 that it may be."""
    words = [word.lower() for word in WORDS.findall(key)] or [key.lower()]
    words.append("".join(words))
    known, ends = frozenset(words), frozenset((words[0], words[-2], words[-1]))
    return (
        2 if known & NAMED else 1 if known & ADDRESSED or ends & TARGETS else 0,
        bool(known & SHELL),
        2 if known & RUN else 1 if known & CODE else 0,
    )

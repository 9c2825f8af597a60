"""Whom a command asks where it does not say so in letters: by variables, by what another program prints, by what is decoded.

Variables that the command itself sets are put in where they are used. One that it does not set and that is named as those of an
environment are (`$API_URL`) is the user's own to say, where it stands for all of a host: a reply only chooses among them. What
is then still put together in the place of a host (`$(base64 -d …)`, `$h`, `$HOST.net`, a host that `xargs` or `read` reads)
cannot be told, and who cannot be told is a stranger.

What is not seen: a variable that an earlier call set in a shell that stays open; one in the address of a client of databases,
which is how such clients are told where theirs is.

Source: POSIX.1-2024, XCU 2.6.2 (what stands for a variable); the manuals of curl, wget, OpenSSH, netcat and BIND.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import garim.late as re
from garim.surrogate.command import OPEN, SAME, Unread, commands
from garim.surrogate.programs import DEEPEST, SHELLS, base, before_program
from garim.surrogate.variables import ENVIRONMENT, LONGEST, Own

_OPENED = re.compile(rf"[{OPEN}{SAME}]")
_ALONE = re.compile(rf"{OPEN}(?:({ENVIRONMENT})|[{{{OPEN}]({ENVIRONMENT})(?:%/?)?\}}?)")
"""A word, or its authority, that is one variable and nothing else."""
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:/*|/{2}")
_BEHIND_HOST = re.compile(r"[/?#]")
_PORT = re.compile(rf":[\d{OPEN}{SAME}{{}}A-Za-z_-]*\Z")


class _Asks(NamedTuple):
    """How a program is told whom to ask."""

    valued: str = ""
    """Letters of options that take a value which is no host."""
    long: str = ""
    """Long options that do so."""
    asked: str = ""
    """Options whose value says whom to ask."""
    alone: str = ""
    """Long options that take no value; another one's next word may say whom to ask."""
    named: bool = False
    """Whether it asks for a name: whoever is at its end gets all of it."""
    many: bool = True
    """Whether each word says whom to ask; else the first."""


_CURL = _Asks(
    "AbcCdDeEFhHmoPQrtTuUwXyYzZ",
    " --header --data --data-raw --data-binary --data-ascii --data-urlencode --json --output --request --user --user-agent"
    " --max-time --connect-timeout --retry --retry-delay --retry-max-time --cookie --cookie-jar --form --form-string --write-out"
    " --cacert --capath --cert --key --range --referer --limit-rate --upload-file --output-dir --max-redirs --dump-header"
    " --ciphers --cert-type --key-type --pass --url-query --oauth2-bearer --interface --max-filesize --trace --stderr ",
    " -x --proxy --url -K --config --connect-to --resolve --doh-url --preproxy --socks5 --socks5-hostname --socks4 ",
    " --silent --show-error --fail --fail-with-body --location --include --head --insecure --verbose --compressed --get --http1.1"
    " --http2 --globoff --remote-name --no-buffer --progress-bar --create-dirs --netrc --parallel --no-progress-meter --ipv4"
    " --retry-all-errors --retry-connrefused --location-trusted --raw --basic --digest --anyauth --ssl ",
)
_WGET = _Asks(
    "aeoOTwQPUlADIRXtSG",
    " --header --output-document --post-data --post-file --body-data --method --user --password --timeout --tries --user-agent"
    " --output-file --directory-prefix --load-cookies --referer --bind-address ",
    " -i --input-file -B --base ",
    " --quiet --no-verbose --continue --recursive --no-check-certificate --spider --content-on-error --mirror --no-parent ",
)
_NAME = _Asks("tcqypk", named=True)
_ASKS: dict[str, _Asks] = {
    **dict.fromkeys(("curl", "curlie"), _CURL), "wget": _WGET,
    **dict.fromkeys(("http", "https", "xh"), _Asks("aAojsp")),
    **dict.fromkeys(("nc", "ncat", "netcat"), _Asks("piswqIOTVcegGm", many=False)),
    **dict.fromkeys("socat aria2c axel lynx w3m links elinks".split(), _Asks()),
    **dict.fromkeys(
        "iwr irm invoke-webrequest invoke-restmethod".split(),
        _Asks(long=" -body -method -headers -outfile -contenttype -infile ", asked=" -uri "),
    ),
    "telnet": _Asks("belnX", many=False), "ftp": _Asks(many=False),
    "openssl": _Asks(asked=" -connect -host -proxy ", many=False),
    **dict.fromkeys("dig kdig drill host nslookup getent resolvectl whois traceroute mtr nmap".split(), _NAME),
    **dict.fromkeys(("ping", "ping6", "fping"), _Asks("cIisWwtTpQmMlLS", named=True)),
    **dict.fromkeys(("ssh", "autossh", "mosh"), _Asks("BbcDEeFIiLlmOopQRSw", asked=" -J -W ", many=False)),
}  # fmt: skip
_COPIES = {"scp": "cFiJloPS", "sftp": "BbcDFiJlOoPRSs", "rsync": "eTfMB"}
"""Programs that know a host by the colon behind it, and letters of their options that take a value."""
_DECODES = frozenset(
    "base64 base32 xxd rev tr printf openssl uudecode gunzip zcat bzcat xzcat od awk perl python python3 php ruby node "
    "sed".split()
)
"""What prints something else than it is given."""


def untold(text: str, own: Own = lambda name: False, depth: int = 0) -> bool:
    """Whether a command starts a program that reaches out, and whom it asks cannot be told; False for what cannot be read.

    Args:
        text: Its variables put in.
        own: As of `environment`.
        depth: Commands around it.
    """
    if not _OPENS.search(text) or len(text) > LONGEST or depth > DEEPEST:
        return False
    try:
        found = commands(text)
    except Unread:
        return False
    decodes = any(one.words and base(one.words[0]) in _DECODES for one in found)
    for one in found:
        if any(_DEVICE.match(target) for target in one.into):
            return True
        words, given = before_program(list(one.words))
        if not words:
            continue
        name = base(words[0])
        if words[0] == SAME and decodes and len(words) > 1:
            return True  # which program it is cannot be told either
        scripts = [" ".join(words[1:])] if name == "eval" else words[1:] if name in SHELLS else []
        if not scripts:
            told = (word for word in words[1:] if " " in word and (name not in _SAYS or _SETTING.match(word)))
            scripts = [met[0] for word in told for met in _INSIDE.finditer(word)]
        if any(untold(script.replace(OPEN, "$"), own, depth + 1) for script in scripts):
            return True
        if name in _ASKS and _is_untold(list(_asked(_ASKS[name], words[1:])), _ASKS[name], given, own):
            return True
        if name in _COPIES and any(
            _is_open(one.partition(":")[0].rpartition("@")[2], own) for one in _remote(words[1:], _COPIES[name])
        ):
            return True
    return False


_DEVICE = re.compile(rf"/dev/(?:tcp|udp)/[^/]*[{OPEN}{SAME}]")
_SAYS = frozenset("echo printf cat grep egrep rg git gh glab sed awk jq test [ [[ ls find".split())
"""Programs to which a command in a word is a text."""
_SETTING = re.compile(r"(?:core|alias|credential|diff|merge|filter|gpg|pager)\.[\w.-]+=")
"""A setting of git's that says what it starts."""
_INSIDE = re.compile(r"(?<![\w.-])(?:curl|wget|nc|ncat|ssh|dig|nslookup|ping)\s[^\"'`;|&)]{1,2000}")
"""A command that another program is told to run."""
_OPENS = re.compile(r"[$`{]|\bxargs\b")


def _is_untold(asked: Sequence[str], how: _Asks, given: bool, own: Own) -> bool:
    if given and not any(not _OPENED.search(one) for one in asked):
        return True
    return any(_is_open(_named_last(one) if how.named else _authority(one), own) for one in asked)


def _is_open(host: str, own: Own) -> bool:
    """Whether a host is put together by who is not told."""
    alone = _ALONE.fullmatch(host)
    return _OPENED.search(host) is not None and not (alone and own(alone[1] or alone[2]))


def _authority(word: str) -> str:
    """The part of an address that says whom it asks."""
    scheme = _SCHEME.match(word)
    said = _BEHIND_HOST.split(word[scheme.end() :] if scheme else word, maxsplit=1)[0]
    return _PORT.sub("", said.rpartition("@")[2])


def _named_last(word: str) -> str:
    """The end of a name, which says whose it is."""
    labels = _PORT.sub("", word.removeprefix("@").rstrip(".")).split(".")
    return ".".join(labels[-3 if len(labels) > 2 and len(labels[-2]) < 4 else -2 :])


def _asked(how: _Asks, words: list[str]) -> Iterator[str]:
    """The words by which a program is told whom to ask."""
    at, met = 0, 0
    while at < len(words):
        word = words[at]
        at += 1
        option, joined, value = word.partition("=")
        if word.startswith("--") and len(word) > 2:
            if f" {option} " in how.asked:
                yield value if joined else "".join(words[at : at + 1])
            if joined:
                continue
            if f" {option} " in how.long or f" {option} " in how.asked:
                at += 1
            elif f" {option} " not in how.alone and at < len(words) and _OPENED.search(words[at]):
                yield words[at]
            continue
        if word.startswith("-") and len(word) > 1:
            whom, taken = _short(how, word, words[at : at + 1])
            yield from whom
            at += taken
            continue
        if (
            word.startswith("+")
            or (how.named and not _NAMES.search(word))
            or ("=" in word.partition("/")[0] and "://" not in word)
        ):
            continue  # an option of dig's, a type of record, a field of HTTPie's
        met += 1
        if how.many or met == 1:
            yield word


def _short(how: _Asks, word: str, behind: list[str]) -> tuple[list[str], bool]:
    """The words by which options behind one dash tell whom to ask; and whether they take the next word."""
    if f" {word.lower()} " in how.long:
        return [], True
    if f" {word} " in how.asked or (len(word) > 2 and f" {word.lower()} " in how.asked):
        return behind, True
    for nth, letter in enumerate(word[1:], 2):
        asked = f" -{letter} " in how.asked
        if asked or letter in how.valued:
            last = nth == len(word)
            return (behind if last else [word[nth:]]) if asked else [], last
    return [], False


_NAMES = re.compile(rf"[.@{OPEN}{SAME}]")


def _remote(words: list[str], valued: str) -> Iterator[str]:
    """The words of a copy that may name a host: those with a colon; all where none has one."""
    bare, skip = [], False
    for word in words:
        if skip or word.startswith("-"):
            skip = not skip and len(word) == 2 and word[1] in valued
            continue
        bare.append(word)
    far = [word for word in bare if ":" in word]
    yield from far or (
        word
        for word in bare
        if _OPENED.match(word.rpartition("@")[2]) and ("@" in word or (word == bare[-1] and "/" not in word))
    )

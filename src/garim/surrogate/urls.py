"""URLs to strangers: where one starts, whose host it names, where it ends. Nothing is restored inside one.

A reply may carry a link or an image that an injected document asked for; what stands in it leaves as soon as it is shown.
So only an address whose host is at home (see home.py) lets originals back in. An address is looked at with its escapes
undone (HTML entities, \\u and \\x, backslashes of Markdown), and in every way that it can be read: a browser's, a Markdown
reader's, a link finder's. Each way must lead home. Where it is not certain that an address ended, it goes on. The price of
a doubt is a surrogate left in the text, never a leak.

Source: WHATWG URL (http(s) needs no slashes and takes a backslash for one; tabs and line ends do not count; the host stands
behind the last @); CommonMark 0.31, section 6.3 (where a destination ends); HTML, section 13.2.5 (where an attribute ends).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import garim.late as re
from garim.surrogate.home import SHARED, canonical
from garim.text.hangul import is_hangul

CONTEXT = 256
"""Characters before an address that are looked at."""
VALUE = "\x02"
"""Stands before a text that is a value by itself (an argument of a tool): an address at its start reaches to its end."""
LONGEST_HOST = 1024
LOOK = 4096
"""Characters behind a start that are looked at, at most."""
SPECIAL = frozenset(("http", "https", "ftp", "ws", "wss"))
MAILED = frozenset("mailto xmpp sip sips pres im h323 mid cid news skype callto acct matrix".split())
"""Schemes that name somebody at a host."""
NUMBERED = frozenset("tel sms smsto mms mmsto geo facetime".split())
CALLED = NUMBERED | frozenset(
    "whatsapp tg telegram viber slack irc ircs ldap ldaps signal sgnl line kakaolink kakaotalk fb fb-messenger twitter discord "
    "threema intent msteams wechat weixin ms-outlook googlegmail zoommtg".split()
)
"""Schemes that name somebody by a number, a host or an app: in a link, what stands behind it goes there too."""
SERVERS = frozenset("irc ircs ldap ldaps".split())
"""Of these, those behind whose two slashes a server is named, as in an address of any other scheme."""
VERBS = frozenset(
    "share send msg message navigate open openurl url compose forward post chat call launch x-callback-url publish tweet toot "
    "mail email sms new create add import invite".split()
)
"""What stands in the place of a host in a link to an app: what the app is to do."""
_NAMES = {
    "sol": "/", "bsol": "\\", "colon": ":", "period": ".", "commat": "@", "quest": "?", "num": "#", "tab": "\t", "newline": "\n",
    "lpar": "(", "rpar": ")", "quot": '"', "apos": "'", "lt": "<", "gt": ">", "amp": "&", "nbsp": "\xa0", "excl": "!",
    "percnt": "%", "lowbar": "_", "equals": "=", "grave": "`", "shy": "\xad",
}  # fmt: skip
_ESCAPE = re.compile(
    r"&(?:amp;)*(?:#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));?|([a-z]{2,7});)"
    r"|(?<!\\)\\+(?:u\{0*([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|0{0,4}(2f|3a|5c|2e|40)[ \t\n]?)",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"&(?:amp;)*(?:#x?[0-9a-f]*|[a-z]{0,8});?|\\+(?:u\{?0*[0-9a-f]{0,6}|x[0-9a-f]?|0{0,4}[2345]?)?|%(?:25)*(?:[23]?|3a(?:%(?:25)*2f)?(?:%(?:25)*2?)?)",
    re.IGNORECASE,
)
"""An escape, or the start of an address inside another, whose end may still come."""
_B = r"[\t\r\n]*"
_SAID = ("http", "ftp", "ws", "data", *sorted(MAILED | CALLED))
_WORDS = "|".join(_B.join(map(re.escape, word)) + (f"(?:{_B}s)?" if word in ("http", "ws") else "") for word in _SAID)
_START = re.compile(
    rf"[/\\](?:{_B}[/\\])+|(?<![a-z0-9+.\-])(?:{_WORDS}){_B}\\*:(?!:)[/\\]*"
    r"|%(?:25)*3a(?:%(?:25)*2f){2}|(?<![\w.@-])www\\*\.",
    re.IGNORECASE,
)
_OPENINGS = ("https:", "ftp:", "wss:", "www.", "data:", *sorted(f"{word}:" for word in MAILED | CALLED))
_LONGEST_OPENING = max(map(len, _OPENINGS))
_SCHEME = re.compile(rf"([a-z][a-z0-9+.\-]*){_B}\\*:{_B}\\*\Z", re.IGNORECASE)
_BREAKS, _PARTING = re.compile(r"[\t\r\n]+"), re.compile(r"[/\\][\t\r\n]+(?=[/\\]{2})")
_CUT = re.compile(r"[\s\"'`<>|^,;(){}\u3000-\u303f\uff08\uff09]")
"""Where a link finder may end a host that a browser reads on."""
_NOT_IN_HOSTS = re.compile(r"[\x00-\x20<>^|]")
_NESTED_END = re.compile(r"%(?:25)*(?:2f|3f|23|5c|26|22|20)|[/?#&\\\s\"'<>]", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"=\s*([\"'])[^\"'<>]*\Z")
_BASE = re.compile(
    r"(?:<base\b[^>]*\bhref|\bxml:base|<(?:object|applet)\b[^>]*\bcodebase)\s*=\s*[\"']?\s*\Z"
    r"|<!ENTITY\s+(?:%\s+)?[\w.:-]+\s+(?:SYSTEM\s+|PUBLIC\s+[\"'][^\"'<>]*[\"']\s+)?[\"']\s*\Z"
    r"|\\(?:[egx]?def|let)\s*\\[A-Za-z@]+[ #\d]*\{?\s*\Z"
    r"|\\(?:(?:re)?new|provide|Declare\w{0,24}|(?:Re)?New\w{0,24})[Cc]ommand\*?\s*\{?\s*\\[A-Za-z@]+\s*\}?\s*"
    r"(?:\[[^\]\n]*\]|\{[^}\n]*\})*\s*\{\s*\Z"
    r"|(?:\\(?:(?:re)?new|provide|Declare\w{0,24})command\*?\s*\{?\s*\\[A-Za-z@]+\s*\}?\s*\[\d\](?:\[[^\]\n]*\])?"
    r"|\\[egx]?def\s*\\[A-Za-z@]+(?:#\d)+)\s*\{[^\n]*\Z"
    r"|\\(?:graphicspath\s*\{\s*\{|hyperbaseurl\s*\{|urlprefix\s*\{)\s*\Z|\"baseUR[LI]\"\s*:\s*\"\s*\Z"
    r"|(?:\A|\n):[\w-]*(?:dir|url|uri|prefix|server|base|root|host|path|site|cdn|src):[ \t]+\Z"
    r"|(?:\A|\n)#\+(?:LINK:[ \t]*\S+[ \t]+|MACRO:[ \t]*\S+[ \t][^\n]*)\Z"
    r"|(?:\A|\n)[ \t]*!(?:define|\$?\w+[ \t]*=)[ \t]*\S*[ \t]*[\"']?\Z",
    re.IGNORECASE,
)
"""Before an address to which others behind it are relative, or that a name stands for from there on: HTML, XML, TeX, AsciiDoc,
Org, PlantUML, drawings in JSON."""
_FORUM = re.compile(r"\[(?:img|url|video|audio|media)(?:=[^\]]*)?\]\Z", re.IGNORECASE)
_PORT = re.compile(r":[\d\u00ad\u200b\u2060]*\Z")
_PORT_OF_SHELL = re.compile(r"(?<=.):\$\w*PORT\Z", re.IGNORECASE)
"""A port that the shell puts in; `${PORT}` may be what a script puts in, and more than a port."""
_VARIABLE = re.compile(
    r"(?:[^\s/?#@]{0,256}@)?(?:\$\w+|[$#]\{[\w.]+(?:%/?)?\}|\$\(\w+\)|\{\{\s?[\w.]+\s?\}\}|\{[\w.]+\}|%\w+%|<\w+>)"
    r"(?::(?:\d+|\$\w+|\{\w+\}))?(?P<ended>[/?#\s\"'`]|\Z)"
)
"""A variable that stands for all of a host."""
_VARIABLE_PORT = re.compile(r":\$\{\w*PORT(?::?-\d{1,5})?\}(?=[/?#\s\"'`]|\Z)", re.IGNORECASE)
_PATTERN = re.compile(r"\.[*+]|\[(?:\^|\\[dswDSW]|\w-\w)")
"""With what a pattern goes on behind `https?://`, and no host begins: a label without letters, brackets round no number."""
_NO_CHARACTERS = re.compile(r"%(?:25)*(?:[01][0-9a-f]|7f)", re.IGNORECASE)
"""In no address that anybody writes: where readers take such a byte for the end, it hides who comes behind."""
_OWNER = re.compile(r"/+([\w.-]+)(?![\w.%-])")
_UPWARD = re.compile(r"(?:\.|%(?:25)*2e){2}", re.IGNORECASE)
_BEHIND_HOST = re.compile(r"[/?#\\]")
_PARAMETERS = re.compile(r"[?;&#]")
_RINGS = re.compile(r"\S*?[?&;]\S|\+?\d[\d().-]{4}")
"""What makes a link of a scheme and what stands right behind it, in running text."""
_TARGET = re.compile(
    r"(?:\A|\n)[A-Z][A-Z0-9-]{2,24}(?:;[^:\n]{0,120})?:\Z"
    r"|(?:\A|\n)[ \t]*(?:\.\. (?:_[^\n]*:|(?:\|[^|\n]*\| )?(?:image|figure)::)|__)(?:[ \t]+|[ \t]*\n[ \t]+)\Z"
)
_BRACED = re.compile(r"(?:\\(?:href|url|nolinkurl|includegraphics)(?:\[[^\]\n]*\])?\s?\{|\{\{)\s*\Z")
"""Before an address in TeX, and in wikis that put it in two braces."""
_EMBEDDED = re.compile(r"`[^`<]*\s<\Z")
"""Before an address in reStructuredText, which takes no blank in it for its end."""
_MAILED = re.compile(r"(?:@|%40)([^\s,;?&>\"'%]*)", re.IGNORECASE)
TAIL = ".,;:!?)'*]}\"`"
_QUOTES = ('"', "'", "`")
_GLUED = re.compile(r"[^\W_]|[$%{\"'`]")
"""What behind a closing quote goes on with the same word of a shell command."""
_MARKED = re.compile(r"\\+(?=[!-.:-@\[-`{-~])")
_PUNCTUATION = r"[!-/:-@\[-`{-~]"
EMBEDDED, INDENTED = "\x03", "\n"
_ENDS = {
    ")": r"[()\t-\r ]", ">": r"[>\n]", "=": r"[\t-\r >]", " ": r"[\t-\r <]", "]": r"[\]\n]", "}": r"[}\n]", EMBEDDED: r"[>`]",
    INDENTED: r"\n",
}  # fmt: skip
"""How an address ends → what may end it: a destination in parentheses, one in <>, an attribute without quotes, one in
running text, a link of Org's, one of TeX's; of reStructuredText one in <>, and one that goes on in indented lines, as of
iCalendar. A quote ends at its like, \\" at a quote too, and "" nowhere: it is the whole text."""


class Place(NamedTuple):
    """One address of a text. Offsets are in the text as it came."""

    start: int
    behind: int
    """From where the text goes on to be looked at."""
    ours: bool = False
    pending: bool = False
    """Whether more text must tell whose it is."""
    ending: str = " "
    """How it ends, for `Skip`."""
    host: tuple[int, int] = (0, 0)
    """A stranger's host, where the address can name no other; empty otherwise."""


class Whose(NamedTuple):
    """What must be known to tell whose an address is."""

    ours: Callable[[str], bool]
    """Of a canonical host: whether originals may stand behind it."""
    secrets: Sequence[str] = ()
    """Issued passwords that hold / ? # or @: in an address that is no browser's they are no punctuation of it."""
    called: bool = False
    """Whether a tool calls it: a shell then puts in what `$PORT` stands for."""
    settled: bool = False
    """Whether it is told already, of all that stands around it, whom a variable in the place of a host names."""


class Undone:
    """A text with its escapes undone, and the way back."""

    __slots__ = ("_raw", "_view", "came", "text")

    def __init__(self, text: str) -> None:
        """Undo what may spell a part of an address in another way."""
        self.came = self.text = text
        self._view, self._raw = [0], [0]
        out: list[str] = []
        at = size = 0
        for escape in _ESCAPE.finditer(text) if "&" in text or "\\" in text else ():
            char = _meant(escape)
            if not char:
                continue
            out += (text[at : escape.start()], char)
            size += escape.start() - at
            at = escape.end()
            self._view += (size, size + 1)
            self._raw += (escape.start(), at)
            size += 1
        if at:
            self.text = "".join(out) + text[at:]

    def raw(self, at: int) -> int:
        """The place in the text as it came."""
        near = bisect_right(self._view, at) - 1
        return self._raw[near] + at - self._view[near]

    def escaped(self, at: int) -> bool:
        """Whether the character at a place was written as an escape."""
        return self.raw(at + 1) - self.raw(at) > 1


_SPELLED = re.compile(r"\\(?:x([0-9a-f]{2})|u\{?([0-9a-f]{4,6})\}?|0?([0-7]{3}))", re.IGNORECASE)


def unspelled(text: str) -> str:
    """A text with the escapes of scripts and shells undone: \\x2f, \\u002f, \\u{2f}, \\057."""
    return _SPELLED.sub(lambda met: chr(min(int(met[1] or met[2] or met[3], 8 if met[3] else 16), 0x10FFFF)), text)


def _meant(escape: re.Match[str]) -> str:
    if escape[3]:
        return _NAMES.get(escape[3].lower(), "")
    digits = next(group for group in escape.groups() if group)
    code = int(digits, 10 if escape[2] else 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


_BEGINNINGS = frozenset(word[:size] for word in (*_OPENINGS, "http:", "ws:") for size in range(1, len(word) + 1)) | {"/"}
_OPENED = frozenset(word[:size] for word in _OPENINGS for size in range(1, len(word) + 1))
_PARTED = re.compile(r"[a-z0-9+.\-]")
"""What no scheme begins behind."""
_ENCODED = re.compile(r"[\w.+/-]{0,99}(?:;[\w.+=\"-]{0,99}){0,9};base64,", re.IGNORECASE)
_MAY_BE_ENCODED = re.compile(r"[\w.+/;=\"-]{0,400}")
_RARE = re.compile(r"[&\\%\t\r\n]")


def maybe(low: str) -> bool:
    """Whether a lower-cased text holds what no address is without."""
    return "/" in low or ":" in low or "\\" in low or "&" in low or "%" in low or "www" in low


def begun(text: str) -> int:
    """From where the end of a text may still become the start of an address."""
    if not _RARE.search(text, max(0, len(text) - 64)) and "&" not in text:
        end = text[-_LONGEST_OPENING - 1 :].lower()
        size = len(end) - 1 if len(end) > _LONGEST_OPENING else len(end)
        while size and not (
            end[-size:] in _BEGINNINGS and (end[-size] == "/" or size == len(end) or not _PARTED.match(end[-size - 1]))
        ):
            size -= 1
        return len(text) - size
    return _begun_oddly(text)


def _begun_oddly(text: str) -> int:
    """The same where escapes or line ends stand near the end."""
    limit = end = len(text)
    for mark in "&\\%":
        # The last marks, the first of which may lead to it all: %3A%2F.
        at = end
        for _ in range(3):
            at = text.rfind(mark, max(0, end - LOOK), at)
            if at >= 0 and at < limit and _BEGUN.fullmatch(text, at):
                limit = at
    view = Undone(text[max(0, limit - LOOK) : limit]) if "&" in text or "\\" in text else None
    said = view.text if view else text[max(0, limit - LOOK) : limit]
    # The last letters but for line ends, which may stand anywhere in a start.
    letters: list[tuple[str, int]] = []
    at = len(said)
    while at and len(letters) < _LONGEST_OPENING:
        at -= 1
        if said[at] not in "\t\r\n":
            letters.insert(0, (said[at].lower(), at))
    word = "".join(letter for letter, _ in letters).rstrip("\\")
    for nth, (letter, place) in enumerate(letters):
        last = nth == len(letters) - 1 and letter in "/\\"
        if last or nth >= len(word) or word[nth:] in _OPENED:
            return limit - len(said) + place if view is None else max(0, limit - LOOK) + view.raw(place)
    return limit if limit < end else end


class Addresses:
    """The addresses that start in a text, one after the other."""

    __slots__ = ("_final", "_met", "_starts", "_view", "_whose")

    def __init__(self, text: str, final: bool, whose: Whose) -> None:
        """
        Args:
            text: Up to CONTEXT characters that were looked at before, and the text.
            final: Whether no more text follows.
            whose: Tells strangers from ours.
        """
        self._view, self._final, self._whose = Undone(text), final, whose
        self._starts = _START.finditer(self._view.text)

    def next(self, at: int) -> Place | None:
        """The next one that starts at a place or behind it; what is none is left out. None: there is no more."""
        for met in self._starts:
            # Slashes on two lines may be the end of one address and the beginning of another.
            behind = _PARTING.search(met[0])
            further = _START.match(self._view.text, met.start() + behind.end()) if behind else None
            for one in (met, further):
                if one is None or self._view.raw(one.start()) < at:
                    continue
                if (place := _judge(self._view, one, self._final, self._whose)) is not None:
                    return place
        return None


def _judge(view: Undone, met: re.Match[str], final: bool, whose: Whose) -> Place | None:
    text, start, at = view.text, met.start(), met.end()
    before = text[max(0, start - CONTEXT) : start]
    bare = met[0][0] in "/\\"
    scheme = _SCHEME.search(before) if bare else None
    if scheme:
        name = scheme[1].lower()
        before = before[: scheme.start()]
    else:
        name = re.sub(r"[\t\r\n\\:/]", "", met[0]).lower() if ":" in met[0] else ""
    if len(name) == 1:
        return None  # a drive
    if bare and not scheme and before and (before[-1].isalnum() or before[-1] in "_)]/\\") and not _FORUM.search(before):
        return None
    ending = closing(before)
    attribute = ending == "" or ending[-1] in _QUOTES
    # A browser drops what parts a scheme's letters, if it comes as an escape; as it is, it parts words.
    breaks = [nth for nth in range(start, at) if text[nth] in "\t\r\n"]
    if not attribute and not all(map(view.escaped, breaks)):
        return None
    attribute = attribute or bool(breaks)
    if scheme and name not in SPECIAL:
        # What follows two slashes of another scheme is its host, and a third begins a path.
        at = start + [nth for nth, char in enumerate(met[0]) if char in "/\\"][1] + 1
    else:
        while at < len(text) and (text[at] in "/\\" or (attribute and text[at] in "\t\r\n")):
            at += 1
    if at - start > CONTEXT:
        # Nobody writes so many slashes: to wait for more is never done.
        return _settled(Place(view.raw(start), view.raw(at), ending=ending), before)
    # Behind the authority nothing changes whose it is, but for a letter's further readers and a password's own slashes.
    first = re.compile("[/?#]").search(text, at, at + LOOK) if name in SPECIAL or not name else None
    reach = first.end() if first else at + LOOK
    end = _extent(view, at, reach, ending)
    whole = final or end >= 0
    said = text[at : min(end if end >= 0 else len(text), at + LOOK)]
    if len(text) > at + LOOK:
        whole = True
    place = Place(view.raw(start), view.raw(at), ending=ending)
    named = name in SERVERS and met[0][-1] in "/\\"
    if name in MAILED or (name in CALLED and not named) or name == "data":
        return _person(place, said, whole, name, whose, met[0][-1] in "/\\")
    if "%" in met[0]:
        return _nested(place, said, whole, whose)
    if attribute:
        said = _BREAKS.sub("", said)
    told = _told(said, whole) if whose.settled else said
    found = place._replace(ours=True) if told is None else _authority(place, told, whole, name, met[0], whose, view, at)
    return _settled(_unless_open(found, said) if final and end < 0 else found, before)


def _told(said: str, whole: bool) -> str | None:
    """An authority with a variable for its port put as one; None where a variable stands for all of its host."""
    said = _VARIABLE_PORT.sub(":80", said, count=1)
    variable = _VARIABLE.match(said)
    return None if variable and (variable["ended"] or whole) else said


def _settled(place: Place | None, before: str) -> Place | None:
    """A stranger's place, which reaches to the end of the text where all relative addresses behind it lead there."""
    base = place is not None and not place.ours and not place.pending and _BASE.search(before)
    return place._replace(ending="") if place is not None and base else place


def _unless_open(place: Place | None, said: str) -> Place | None:
    """A place at the end of a text, which is nobody's where its mark-up is open: its host may go on in another text."""
    if place is None or place.ending in (" ", "") or _BEHIND_HOST.search(said):
        return place
    return place._replace(ours=False)


def _person(place: Place, said: str, whole: bool, name: str, whose: Whose, slashes: bool) -> Place | None:
    """Whose an address is that names somebody; in running text it must name a host, else it is a word with a colon."""
    if name == "data":
        return _data(place, said, whole)
    if name in CALLED:
        number = name in NUMBERED and whole and not _PARAMETERS.search(said)
        if number or (place.ending == " " and not slashes and whole and not _RINGS.match(said)):
            return None
        return place._replace(pending=not whole)
    hosts = _MAILED.findall(said)
    if name != "mailto" and not hosts and whole and place.ending == " ":
        return None
    return place._replace(ours=bool(hosts) and all(whose.ours(_clean(host)) for host in hosts), pending=not whole)


def _data(place: Place, said: str, whole: bool) -> Place | None:
    """An address that brings its document with it: what is encoded may be a page that sends on what stands behind it."""
    if _ENCODED.match(said):
        return place
    return place._replace(pending=True) if not whole and _MAY_BE_ENCODED.fullmatch(said) else None


def _nested(place: Place, said: str, whole: bool, whose: Whose) -> Place:
    """Whose an address inside the query of another is."""
    stop = _NESTED_END.search(said)
    if stop is None and not whole:
        return place._replace(pending=True)
    authority = re.sub("%(?:25)*3a", ":", said[: stop.start()] if stop else said, flags=re.IGNORECASE)
    return place._replace(ours=whose.ours(_clean(re.split("@|%(?:25)*40", authority)[-1])))


def _authority(place: Place, said: str, whole: bool, name: str, first: str, whose: Whose, view: Undone, at: int) -> Place | None:
    """Whose an address with an authority is: a browser's reading, a Markdown reader's, and a link finder's."""
    special = name in SPECIAL or not name
    readings = _readings(said, whole, special, whose.secrets)
    if readings is None:
        return place._replace(pending=True)
    if not readings:
        return place
    behind = [one.rpartition("@")[2] for one in readings]
    if whose.called:
        behind = [_PORT_OF_SHELL.sub("", one) for one in behind]
    hosts = [_clean(host) for one in behind if one for host in ((one,) if special else one.split(","))]
    if first[:1] in "wW" and not name:
        hosts = [_clean("www." + one) for one in behind]
    if not hosts or (not name and first[0] in "/\\" and not any("." in one or ":" in one for one in (*hosts, *behind))):
        return None
    if any(map(_NO_CHARACTERS.search, readings)):
        return place
    if all(map(_PATTERN.match, behind)):
        return None
    if all(_is_home(host, name, special, whose) for host in hosts):
        return place._replace(ours=True)
    if special and len(readings) == 1 and hosts[0] in SHARED:
        return _owned(place, hosts[0], view, at + len(readings[0]), whole, whose)
    if len(hosts) == 1 == len(readings) and "@" not in readings[0] and first[:1] not in "wW":
        bracket = readings[0].find("]") if readings[0].startswith("[") else -1
        shown = readings[0][: bracket + 1] if bracket > 0 else _PORT.sub("", readings[0].rstrip(TAIL))
        if not any(map(view.escaped, range(at, at + len(shown)))):
            return place._replace(host=(view.raw(at), view.raw(at + len(shown))))
    return place


def _is_home(host: str, name: str, special: bool, whose: Whose) -> bool:
    """Whether originals may go to a canonical host, by a scheme; what an app is to do stands in a host's place too."""
    if not special and (host in VERBS or name.startswith("web+")):
        return False
    return whose.ours(host) or whose.ours(f"//{host}") or (not special and _inside(host))


def _owned(place: Place, host: str, view: Undone, at: int, whole: bool, whose: Whose) -> Place:
    """Whose an address of a host is that serves many: its first step says it, where no later one leads back up."""
    end = _extent(view, at, at + LOOK, place.ending)
    if end < 0 and not whole and len(view.text) < at + LOOK:
        return place._replace(pending=True)
    path = view.text[at : end if end >= 0 else at + LOOK]
    owner = _OWNER.match(path)
    return place._replace(ours=owner is not None and not _UPWARD.search(path) and whose.ours(f"{host}/{owner[1]}"))


def _readings(said: str, whole: bool, special: bool, secrets: Sequence[str]) -> list[str] | None:
    """The authorities that readers may see in what stands behind the slashes; None: more text must tell; [] no host is so
    long."""
    if not special:
        said, open_at = _opaque(said, secrets)
        if not whole and open_at < len(said) and not re.search(r"[/?#]", said[:open_at]):
            return None
    stop = re.search(r"[/\\?#]" if special else r"[/?#]", said)
    if stop is None and len(said) <= LONGEST_HOST and not whole:
        return None
    authority = said[: stop.start()] if stop else said
    if len(authority) > LONGEST_HOST:
        return []
    readings = [authority]
    if stop and stop[0] == "\\":
        # A Markdown reader drops the backslash and reads on.
        further = re.search(r"[/?#]", said[stop.start() :])
        if further is None and not whole:
            return None
        if _MARKED.match(said, stop.start()):
            # What it leaves of two is a browser's slash.
            marked = _MARKED.sub("", said[: stop.start() + further.start()] if further else said)
            readings.append(marked.partition("\\")[0])
    if cut := _CUT.search(authority):
        readings.append(authority[: cut.start()])
        if "@" not in authority[cut.start() :] and _NOT_IN_HOSTS.search(authority.rpartition("@")[2].rstrip(TAIL)):
            readings.remove(authority)  # a browser reads no address there
    return readings


def _inside(host: str) -> bool:
    """A name of one label reaches nobody outside; a number would."""
    return host.isascii() and host[:1].isalpha() and "." not in host and ":" not in host


def _opaque(said: str, secrets: Sequence[str]) -> tuple[str, int]:
    """An authority with its passwords made plain, and from where one may still be coming."""
    open_at = len(said)
    for secret in secrets:
        if secret in said:
            said = said.replace(secret, "x" * len(secret))
        for at in range(max(0, len(said) - len(secret) + 1), open_at):
            if secret.startswith(said[at:]):
                open_at = at
                break
    return said, open_at


def _clean(host: str) -> str:
    """The canonical host without port, and without what a sentence or a particle puts behind it; "" for none."""
    bracketed = re.match(r"\[[0-9a-fA-F:.]+\](?=:?\d*[^0-9a-zA-Z.]*\Z)", host)
    if bracketed:
        return canonical(bracketed[0])
    host = host.rstrip(TAIL).removeprefix("]")  # of hxxps[://]
    end = len(host)
    while end and is_hangul(host[end - 1]):
        end -= 1
    if end and host[end - 1].isascii() and host[end - 1] not in ".-":
        host = host[:end]
    return canonical(_PORT.sub("", host.rstrip(TAIL)))


def closing(before: str) -> str:
    """How an address ends that stands behind a text: see `_ENDS`."""
    last = before[-1:]
    if last in _QUOTES and last:
        return "\\" + last if before[-2:-1] == "\\" else last
    bare = before.rstrip("".join(map(chr, (0, 1, *range(3, 33)))))
    if bare == VALUE:
        return ""
    if attribute := _ATTRIBUTE.search(before):
        return attribute[1]
    if before.endswith("[["):
        return "]"
    if _BRACED.search(before):
        return "}"
    if _TARGET.search(before):
        return INDENTED
    if last == "<" and _EMBEDDED.search(before):
        return EMBEDDED
    if last == "(" or bare.endswith("](") or re.search(r"\]\(\s*\Z", bare):
        return ")"
    if last == "<":
        return ">"
    return "=" if bare.endswith("=") else " "


def _extent(view: Undone, at: int, reach: int, ending: str) -> int:
    """Where an address ends at the latest, in a view; -1 where that is not seen."""
    if not ending:
        return -1
    depth = 0
    nested = len(ending) > 1
    pattern = _ENDS.get(ending) or re.escape(ending[-1])
    text = view.text
    for met in re.compile(pattern).finditer(text, at, reach):
        place = met.start()
        if view.escaped(place) or (met[0] in "<>" and text.startswith("@", place + 1)):
            continue  # data, no end
        if (met[0] in "<>" or ending == INDENTED) and place + 1 == len(text):
            return -1  # what follows tells
        if ending == INDENTED and text[place + 1] in " \t":
            continue
        if not nested and ending in (*_QUOTES, ")", ">") and met[0] not in "\t\n\v\f\r ":
            slashes = place
            while slashes > at and text[slashes - 1] == "\\":
                slashes -= 1
            if (place - slashes) % 2:
                continue
        if met[0] == "(" and ending == ")":
            depth += 1
        elif met[0] == ")" and depth:
            depth -= 1
        else:
            return place
    return -1


def strangers(text: str, whose: Whose) -> Iterator[Place]:
    """The addresses of a whole text that lead to strangers.

    Args:
        text: All of it.
        whose: Tells strangers from ours.
    """
    found, at = Addresses(text, True, whose), 0
    while place := found.next(at):
        if not place.ours:
            yield place
        at = place.start + 1


def open_end(before: str, whose: Whose) -> int:
    """From where the end of a text, a stranger's addresses in it left out, belongs to an address that may go on in the next text;
    its length where none does."""
    found, at = Addresses(before, False, whose), 0
    while place := found.next(at):
        end = -1 if place.pending else Skip(place.ending).advance(before, place.behind)
        if end < 0:
            return place.start
        at = max(end, place.start + 1)
    return begun(before)


class Skip:
    """Finds the end of a stranger's URL in text that arrives in pieces."""

    __slots__ = ("_closed", "_depth", "_end", "_escaped", "_held", "_pattern")

    def __init__(self, ending: str) -> None:
        """
        Args:
            ending: A place's.
        """
        self._escaped = self._closed = self._held = False
        self._depth = 0
        self._until(ending)

    def _until(self, ending: str) -> None:
        self._end = ending
        escapes = ""
        if ending in _QUOTES:
            escapes = r"\\(?:.|\Z)|"
        elif ending in (")", ">"):
            escapes = rf"\\(?:{_PUNCTUATION}|\Z)|"
        ends = _ENDS.get(ending) or re.escape(ending[-1:])
        self._pattern = re.compile(escapes + ends, re.DOTALL) if ending else None

    def advance(self, text: str, at: int) -> int:
        """Where the URL ends in the text, looking from `at`; -1 if it goes on behind it."""
        if at < len(text) and (self._held or self._closed or self._escaped):
            ended = (self._held and text[at] not in (" \t" if self._end == INDENTED else "@")) or (
                self._closed and not _GLUED.match(text, at)
            )
            if ended:
                return at
            if self._closed:
                self._until(" ")
            elif self._escaped:
                at += self._end in _QUOTES or re.match(_PUNCTUATION, text[at]) is not None
            self._held = self._closed = self._escaped = False
        while self._pattern is not None and (match := self._pattern.search(text, at)):
            at = match.end()
            if (end := self._met(text, match)) is not None:
                return end
        return -1

    def _met(self, text: str, match: re.Match[str]) -> int | None:
        """What a character does that may end the URL: where it ends, -1 where the next piece tells, None if it goes on."""
        at, met = match.end(), match[0]
        if met[0] == "\\":
            self._escaped = len(met) == 1
        elif self._end == INDENTED:
            self._held = at == len(text)
            return -1 if self._held else None if text[at] in " \t" else match.start()
        elif met == "(":
            self._depth += 1
        elif met == ")" and self._depth:
            self._depth -= 1
        elif met in ("<", ">"):
            self._held = at == len(text)
            return -1 if self._held else None if text[at] == "@" else match.start()
        elif self._end[-1] not in _QUOTES:
            return match.start()
        elif at == len(text):
            self._closed = True
            return -1
        elif not _GLUED.match(text, at):
            return at
        else:
            self._until(" ")
        return None

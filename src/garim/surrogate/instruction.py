"""What of a user's message is her own instruction, so that a host that it names is hers.

Whoever pastes a mail, a ticket, a chat, a log or a README pastes its wishes too. So in doubt nothing is an instruction:

    without what stands in tags, fences, lines with > → one line that is no machine's → without quotes, and what a colon or dash
    hands over → no letter, no HTML, no other script, no sentences beside one that hands over

What is left out costs surrogates in addresses of hosts that neither the list nor `trusted_hosts` knows; what is taken in by
mistake costs a leak.
"""

from __future__ import annotations

import garim.lang as lang
import garim.late as re

LONGEST, MOST = 300, 2000
"""Characters of a line that is typed as an instruction, an address counted as one, and with its addresses; a longer one is a
text."""
_LEFT_OUT = "\ufffc"
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)[^<>]*>")
_HTML = re.compile(
    r"<[/!]?(?:html|head|body|div|span|p|a|b|i|u|br|hr|img|table|t[rdh]|[uo]l|li|script|style|h[1-6]|strong|em|font|center|"
    r"blockquote|pre|meta|link|form|input|button|iframe|svg|video|area|base|object|doctype)\b[^<>]*>",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~|\"\"\"|''').*$", re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_MACHINE = re.compile(
    r"\[?\d{4}[-/.]\d\d[-/.]\d\d[T ]\d\d:\d\d:\d\d.*|[ \t]+at [\w.$<>/]+\(.*|[ \t]*\.{3} \d+ more|Caused by: .*|"
    r"Traceback \(most recent call last\):|[ \t]+File \"[^\"]+\", line \d+.*|[ \t]*[\]})]+[,;]?|[\w.-]+=\S*|"
    r"[ \t]*\"[\w.-]+\": ?\S+"
)
"""A line that no person types as an instruction."""
_ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^\s\"'`<>\u201c\u201d\u300c-\u300f]+|(?:[\w-]+\.)+[\w-]+(?:[:/][^\s\"'`<>]*)?"
)
_PAIRS = (
    ('"', '"'), ("`", "`"), ("\u201c", "\u201d"), ("\u2018", "\u2019"), ("\u00ab", "\u00bb"), ("\u300a", "\u300b"),
    ("\u300c", "\u300d"),
    ("\u300e", "\u300f"), ("\u3008", "\u3009"), ("(", ")"), (r"(?<!/)\[", r"\]"), ("{", "}"), (r"(?<!\w)'", r"'(?!\w)"),
)  # fmt: skip
_BETWEEN = [
    re.compile(f"{re.escape(a) if len(a) == 1 else a}(.*){re.escape(b) if len(b) == 1 else b}", re.DOTALL) for a, b in _PAIRS
]
_HANDED_OVER = re.compile("[:：](?=[\\s\"'“「『]|$)|[^\\S\n](?:[-–—|]|[=-]>|→)[^\\S\n]|\t|[^\\S\n]{3,}")
_ALONE = re.compile(rf"[\s\"'`<]*{_ADDRESS.pattern}[\"'`>]?[^\W_a-zA-Z]*[.!?]?\s*")
_MARKUP = re.compile(r"\]\(|\]\[|^[ \t]*(?:#{1,6} |\||[\[【][^\]】]{1,24}[\]】])|\d\d?:\d\d ?[AP]M\b|오[전후] ?\d")
_SCRIPTS = (
    re.compile(r"(?:[A-Za-z][a-z',-]* ){3}[A-Za-z][a-z]*"),
    re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]{2}[^\n]* [^\W\d_a-zA-Z\u00c0-\u024f]{2}"),
)
_SENTENCES = re.compile(r"(?<=[.!?。！？…])\s+|(?<=[。！？])|(?:(?<=줘)|(?<=세요)|(?<=십시오)|(?<=니다)|(?<=[해에예어아네]요)) ")


def _said(role: str) -> str:
    return "|".join(re.escape(word).replace("\\ ", r"\s") for word in lang.words(role))


_LETTER = re.compile(
    rf"^\W*(?:{_said('letter_heads')})\s*[:：]|\b(?:{_said('letter_greetings')})\b[^.!?]{{0,40}}(?:[,:]|\s*$)|"
    rf"{'|'.join(lang.words('letter_greetings', 'ko'))}",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(rf"(?<!\w)(?:{_said('hands_over')})", re.IGNORECASE)
_ASKS = re.compile(
    rf"^\W*(?:{'|'.join(lang.words('asks', 'en'))})\b|\bplease\b|\b(?:you|we) (?:must|should|need|have)\b|"
    rf"(?:{'|'.join(lang.words('asks', 'ko'))})[^\w]*$",
    re.IGNORECASE,
)


def instruction(text: str) -> str:
    """The one line of a message that is surely the user's own word; "" where none is.

    Args:
        text: All that she says at once: a message's parts and messages without an answer between, joined by line breaks.
    """
    text = _QUOTED.sub("", _unfenced(_untagged("\n".join(text.splitlines()))))
    lines = [line for line in text.split("\n") if line.strip(" \t\u00a0" + _LEFT_OUT) and not _is_machine(line)]
    if len(lines) != 1 or len(lines[0]) > MOST or _HTML.search(lines[0]) or _MARKUP.search(lines[0]) or _LETTER.search(lines[0]):
        return ""
    line = _handed_over(_unquoted(lines[0]))
    plain = _ADDRESS.sub(_LEFT_OUT, line)
    if len(plain) > LONGEST or all(one.search(plain) for one in _SCRIPTS):
        return ""
    sentences = [one for one in _SENTENCES.split(plain) if one and one.strip()]
    if (
        len(sentences) > 2
        or len(sentences) > 1
        and (_PASSES_ON.search(plain) or sum(map(bool, map(_ASKS.search, sentences))) > 1)
    ):
        return ""
    return line


def _is_machine(line: str) -> bool:
    """Never of what a person asks: a question, or words in Hangul."""
    return "?" not in line and _MACHINE.fullmatch(line) is not None and not re.search("[가-힣]", line)


def _untagged(text: str) -> str:
    """A text without what stands between a tag and the last closing tag of its name; HTML stays, which wraps nothing.

    A wrapper ends at its last closing mark: a document that brings one of its own does not end it earlier.
    """
    tags = [tag for tag in _TAG.finditer(text) if not _HTML.match(tag[0])] if "</" in text else []
    last = {tag[2]: tag.end() for tag in tags if tag[1]}
    out, at = [], 0
    for tag in tags:
        if not tag[1] and tag.start() >= at and last.get(tag[2], 0) > tag.start():
            out.append(text[at : tag.start()])
            at = last[tag[2]]
    return _LEFT_OUT.join((*out, text[at:])) if at else text


def _unfenced(text: str) -> str:
    """A text without what stands between its first fence and its last, or its end where there is but one."""
    fences = list(_FENCE.finditer(text))
    if not fences:
        return text
    return text[: fences[0].start()] + _LEFT_OUT + (text[fences[-1].end() :] if len(fences) > 1 else "")


def _unquoted(line: str) -> str:
    """A line without what stands between its first opening mark and its last closing one; an address alone stays."""
    for between in _BETWEEN:
        found = between.search(line)
        if found and not _ALONE.fullmatch(found[1]):
            line = line[: found.start()] + _LEFT_OUT + line[found.end() :]
    return line


def _handed_over(line: str) -> str:
    """A line up to what it hands over; an address that alone stands behind the mark is named, not handed over."""
    for mark in _HANDED_OVER.finditer(line):
        if line[: mark.start()].strip() and not _ALONE.fullmatch(line, mark.end()):
            return line[: mark.start()]
    return line

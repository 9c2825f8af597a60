"""British postcodes with the lines before them, or next to a word that says address."""

from __future__ import annotations

import garim.late as re
from garim.detect import words
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.addresses import _post as post

# Both cases are spelt out: (?i) would make the engine read UTF-8, and so short a pattern is looked at everywhere.
_CODE = (
    r"[A-PR-UWYZa-pr-uwyz](?:\d{1,2}|[A-HK-Ya-hk-y]\d{1,2}|\d[A-HJKPSTUWa-hjkpstuw]|[A-HK-Ya-hk-y]\d[ABEHMNPRV-Yabehmnprv-y]) "
    r"\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}"
)
_PLACES = re.compile(
    r"(?i)\b(?:house|cottage|farm|estate|flat|unit|suite|floor|lodge|hall|court|park|mill|barn|manor|rectory|street|road|"
    r"lane|close|avenue|drive|"
    r"gardens|terrace|crescent|square|place|way|hill|row|mews|grove|rd|st|ln|ave|industrial|business)\b"
)
_PART = re.compile(
    rf"(?i)(?:(?:flat|unit|suite|floor|apartment) )?(?:\d{{1,4}}[a-z]?(?:[-/]\d{{1,4}})? )?(?:{post.W} ?){{1,4}}|{post.UNIT}"
)


_TOWN = re.compile(r"(?:^|\b(?:in|at|from|near|to|of) |[,\n:] ?)([A-Z][a-z]{3,20}),? $")
_CUE = re.compile(r"(?i)(?:post ?code|address|zip|ship to)")


def grow_code(text: str, start: int, end: int) -> post.Span | None:
    """A postcode with the lines before it, of which one says house, road or the like; None where there is none."""
    low = max(0, start - post.REACH)
    before = re.split(r"[.;:!?\"(\t]|\n\s*\n|\\n\\n", text[low:start])[-1]
    upper = text[start:end].isupper()
    begin = start
    at = start - len(before)
    rows = [(at + part.start(), at + part.end()) for part in re.finditer(r"[^,\n]+", before)]
    for low, high in reversed(rows[-6:]):
        part = text[low:high].strip()
        if not part:
            continue
        low += len(text[low:high]) - len(text[low:high].lstrip())
        whole = _PART.fullmatch(part) is not None and (not upper or not part[:1].islower())
        if not whole:
            # The first line may follow prose: only its words with capitals, or its flat, belong to it.
            cut = (
                re.search(
                    rf"(?:(?i:{post.UNIT})|(?:\d{{1,4}}[A-Za-z]?(?:[-/]\d{{1,4}})? )?(?:[A-Z][\w'’-]{{0,20}} ?){{1,4}})$", part
                )
                if upper
                else re.search(post.UNIT + "$", part, re.I)
            )
            if cut and part[cut.start() - 1 : cut.start()] in ("", " ") and _PLACES.search(cut[0]):
                begin = low + cut.start()
            break
        # A line that says no house or road belongs to the address only below one that does: above it stand names and greetings.
        if (upper and re.match(r"\d{1,4}[A-Za-z]? [A-Z]", part)) or _PLACES.search(part):
            begin = low
    if begin < start:
        begin = post.trimmed(text, begin, start)
        return begin, post.tail(text, end, upper, 3).end
    town = _TOWN.search(text[max(0, start - 40) : start]) if upper else None
    if town is not None and not words.ordinary(town[1].lower()):
        return max(0, start - 40) + town.start(1), end
    return (start, end) if _CUE.search(text[max(0, start - 40) : start]) else None


KINDS = (
    Kind(
        name="uk_address",
        pattern=_CODE,
        family="address",
        edges="word",
        grow=grow_code,
        found=(
            "to «10 Downing Street, London SW1A 2AA»",
            "«Flat 3, 221B Baker Street, London NW1 6XE»",
            "«14 Mill Lane, Leeds, LS1 4AP»",
            "Kind regards\nSenior Buyer\n«Unit 4, Dock Road»\n«Hull HU1 3TE»",
            "«Rose Cottage, Church Lane, Little Marfield, Kent TN12 6QF»",
            "postcode «EC1A 1BB», address: «M1 1AE», Post Code «dn55 1pt»",
            "«88 Strand-on-the-Mere, London W4 3PH», she is in «Leeds LS1 4AP»",
            "at «Unit 7, Fenwick Industrial Estate, Gateshead NE10 8YF»",
        ),
        ignored=("10 Downing Street London", "SW1A2AA", "page 10 Mill Road", "row A1 2BC", "postcode EC1A1BB9"),
        rank=64,
        source="BS 7666, Royal Mail postcode format",
    ),
)

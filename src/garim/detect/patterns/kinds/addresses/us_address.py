"""Street addresses of English-speaking countries in any case, over one line or several, towns with their codes, boxes."""

from __future__ import annotations

import garim.late as re
from garim.detect import words
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import any_case
from garim.detect.patterns.kinds.addresses import _post as post

_SUFFIX = (
    "st|street|ave?|avenue|blvd|boulevard|rd|road|dr|drive|ln|lane|ct|court|pl|place|pkwy|parkway|hwy|highway|way|cir|circle|"
    "ter|tce|"
    "terrace|trl|trail|sq|square|loop|plaza|plz|pike|cres|crescent|close|gdns|grove|mews|row|hill|walk|wharf|quay|parade|pde|"
    "esplanade|rise|alley|expressway|expy|turnpike|tpke|heights|hts|freeway|drove|yard|stravenue|skyway|throughway|trafficway|"
    "(?:road|walk|square|street|drive|lane|court|hill|grove|circle|terrace|" + post.SUFFIXES + ")s?"
)
_WORD = r"[a-zÀ-ɏ][a-zÀ-ɏ'’.-]{0,24}"
_STATE = (
    "AK|AL|AR|AZ|AE|AP|CA|CO|CT|DC|DE|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|"
    "PA|PR|"
    "RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY"
)
_LICENCES = ("51 franklin", "59 temple", "675 mass", "boston, ma 0211")
_WORDLIKE = frozenset("in or me hi ok oh la de co al id as is".split())
_LINE_BEFORE = re.compile(
    r"(?:\d{1,6}(?:-?[a-z]|[-/]\d{1,4})?,? (?:[^\W\d_][\w'’.-]{0,24} ?){1,5}|(?:unit|psc|cmr|po box|p\.o\. box|box|uss|usns|"
    r"usnv|usnavy|rr|hc)"
    r" [\w#]{1,12}(?:,? (?:box|apt|suite) #?\w{1,6})?)(?:,? ?(?:apt|apartment|suite|ste|unit|floor|fl|#)\.? ?#?[\w-]{1,6})?"
    r"[ \t]*(?:,|\r?\n|\\n)[ \t]*$",
    re.I,
)


def is_public(text: str) -> bool:
    """Whether it is the address of a foundation that stands in every licence."""
    return text.lower().startswith(_LICENCES)


_TOWN = re.compile(r"(?:[^\W\d_][\w'’.-]{0,24}[ \n]){0,3}[^\W\d_][\w'’.-]{1,24}[ ,\n]{1,2}$")


def grow_town(text: str, start: int, end: int) -> post.Span | None:
    """A state and code with the town, street or box line before it; in lower case neither may be a word of prose."""
    found = _TOWN.search(text[max(0, start - 90) : start])
    if found is None or is_public(text[start - 8 : end]):
        return None
    state = re.match(r"[^\d,]*[^\W\d]", text[start:end])
    low = max(0, start - 90) + found.start()
    parts = list(re.finditer(r"[^\W\d_][\w'’.-]*", text[low:start]))
    comma = "," in text[start - 2 : start]
    lower = state is None or state[0].islower() or parts[-1][0].islower()
    plain = state is not None and state[0].lower() in _WORDLIKE
    kept: list[re.Match[str]] = []
    for part in reversed(parts):
        loose = lower or part[0].isupper() and not comma
        if kept and "\n" in text[low + part.end() : low + kept[-1].start()] or not _belongs(part[0], not kept, loose, comma):
            break
        kept.append(part)
    if not kept or plain and (lower or not comma) and (lower and not comma or words.ordinary(kept[0][0].lower())):
        return None
    begin = low + kept[-1].start()
    line = _LINE_BEFORE.search(text[max(0, begin - 80) : begin])
    if line is not None:
        at = max(0, begin - 80) + line.start()
        if not at or not text[at - 1].isalnum():
            begin = post.head(text, at)
    after = post.tail(text, end, not lower, 3)
    return begin, after.end


def _belongs(word: str, last: bool, loose: bool, comma: bool) -> bool:
    """Whether a word before a state is part of the town's name; a loose one must be no word of prose."""
    if not loose:
        return not word.islower()
    plain = word.lower().strip(".")
    if plain in _TOWN_PARTS and (comma or not last):
        return True
    return len(word) > 1 and not words.ordinary(plain)


_TOWN_PARTS = frozenset(
    "new san fort port north south east west mount old little grand saint falls mills springs city beach park hills creek "
    "lake heights grove valley center "
    "village ridge point bend station".split()
)


KINDS = (
    Kind(
        name="us_address",
        pattern=(
            r"(?i)(?:(?:\d{1,5}/)?\d{1,6}(?:-\d{1,4}|-?[a-z])?|one|two|three|ten),? (?:[nsew]{1,2}\.? )?(?:"
            + _WORD
            + r" |\d{1,3}(?:st|nd|rd|th) ){1,4}(?:"
            + _SUFFIX
            + r")\b\.?(?: [nsew]{1,2}\b)?"
        ),
        family="address",
        edges="word",
        accept=lambda text: not is_public(text),
        grow=post.grow_street,
        found=(
            '"«2109 N 33rd Ave, Omaha, NE 68111»"',
            "at «1600 Pennsylvania Avenue NW, Washington, DC 20500»",
            "«77 Massachusetts Ave, Apt 4B» today",
            "i live at «912 n willow bend rd, unit 4, tarrow falls, ca 90211», ok?",
            "«5512 SW 14th St»\n«Apt 301»\n«Gresdale, FL 33135»\n",
            "SHIP TO «88 QUARRY LN, DENHAM, TX 75001» TODAY",
            "«Unit 5/112 Banksia Pde, Cronulla NSW 2230, Australia»",
            "«3 Rosewood Cres, Toronto, ON M4B 1B3»",
            "to «1550 county road 12, bessemer bend, mt 59044» asap",
            "«flat 12, 8 harrow gardens, bristol bs8 2lr» is hers",
        ),
        ignored=(
            "3 Big Things To Do",
            "12 monkeys drive",
            "Chapter 12 Main Points",
            "the 3 way handshake, a 2 lane road, 12 threads per place",
            "see section 12 Main Street view",
            "5 Ways To Square",
        ),
        rank=60,
        source="USPS Publication 28, AS 4590, Canada Post addressing guidelines",
    ),
    Kind(
        name="us_address.town",
        pattern=rf"[ ,\n](?P<v>(?:{any_case(_STATE)}|{any_case(post.STATES)}),? \d{{5}}(?:-\d{{4}})?)(?:[^0-9A-Za-z_]|$)",
        family="address",
        edges="none",
        grow=grow_town,
        found=(
            "ship to «Omaha, NE 68111»",
            "«New York, NY 10013-2201»",
            "«Cedar Falls, IA 50613» office",
            "«7425 Amanda Underhollow Suite 903»\n«Carver Mills, NV 12345»",
            "«PSC 1234, Box 5678»\n«APO AE 12345»",
            "mail to «tarrow falls, ca 90211», she is in «dunmore pa 18512» now",
            "to «Denham, Texas 75001», «SALEM CENTER, NEW YORK 10560»",
        ),
        ignored=(
            "Omaha, NE",
            "Foo, XX 12345",
            "rows, in 12345",
            "error code or 12345",
            "Washington 20 rows",
            "id 12345, OK 12345",
        ),
        rank=58,
        source="USPS Publication 28",
    ),
    Kind(
        name="us_address.box",
        pattern=r"(?i)(?:\bp\.? ?o\.? ?box|post office box|\bpostfach|\bpostbus|\bgpo box|"
        r"\bapartado(?: de correos)?) ?#?(?:is )?\d[\d ]{0,6}\d|\bP\.?O\.? Box \d",
        family="address",
        edges="word",
        grow=post.grow_box,
        found=(
            "«P.O. Box 4471, Brackwell, NY 12207»",
            "mail to «po box 9921, ellery, vt 05401» only",
            "«Postfach 10 20 30, 50667 Köln»",
        ),
        ignored=("the box 12", "po box", "inbox 4471"),
        rank=60,
        source="USPS Publication 28, DIN 5008",
    ),
)

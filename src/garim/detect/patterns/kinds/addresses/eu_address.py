"""Street addresses of the European continent in their own order of words, with floor, postcode and town."""

from __future__ import annotations

import garim.late as re
from garim.detect import words
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.addresses import _post as post

_WORD = r"[a-zÀ-ɏ][a-zÀ-ɏ'’.-]{0,24}"
_LINK = (
    r"(?:de la |de l['’]|de los |de las |des |del |della |dello |dei |degli |du |de |di |d['’]|da |das |dos |do |le |la |"
    r"les )?"
)
_NUMBER = (
    r"\d{1,4}(?:(?: ?[a-z]\b| ?(?:bis|ter)\b)?(?:[-/](?:\d{1,4}[a-z]?|[a-z]{1,2})\b){1,3}| ?[a-z]\b(?: \d{1,3}\b)?| ?(?:bis|"
    r"ter)\b)?"
)
_COMPOUND = "straße|strasse|str\\.|gasse|allee|laan|straat|gracht|gatan|vägen|gade|katu|veien|vegen|straede|stræde"
_LOOSE = (
    "weg|platz|damm|ufer|chaussee|steig|graben|markt|kade|singel|plein|dijk|gata|gaten|vej|polku|tie|allé|stien|torget|väg|"
    "ring|hof"
)
_BEFORE = re.compile(
    r"(?:\b(?:am|im|an de[rn]|zum|zur|unter den|auf de[rm]|alte[rns]?|neue[rns]?|gro(?:ß|ss)e[rns]?|kleine[rns]?|obere[rns]?|"
    r"untere[rns]?|sankt|st\.) ){1,2}$",
    re.I,
)
_MORE = re.compile(rf"(?:[ -]{_LINK}[A-ZÀ-Þ][\w'’.-]{{0,24}}){{1,4}}")
_LOWER_MORE = re.compile(rf"(?:[ -]{_LINK}{post.W}){{1,3}}(?=,)", re.I)
_HANDED = re.compile(r"(?:\b(?:in|a|presso|au|chez|en|na|no|bij)|[:=(])[ \t]{0,2}[\"']?$", re.I)


def grow_compound(text: str, start: int, end: int) -> post.Span | None:
    """A street whose kind is the end of its name (Lindenstraße 7), or stands behind it (Alter Markt 3)."""
    street = text[start:end]
    name = re.match(r"[^\W\d_][^\d\s,]*", street)
    sure = re.search(rf"(?i).(?:{_COMPOUND})(?!\w)", street) is not None
    begin = start
    cased = not street.islower() and not street.isupper()
    before = _BEFORE.search(text[max(0, start - 50) : start])
    if before is not None:
        begin = max(0, start - 50) + before.start()
    after = post.tail(text, end, cased)
    if after.strength >= 2:
        return post.head(text, begin), after.end
    if name is None or sure and len(name[0]) < 7 and begin == start:
        return None
    if not sure and street.islower():
        return None
    if not sure and (words.ordinary(name[0].lower()) or not post.cued(text, begin)) and after.strength == 0:
        return None
    if sure and name[0].lower() in ("straße", "strasse"):
        return None
    return begin, after.end


def grow_romance(text: str, start: int, end: int) -> post.Span | None:
    """A street whose kind stands first and its number last (Via dei Cedri 14, Calle de los Olmos 15)."""
    street = text[start:end]
    first, _, rest = street.partition(" ")
    name = [part for part in re.findall(post.W, rest) if len(part) > 1]
    after = post.tail(text, end, not street.islower() and not street.isupper())
    if after.strength >= 2:
        return post.head(text, start), after.end
    title = bool(name) and all(
        part[0].isupper() or re.fullmatch(_LINK.strip("()?"), part + " ", re.I) or len(part) < 4 for part in name
    )
    cue = post.cued(text, start) or _HANDED.search(text[max(0, start - 20) : start]) is not None
    kind = first.lower().strip(".")
    if kind in ("via", "strada", "corso", "camino", "plaza", "largo", "plaza", "ronda", "c/", "cl"):
        ordinary = all(words.ordinary(part.lower()) or words.technology(part.lower()) for part in name)
        return (
            (post.head(text, start), after.end)
            if title and (cue or after.strength) and not (ordinary and not after.strength)
            else None
        )
    return (post.head(text, start), after.end) if title or cue and after.strength else None


def grow_french(text: str, start: int, end: int) -> post.Span | None:
    """A street with its number first (14 rue des Tilleuls)."""
    street = text[start:end]
    cased = (
        not street.isupper()
        and not re.sub(
            r"(?i)\b(?:rue|avenue|boulevard|chemin|impasse|quai|bis|ter|de|la|des|du|place|all[ée]e|route|cours)\b", "", street
        ).islower()
    )
    more = _MORE.match(text, end, min(len(text), end + 80)) if cased else _LOWER_MORE.match(text, end, min(len(text), end + 60))
    for stop in [more.end(), end] if more else [end]:
        after = post.tail(text, stop, cased)
        if after.strength >= 2:
            return post.head(text, start), after.end
    stop = more.end() if more and cased else end
    after = post.tail(text, stop, cased)
    kind = re.search(r"(?i)[a-zà-ÿ]{2,}\.?", re.sub(r"(?i)^\d+\s?(?:bis|ter|quater|[a-d]\b)?", "", street))
    if kind is not None and kind[0].lower().strip(".") in (
        "place",
        "route",
        "cours",
        "passage",
        "square",
        "cité",
        "villa",
        "pl",
        "ch",
    ):
        return (post.head(text, start), after.end) if after.strength or post.cued(text, start) and cased else None
    return (post.head(text, start), after.end) if cased or after.strength or post.cued(text, start) else None


def grow_coded(text: str, start: int, end: int) -> post.Span | None:
    """A line that ends in a number, and postcode and town behind it: a street of any name."""
    line = re.match(r"[^\d,\n]*", text[start:end])
    named = re.findall(post.W, line[0]) if line is not None else []
    if not named or re.search(
        r"(?i)\b(?:page|version|chapter|table|figure|step|line|section|build|order|no|nr)\b", text[start:end]
    ):
        return None
    number = re.match(r"[^\d]*\d{1,4}(?: ?[a-z]\b)?(?:[-/]\w{1,4})?", text[start:end])
    after = post.tail(text, start + number.end(), True) if number is not None else None
    return (post.head(text, start), after.end) if after is not None and after.strength == 3 and after.end >= end else None


KINDS = (
    Kind(
        name="eu_address.coded",
        pattern=(
            r"(?:[A-ZÀ-Þ][a-zß-ÿ.'-]{1,20} ){1,4}\d{1,4}(?: ?[a-z])?(?:[-/][a-z0-9]{1,4})?(?:, ?|\n)(?:[A-Z]{1,2}-)?"
            r"(?:\d{5}|\d{4} ?[A-Z]{2}) [A-ZÀ-Þ][a-zß-ÿ]{2,20}"
        ),
        family="address",
        edges="word",
        grow=grow_coded,
        found=(
            "an «Zum Mühlbach 5, 83646 Bad Tölz» bitte",
            "«Keizerskade 301-hs, 1016 EA Amsterdam»",
            "«Unterer Anger 12»\n«80331 München»",
        ),
        ignored=("March 12, 2024 Meeting", "Table 3, 10000 Rows", "Page 12, 20000 Items"),
        rank=58,
        source="DIN 5008, NEN 5825",
    ),
    Kind(
        name="eu_address",
        pattern=rf"(?i)(?:[a-zÀ-ɏ][a-zÀ-ɏ.'-]{{1,30}}(?:{_COMPOUND}|{_LOOSE})|{_WORD} (?:{_COMPOUND}|{_LOOSE})),? {_NUMBER}",
        family="address",
        edges="word",
        grow=grow_compound,
        found=(
            "für «Hainbuchenweg 14a, 80331 München» kam",
            "«Lindenstr. 7, 10115 Berlin»",
            "er wohnt in der «Gartenstraße 112»",
            "«kastanienallee 12»\n«1040 wien»",
            "wohnhaft «Am Alten Markt 3, 3. OG, 50667 Köln, Deutschland»",
            "«Wilgenlaan 45-2, 1012 AB Amsterdam»",
            "«Björkgatan 12 B, 113 56 Stockholm»",
            "«Bahnhofstrasse 21, CH-8001 Zürich»",
        ),
        ignored=("string 10, spring 5", "necktie 5 of 7", "vm weg 3", "die straße 12 table has 80331 rows", "aggregate 10 rows"),
        rank=60,
        source="DIN 5008, NEN 5825, Posten and Posti addressing guides",
    ),
    Kind(
        name="eu_address.fr",
        pattern=(
            rf"(?i)\d{{1,4}}(?: ?(?:bis|ter|quater|[a-d])\b)?,? (?:rue|avenue|av\.|boulevard|bd\.?|blvd|place|chemin|ch\.|"
            rf"allées?|impasse|imp\.|quai|route|"
            rf"rte|cours|square|passage|sentier|faubourg|montée|cité|villa) {_LINK}{_WORD}"
        ),
        family="address",
        edges="word",
        grow=grow_french,
        found=(
            "«14 rue des Tilleuls, 75011 Paris»",
            "au «3 bis avenue du Maréchal-Dorval, Bât. B, 69003 Lyon, France»",
            "«12 bd voltarin»\n«13001 marseille»",
            "«1450 Rue Delisle, app. 5, Montréal (Québec) H3J 2W8, Canada»",
        ),
        ignored=("12 route table", "3 place holders", "2 cours magistraux", "5 square meters"),
        rank=60,
        source="NF Z 10-011",
    ),
    Kind(
        name="eu_address.south",
        pattern=(
            rf"(?i)(?:via|viale|v\.le|piazza|piazzale|p\.zza|corso|c\.so|vicolo|largo|lungomare|strada|contrada|borgo|calle|"
            rf"c/|avda\.?|avenida|plaza|pza\.?|"
            rf"paseo|camino|carrer|ronda|travesía|carretera|ctra\.?|rua|travessa|praça|"
            rf"alameda) ?(?:{_WORD} ){{0,4}}{_WORD},? (?:n[º°o.]{{0,2}} ?)?{_NUMBER}"
        ),
        family="address",
        edges="word",
        grow=grow_romance,
        found=(
            "«Via dei Cedri 14, 00184 Roma (RM)»",
            "abita in «via g. verdoni 22, int. 5, 20121 milano mi»",
            "«Calle de los Olmos 15, 3º B, 28013 Madrid»",
            "«C/ Almendro, 22, 2º izq., 41001 Sevilla, España»",
            "«Avda. de la Marina 101, 08001 Barcelona»",
        ),
        ignored=("via proxy 10, 20000 rows", "sent via Kafka 3", "via the api 2", "strada 12"),
        rank=60,
        source="Poste Italiane and Correos addressing guides",
    ),
)

"""How far a Western postal address runs around its street line, and whether it is one; no kind stands here.

A kind's pattern finds a street line, a town with its code or a box, in any case. From there `grow_*` reads unit, town, state,
postcode and country after it and flat or house before it, over line ends. What reads like prose needs such a neighbour.
"""

from __future__ import annotations

from typing import NamedTuple

import garim.late as re
from garim.detect import words

Span = tuple[int, int]
REACH = 140
"""Characters read behind a street line, and before it."""
COMMON = 3.4
"""Zipf frequency from which a lower-case word is no town."""
STEPS = 6
"""Parts of an address that may follow its street."""

W = r"[^\W\d_](?:[^\W\d_]|['’.\-/](?=[^\W\d_])){0,24}"
_LINE = r"(?:(?:\r?\n|\\n|<br ?/?>)[ \t>*|]*)"
_GAP = rf"(?:[ \t]*[\"']?[ \t]*[,;|·][ \t]*[\"']?[ \t]*{_LINE}?|[ \t]*{_LINE}|[ \t]+(?:[-–/][ \t]+)?)"
_SHORT = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI "
    "SC SD "
    "TN TX UT VT VA WA WV WI WY PR GU VI AA AE AP AB BC MB NB NL NS NT NU ON PE QC SK YT NSW VIC QLD SA TAS ACT"
)
STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|"
    "Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|"
    "New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|"
    "South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Puerto Rico|"
    "Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland|Nova Scotia|Ontario|Prince Edward Island|Québec|Quebec|"
    "Saskatchewan|"
    "New South Wales|Queensland|South Australia|Tasmania|Victoria|Western Australia"
)
ABBREVIATED = "|".join(sorted(_SHORT.split(), key=len, reverse=True))
_STATE = rf"\(?(?:(?:{ABBREVIATED}|D\.C\.|N\.Y\.|N\.J\.)(?![\w])|(?:{STATES})(?!\w))\.?\)?"
_ZIP = r"\d{5}(?:[- ]\d{4})?(?![\w-])"
_CANADIAN = r"[A-Z]\d[A-Z][ -]?\d[A-Z]\d(?!\w)"
BRITISH = r"(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)"
COUNTRIES = (
    r"(?:U\.?S\.?A\.?|United States(?: of America)?|U\.?K\.?|United Kingdom|Great Britain|England|Scotland|Wales|"
    r"(?:Northern )?Ireland|"
    r"Canada|Australia|New Zealand|Deutschland|Germany|Österreich|Austria|Schweiz|Switzerland|Suisse|France|Italia|Italy|"
    r"España|Spain|Portugal|Brasil|Brazil|Nederland|(?:The )?Netherlands|Belgi[eëu]m?|Belgique|Sverige|Sweden|Norge|Norway|"
    r"Danmark|Denmark|Suomi|Finland|Polska|Poland|Japan|(?:South |Republic of )?Korea|India|Singapore|M[eé]xico)(?!\w)"
)
_UNITS = (
    "apt|apartment|suite|ste|unit|flat|room|rm|bldg|building|tower|block|blk|level|lvl|lot|floor|fl|no|appt|app|b[âa]t|"
    "int|interno|scala|piso|planta|puerta|pta|esc|portal|t[üu]r|stiege|top|whg|wohnung|lgh|as|bus|shop|office|box|p\\.?o\\.? ?box"
)
UNIT = (
    rf"(?:(?:{_UNITS})\.?[ \t]?#?[ \t]?(?:[a-z]?-?\d{{1,5}}(?:[-/]?[a-z0-9]{{1,4}})?|(?<=[ \t.])[a-z])(?!\w)"
    r"|#[ \t]?[a-z0-9-]{1,6}(?!\w)|\d{1,3}(?:st|nd|rd|th|er|e|ème)?[ \t](?:floor|fl|étage)(?!\w)\.?"
    r"|\d{1,2}\.?[ \t]?(?:og|stock|etage|th|tv|mf|sal|kerros|krs)(?!\w)\.?|(?:eg|dg|ground floor|top floor)(?!\w)"
    r"|\d{1,2}[ºª°](?:[ \t]?(?:[a-z]|izq|dcha|izda|centro)(?!\w)\.?)?)"
)
_UNIT = re.compile(rf"(?:{_GAP}|\(){UNIT}\)?", re.I)
_FULL = re.compile(
    rf"{_GAP}(?P<town>(?:\(?{W}\.?\)?{_GAP}){{0,6}}?)(?:(?P<state>{_STATE}){_GAP}(?:{_ZIP}|{_CANADIAN}|\d{{4}}(?![\w-]))|"
    rf"{BRITISH}|{_CANADIAN})",
    re.I,
)
_TOWN_CODE = re.compile(rf"{_GAP}(?P<town>{W}(?: {W}){{0,2}}),? \d{{5}}(?![\w-])")
_COMMA = rf"(?:[ \t]*[\"']?[ \t]*[,;|·][ \t]*[\"']?[ \t]*{_LINE}?|[ \t]*{_LINE})"
_IN_STATE = re.compile(
    rf"{_COMMA}(?P<town>(?:{W}\.?{_GAP}){{0,4}}?)(?P<state>{_STATE})(?=[ \t]*(?:[,.;:)\]\"'|\n]|$)|{_GAP}{COUNTRIES})", re.I
)
_COUNTRY = re.compile(rf"{_GAP}\(?{COUNTRIES}\)?", re.I)
_PARTICLES = (
    r"(?:am|an|der|den|die|im|in|ob|de|del|della|di|du|des|la|le|les|sur|sous|en|aan|op|'s|bei|v\.|upon|on|of|the|st\.?|bad|"
    r"sankt|san|santa|saint|el|los|las|il)"
)
_CONTINENT = re.compile(
    rf"(?:{_GAP}|\()(?P<extra>(?:{W}\.?{_GAP}){{0,3}}?)(?:(?:CH|A|D|DE|AT|F|FR|I|IT|E|ES|NL|DK|N|NO|S|SE|FI|FIN|L|LU|B|BE|P|"
    rf"PT|PL)[- ])?"
    rf"(?:\d{{4}} ?[A-Z]{{2}}(?!\w)|\d{{3}} \d{{2}}(?!\d)|\d{{2}}-\d{{3}}(?!\d)|\d{{4}}-\d{{3}}(?!\d)|"
    rf"\d{{4,5}}(?![\d.:]))(?P<gap>{_GAP})"
    rf"(?P<town>(?:{_PARTICLES} )?{W}(?:[ ](?:{_PARTICLES} ){{0,2}}{W}){{0,2}})(?P<more> (?:cedex ?\d{{0,2}}|[A-Z](?!\w)|"
    rf"\d{{1,2}}(?!\w)|\(?[A-Z]{{2}}\)?(?!\w)))?",
    re.I,
)
_TOWN = re.compile(rf"(?P<gap>{_COMMA})(?P<town>{W}\.?(?: {W}\.?){{0,3}})(?=[ \t]*(?:[,.;:!?)\]\"'|\n]|\\n|$))")
_NO_TOWN = frozenset(
    "thanks thank regards best cheers sincerely hi hello dear and but so or then please tel phone fax email mobile mob cell "
    "call dob "
    "ssn name date from to cc re subject contact the he she they we you i it is was are were not who which that this can "
    "could will "
    "would next today tomorrow monday tuesday wednesday thursday friday saturday sunday yes no ok as at by for in on of with "
    "near".split()
)
_SMALL = frozenset("is it in at to by we he me my so or an us up go do no of on if as be am i a ok hi pm".split())
_CUE = re.compile(
    r"(?:\b(?:at|(?:send|sent|courier|forward|bring|return|post|drop)(?: [a-z]{2,8}){0,2} to|live[sd]?|living|resid\w{2,5}|"
    r"address\w{0,2}|addr\d?|adress\w{0,2}|located|ship(?:ped|ping)?|deliver\w{0,3}|"
    r"moved|mail(?:ed|ing)?|"
    r"street|home|house|wohnhaft|wohnt|anschrift|indirizzo|abit\w{1,3}|residente|domicili\w{1,4}|habite|domicile|adresse|"
    r"dirección|"
    r"vive|woon\w{0,2}|adres|bor|sede|office|residence|premises|property)\b)(?:[ \t]{1,3}(?:is|was|at|in|on|to|from|the|der|"
    r"au|am|en|i|op|de|of)){0,3}[ \t]{0,3}[:=,-]?\s{0,3}[\"'(«]{0,2}$",
    re.I,
)
_COUNTED = re.compile(
    r"(?:copyright:?|\(c\)|©|section|step|chapter|page|part|version|figure|table|rule|item|line|level|phase|option|example|"
    r"top|the|of|"
    r"v)[ .#]{0,2}$",
    re.I,
)
_YEARS = re.compile(r"(?:19|20)\d{2}(?:,|-(?:19|20)\d{2})")
_LINKS = frozenset("of the and de la du des del della di le van den der von zum zur am an s".split())
_PROSE = frozenset(
    "to a an is are was were be your my our for with from by in on or not if as it this that how why what when per all".split()
)
SUFFIXES = (
    "bayou|beach|bend|bluff|bottom|branch|bridge|brook|burg|bypass|camp|canyon|cape|causeway|center|cliff|club|common|corner|"
    "course|cove|"
    "creek|crest|crossing|curve|dale|dam|divide|estate|extension|fall|ferry|field|flat|ford|forest|forge|fork|fort|garden|"
    "gateway|glen|"
    "green|harbor|haven|hollow|inlet|island|isle|junction|key|knoll|lake|land|landing|light|lock|lodge|manor|meadow|mill|mission|"
    "motorway|mountain|neck|orchard|oval|overpass|park|pass|passage|path|pine|plain|point|port|prairie|ramp|ranch|rapid|rest|"
    "ridge|river|"
    "route|run|shoal|shore|spring|spur|station|stream|summit|trace|track|tunnel|underpass|union|vale|valley|via|viaduct|view|"
    "village|"
    "ville|vista|wall|well"
)
WEAK = frozenset(
    [
        "way",
        "drive",
        "dr",
        "place",
        "pl",
        "court",
        "ct",
        "square",
        "sq",
        "loop",
        "close",
        "row",
        "hill",
        "walk",
        "plaza",
        "circle",
    ]
    + ["trail", "pike", "yard", "rise", "grove", "parade", "st"]
    + SUFFIXES.split("|")
    + [f"{word}s" for word in SUFFIXES.split("|")]
)


class Tail(NamedTuple):
    """What follows a street line."""

    end: int
    strength: int
    """0 nothing, 1 a unit or a town, 2 a state or country, 3 a postcode."""


def _capital(word: str) -> bool:
    return not word[:1].islower()


def _is_town(town: str, cased: bool) -> bool:
    """Whether the words of a town are no words of a sentence; where the street has capitals they have them too."""
    parts = re.findall(W, town)
    if any(part.lower() in _NO_TOWN - {"the", "of", "on", "in", "by"} or part.lower() in ("and", "rows") for part in parts):
        return False
    return not cased or all(
        _capital(part) or part.lower().strip(".'’") in _LINKS | {"on", "by", "in", "upon", "sur"} for part in parts
    )


def tail(text: str, end: int, cased: bool, strength: int = 0) -> Tail:
    """How far an address goes on behind `end`.

    Args:
        text: The whole text; REACH characters of it are read for each of STEPS parts.
        end: End of the street line.
        cased: Whether the street is written with capitals, so that a town would be.
        strength: What was found before, as in `Tail`.
    """
    for _ in range(STEPS):
        limit = min(len(text), end + REACH)
        step = _step(text, end, limit, cased, strength)
        if step is None:
            break
        end, strength = step.end, max(strength, step.strength)
    return Tail(end, strength)


def _step(text: str, at: int, limit: int, cased: bool, strength: int) -> Tail | None:
    """The next part of an address."""
    unit = _UNIT.match(text, at, limit)
    if unit is not None:
        return Tail(unit.end(), 1)
    if strength < 3:
        full = _FULL.match(text, at, limit)
        if full is not None and _is_town(full["town"], cased):
            return Tail(full.end(), 3)
        continent = _CONTINENT.match(text, at, limit)
        if continent is not None and (found := _with_town(continent, cased)):
            return Tail(found, 3)
        code = _TOWN_CODE.match(text, at, limit) if cased else None
        if code is not None and _is_town(code["town"], cased):
            return Tail(code.end(), 3)
    if strength < 2:
        state = _IN_STATE.match(text, at, limit)
        if (
            state is not None
            and _is_town(state["town"], cased)
            and (len(state["state"].strip("()")) > 3 or state["state"].isupper())
        ):
            return Tail(state.end(), 2)
    country = _COUNTRY.match(text, at, limit)
    if country is not None and (country[0].strip(" ,").lower() != "uk" or strength):
        return Tail(country.end(), 2)
    return _lone(text, at, limit, cased) if strength < 2 else None


def _with_town(match: re.Match[str], cased: bool) -> int | None:
    """Where postcode and town end; None where no town follows the number."""
    extra = re.findall(W, match["extra"])
    if extra and (not _is_town(match["extra"], cased) or not cased and any(words.ordinary(part.lower()) for part in extra)):
        return None
    town, start = match["town"], match.start("town")
    parts = list(re.finditer(W, town))
    if parts[0][0].lower() in _NO_TOWN or (cased and not any(_capital(p[0]) for p in parts[:2])):
        return None
    named = [part[0].lower() for part in parts if not re.fullmatch(_PARTICLES, part[0], re.I)]
    if not cased and (not named or words.zipf(named[0]) > COMMON):
        return None
    end = 0
    for i, part in enumerate(parts):
        link = re.fullmatch(_PARTICLES, part[0], re.I) is not None
        province = len(part[0]) <= 2 and part[0].lower() not in _SMALL
        if i and end and not link and cased and not _capital(part[0]) and part[0] != "cedex":
            break
        if (
            i
            and end
            and not link
            and not cased
            and not province
            and (words.ordinary(part[0].lower()) or part[0].lower() in _NO_TOWN)
        ):
            break
        if not link:
            end = part.end()
    if match["more"] and end == parts[-1].end() and (cased or match["more"].strip(" ()").lower() not in _SMALL):
        return match.end()
    return start + end if end else None


def _lone(text: str, at: int, limit: int, cased: bool) -> Tail | None:
    """A town by itself behind a comma or on the next line."""
    town = _TOWN.match(text, at, limit)
    if town is None or not _is_town(town["town"], cased):
        return None
    parts = [part.lower() for part in re.findall(W, town["town"])]
    if any(part in _NO_TOWN for part in parts[:1]) or text[town.end() : town.end() + 1] == ":":
        return None
    if not cased and (len(parts) > 2 or any(words.ordinary(part) for part in parts)):
        return None
    if "\n" in town["gap"] and not cased:
        return None
    return Tail(town.end(), 1)


_FLAT = re.compile(
    rf"(?:{UNIT}|(?:c/o|attn:?) {W}(?: {W}){{0,2}}|(?<!\w)(?:{W} ){{1,3}}(?:house|cottage|tower|"
    rf"building|hall|lodge|farm|mansions|cent(?:er|re)|estate|court)"
    rf")(?:[ \t]*[,/·-]?[ \t]*{_LINE}?|[ \t]*{_LINE})$",
    re.I,
)


_BARE_UNIT = re.compile(r"(?<!\w)(?:unit|flat|suite|apt|shop|level)\.?[ \t]$", re.I)


def head(text: str, start: int) -> int:
    """Where an address begins whose street line begins at `start`: flat, unit or house may stand before it."""
    if "/" in text[start : start + 6] and (word := _BARE_UNIT.search(text[max(0, start - 12) : start])):
        start = max(0, start - 12) + word.start()
    for _ in range(3):
        low = max(0, start - 60)
        flat = _FLAT.search(text[low:start])
        if flat is None or (low + flat.start() and text[low + flat.start() - 1].isalnum()):
            break
        start = trimmed(text, low + flat.start(), low + flat.end())
    return start


_SMALL_WORDS = re.compile(
    r"(?:\b(?:to|at|in|is|it|from|on|address|and|of my|near|live[sd]?|located|me|moved|send|ship|please|he|she|i|we)[ :]+)+", re.I
)


def trimmed(text: str, start: int, end: int) -> int:
    """Where the name of a house begins that may follow prose: behind the last small word within its first line."""
    line = text.find(",", start, end)
    small = list(_SMALL_WORDS.finditer(text, start, line if line > 0 else end))
    return small[-1].end() if small and not any(c.isdigit() for c in text[start : small[-1].end()]) else start


def cued(text: str, start: int) -> bool:
    """Whether a word before says that a place follows."""
    return _CUE.search(text[max(0, start - 50) : start]) is not None


def grow_street(text: str, start: int, end: int) -> Span | None:
    """An English street line with all that belongs to it; None where it is prose ("2 way street")."""
    street = text[start:end]
    parts: list[str] = re.findall(r"(?<![\d/])(?<!\d-)[^\W\d_][\w'’.-]*", street)
    name, suffix = [part.strip(".").lower() for part in parts[:-1]], parts[-1].strip(".").lower()
    if any(part in _PROSE for part in name) or all(part in _LINKS for part in name):
        return None
    cased = not street.islower() and not any(part.islower() and part not in _LINKS for part in parts)
    title = cased and not street.isupper()
    numbered_road = _ROAD_NUMBER.match(text, end) if suffix in ("road", "rd", "highway", "hwy") else None
    end = numbered_road.end() if numbered_road is not None else end
    after = tail(text, end, title)
    begin = head(text, start)
    if after.strength == 3:
        return begin, after.end
    if _YEARS.match(street) or _COUNTED.search(text[max(0, start - 12) : start]):
        return None
    plain = all(words.ordinary(part) for part in name if part not in _LINKS and len(part) > 2)
    sure = after.strength > 0 or begin < start or cued(text, start)
    numbered = not any(len(part) > 2 for part in name) and not title
    if title:
        return (begin, after.end) if sure or suffix not in WEAK or not plain or suffix == "st" else None
    if numbered or not sure:
        return None
    if suffix in WEAK and plain and after.strength < 2 and not cued(text, start) and not _UNIT.match(text, end):
        return None
    return begin, after.end


_ROAD_NUMBER = re.compile(r" \d{1,4}[a-z]?(?=[,\n]| [A-Z]|$)")


def grow_box(text: str, start: int, end: int) -> Span | None:
    """A post office box with the town behind it."""
    return start, tail(text, end, not text[start:end].islower()).end

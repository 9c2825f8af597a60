"""How far a Korean or romanised Korean or Japanese address runs around its road, lot or ward; no kind stands here."""

from __future__ import annotations

import garim.late as re
from garim.detect import words

Span = tuple[int, int]
SIDO = (
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청북|충청남|전라북|전라남|"
    r"경상북|경상남)"
    r"(?:특별자치시|특별자치도|특별시|광역시|시|도)?"
)
_GAP = r"(?:[ \t]{0,2},?[ \t]{0,2}(?:\r?\n[ \t]{0,8})?)"
_FLAT = (
    r"(?:지하 ?)?(?:제 ?)?[A-Za-zB]?-?\d{1,4}(?:-\d{1,4})?(?:호|층|동|단지|번지)(?:실)?|지하 ?\d층?|"
    r"[A-Za-z가나다라마]동(?![가-힣])|지층|옥탑|반지하"
)
_BUILDING = (
    r"[가-힣A-Za-z0-9]{1,14}(?:아파트|빌딩|타워|빌라|오피스텔|센터|마을|단지|하이츠|캐슬|파크|맨션|하임|빌|프라자|플라자|"
    r"상가|주택|연립|시티|스퀘어|"
    r"힐스|자이|래미안|푸르지오|아이파크|더샵|편한세상|힐스테이트|롯데캐슬|기숙사|회관|하우스|테크노파크|밸리)"
)
_DETAIL = re.compile(
    rf"{_GAP}(?:\(\d{{5}}\)|\([가-힣][가-힣0-9A-Za-z ,.·-]{{0,30}}\)|(?:{_FLAT})(?![A-Za-z0-9])"
    rf"|(?:(?:[가-힣A-Za-z0-9]{{2,14}} )?{_BUILDING}|"
    rf"(?:[가-힣A-Za-z0-9]{{2,14}} ){{0,2}}[가-힣A-Za-z0-9]{{2,14}}(?={_GAP}(?:{_FLAT})(?![A-Za-z0-9])))(?![A-Za-z0-9])"
    r"|\d{1,4}-\d{2,5}(?![\d-]))"
)
_NOT_DETAIL = re.compile(r"[가-힣]+(?:에서|에는|에게|까지|부터|으로|하고|이고|입니다|이며|이고|해서|와서|있는|가서)(?= )")
_CODE_BEFORE = re.compile(r"(?:〒 ?)?[(\[]?\d{5}[)\]]?[ ,]{1,2}(?:\n)?$")
_REGION_BEFORE = re.compile(rf"(?:^|(?<=[^가-힣]))(?:(?:{SIDO}|[가-힣]{{1,5}}[시군구읍면]) ){{1,4}}$")
_CUE = re.compile(
    r"(?:주소지?|배송지|거주지?|사무실|본사|자택|집|위치|소재지?|본점|지점|수령지|도착지|출발지|근무지|장소|우편물|사옥|댁|"
    r"매장|현장|회사|숙소)"
    r"(?:은|는|이|가|를|을|의|으로|로|:|：)?[ :=]{0,3}[\"'(]?$|(?:저는|나는|제가|우리는) $"
)
_AFTER = re.compile(
    r"(?:번지)?(?:에서|에|으로|로|까지|쪽|인데|이고|이에요|예요|이예요|입니다|앞|옆|근처)? ?"
    r"(?:살|거주|이사|보내|배송|위치|방문|만나|봬|뵈|뵙|오시|와 ?주|이에요|예요|입니다|앞|옆|근처|건너|맞은편|부탁|주차|도착|"
    r"오면|오세요|가려면|찾아|이전|소재|"
    r"있는|있습)"
)
_COUNTER = re.compile(
    r" ?(?:개|건|번(?!길|지)|회|명|초|분|시간?|일(?![반대])|월|년|원|줄|행|배|차|단계|퍼센트|%|[GMK]B|ms|만|천|억|대(?!로)|"
    r"장|자리|점|위|살|세|주|가지|곳|종|칸|바이트|페이지|쪽)"
)
_ADVERB = re.compile(
    r"(?:으로|므로|별로|적로|실제로|정말로|새로|바로|따로|서로|별도로|주로|함부로|제대로|그대로|이대로|반대로|마음대로|"
    r"맘대로|멋대로|절대로|순서대로|뜻대로|기대로|나름대로|차례대로|임의로|수시로|스스로|대대로|때로|억지로|홀로|날로|거꾸로|"
    r"오히려로|기본로)$"
)


def detail(text: str, end: int) -> int:
    """How far floor, flat, building and what stands in brackets go on behind `end`."""
    at, broken = end, False
    for _ in range(6):
        found = _DETAIL.match(text, at, min(len(text), at + 80))
        if found is None or found.end() == at or _NOT_DETAIL.search(found[0]):
            break
        at, broken = found.end(), broken or "\n" in found[0]
        # The next line is the address's only where it ends like one.
        if not broken or found[0][-1] in ")호층동":
            end = at
    return end


def before(text: str, start: int) -> int:
    """Where the regions and the postcode before a road or lot begin."""
    region = _REGION_BEFORE.search(text[max(0, start - 40) : start])
    if region is not None:
        start = max(0, start - 40) + region.start()
    code = _CODE_BEFORE.search(text[max(0, start - 12) : start])
    if (
        code is not None
        and (code.start() or start < 12)
        and not text[max(0, start - 12) + code.start() - 1 : max(0, start - 12) + code.start()].isalnum()
    ):
        start = max(0, start - 12) + code.start()
    return start


def grow_road(text: str, start: int, end: int) -> Span | None:
    """A Korean road and number with all that belongs to it; None where it is a particle before a count (별도로 12 건)."""
    found = text[start:end]
    begin, stop = before(text, start), detail(text, end)
    parts = text[begin:end].split()
    regions = sum(len(part) > 1 and part[-1] in "시군구읍면도" for part in parts[:-1])
    if regions or "번길" in found or re.search(r"로\d{1,3}(?:번|가|나|다)?길", found):
        return (begin, stop) if regions > 1 or stop > end or not _COUNTER.match(text, end) else None
    road = parts[0] if len(parts) > 1 else found
    if len(parts) > 2 and re.fullmatch(r"\d{1,3}(?:번|가|나|다)?길", parts[1]) and len(road) > 2:
        return begin, stop
    if _ADVERB.search(road) or _COUNTER.match(text, end):
        return None
    strong = road.endswith("대로") and len(road) > 3 or road.endswith("길") and len(road) > 2
    more = stop > end and re.search(r"[층호동)지]$|빌딩|타워|아파트|센터|\d$", text[end:stop]) is not None
    if more and (strong or len(road) > 2):
        return begin, stop
    told = _CUE.search(text[max(0, start - 14) : start]) is not None
    said = _AFTER.match(text, end) is not None
    return (begin, stop) if (told and len(road) > 2) or said and (strong or len(road) > 2 and not words.ordinary(road)) else None


def grow_lot(text: str, start: int, end: int) -> Span | None:
    """A Korean lot number with what belongs to it; without a district it needs 번지, a building or a cue."""
    found = text[start:end]
    begin, stop = before(text, start), detail(text, end)
    if " " in text[begin:end].rstrip("번지").rsplit(" ", 1)[0] or found.endswith("번지"):
        return begin, stop
    if "-" not in found or _COUNTER.match(text, end):
        return None
    told = _CUE.search(text[max(0, start - 14) : start]) is not None or _AFTER.match(text, end) is not None
    more = stop > end and re.search(r"호$|층$|빌라|아파트|빌딩|주택", text[end:stop]) is not None
    return (begin, stop) if told or more else None


_HOME = re.compile(r"(?:[가-힣A-Za-z0-9]{2,14} )?(?:[가-힣A-Za-z0-9]{2,16}(?:\d{1,2}차)?(?: \d{1,2}(?:단지|차))?[ ,]{1,2})$")
_PARTICLE = re.compile(r"(?:은|는|을|를|에서|에는|에|까지|부터|으로|하고|의|과|와|도|만)$")
_FLATS = re.compile(
    r"(?:아파트|빌라|오피스텔|단지|마을|차|타운|맨션|연립|주택|자이|래미안|푸르지오|힐스테이트|아이파크|캐슬|더샵)$"
)


def grow_flat(text: str, start: int, end: int) -> Span | None:
    """A block and a flat (105동 1204호) with the name of the estate before it."""
    low = max(0, start - 50)
    row = re.split(r"[\n:=\"'(),.?!]", text[low:start])[-1]
    names = row.split()
    taken = start
    kept: list[str] = []
    while names and len(kept) < 3:
        word = names.pop()
        if (
            _PARTICLE.search(word)
            and not _FLATS.search(word)
            and len(word) > 2
            or not re.fullmatch(r"[가-힣A-Za-z0-9]{2,16}", word)
        ):
            break
        if kept and not (_FLATS.search(kept[-1]) or re.fullmatch(r"\d{1,2}(?:단지|차)", kept[-1])):
            break
        kept.append(word)
        taken = text.rindex(word, low, taken)
    short = re.match(r"\d{1,2}동", text[start:end]) is not None
    if short and not any(_FLATS.search(word) for word in kept):
        return None
    return before(text, taken), detail(text, end)


_WARD = r"-(?:daero|ro|gil|gu|dong|eup|myeon|ri|gun|si|do|ku|shi|cho|machi|mura|chome|ken|fu|to|city)"
_PLACE = (
    r"(?:(?:room|rm|apt|unit|suite|floor|fl|no|bldg|building)\.? ?)?#?[\w-]{1,20}"
    rf"{_WARD}(?:[ -]?\d{{1,3}}(?:beon)?[ -]?gil)?(?: \d{{1,4}}(?:-\d{{1,4}}){{0,3}})?(?:,? \d{{5}})?"
)
_NUMBER = (
    r"(?:(?:room|rm|apt|unit|suite|floor|fl|no|bldg|building)\.? ?)?#?[a-z]?\d{1,5}(?:-\d{1,5}){0,3}(?:f|ho|dong)?(?: ?(?:st|"
    r"nd|rd|th)? floor)?"
)
_CITY = (
    r"(?:(?:seoul|busan|daegu|incheon|gwangju|daejeon|ulsan|sejong|jeju|suwon|seongnam|goyang|yongin|changwon|gyeonggi|tokyo|"
    r"osaka|kyoto|"
    r"nagoya|yokohama|kobe|sapporo|fukuoka|sendai|hiroshima|kawasaki|saitama|chiba|japan|(?:south |republic of )?korea|rok)"
    r"(?:[ -](?:\d{5}|\d{3}-\d{4}))?|\d{5}|\d{3}-\d{4})(?: (?:japan|\d{5}|\d{3}-\d{4}))?"
)
_PROPER = r"[A-Z][A-Za-z'.-]{1,20}(?: [A-Z0-9][A-Za-z0-9'.-]{0,20}){0,3}(?: \d{1,4}(?:-\d{1,4}){1,3})?"
_FIRST = r"(?:(?:(?:room|rm|apt|unit|suite|floor)\.? ?)?\d{1,4}(?:-\d{1,4}){0,3} )?"
_WHOLE = re.compile(rf"{_FIRST}(?:{_PLACE}|{_NUMBER}|{_CITY})", re.I)
_CAPITALS = re.compile(_FIRST + _PROPER)
_LOWER = re.compile(
    r"\d{1,4}(?:-\d{1,4}){1,3} [a-z]{4,20}|(?:\d-chome) \d{1,3}(?:-\d{1,3}){0,2}|[a-z]{5,20}(?:machi|cho|zaka|dori)|(?:seoul|"
    r"tokyo|busan|osaka) \d{1,4}(?:-\d{1,4})?"
)
_STARTS = re.compile(rf"(?:{_NUMBER},? )?(?:{_PLACE}|{_CITY})(?!\w)", re.I)
_ENDS = re.compile(rf"(?:{_NUMBER},? )?(?:{_PLACE}|{_CITY})$", re.I)
_TOWNS = re.compile(_CITY, re.I)


def grow_romanised(text: str, start: int, end: int) -> Span | None:
    """A romanised address around one of its parts (Mapo-gu, Nerima-ku); None where no number or no second part is near."""
    low, high = max(0, start - 100), min(len(text), end + 100)
    left = re.split(r"[;:!?\"()\n]{1}(?=[^\n]*$)|\. ", text[low:end])[-1]
    begin = end - len(left)
    right = re.split(r"[;:!?\"()\n]|\. |\.$", text[end:high])[0]
    rows = [(m.start() + begin, m.end() + begin) for m in re.finditer(r"[^,]+", left + right)]
    here = next((i for i, (a, b) in enumerate(rows) if a < end <= b), 0)
    part = _part(text, rows[here])
    if part is None:
        return None
    begin, stop = part
    for i in range(here - 1, -1, -1):
        part = _part(text, rows[i])
        if text[rows[i + 1][0] : begin].strip() or part is None or part[1] != _filled(text, rows[i])[1]:
            break
        begin = part[0]
    for i in range(here + 1, len(rows)):
        part = _part(text, rows[i])
        if stop != _filled(text, rows[i - 1])[1] or part is None or part[0] != _filled(text, rows[i])[0]:
            break
        stop = part[1]
    whole = text[begin:stop]
    wards = len(re.findall(rf"(?i)[a-z]{{3}}\d{{0,3}}{_WARD}(?!\w)", whole))
    if wards < 2 and not (wards and _TOWNS.search(whole)) or not any(c.isdigit() for c in whole):
        return None
    return begin, stop


def _filled(text: str, row: Span) -> Span:
    """The row without the spaces around it."""
    piece = text[row[0] : row[1]]
    return row[0] + len(piece) - len(piece.lstrip()), row[1] - len(piece) + len(piece.rstrip(" ."))


def _part(text: str, row: Span) -> Span | None:
    """What of a row between two commas belongs to an address: all of it, its end or its beginning; None where nothing does."""
    start, end = _filled(text, row)
    body = text[start:end]
    if _WHOLE.fullmatch(body) or _CAPITALS.fullmatch(body) or body.islower() and _LOWER.fullmatch(body):
        return start, end
    found = _ENDS.search(body)
    if found is not None and (not found.start() or body[found.start() - 1] == " "):
        return start + found.start(), end
    found = _STARTS.match(body)
    return (start, start + found.end()) if found is not None else None

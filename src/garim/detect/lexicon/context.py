"""What stands around a word: identifier, sentence start, titles, words of its kind. Looks at most 80 characters away."""

from __future__ import annotations

import garim.lang as lang
import garim.late as re
from garim.detect import words

REACH = 60
CALENDAR = frozenset(lang.words("months", "en"))
NEARBY = words.section("nearby")
HOSTED = NEARBY | words.section("hosts")
WORD_AFTER = re.compile(r"[\s\"'`)*]{1,3}\(?(?:our\s+|the\s+|우리\s+)?([A-Za-z]+|[가-힣]+)")
OURS_AFTER = re.compile(r"[\s,]{0,2}\(?(?:our|우리|자사|사내)\s")
GLUED = re.compile(r"(?:앱|팀|서버|시스템|플랫폼|서비스|프로젝트|포털|엔진)")
WORD_BEFORE = re.compile(r"([A-Za-z]+|[가-힣]+)[\s\"'`(*:]{1,3}$")
OURS = words.section("ours")
BARE = re.compile(
    rf"[ \u00a0](?:{'|'.join(sorted(words.section('systems'), key=len, reverse=True))})"
    r"(?![A-Za-z])([가-힣]*)",
    re.IGNORECASE,
)
TITLES = (
    r"(?:님|씨|쌤|様|氏|君|상(?=(?:[은는이가도의과을]|한테|께|이랑)?(?![가-힣]))|"
    + lang.either(t for t in words.TITLES if len(t) > 1)
    + rf")(?=(?:님|상)?(?:{lang.either(lang.words('particles', 'ko'))})?(?![가-힣]))"
)
TITLED = re.compile(rf"\)?\s?{TITLES}")
ROLES = lang.either((*words.ROLES, "@"))
LABEL = re.compile(rf"(?:{ROLES})\.?[\s:,=(]*$", re.IGNORECASE)
SAYS = re.compile(
    rf"(?:['’]s\b|\s(?:{lang.either(lang.words('says'))})\b|"
    r"\s[A-Z]\.|,\s(?:can|could|would|please|did|do|are|any)\b)"
)
RUNS = re.compile(
    r"(?:['’]s)?\s(?:(?:is|was|are|went|seems|goes|keeps) (?:still |now )?(?:down|slow|up|back|failing|broken|dead|live|"
    r"unavailable|unstable|throwing|returning|crashing|timing out)\b|crash|fail|throws|threw|returns|returned|timed out|"
    r"times out|runs on|talks to|calls|writes to|reads from|logs|deploys|restart|connects|cannot|can't|won't|doesn't)"
    r"|(?:이|가|은|는|도)\s(?:(?:또|자꾸|계속|갑자기|너무|좀|다시|아직)\s)?(?:느리|느려|느립|죽었|죽어|죽습|멈추|멈췄|멈춰|뻗|"
    r"터졌|터져|안\s?뜨|안\s?떠|내려갔|다운|재시작|재기동|응답|타임아웃|오류|에러|장애|실패|끊기|끊겼|끊겨|먹통|기동|접속)"
)
_TO_FAULTS = (
    r"(?:이|가|은|는|도|만|만은|쪽|쪽이|쪽은|쪽만|에|에서|에서만|에서도|에만|에는|을|를|하고|랑|이랑|와|과)?\s"
    r"(?:(?:왜|또|자꾸|계속|갑자기|너무|좀|다시|아직|지금|오늘|어제|아까|방금|요즘|혹시|이렇게|자주|원래|맨날|매번)\s){0,3}"
)
FAULTS = re.compile(
    _TO_FAULTS
    + r"(?:타임아웃|에러|오류|장애|다운|재시작|재기동|재부팅|기동|응답|먹통|접속|롤백|느리|느려|느립|뻗|안\s?뜨|안\s?떠|"
    r"끊기|끊겼|끊겨|[45]\d\d(?!\d)\s?(?:$|[?!.,\n]|떠|떴|뜨|뜹|나요|에러|오류|응답|코드))"
    r"|(?:['’]s)?\s(?:(?:is|was|keeps?|kept|still|now|just|again|has|been|started|often|always) ){0,3}"
    r"(?:timing out|timed out(?! of)|times out|timeouts?\b|crash-?loop|unreachable|unresponsive|not responding|"
    r"(?:throws|threw|throwing|returns|returned|returning) (?:an? )?(?:[45]\d\d|errors?\b|exceptions?\b))"
)
DOWN = re.compile(
    r" (?:(?:is|was|keeps|went|seems) )?(?:(?:still|so|very|really|again|back|always) )?(?:down|slow|failing|broken|crashing)\b"
    r"(?! (?!again|today|now|since|after|this)[a-z])"
)
SUBJECT = re.compile(
    r"(?:^|[.!?:,\n]\s?|\b(?:why|when|since|but|and|if|because|that)\s)(?:(?:is|was|does|did|can)\s)?$", re.IGNORECASE
)
SPEAKS = re.compile(
    r"(?:\s?(?:확인|요청|작성|승인|담당|제안|문의|공유|리뷰)(?![가-힣])|이가|이는|이랑|이한테|한테|이의|\s?말로는|\s?왈|께서|네\s)"
)
SQL_BEFORE = re.compile(
    r"\b(?:from|join|into|update|table|truncate|analyze|describe|desc)\s+(?:only\s+)?[\"`\[]?$", re.IGNORECASE
)
ITEM = re.compile(r"(?:^|\n)\s{0,3}(?:[-*•#]{1,3}|\d[.)])\s$")
SQL_START = re.compile(r"(?:[.!?:>|•*#(\[{\"“”'-]\s*|\n\s*|^\s*)$")
VALUE = re.compile(
    r"(?:name|namespace|app|svc|service|image|job|topic|queue|container|deployment|project|repo|component|cluster|module|chart)"
    r"[\"']?\s?[:=]\s?[\"']?$"
)
IDENT = frozenset("_-./:@#\\")
QUOTES = "\"'`="


def in_identifier(text: str, start: int, end: int) -> bool:
    """Whether a span is a word of a longer identifier, path, address or name with digits, not a word of prose."""
    before, after = text[start - 1] if start else " ", text[end] if end < len(text) else " "
    if _letter(before) or _letter(after) or before == "_" or after == "_":
        return True
    left = before in IDENT and start > 1 and _letter(text[start - 2])
    right = after in IDENT and end + 1 < len(text) and _letter(text[end + 1])
    if before in "@#\\" or (before == "/" and start > 1 and text[start - 2] in " :\"'`/"):
        return True
    if not left and not right:
        return False
    low, high = token(text, start, end)
    whole = text[low:high]
    if (
        any(c.isdigit() or c in "_@:\\" for c in whole)
        or whole.count("/") > 1
        or whole.startswith("/")
        or whole.count(".") > 1
        or whole.count("-") > 1
    ):
        return True
    if (before == "." and left) or (after == "." and right):
        return True
    if VALUE.search(text, max(0, low - 18), low):
        return True
    if text[low - 1 : low] in QUOTES and text[high : high + 1] in QUOTES and low and high < len(text):
        return True
    others = re.findall(r"[A-Za-z]+", (text[low:start] + " " + text[end:high]).lower())
    return any(words.generic(w) or (words.technology(w) and not words.ordinary(w)) for w in others)


def in_public_name(text: str, start: int, end: int) -> bool:
    """Whether the letters around a span are a public name that only contains the word (NestJS)."""
    low, high = start, end
    while low > max(0, start - 20) and _letter(text[low - 1]):
        low -= 1
    while high < min(len(text), end + 20) and _letter(text[high]):
        high += 1
    return high - low > end - start and words.technology(text[low:high].lower())


def token(text: str, start: int, end: int) -> tuple[int, int]:
    """The run without spaces around a span, at most 80 characters each way."""
    low, high = start, end
    while low > max(0, start - 80) and (_letter(text[low - 1]) or text[low - 1] in IDENT):
        low -= 1
    while high < min(len(text), end + 80) and (_letter(text[high]) or text[high] in IDENT):
        high += 1
    while high > end and text[high - 1] in "./:-":
        high -= 1
    return low, high


def _letter(char: str) -> bool:
    return char < "\u0250" and char.isalnum()


def starts_sentence(text: str, start: int) -> bool:
    """Whether a word stands where any word would have a capital."""
    return SQL_START.search(text, max(0, start - 12), start) is not None


def neighbour(text: str, start: int, end: int, kind: str) -> bool:
    """Whether the word directly before or after belongs to the kind (our X, X 서버, X dashboard)."""
    near = HOSTED if kind == "host" else NEARBY
    after = WORD_AFTER.match(text, end, min(len(text), end + 40))
    if after and (
        after[1].lower() in near
        or (not after[1].isascii() and any(after[1].startswith(w) for w in near if not w.isascii() and len(w) > 1))
    ):
        return True
    if GLUED.match(text, end) or OURS_AFTER.match(text, end, min(len(text), end + 12)):
        return True
    before = WORD_BEFORE.search(text, max(0, start - 30), start)
    return bool(before and before[1].lower() in (OURS | HOSTED if kind == "host" else OURS))


def listed(text: str, start: int) -> bool:
    """Whether a word is the first of a heading or of an item of a list."""
    return ITEM.search(text, max(0, start - 6), start) is not None


def bare(text: str, start: int, end: int) -> bool:
    """Whether the Korean word stands alone, without a particle, directly before a word for a system (여울 배치가 …)."""
    found = None if "가" <= text[start - 1 : start] <= "힣" else BARE.match(text, end)
    return found is not None and words.ending(found[1])


def titled(text: str, end: int) -> bool:
    """Whether a title or honorific follows (님, 과장님, 씨)."""
    return TITLED.match(text, end, min(len(text), end + 10)) is not None


def labelled(text: str, start: int) -> bool:
    """Whether a word before says that a person follows (담당, by, Dear, Mr.)."""
    return LABEL.search(text, max(0, start - 24), start) is not None


def acts(text: str, end: int) -> bool:
    """Whether what follows is what people do or have (said, 's, 한테)."""
    return SAYS.match(text, end) is not None or SPEAKS.match(text, end) is not None


def runs(text: str, end: int) -> int:
    """Points for what follows being what systems do (is down, crashed, returns) or what labels have (a colon)."""
    if RUNS.match(text, end):
        return 2
    return int(text[end : end + 2] == ": ")


def faults(text: str, start: int, end: int) -> bool:
    """Whether what follows happens to systems alone (times out), or a noun without an article, which is a name, is down."""
    return FAULTS.match(text, end) is not None or bool(
        text[start:end].isascii() and DOWN.match(text, end) and SUBJECT.search(text, max(0, start - 16), start)
    )


def alone(text: str, start: int, end: int) -> bool:
    """Whether the word is a line or a quoted value by itself (a signature, a cell, a JSON value)."""
    before, after = text[start - 1] if start else "\n", text[end] if end < len(text) else "\n"
    return before in '\n\t,|"' and after in '\n\t,|"'


def in_sql(text: str, start: int) -> bool:
    """Whether a table is named here (FROM, JOIN, INTO, UPDATE, TABLE stand before)."""
    return SQL_BEFORE.search(text, max(0, start - 24), start) is not None

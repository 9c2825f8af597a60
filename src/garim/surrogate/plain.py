"""A text in general words, for publishing: what is put where, as a list that a person goes through, and the text it gives.

    places(text, row, …)    each finding → a Place: a wider span where the sense wants it, and the plain words for it
    write(text, places)     the text with them; particles, articles and capitals agree with what stands there

A place is in a sentence (Korean or English) or in code: identifiers, addresses, fenced code keep their form, with a word
such as `company` in the style of what stood there. Different things of one kind are told apart by a letter: 서비스 A, 서비스 B.
One way: nothing of this is restored.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import garim.lang as lang
import garim.late as re
from garim.surrogate import agree, companies
from garim.surrogate.companies import SAID, Called, Companies
from garim.surrogate.general import COLLEAGUE, OTHER_COMPANY, code_word, plain_word
from garim.text.hangul import has_hangul
from garim.values import Finding

FENCE = re.compile(r"^ {0,3}(```|~~~)[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)(`+)(?!`)([^\n]+?)(?<!`)\1(?!`)")
URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,12}://[^\s<>\"'가-힣]+")
TOKEN = re.compile(r"[A-Za-z0-9_.$@/\\:#%&=+-]")
JOINED = re.compile(r"[A-Za-z0-9_$@\\/]")
ORG_TAIL = re.compile(
    r"(?:데이터시스템|금융지주|저축은행|투자증권|손해보험|생명보험|자산운용|법무법인|회계법인|은행|증권|보험|생명|화재|카드|캐피탈|그룹|지주|홀딩스|"
    r"전자|물산|건설|제약|화학|산업|상사|물류|통운|택배|식품|바이오|소프트|시스템즈|시스템|솔루션즈|솔루션|테크놀로지|테크|텔레콤|정보통신|정보기술|"
    r"모빌리티|게임즈|랩스|웍스|엔지니어링|해운|항공|철강|조선|관광|네트웍스|네트워크스|중공업|파트너스|병원|의원|대학교|주식회사|페이먼츠|페이|쇼핑|마트|백화점|호텔|"
    r"엔터테인먼트|인베스트먼트|인더스트리|로지스틱스|로지스|로직스|컨설팅|정밀|코리아|글로벌|에너지|헬스케어|파마|커머스|리테일|벤처스|캐피털|DS)(?:\s?\(주\))?|\s?\(주\)|㈜"
)
_KINDS_EN = (
    "Bank Card Insurance Group Holding Holdings Capital Financial Life Mutual Systems Technologies Technology Logistics "
    "Industries Consulting Solutions Partners Payments Hospital Clinic University Foods Labs Networks Motors Securities "
    "Software Services "
    "Company Corporation Agency Cooperative Trading Analytics"
).split()
ORG_TAIL_EN = re.compile(
    rf"(?: (?:Data Systems|{'|'.join(_KINDS_EN)})\b)*"
    r"(?:,? (?:Pte\.? |Pty\.? |Co\.,? )?"
    r"(?:Inc|LLC|Ltd|Limited|GmbH|Corp|PLC|plc|Co|LLP|Pte|AG|KK|BV|SA|A/S|AB|Oy|s\.r\.o)(?![A-Za-z])\.?)?"
)
_TAIL = ORG_TAIL.pattern.split(r"(?:\s?\(주\))?")[0]
REST = re.compile(rf"([가-힣]{{1,4}}?){_TAIL}")
WHOLE = re.compile(rf"(.*[가-힣]{{2}}{_TAIL})(도|만|과|와|로)")
"""A name's end behind its beginning; a name with a particle that could be of it."""
ORG_HEAD = re.compile(r"(?:\(주\)|㈜|주식회사)\s?$")
_TITLES = "|".join(sorted(map(re.escape, (*lang.words("titles", "ko"), *lang.words("weak_titles", "ko"))), key=len, reverse=True))
TITLE = re.compile(rf" ?(?:{_TITLES})(?:님)?")
TITLE_EN = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Madam)\.? $")
SIR = re.compile(r" ?(?:씨|님|군|양|옹)(?=$|[^가-힣]|(?P<rest>[가-힣]+))")
ABOUT = re.compile(r"(?:^|[^가-힣])(?:우리|저희)\s?$")
OURSELVES = re.compile(r"(?<![가-힣])(?:우리|저희) ?회사 $")
LABELLED = frozenset("code phone card rrn iban email ip mac secret ticket number date plate".split())
"""Families whose label often stands right before them: 사번 G2019 is not 사번 사번."""
TWICE = {
    **dict.fromkeys(("our company", "자사", "회사"), "company"),
    **dict.fromkeys(OTHER_COMPANY, "other"),
    **{word: stand.english for said, stand in SAID.items() for word in (said, stand.english)},
    **dict.fromkeys((*COLLEAGUE, "a person", "담당자"), "person"),
}
"""Plain words of which two side by side say one thing twice: 새론은행 새론증권 is 자사."""
LEFT_OUT = ("(left out)", "(생략)")
ENCODED = ("an encoded value", "인코딩된 값", "ENCODED")
READABLE = frozenset(("wrapped", "cut", "wide", "nfd", "hidden", "dash", "lookalike"))
"""Forms that a reader reads as the word itself: it is broken by a line's end, composed otherwise, in letters that look alike."""
SENTENCE = re.compile(r"(?<=[.!?])[\"')”’]*\s+(?=\S)|\n")
SAYING = 4
"""English words in lower case from which a line of a Korean text is an English sentence, and not labels."""
OPTION = re.compile(r"(?:^|\s)-{1,2}[A-Za-z][\w-]*[ =]$")
OURS_KO = re.compile("(?:자사|사내|업무) ")
NONE = Companies()
UNDER = re.compile(r"\([^()\n]{1,60}\)")
DEAR = re.compile(r"(?i)(?<![a-z])(?:dear|hi|hello) $")
THINGS = {
    **dict.fromkeys(("테이블", "table"), "db_object"),
    **dict.fromkeys(("컬럼", "칼럼", "column"), "column"),
    **dict.fromkeys(("서버", "server", "host"), "host"),
    **dict.fromkeys(("데이터베이스", "database"), "database"),
    **dict.fromkeys(("저장소", "리포지토리", "repository", "repo"), "repository"),
    **dict.fromkeys(("패키지", "package"), "package"),
}
"""What a word beside a name says that it is."""
_THINGS = "|".join(sorted(THINGS, key=len, reverse=True))
THING_BEHIND = re.compile(rf"(?i)[`\"'’”]?,? ({_THINGS})(?:s\b|(?![A-Za-z]))(?!명)")
THING_BEFORE = re.compile(rf"(?i)(?<![A-Za-z가-힣])({_THINGS})(?:명|들)?(?:은|는)? ?[:(]? ?[`\"'‘“]?$")
IN_NAME = re.compile(r"[A-Za-z0-9_.$-]")
WIDE = frozenset(("host", "hostname", "database", "server"))
LISTED = ("lexicon", "the company lists", "the list", "company's")


class Place(NamedTuple):
    """Something that is put into plain words. Confidential."""

    start: int
    """First code point of what is replaced, in the text as it came."""
    end: int
    kind: str
    why: str
    """The reason, in general terms."""
    word: str
    """What stands there instead; "" takes it out."""
    mode: str
    """ko | en | code: what it has to agree with."""
    entity: str = ""


class _Draft(NamedTuple):
    start: int
    end: int
    finding: Finding
    mode: str
    base: str
    """The plain words before they are told apart."""
    entity: str
    group: str
    """What has to be told apart: the plain words in English, or the title that stays."""


class _Text(NamedTuple):
    """What is known of a text while its places are put together."""

    text: str
    said: str
    """Without what was found."""
    means: Mapping[str, str]
    prose: Sequence[tuple[int, int]]
    code: Sequence[tuple[int, int]]
    language: str
    clean: Callable[[str], bool]

    def mode(self, start: int, end: int) -> str:
        """ko | en | code: what a place has to agree with."""
        return _mode(self.text, start, end, self.said, self.prose, self.code, self.language)


def places(
    text: str,
    row: Sequence[Finding],
    *,
    means: Mapping[str, str],
    prose: Sequence[tuple[int, int]],
    language: str,
    clean: Callable[[str], bool] = lambda word: True,
    known: Companies = NONE,
) -> list[Place]:
    """What is replaced in a text, in order, and by what.

    Args:
        text: As it came.
        row: What was found in it, ordered and not overlapping.
        means: Entity → what the company itself calls it in general terms; wins over the plain word of its kind.
        prose: Stretches that read like sentences.
        language: ko | en: where a line does not tell.
        clean: Whether a meaning names nothing of the company itself.
        known: The organisations of the company's list.
    """
    row = _as_said(text, row)
    about = _Text(text, _without(text, row), means, prose, code_in(text), language, clean)
    called = _organisations(about, row, known)
    drafts: list[_Draft] = []
    for finding in row:
        if drafts and finding.start < drafts[-1].end:
            continue
        made = _draft(about, finding, called.get(finding))
        while drafts and made.start <= drafts[-1].start:
            drafts.pop()  # 주식회사 before a company's name goes with it, whatever it was taken for
        if drafts and made.start < drafts[-1].end:
            made = made._replace(start=drafts[-1].end)
        if drafts and _one(text, drafts[-1], made):
            drafts[-1] = _joined(text, drafts[-1], made)
        else:
            drafts.append(made)
    return _told_apart(text, drafts)


def code_in(text: str) -> list[tuple[int, int]]:
    """Where code and addresses stand in a text, in order: fenced, in back quotes, URLs."""
    spans = [match.span() for match in FENCE.finditer(text)]
    for pattern in (INLINE, URL):
        spans += [m.span() for m in pattern.finditer(text) if not any(start <= m.start() < end for start, end in spans)]
    return sorted(spans)


def _as_said(text: str, row: Sequence[Finding]) -> list[Finding]:
    """Findings with what the text itself says of them: a name behind 공급사 is a company, one before 테이블 a table."""
    firms = {one.entity for one in row if _unknown(one) and companies.called(text, one.start, one.end)}
    return [
        one._replace(kind="org")
        if _unknown(one) and one.entity in firms
        else one._replace(kind=thing)
        if one.family == "stem" and not one.form and (thing := _thing(text, one))
        else one
        for one in row
    ]


def _unknown(finding: Finding) -> bool:
    """Whether nobody says of a name what it is."""
    return finding.family == "stem" and finding.kind in ("unknown", "word", "told")


def _thing(text: str, finding: Finding) -> str:
    """What the word beside a name says that it is, where nobody else knows or the form alone told; "" for nothing."""
    if not (_unknown(finding) or finding.kind.partition(".")[0] in WIDE and LISTED[0] not in finding.why):
        return ""
    start, end = finding.start, finding.end
    while start and IN_NAME.match(text[start - 1]):
        start -= 1
    while end < len(text) and IN_NAME.match(text[end]):
        end += 1
    behind = THING_BEHIND.match(text, end)
    before = THING_BEFORE.search(text[max(0, start - 16) : start])
    found = behind or before
    return THINGS[found[1].lower()] if found else ""


def _without(text: str, row: Sequence[Finding]) -> str:
    """The text without what was found, at the same offsets: which language a sentence speaks is told by the rest of it."""
    out, at = "", 0
    for finding in row:
        if finding.start >= at:
            out += text[at : finding.start] + "\0" * (finding.end - finding.start)
            at = finding.end
    return out + text[at:]


def _organisations(about: _Text, row: Sequence[Finding], known: Companies) -> dict[Finding, Called]:
    """What each organisation that was found is called."""
    found = [finding for finding in row if finding.kind in ("org", "customer") and finding.family == "stem"]
    named = []
    for finding in found:
        start, end, mode = finding.start, finding.end, about.mode(finding.start, finding.end)
        if mode != "code":
            start, end = _wide(about.text, finding, start, known.whole(about.text, start, end), mode)
        named.append(companies.Named(start, end, finding.entity, finding.kind == "customer"))
    return dict(zip(found, companies.stand(about.text, named, known), strict=True))


def _draft(about: _Text, finding: Finding, called: Called | None) -> _Draft:
    text, start, end = about.text, finding.start, finding.end
    while end - start > 1 and text[end - 1] in "*_`" and not finding.form:
        end -= 1  # the marks round a word are no part of it
    mode = about.mode(start, end)
    entity = called.key if called else finding.entity
    if finding.form and not READABLE.issuperset(finding.form.split("+")):
        base = ENCODED[("en", "ko", "code").index(mode)]
        return _Draft(start, end, finding, mode, base, entity, base)
    if mode == "code" and not OPTION.search(text[max(0, start - 24) : start]):
        start, end, mode = _host(text, finding, about.code, about.language)
        if mode != "code" and text[start:end].isascii():  # db03 and db04 are two
            entity = text[start:end].lower()
    if mode == "code":
        base = called.stand.code if called else code_word(finding.kind, finding.family)
        return _Draft(start, end, finding, mode, base, entity, _bare(called.stand.english) if called else base)
    korean = mode == "ko"
    meaning = called.means if called else about.means.get(finding.entity, "")
    base, group = _base(finding, meaning, korean, about.clean, called)
    if finding.family == "person":
        return _person(text, finding._replace(end=end), mode, base, group)
    if finding.family == "stem":
        start, end = _wide(text, finding, start, end, mode)
    if called:
        start, end = companies.taken_in(text, start, called.end, called.stand)
    start, end, base = _among(text, start, end, base, korean)
    if finding.family in LABELLED and _label_before(text, start, base):
        base = LEFT_OUT[korean]
    return _Draft(start, end, finding, mode, base, entity, group)


def _among(text: str, start: int, end: int, base: str, korean: bool) -> tuple[int, int, str]:
    """A place with what round it says the same, and its words as they stand there: 우리 새론, 나래(모바일뱅킹 앱), 자사 새론."""
    if korean and ABOUT.search(text[max(0, start - 4) : start]):
        base = {"자사": "회사"}.get(base, re.sub(r"^(?:자사|사내) ", "", base))
    elif base == "자사" and (ourselves := OURSELVES.search(text[max(0, start - 8) : start])):
        start, base = start - len(ourselves[0]), ourselves[0].strip()
    end = _over_again(text, end, base, korean)
    if korean and text.startswith(f"({base})", end):
        end += len(base) + 2  # 나래(모바일뱅킹 앱): its meaning is what stands there now
    elif korean and text[:start].endswith(f"{base}(") and text[end : end + 1] == ")":
        start, end = start - len(base) - 1, end + 1
    return _said_before(text, start, base), end, base


def _mode(
    text: str,
    start: int,
    end: int,
    said: str,
    prose: Sequence[tuple[int, int]],
    code: Sequence[tuple[int, int]],
    language: str,
) -> str:
    if any(begin <= start < stop for begin, stop in code) or OPTION.search(text[max(0, start - 24) : start]):
        return "code"
    before, after = text[start - 1 : start], text[end : end + 1]
    if JOINED.match(before) and not _slash(text, start - 1) or JOINED.match(after) and not _slash(text, end):
        return "code"
    if before in ("-", ".", ":") and JOINED.match(text[start - 2 : start - 1]) and text[start:end].isascii():
        return "code"
    if after in ("-", ".", ":") and JOINED.match(text[end + 1 : end + 2]) and text[start:end].isascii():
        return "code"
    if before == "<" and after == ">":
        return "code"
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[begin:start] + text[end : stop if stop >= 0 else len(text)]
    korean = _is_korean(said, start, end, has_hangul(text[start:end]), language)
    if (
        not korean
        and text[start:end].isascii()
        and not any(a <= start < b for a, b in prose)
        and re.search(r"[;{}=<>]|\(\)", line)
    ):
        return "code"
    return "ko" if korean else "en"


def _is_korean(said: str, start: int, end: int, hangul: bool, language: str) -> bool:
    """Whether the sentence round a place is Korean, by what is not replaced of it; where that tells nothing, as the text is."""
    ends = [0, *(found.end() for found in SENTENCE.finditer(said)), len(said)]
    at = bisect_right(ends, start)
    sentence = said[ends[at - 1] : next((stop for stop in ends[at:] if stop >= end), len(said))]
    if has_hangul(sentence):
        return True
    words = re.findall(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])", sentence)
    return len(words) < SAYING if language == "ko" else hangul and not re.search("[A-Za-z]{2}", sentence)


def _slash(text: str, at: int) -> bool:
    """Whether a slash stands between two words of prose: 도하랑/유해찬, and/or; no path has it."""
    if text[at] != "/":
        return False
    begin, stop = at, at + 1
    while begin and TOKEN.match(text[begin - 1]):
        begin -= 1
    while stop < len(text) and TOKEN.match(text[stop]):
        stop += 1
    around = text[begin:stop].rstrip(".,:")
    words = has_hangul(text[max(0, at - 1) : at + 2]) or re.fullmatch("[A-Z][a-z]+/[A-Z][a-z]+", around) is not None
    return 0 < at < len(text) - 1 and around.count("/") == 1 and words


def _host(text: str, finding: Finding, code: Sequence[tuple[int, int]], language: str) -> tuple[int, int, str]:
    """A machine's whole name in a sentence (kvkdb02) is a server; elsewhere the identifier keeps its form."""
    start, end = finding.start, finding.end
    kind = finding.kind.partition(".")[0]
    if finding.family == "stem" and not any(begin <= start < stop for begin, stop in code):
        begin, stop = start, end
        while begin and TOKEN.match(text[begin - 1]):
            begin -= 1
        while stop < len(text) and TOKEN.match(text[stop]):
            stop += 1
        while stop > end and text[stop - 1] in ".:,":
            stop -= 1
        rest = text[begin:start] + text[end:stop]
        hangul = has_hangul(text[start:end])
        if (kind in WIDE and re.fullmatch(r"[A-Za-z0-9-]*", rest)) or (hangul and re.fullmatch(r"[A-Za-z0-9]+", rest)):
            line = text[text.rfind("\n", 0, start) + 1 : begin] + text[stop : (text + "\n").find("\n", stop)]
            korean = has_hangul(line) or hangul or (language == "ko" and not re.search("[A-Za-z]{2}", line))
            return begin, stop, "ko" if korean else "en"
    return start, end, "code"


def _base(finding: Finding, meaning: str, korean: bool, clean: Callable[[str], bool], called: Called | None) -> tuple[str, str]:
    """The plain words for a finding, and what has to be told apart from it."""
    meaning = meaning.strip().rstrip(".")
    english, plain = (
        called.stand[:2] if called else (plain_word(finding.kind, finding.family, korean=korean) for korean in (False, True))
    )
    if not korean:
        plain = english
    if meaning and has_hangul(meaning) == korean and len(meaning) <= 60 and clean(meaning):
        if not (korean or agree.OWN.match(meaning) or agree.DETERMINER.match(meaning.split(" ")[0])):
            meaning = f"{'our' if plain.startswith('our ') else 'an' if agree.vowel(meaning) else 'a'} {meaning}"
        return meaning, _bare(meaning)
    if finding.family == "person" and any(word in finding.why for word in LISTED):
        return COLLEAGUE[korean], _bare(COLLEAGUE[0])
    return plain, _bare(english)


def _bare(phrase: str) -> str:
    return agree.OWN.sub("", phrase)


def _person(text: str, finding: Finding, mode: str, base: str, group: str) -> _Draft:
    """A name before a title goes, and the title stays; 씨 and 님 go with the name."""
    start, end = finding.start, finding.end
    if mode == "ko":
        # One syllable more before a title is of the name, whatever it could be elsewhere: 도하랑 과장 is no 도하 with 랑.
        if end - start == 2 and agree.RUN.match(text[end : end + 1]) and _titled(text, end + 1) and text[end + 1] == " ":
            end += 1
            finding = finding._replace(end=end)
        if _titled(text, end):
            gap = end + (text[end : end + 1] == " ")
            title = TITLE.match(text, end)
            group = title[0].strip().removesuffix("님") if title else ""
            return _Draft(start, gap, finding, "title", "", finding.entity, f"title {group}")
        if (sir := SIR.match(text, end)) and (not sir["rest"] or agree.is_particle(sir["rest"])):
            end = sir.end()
    elif title := TITLE_EN.search(text[max(0, start - 12) : start]):
        start -= len(title[0])
    start = _said_before(text, start, base)
    return _Draft(start, end, finding, mode, base, finding.entity, group)


def _titled(text: str, at: int) -> bool:
    """Whether a title stands there: 과장님한테만, and no word that begins with one."""
    title = TITLE.match(text, at)
    run = agree.RUN.match(text, title.end()) if title else None
    return title is not None and (run is None or len(run[0]) < 2 or agree.is_particle(run[0]))


def _wide(text: str, finding: Finding, start: int, end: int, mode: str) -> tuple[int, int]:
    """A company's name with the word that says what it is; a term glued to letters (새론ON)."""
    if finding.kind == "project" and mode == "en" and text[max(0, start - 8) : start] == "Project ":
        start -= 8
    if finding.kind in ("org", "customer"):
        if head := ORG_HEAD.search(text[max(0, start - 6) : start]):
            start -= len(head[0])
        start, end = _to_its_end(text, finding, start, end)
        if tail := ORG_TAIL.match(text, end):
            run = agree.RUN.match(text, tail.end())
            if not run or agree.is_particle(run[0]) or not has_hangul(tail[0]):
                end = tail.end()
        elif mode == "en":
            tail = ORG_TAIL_EN.match(text, end)
            end = tail.end() if tail else end
    return start, end


def _to_its_end(text: str, finding: Finding, start: int, end: int) -> tuple[int, int]:
    """A Korean company's name up to the word that says what it is, where the finder took less or more: 푸른 of 푸른돌시스템즈,
    한밭정밀도 with its particle."""
    if any(word in finding.why for word in LISTED) or not has_hangul(text[end - 1 : end]):
        return start, end
    if (more := REST.match(text, end)) and not agree.is_particle(more[1]):
        run = agree.RUN.match(text, more.end())
        if not run or agree.is_particle(run[0]):
            return start, more.end()
    if (name := WHOLE.fullmatch(text, start, end)) and agree.is_particle(name[2]):
        return start, name.end(1)
    return start, end


def _over_again(text: str, end: int, base: str, korean: bool) -> int:
    """Over the word that follows where the plain words end with it: 해오름 프로젝트 is 사내 프로젝트."""
    last = base.rsplit(" ", 1)[-1]
    again = text[end : end + len(last) + 1]
    if again.casefold() != f" {last}".casefold():
        return end
    behind = end + len(again)
    if korean:
        run = agree.RUN.match(text, behind)
        return behind if not run or agree.is_particle(run[0]) else end
    return end if text[behind : behind + 1].isalnum() else behind


def _said_before(text: str, start: int, base: str) -> int:
    """Where a place begins whose plain words, or the last of them, stand right before it already: 자사 새론은 is 자사는, 테이블
    CUSTMST는 업무 테이블은."""
    word = base if base in TWICE else base.rsplit(" ", 1)[-1] if agree.OWN.match(base) or OURS_KO.match(base) else ""
    if not word:
        return start
    said = re.search(rf"(?<![A-Za-z가-힣]){re.escape(word)} $", text[max(0, start - len(word) - 2) : start], re.IGNORECASE)
    return start - len(said[0]) if said else start


def _label_before(text: str, start: int, base: str) -> bool:
    word = agree.OWN.sub("", base)
    said = text[max(0, start - len(word) - 6) : start].casefold()
    return word.casefold() in said or word.split(" ")[-1].casefold() in said


def _one(text: str, left: _Draft, right: _Draft) -> bool:
    """Whether two places are one: parts of one identifier, or a name and the same again in brackets."""
    between = text[left.end : right.start]
    if left.mode == right.mode == "code":
        return between in ("", "_", "-", ".") and left.finding.family == right.finding.family == "stem"
    if left.entity.isdecimal() and right.entity.isdecimal() and left.entity != right.entity:
        return False  # two of the company's list
    if between in ("", " ") and left.mode == right.mode and left.base in TWICE and TWICE[left.base] == TWICE.get(right.base):
        return True
    if between == " " and left.mode == right.mode and _names_on(text, left, right):
        return True
    same = left.base == right.base and left.entity == right.entity and left.base != ""
    if same and between in ("(", " (") and text[right.end : right.end + 1] == ")":
        return True
    return left.base == right.base and left.finding.family == right.finding.family == "stem" and between in ("", " ") and same


def _names_on(text: str, left: _Draft, right: _Draft) -> bool:
    """Whether an organisation's English name goes on with a word that nobody knows, or begins with it: Lantern Risk Partners."""
    kinds = left.finding.kind, right.finding.kind
    names = "unknown" in kinds and any(kind in ("org", "customer") for kind in kinds)
    return names and all(one[:1].isupper() for one in (text[left.start : left.end], text[right.start : right.end]))


def _joined(text: str, left: _Draft, right: _Draft) -> _Draft:
    unknown = left.finding.kind.startswith("unknown")
    table = text[left.end : right.start] == "." and right.finding.kind in ("db_object", "column")  # of a schema or a machine
    chosen = right if table or unknown and (left.mode == "code" or right.base in TWICE) else left
    if chosen is right:
        left = left._replace(entity=right.entity)
    alone = left.entity == right.entity or chosen.base in TWICE
    end = right.end
    english = chosen.finding.kind in ("org", "customer") and text[right.start : end].isascii()
    if english and (tail := ORG_TAIL_EN.match(text, end)):
        end = tail.end()
    # A closing bracket belongs to it where the second stood in brackets; see `_told_apart`.
    return chosen._replace(start=left.start, end=end, entity=left.entity if alone else f"{left.entity}\0{right.entity}")


def _told_apart(text: str, drafts: Sequence[_Draft]) -> list[Place]:
    """Letters where several things have the same plain words."""
    order: dict[str, list[str]] = {}
    for draft in drafts:
        names = order.setdefault(draft.group, [])
        if draft.entity not in names:
            names.append(draft.entity)
    out = []
    said: set[tuple[str, str]] = set()
    for draft in drafts:
        names = order[draft.group]
        letter = _letter(names.index(draft.entity)) if len(names) > 1 and draft.base not in LEFT_OUT else ""
        end = draft.end
        if text[draft.start : end].count("(") > text[draft.start : end].count(")") and text[end : end + 1] == ")":
            end += 1
        if draft.mode == "title":
            word = f"{letter} " if letter else ""
        elif draft.mode == "code":
            word = _styled(text, draft, letter)
        else:
            first = (draft.base, draft.entity) not in said
            said.add((draft.base, draft.entity))
            word = _phrase(draft.base, letter, first, draft.mode)
        mode = "ko" if draft.mode == "title" else draft.mode
        out.append(Place(draft.start, end, draft.finding.kind, draft.finding.why, word, mode, draft.entity))
    return out


def _letter(number: int) -> str:
    return chr(65 + number) if number < 26 else str(number + 1)


def _phrase(base: str, letter: str, first: bool, mode: str) -> str:
    if letter and base in OTHER_COMPANY:
        return f"company {letter}" if mode == "en" else f"{letter}사"
    if letter:
        return f"{agree.OWN.sub('', base)} {letter}" if mode == "en" else f"{base} {letter}"
    if mode == "en" and not first and re.match(r"an? ", base):
        return agree.OWN.sub("the ", base)
    return base


def _styled(text: str, draft: _Draft, letter: str) -> str:
    """A code word in the letter case of what stood there; a surrogate of a fixed form as it is, told apart where it can be."""
    word, surface = draft.base, text[draft.start : draft.end]
    if draft.finding.family != "stem" and draft.finding.family != "person":
        if not letter:
            return word
        head, at, tail = word.partition("." if "." in word and "@" not in word else "@")
        return (
            word[:-1] + str(ord(letter) - 64)
            if word[-1:].isdigit() and letter.isalpha()
            else f"{head}-{letter.lower()}{at}{tail}"
        )
    near = surface + text[max(0, draft.start - 1) : draft.start] + text[draft.end : draft.end + 1]
    join = "_" if "_" in near or surface.isupper() else "-" if "-" in near else ""
    if surface.isupper():
        return word.upper() + (f"{join}{letter}" if letter else "")
    if surface[:1].isupper():
        return word.capitalize() + letter
    return word + (f"{join}{letter.lower()}" if letter else "")


def write(text: str, chosen: Sequence[Place]) -> str:
    """The text with the words of its places, ordered and not overlapping; what stands round them agrees.

    Args:
        text: As it came.
        chosen: Of `places`, with other words where a person chose them; those that stay as they are, left out.
    """
    out = ""
    at = 0
    heads = _headed(text, chosen)
    for number, place in enumerate(chosen):
        between, word = _put(text, at, place.start, heads), place.word
        at = place.end
        if place.mode == "en":
            beside = number > 0 and between == " " and chosen[number - 1].mode == "en" and bool(chosen[number - 1].word)
            bare = beside or DEAR.search((out + between)[-8:]) is not None
            word = agree.OWN.sub("", word) if bare else agree.articled(out + between, word)
            out += agree.mended(between, word)
            if not word and between.endswith(" ") and text[at : at + 1] == " ":
                at += 1
            out += _capital(out, word, text[place.start : place.end])
            continue
        glued = place.mode == "ko" and word and agree.RUN.match((out + between)[-1:])
        out += between + (" " if glued else "") + word
        if word.strip() == word != "" and not _heads(text, place):
            stop = chosen[number + 1].start if number + 1 < len(chosen) else len(text)
            skip, put = agree.follow(text[at : min(stop, at + 24)], word, person=place.kind == "person")
            at += skip
            out += put or (" " if place.mode == "ko" and agree.RUN.match(text[at:stop]) else "")
    return out + _put(text, at, len(text), heads)


def _heads(text: str, place: Place) -> bool:
    """Whether a particle behind the bracket in which a place is the last word is that of the word before the bracket, as it
    agrees with that: VIP(10.9.8.7)를. Where it does not, it was said of what stands in the bracket: 장비(10.9.8.7)은."""
    closers = agree.CLOSERS.match(text, place.end)
    if closers is None or ")" not in closers[0]:
        return False
    at = text.rfind("(", text.rfind("\n", 0, place.start) + 1, place.start)
    if at <= 0 or ")" in text[at : place.start] or not text[at - 1].isalnum():
        return False
    run = agree.RUN.match(text, closers.end())
    return run is None or not agree.is_particle(run[0]) or agree.agrees(run[0], text[max(0, at - 24) : at])


def _headed(text: str, chosen: Sequence[Place]) -> dict[int, tuple[int, str]]:
    """Particles behind brackets that follow a replaced word, as they agree with it: where each begins → (where it ends, it)."""
    out: dict[int, tuple[int, str]] = {}
    for place in chosen:
        met = UNDER.match(text, place.end) if place.mode == "ko" and place.word.strip() == place.word != "" else None
        if met and not agree.DOUBLE.match(text, place.end):
            skip, put = agree.follow(text[met.end() : met.end() + 24], place.word, person=place.kind == "person")
            if put:
                out[met.end()] = met.end() + skip, put
    return out


def _put(text: str, start: int, end: int, heads: Mapping[int, tuple[int, str]]) -> str:
    """A stretch between two places, with its particles."""
    out, at = "", start
    for begin, (stop, word) in sorted(heads.items()):
        if at <= begin and stop <= end:
            out += text[at:begin] + word
            at = stop
    return out + text[at:end]


def _capital(before: str, word: str, surface: str) -> str:
    """A capital where a sentence begins."""
    line = before[before.rfind("\n") + 1 :]
    begins = not line.strip(" \t#>*-+_|0123456789.[]x\"'“") or re.search(r"[.!?][\"')”]* $", line)
    return word[:1].upper() + word[1:] if begins and (surface[:1].isupper() or has_hangul(surface[:1])) else word

"""Whether a token is public: known as a whole, or put together from what is known; and if not, which part is unknown.

Public does not mean harmless: an ordinary word may be a company's code name. That is for the lexicon and `decide/`.

1. Latin: the whole in two families of public sources, or in a source that defines an interface; else each of its parts
   (cut at case, marks and digits) a word, a name of the public or a part that many use. Three digits at most.
2. Hangul: an eojeol is taken apart by the cheapest path over nouns, particles, verb stems and endings of the table. A name of
   one syllable or two glued to a known noun is no noun: single syllables join only as the affixes below.
3. Other scripts: Japanese and Chinese runs by the longest dictionary words; any other script by the whole word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from garim.detect.public.table import Known, Table

LEAST = 2
"""Independent families that make a token public: with more, public words are lost faster than own names are caught."""
MANY = 20
"""Distinct public codes of a prefix from which a further one is public too: ORA-00060, RFC7662."""
WIDE = 100
"""Families that use a part of identifiers, from which it may stand glued to another: int + digest."""
COMMON = 3.0
"""Zipf from which a word is public by its frequency alone: once in a million words."""
_RUN = re.compile(r"[가-힣]+|[぀-ヿ一-鿿々ー]+|[A-Za-z0-9_$À-ɏ.-]+|[^\W\d_가-힣぀-ヿ一-鿿]+")
_PART = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿĀ-ɏ]+|\d+")
_SHORT = re.compile(r"\d+[A-Za-z]{1,2}|[A-Za-z]\d{0,2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|0[xX][0-9a-fA-F]+|0b[01]+")
_CODE = re.compile(r"([A-Z]{2,12})[-_]?\d{1,6}[A-Z]?")
_SUFFIX = frozenset(
    "들 님 적 화 성 용 별 형 률 율 기 팀 장 사 부 국 층 실 자 권 급 측 상 중 내 외 간 초 후 전 쪽 분 계 류 식 법 론 학 점 선 망 군 조 차 째 번 회 건 개 명 원 "
    "량 물 품 표 등 당 액 값 가 비 료 금 서 록 문 안 단 대 소 처 청 시 도 구 읍 면 동 리 로 길 역 항 천 산 강 만 월 년 일 주 호 판 편 본 씨 뿐 쯤 씩 끼리 짜리 "
    "한테 답 롭 스럽 어치 가량 여 배 종 위 력 감 증 염 암 통 제 약 병 과 반 관 방 촌 족 인 생 수 심 품목 체 각 선 판 막 창 칸 열 행 키 값 꼴".split()
)
_PREFIX = frozenset("신 구 총 비 미 재 무 반 고 저 대 소 초 준 부 주 전 후 선 본 타 각 매 양 단 다 역 탈 친 급 최 현 첫 맨 한 두 세 네 몇 약 불 난 원 가 순 외 내 제".split())
_LIGHT = re.compile(r"하|해|했|한|할|함|합|핬|되|돼|됐|된|될|됨|됩|시키|시켜|시켰|시킨|시킬|시킴|시킵|당하|당해|당했|당한|당할|받|없|있|스럽|스러|답|롭|로운|이|인|일|였|임|입|여|예|같|싶|지|져|졌|진|질|짐")
_BOUND = frozenset("것 수 때 데 바 줄 등 나 너 저 그 이 내 네 제 뭐 곳 분 명 개 건 번 회 차 중 후 전 더 또 못 안 잘 다 왜 꼭 좀 및 즉 첫 한 두 세 네 몇 각 매 전 약 총 새 헌 옛 딴 온 맨 값 글 말 일 집 돈 책 팀 앱 웹 키 열 행 칸 줄 탭 창 줌 팝 램 롬 핀 봇 펌 폼 셀 힙 락 큐 맵 빈 셋 런 짝 컷 톤 퀵 홈 팁 갭 밈 룰 뷰 잡 빌 덤 넷 샵 숍 쇼 끝 앞 뒤 옆 위 밑 밖 안 속 겉 날 달 해 밤 낮 봄 손 발 몸 눈 입 귀 코 목 땅 물 불 길 문 벽 방 층 쪽 편 면 점 선 원 칼 총 활 배 차 역 항 병 약 암 침 피 뼈 살 털 뿔 술 밥 떡 빵 죽 국 회 콩 쌀 밀 꿀 소 말 개 닭 양 곰 쥐 뱀 용 꿩 새 벌 꽃 풀 숲 산 강 섬 별 힘 법 죄 벌 표 꿈 혼 넋 신 왕 딸 형 남 놈 년 애 적 끈 실 천 옷 신 모 공 북 춤 시 글 획 붓 먹 금 은 동 철 돌 흙 재 숯 칠 틀 판 틈 곁 가 겸 대 님 씨 뜻 삶 죽 앎 품 맛 멋 몫 덕 탓 김 채 뿐 만큼 척 체 듯 양 법 쪽".split())


@lru_cache(maxsize=1)
def _table() -> Table:
    return Table.open()


def public(token: str) -> bool:
    """Whether every part of a token as written is publicly known."""
    return not unknown(token)


@lru_cache(maxsize=16384)
def unknown(token: str) -> tuple[tuple[int, int], ...]:
    """The spans within a token that are not public, particles and known neighbours left out; empty if it is public."""
    look = _table().look
    if _whole(look(token)):
        return ()
    spans: list[tuple[int, int]] = []
    for run in _RUN.finditer(token):
        piece, at = run[0], run.start()
        if "가" <= piece[0] <= "힣":
            found = _hangul(piece)
        elif "぀" <= piece[0] <= "鿿":
            found = _han(piece)
        elif piece[0].isascii() or "À" <= piece[0] <= "ɏ":
            found = _latin(piece)
        else:
            known = look(piece)
            found = [] if known.families or known.foreign or known.place or known.word or known.zipf else [(0, len(piece))]
        spans += [(at + start, at + end) for start, end in found]
    return tuple(spans)


def _whole(known: Known) -> bool:
    return known.families >= LEAST or known.api or known.brand or known.famous


def _latin(piece: str) -> list[tuple[int, int]]:
    """The unknown parts of an identifier or word; the whole where it is a code or none of it is known."""
    look = _table().look
    if not re.search(r"[^\W\d_]", piece) or _SHORT.fullmatch(piece) or _whole(look(piece.strip("_$.-"))) or _word(look(piece)):
        return []
    code = _CODE.fullmatch(piece)
    if code and _table().code_prefix(code[1]) >= MANY:
        return []
    found: list[tuple[int, int]] = []
    digits = known = 0
    for part in _PART.finditer(piece):
        word = part[0]
        if word.isdigit():
            digits += len(word)
        elif _part(word.lower()):
            known += len(word)
        else:
            found.append(part.span())
    if digits > 3 or (found and not known):
        return [(0, len(piece))]
    return found


def _part(word: str) -> bool:
    """Whether a part of an identifier says nothing of one company: short ones are cheap to come by, so more must have them."""
    if len(word) == 1:
        return True
    known = _table().look(word)
    if len(word) <= 3:
        return known.part >= 3 * LEAST or (known.word and known.zipf >= COMMON) or known.zipf >= 4
    least = 2 * LEAST if len(word) == 4 else LEAST
    return known.part >= least or _word(known) or _glued(word) or (len(word) >= 9 and _joined(word))


def _word(known: Known) -> bool:
    return known.word or known.zipf >= COMMON or known.foreign or known.place or known.given or known.surname


def _glued(word: str) -> bool:
    """Whether a word is two that stand in very many identifiers: hostname, intdigest."""
    look = _table().look
    return any(
        all(known.part >= WIDE and (known.word or len(piece) > 3) for piece in (word[:cut], word[cut:]) for known in (look(piece),))
        for cut in range(3, len(word) - 2)
    )


@lru_cache(maxsize=4096)
def _joined(word: str, depth: int = 3) -> bool:
    """Whether a long word is put together from known ones, as German does: Lager + verwaltung + s + system."""
    look = _table().look
    for cut in range(len(word) - 4, 3, -1):
        head = look(word[:cut])
        if head.foreign or (head.word and head.zipf >= COMMON):
            for link in ("", "s", "n", "en", "es", "er"):
                rest = word[cut + len(link) :]
                if word.startswith(link, cut) and len(rest) >= 4:
                    tail = look(rest)
                    if tail.foreign or (tail.word and tail.zipf >= COMMON) or (depth > 1 and len(rest) >= 8 and _joined(rest, depth - 1)):
                        return True
    return False


def _han(piece: str) -> list[tuple[int, int]]:
    """Japanese and Chinese: cut by the longest words from the left; kana of one or two letters are endings."""
    look = _table().look
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(piece):
        for end in range(min(len(piece), at + 8), at, -1):
            known = look(piece[at:end])
            if known.foreign or known.place or known.brand or known.families >= LEAST or (end - at == 1 and piece[at] < "゠"):
                break
        else:
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
            end = at + 1
        at = end
    return found


_START, _NOUN, _SINGLE, _STEM, _END, _TAIL = range(6)
"""What an eojeol's reading may have reached: nothing, a noun, a noun of one syllable, a verb's stem, its ending, a particle."""
_COMMON, _RARE, _AFFIX, _TITLE, _STRANGE = 2.4, 4.6, 1.6, 4.2, 6.5
"""Costs of a common noun, of one that only a dictionary has, of a syllable glued to a noun, of a name, of an unknown syllable.

A name costs less than a rare noun with a syllable glued to it: 추교진 is somebody, not 추교 + 진; 이하은 may be 이하 + 은.
"""
Piece = tuple[int, int, bool]
"""Start, end, whether it is unknown."""


@lru_cache(maxsize=16384)
def _hangul(word: str) -> list[tuple[int, int]]:
    """The unknown spans of an eojeol, by the cheapest way to read it."""
    size = len(word)
    if size == 1:
        return []
    best: list[dict[int, tuple[float, tuple[Piece, ...]]]] = [{} for _ in range(size + 1)]
    best[0][_START] = (0.0, ())
    for at in range(size):
        for state, (cost, path) in list(best[at].items()):
            for end, reached, more, strange in _steps(word, at, state):
                old = best[end].get(reached)
                if old is None or cost + more < old[0]:
                    best[end][reached] = (cost + more, (*path, (at, end, strange)))
    ends = [best[size][state] for state in best[size] if state != _START]
    return _spans(min(ends)[1]) if ends else [(0, size)]


def _spans(path: tuple[Piece, ...]) -> list[tuple[int, int]]:
    """The unknown pieces of a reading, joined; a lone syllable takes the noun beside it, for the two are one name (은 + 여울)."""
    spans: list[tuple[int, int]] = []
    for start, end, strange in path:
        if strange and spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        elif strange:
            spans.append((start, end))
    for n, (start, end) in enumerate(spans):
        if end - start == 1:
            beside = [p for p in path if not p[2] and p[1] - p[0] == 2 and (p[1] == start or p[0] == end)]
            if beside:
                spans[n] = (min(start, beside[0][0]), max(end, beside[0][1]))
    return spans


def _steps(word: str, at: int, state: int) -> Iterator[tuple[int, int, float, bool]]:
    """From a place in an eojeol: (where it ends, what is reached, what it costs, whether it is unknown)."""
    look = _table().look
    for end in range(at + 1, min(len(word), at + 9) + 1):
        piece = word[at:end]
        known = look(piece)
        if state in (_START, _NOUN):
            yield from ((end, *step) for step in _nouns(piece, known, state, end == len(word)))
        if (known.verb and state == _START) or (state == _NOUN and _LIGHT.fullmatch(piece)):
            yield end, _STEM, 2.2 if end - at > 1 or state == _NOUN else 3.0, False
        if state == _STEM and (known.ending or piece in "다요음기"):
            yield end, _END, 1.0, False
        if state == _END and (known.particle or known.ending):
            yield end, _TAIL, 1.2, False
        if state in (_NOUN, _SINGLE, _TAIL) and known.particle:
            yield end, _TAIL, 1.0, False
    if state in (_START, _NOUN):
        yield at + 1, _NOUN, 4.0 if state == _NOUN else _STRANGE, True


def _nouns(piece: str, known: Known, state: int, last: bool) -> Iterator[tuple[int, float, bool]]:
    """How a piece may be read as a noun or a part of one: (what is reached, what it costs, whether it is unknown)."""
    if len(piece) > 1:
        if _noun(known):
            wide = known.families >= LEAST or known.zipf >= 2.8 or known.place or known.brand
            yield _NOUN, (_COMMON if wide else _RARE) - 0.5 * (len(piece) - 2), False
        if state == _START and len(piece) == 3 and piece[0] in _SURNAMES:
            tail = _table().look(piece[1:])
            if known.ko_person or tail.ko_person or tail.proper or tail.given:
                yield _NOUN, _TITLE, True
    elif state == _NOUN and piece in _SUFFIX:
        yield _NOUN, _AFFIX, False
    elif state == _START and piece in _PREFIX and not last:
        yield _START, 2.6, False
    if state == _START and piece in _BOUND:
        yield _SINGLE, 3.4, False


_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길"
    "연위표명기반왕금옥육인맹제모탁국어은편용예봉경사부가복태목형피두감음빈동온호범좌팽승간상"
)


def _noun(known: Known) -> bool:
    """Whether the table has a Hangul word as something else than a person's name."""
    return bool(
        known.families >= LEAST or known.noun or known.other_pos or known.zipf >= COMMON or known.place or known.brand
        or known.famous or known.title or known.ko_place or (known.proper and not known.ko_person)
    )  # fmt: skip

"""Grammar round a word that is put in another's place: Korean particles after it, English articles before it.

Particles follow how the word ends when it is read: 자사는 · 고객은, 서버로 · 장소로 · 계정으로, 서비스 A가 · 서비스 L이.
Source of the pairs: 표준국어대사전, 조사; 한글 맞춤법 제15항, 제36항.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import garim.lang as lang
import garim.late as re
from garim.text.hangul import final_class, starts_with_vowel
from garim.values import Finding

PAIRS = (
    # after a final consonant, after none; ㄹ goes with none where `l` is in the third place
    ("은", "는", ""),
    ("이", "가", ""),
    ("을", "를", ""),
    ("과", "와", ""),
    ("으로", "로", "l"),
    ("이랑", "랑", ""),
    ("이나", "나", ""),
    ("이란", "란", ""),
    ("이라", "라", ""),
    ("이든", "든", ""),
    ("이며", "며", ""),
    ("이야", "야", ""),
    ("이여", "여", ""),
    ("이었", "였", ""),
    ("이에요", "예요", ""),
    ("이지만", "지만", ""),
    ("이니", "니", ""),
)
"""Particles and forms of 이다 that come in two, each the beginning of what may follow it."""
FREE = frozenset("이다 입니다 이고 이면 인데 인 일 임 이죠 이세요 이신 인가 이요".split())
"""Forms of 이다 that stand behind any word as they are."""
FORMS = {
    "이라": "면 면서 며 야 든지 든가 고는 고도 곤 던 기보다 기보다는 는데 서요",
    "이든": "지 가",
    "이었": "고 다면 지만 으며 는데 던가 으니 으나 습니다 어요",
    "이니": "까",
    "이야": "말로",
    "이나": "마",
}
"""Forms of 이다 with what follows them that no list of particles has."""
DOUBLE = re.compile(
    r"(?:은\(는\)|는\(은\)|\(은\)는|이\(가\)|가\(이\)|\(이\)가|을\(를\)|를\(을\)|\(을\)를|과\(와\)|와\(과\)|\(과\)와|"
    r"\(으\)로|으로\(로\)|로\(으로\)|\(이\)(?=라|나|랑|며|든))"
)
"""Both forms at once, as whoever does not know the word writes them."""
_TAILS = {
    "은": ("",), "이": ("",), "을": ("",),
    "과": ("", "의", "도", "만", "는"),
    "으로": ("", "서", "써", "부터", "까지", "만", "도", "는", "의", "서는", "서의", "부터는", "부터의", "까지는"),
    "이랑": ("", "은", "도"),
    "이나": ("",),
    "이란": ("",),
    "이라": ("", "고", "는", "서", "면", "도", "며"),
    "이며": ("",),
}  # fmt: skip
"""What may follow a form that is turned and leave it a form of two."""
TURNED = " ~"
"""Ends what an entry was found as, where particles behind its surrogate were turned."""
TURNS = {
    one + tail: (other + tail, bool(rieul))
    for closed, open_, rieul in PAIRS
    for one, other in ((closed, open_), (open_, closed))
    for tail in _TAILS.get(closed, ())
}
"""Particle → its other form, and whether ㄹ takes the one that follows vowels."""
_LONGEST = max(map(len, TURNS))
_SILENT = re.compile(r"(?i)(?<![\w.@-])[a-z]*[aeiou][a-z]*[lmn]e$")  # a word: what ends in .example is read as it always is
SPELLED = frozenset("VIP SAP EIP SIP CIP PIP BIC SDK ARP ERP DAP LAG".split())
"""Latin letters that are said one by one though they could be read as a word."""
SHUT = re.compile(r"(?i)(?:^|[^aeiou])[aeiou](?:ck|pp|tt|gg|bb)$|(?<![a-z])(?:gr|re)?group$")
"""Latin words read with a final consonant: app, Slack, Track; group is 그룹."""
CLOSERS = re.compile("[*_`~'\"’”」』》〉\\])]{0,4}")
"""What may stand between a word and its particle."""
RUN = re.compile("[가-힣]+")
_FOLLOWS = re.compile(f"({CLOSERS.pattern})([가-힣]{{1,{_LONGEST}}})(?![가-힣])")
_MAY_FOLLOW = re.compile(f"{CLOSERS.pattern}[가-힣]{{0,{_LONGEST}}}\\Z")
AFTER = ("", "도", "만", "서", "써", "는", "부터", "까지", "의", "고", "요", "서는", "서도", "부터는", "까지는")
"""What may follow a particle, itself one."""
BEFORE_OTHERS = tuple("에게서 한테서 에게 한테 께서 께 에서 처럼 보다 까지 부터 대로 마다 조차 마저 밖에 하고 만큼 들".split())
"""Particles behind which others may stand."""
_DETERMINERS = (
    "a an the this that these those our my your his her its their whose which any some each every no another both all either "
    "neither what"
).split()
DETERMINER = re.compile(rf"(?i)^(?:{'|'.join(_DETERMINERS)})$")
OWN = re.compile(r"(?i)^(?:an?|the|our)\s+")
"""The determiner that a plain word brings with it."""
_ADJECTIVES = (
    "new old whole entire internal external current former main other same first second third next last own big small large "
    "legacy actual existing core central public private local global senior junior lead key recent previous"
).split()
ADJECTIVE = re.compile(rf"(?i)^(?:{'|'.join(_ADJECTIVES)}|[a-z]{{3,}}(?:al|ive|ous|ful|less|able|ible|ary|based|wide))$")
"""Words before a noun behind which no determiner may stand."""
WORDS_BEFORE = re.compile(r"([A-Za-z][A-Za-z'’-]*) $")
ARTICLE = re.compile(r"(?i)(?<![A-Za-z])(an?)( [*_\"'`“‘(]*)$")
CONSONANT_SOUND = re.compile(r"(?i)^(?:uni(?!n|m)|us[aeiou]|eu|one\b|once\b|ut[ie]|ubi|ufo)")
VOWEL_SOUND = re.compile(r"(?i)^(?:hour|honest|honou?r|heir)")


@cache
def particles() -> frozenset[str]:
    """Everything that may follow a Korean noun and is no word of its own."""
    known = set(lang.words("particles", "ko") + lang.words("noun_endings", "ko")) | FREE
    for closed, open_, _ in PAIRS:
        known |= {form + more for form in (closed, open_) for more in AFTER}
        known |= {form + more for form in (closed, open_) for more in FORMS.get(closed, "").split()}
    # Nouns of one syllable that the list has as suffixes are words here: 측, 팀, 건 stay behind a blank.
    return frozenset(known)


def is_particle(run: str) -> bool:
    """Whether Hangul that follows a noun is a particle, or several, and nothing else: 는, 에게까지, 들과의."""
    if run in particles():
        return True
    first = next((first for first in BEFORE_OTHERS if run.startswith(first)), "")
    return bool(first) and (run == first or is_particle(run[len(first) :]))


def ends(word: str) -> str:
    """How a word ends for its particle: "" no final consonant, "l" ㄹ, "c" any other. Nearer to how it is read than
    `final_class`, by which stand-ins are minted and which may not change: IP is 아이피, VIP 브이아이피, app 앱, Slack 슬랙.
    """
    last = _read(word)
    if last.isascii() and last.isupper() and (len(last) == 2 or last in SPELLED) and last[-1] not in "LRMN":
        return ""
    return "c" if SHUT.search(last) else final_class(last)


def agrees(run: str, word: str) -> bool:
    """Whether a particle stands behind a word as it does."""
    return particle(run, word) == run


def particle(run: str, word: str) -> str:
    """A particle as it stands behind a word.

    Args:
        run: The particle with what follows it (은, 으로부터, 이라고).
        word: The noun before it.
    """
    if run in FREE:
        return run
    last = ends(word)
    best = max(
        ((closed, open_, rieul) for closed, open_, rieul in PAIRS if run.startswith((closed, open_))),
        key=lambda pair: max(len(form) for form in pair[:2] if run.startswith(form)),
        default=None,
    )
    if best is None:
        return run
    closed, open_, rieul = best
    form = max((form for form in (closed, open_) if run.startswith(form)), key=len)
    wanted = open_ if not last or (last == "l" and rieul) else closed
    return wanted + run[len(form) :]


def follow(after: str, word: str, *, person: bool = False) -> tuple[int, str]:
    """What follows a word in its text, made to agree.

    Args:
        after: The text behind the word.
        word: What stands there now.
        person: Whether the original was a name, which may carry 이 (서준이는).

    Returns: How many characters of `after` are replaced, and by what; (0, "") where nothing is.
    """
    closers = CLOSERS.match(after)
    skip = closers.end() if closers else 0
    # A bracket or quote that opens before the particle is not behind the word: `(가)`.
    double = DOUBLE.match(after, skip) or DOUBLE.match(after)
    if double:
        found = double[0]
        one = re.sub(r"[()]", "", found)
        single = next(
            (form for pair in PAIRS for form in pair[:2] if one in (pair[0] + pair[1], pair[1] + pair[0])),
            one if one != "으로로" else "로",
        )
        rest = RUN.match(after, double.end())
        tail = rest[0] if rest else ""
        end = double.end() + len(tail)
        return end, after[: double.start()] + particle(single + tail, word)
    run = RUN.match(after, skip)
    if run and person and run[0] in ("아", "야"):
        return run.end(), after[:skip] + ("아" if ends(word) else "야")
    if not run or not is_particle(run[0]):
        return 0, ""
    found = run[0]
    if person and len(found) > 1 and found[0] == "이" and is_particle(found[1:]) and found not in FREE:
        found = found[1:]
    return run.end(), after[:skip] + particle(found, word)


def _is_open(word: str, rieul: bool) -> bool:
    ends = final_class(_read(word))
    return not ends or (ends == "l" and rieul)


def _agree(old: str, new: str, rieul: bool) -> bool:
    """Whether one form of a particle stands behind both words. Of a Latin word in -le, -me or -ne nobody knows whether its e is
    read (Mulle is 물레, Lime is 라임): whoever wrote the particle did, and the stand-in ends as the word itself does."""
    return any(_SILENT.search(word) for word in (old, new)) or _is_open(old, rieul) == _is_open(new, rieul)


def differ(old: str, new: str) -> bool:
    """Whether some particle stands behind one word and not behind the other."""
    return not all(_agree(old, new, rieul) for rieul in (False, True))


def turned(text: str, at: int, old: str, new: str) -> tuple[int, int, str]:
    """The particle behind a word, as it stands behind the word that takes its place. Turned back it is what it was, byte for
    byte, whether it had agreed or not.

    Args:
        text: In which the word stands.
        at: Where the word ends.
        old: It.
        new: What takes its place.

    Returns: Where the particle begins and ends, and its other form; "" where it stays.
    """
    found = _FOLLOWS.match(text, at)
    turn = TURNS.get(found[2]) if found else None
    if found is None or turn is None or _agree(old, new, turn[1]):
        return at, at, ""
    return found.start(2), found.end(2), turn[0]


def turned_in(text: str, out: str, row: Sequence[Finding], names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Of each finding, the particle behind it that left in its other form, as `turned` tells it; "" where it left as it came.

    Args:
        text: As it came.
        out: As it left.
        row: What was hidden in it, in order.
        names: What was written for each.
    """
    shift = 0
    for finding, name in zip(row, names, strict=True):
        shift += len(name) - (finding.end - finding.start)
        begin, stop, other = turned(text, finding.end, text[finding.start : finding.end], name)
        if other and not out.startswith(other, begin + shift):
            begin = stop = finding.end
            other = ""
        shift += len(other) - (stop - begin)
        yield begin, stop, other


def unfinished(text: str, at: int) -> bool:
    """Whether a text ends where a particle may still be coming."""
    return _MAY_FOLLOW.match(text, at) is not None


def _read(word: str) -> str:
    """The part of a word that its particle looks at: its last letters or digits."""
    found = re.findall(r"[A-Za-z]+|[0-9]|[가-힣]+", word)
    return found[-1] if found else word


def vowel(word: str) -> bool:
    """Whether English says "an" before a word."""
    if VOWEL_SOUND.match(word):
        return True
    return not CONSONANT_SOUND.match(word) and starts_with_vowel(re.split(r"[^A-Za-z0-9]", word.lstrip("*_\"'`“‘("))[0] or "x")


def articled(before: str, phrase: str) -> str:
    """A noun phrase as it may stand behind a text: without its determiner where there is one already.

    Args:
        before: The text up to it.
        phrase: "our company", "a customer", "product A".
    """
    bare = OWN.sub("", phrase)
    if bare == phrase:
        return phrase
    line = before[before.rfind("\n") + 1 :].rstrip("*_\"'`“‘(")
    if re.search(r"['’]s? $", line) or line.endswith(("-", "/")):
        return bare
    said = WORDS_BEFORE.search(line)
    if said and (DETERMINER.match(said[1]) or ADJECTIVE.match(said[1])):
        return bare
    return phrase


def mended(before: str, word: str) -> str:
    """The text before a word with its last article agreeing: "a our company" never comes here, "an mobile app" does."""
    article = ARTICLE.search(before)
    if not article or not word:
        return before
    wanted = "an" if vowel(word) else "a"
    if article[1].isupper() and len(article[1]) == 2:
        wanted = wanted.upper()
    elif article[1][0].isupper():
        wanted = wanted.capitalize()
    return before[: article.start(1)] + wanted + article[2]

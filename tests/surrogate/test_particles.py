"""Korean that reads right, wholly: every particle that comes in two, whatever follows it, behind every end of a word, through
whatever stands between: as a plain word takes a name's place in a text."""

from __future__ import annotations

import itertools

import pytest

from garim.surrogate.agree import is_particle
from garim.surrogate.plain import Place, write

CLOSED, RIEUL, OPEN = "closed", "rieul", "open"
ENDS = {
    CLOSED: "고객 동료분 시스템 계정 앱 값 밖 넋 A팀 서비스M 서비스N 문서0 문서3 문서6 버전10 VPN CRM team web (주)나무은행 「본점」 BATCH_N".split(),
    RIEUL: "협력업체들 파일 채널 비밀 길 파일8 서버1 서버7 SQL URL L email 모바일".split(),
    OPEN: "자사 협력사 A사 동료 고객사 서버 회사 사내서비스 뼈 API DB 서비스A 서비스B 문서2 문서4 문서5 문서9 Kafka server Queue 2024년도 데이터베이스".split(),
}
"""How words end when they are read, by hand: letters by their names, figures in Sino-Korean."""
PAIRS = {
    # after a final consonant, ㄹ, a vowel
    "은": ("은", "은", "는"), "이": ("이", "이", "가"), "을": ("을", "을", "를"), "과": ("과", "과", "와"), "으로": ("으로", "로", "로"), "이랑": ("이랑", "이랑", "랑"),
    "이나": ("이나", "이나", "나"), "이란": ("이란", "이란", "란"), "이라": ("이라", "이라", "라"), "이든": ("이든", "이든", "든"), "이며": ("이며", "이며", "며"), "이여": ("이여", "이여", "여"),
    "이었다": ("이었다", "이었다", "였다"), "이었고": ("이었고", "이었고", "였고"), "이었지만": ("이었지만", "이었지만", "였지만"), "이었는데": ("이었는데", "이었는데", "였는데"), "이에요": ("이에요", "이에요", "예요"), "이지만": ("이지만", "이지만", "지만"), "이니": ("이니", "이니", "니"), "이야말로": ("이야말로", "이야말로", "야말로"), "이나마": ("이나마", "이나마", "나마"),
}  # fmt: skip
MORE = {"은": ("",), "이": ("",), "을": ("",), "과": ("", "는", "도", "의", "만"), "으로": ("", "는", "도", "서", "써", "서는", "부터", "부터는", "까지"), "이랑": ("", "은", "도"), "이나": ("",), "이란": ("",), "이라": ("", "고", "고는", "는", "는데", "서", "면", "면서", "며", "도", "던", "든지", "기보다"), "이든": ("", "지", "가"), "이며": ("",), "이여": ("",), "이니": ("", "까")}
"""What may follow each and leaves it one of two."""
BETWEEN = ("", "**", "`", "'", '"', "”", "’", "」", "』", "]", "**'")
FORMS = [tuple(form + more for form in forms) for name, forms in PAIRS.items() for more in MORE.get(name, ("",))]
WRITTEN = [(forms, was) for forms in FORMS for was in dict.fromkeys(forms)]


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("end", ENDS)
def test_every_particle_behind_every_end_of_a_word_through_whatever_stands_between(end: str, between: str) -> None:
    wrong = []
    for word, (forms, was) in itertools.product(ENDS[end], WRITTEN):
        text, says = f"그래서 새론{between}{was} 보았다.", forms[list(ENDS).index(end)]
        said = write(text, [Place(4, 6, "org", "", word, "ko")])
        if said != f"그래서 {word}{between}{says} 보았다.":
            wrong.append((word, was, said))

    assert wrong == []
    assert all(is_particle(form) for forms in FORMS for form in forms)


@pytest.mark.parametrize("end", ENDS)
def test_both_forms_at_once_and_brackets_behind_the_word(end: str) -> None:
    """은(는), (으)로 as whoever does not know the word writes them; 새론(옛 이름)은: the particle is that of what stands before."""
    both = {"은(는)": 0, "는(은)": 0, "(은)는": 0, "이(가)": 1, "가(이)": 1, "을(를)": 2, "를(을)": 2, "과(와)": 3, "와(과)": 3, "(으)로": 4, "으로(로)": 4, "로(으로)": 4}
    place = list(ENDS).index(end)
    for word in ENDS[end]:
        for was, pair in both.items():
            assert write(f"새론{was} 본다", [Place(0, 2, "org", "", word, "ko")]) == f"{word}{list(PAIRS.values())[pair][place]} 본다"
        for forms in PAIRS.values():
            for under in ("(옛 이름)", "(Saeron, 2019)"):
                assert write(f"새론{under}{forms[0]} 본다", [Place(0, 2, "org", "", word, "ko")]) == f"{word}{under}{forms[place]} 본다"


@pytest.mark.parametrize("same", "의 에 에서 에게 도 만 까지 부터 처럼 보다 마다 조차 밖에 께서 에서는 에게도 까지의 입니다 이다 인".split())
def test_particles_of_one_form_stay(same: str) -> None:
    assert [write(f"새론{same} 본다", [Place(0, 2, "org", "", word, "ko")]) for words in ENDS.values() for word in words] == [f"{word}{same} 본다" for words in ENDS.values() for word in words]

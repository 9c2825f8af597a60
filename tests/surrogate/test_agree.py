"""Particles and articles agree with whatever word comes to stand there."""

from __future__ import annotations

import pytest

from garim.surrogate import agree

CONSONANT = ("고객", "사내 프로젝트 M", "동료분", "계정", "지점", "사내 명칭 N", "식별번호 3", "은행 6", "시스템")
RIEUL = ("사내 컬럼 L", "비밀", "번호 1", "서버 7", "파일", "채널", "8")
VOWEL = (
    "자사",
    "자사 서비스",
    "동료",
    "담당자",
    "고객사",
    "사내 서버",
    "주소",
    "서비스 A",
    "서비스 B",
    "회사 2",
    "장소 9",
    "데이터베이스",
    "API",
    "PRODUCT_A",
)
PARTICLES = {
    # after a consonant, after ㄹ, after a vowel
    "은": ("은", "은", "는"),
    "이": ("이", "이", "가"),
    "을": ("을", "을", "를"),
    "과": ("과", "과", "와"),
    "으로": ("으로", "로", "로"),
    "으로는": ("으로는", "로는", "로는"),
    "으로부터": ("으로부터", "로부터", "로부터"),
    "으로서": ("으로서", "로서", "로서"),
    "이랑": ("이랑", "이랑", "랑"),
    "이나": ("이나", "이나", "나"),
    "이란": ("이란", "이란", "란"),
    "이라고": ("이라고", "이라고", "라고"),
    "이라는": ("이라는", "이라는", "라는"),
    "이라서": ("이라서", "이라서", "라서"),
    "이든": ("이든", "이든", "든"),
    "이며": ("이며", "이며", "며"),
    "이었다": ("이었다", "이었다", "였다"),
    "이었던": ("이었던", "이었던", "였던"),
    "이에요": ("이에요", "이에요", "예요"),
    "이지만": ("이지만", "이지만", "지만"),
    "과의": ("과의", "과의", "와의"),
    "과는": ("과는", "과는", "와는"),
    **{
        same: (same,) * 3
        for same in (
            "의",
            "에",
            "에서",
            "에서는",
            "에게",
            "도",
            "만",
            "까지",
            "부터",
            "처럼",
            "보다",
            "입니다",
            "이다",
            "인",
            "에는",
            "께서",
            "마다",
            "조차",
            "밖에",
            "들은",
        )
    },
}
WORDS = [(word, place) for place, words in enumerate((CONSONANT, RIEUL, VOWEL)) for word in words]


@pytest.mark.parametrize(("word", "place"), WORDS)
def test_every_particle_behind_every_word(word: str, place: int) -> None:
    """From whichever form stood there to the one that this word takes: all of them."""
    wrong = [
        (form, agree.particle(form, word), forms[place])
        for forms in PARTICLES.values()
        for form in set(forms)
        if agree.particle(form, word) != forms[place] or not agree.is_particle(form)
    ]

    assert wrong == []


@pytest.mark.parametrize("run", ["이전", "은행", "시스템", "팀", "측", "가게", "과장", "로그", "나라", "을지로", "지점"])
def test_what_is_a_word_of_its_own_is_no_particle(run: str) -> None:
    assert not agree.is_particle(run)


@pytest.mark.parametrize(
    ("after", "word", "left"),
    [
        ("은 느리다", "자사", "는 느리다"),
        ("** 과 ", "자사", "** 과 "),
        ("**은", "자사", "**는"),
        ("'을 본다", "동료", "'를 본다"),
        ("은(는) 무엇", "자사", "는 무엇"),
        ("이(가)", "고객", "이"),
        ("을(를)", "서버", "를"),
        ("(으)로", "계정", "으로"),
        ("(으)로", "서버", "로"),
        ("와(과)", "고객", "과"),
        ("(이)라는 말", "자사", "라는 말"),
        ("으로(로)", "파일", "로"),
        ("의 일", "자사", "의 일"),
        (" 은", "자사", " 은"),
        ("", "자사", ""),
    ],
)
def test_what_follows_agrees(after: str, word: str, left: str) -> None:
    skip, put = agree.follow(after, word)

    assert put + after[skip:] == left


def test_a_names_own_i_goes_with_the_name() -> None:
    """서준이는 is 서준 with 이; 동료 takes none."""
    assert agree.follow("이는 왔다", "동료", person=True) == (2, "는")
    assert agree.follow("이에게", "동료", person=True) == (3, "에게")
    assert agree.follow("입니다", "동료", person=True) == (3, "입니다")


@pytest.mark.parametrize(
    ("before", "phrase", "said"),
    [
        ("We asked ", "our company", "our company"),
        ("the ", "our company", "company"),
        ("A ", "our company", "company"),
        ("with our new ", "our product", "product"),
        ("an internal ", "our product", "product"),
        ("our company's ", "our product", "product"),
        ("that ", "a colleague", "colleague"),
        ("than ", "a colleague", "a colleague"),
        ("pre-", "our company", "company"),
        ("the\n", "our company", "our company"),
        ("the ", "product A", "product A"),
    ],
)
def test_one_determiner_is_enough(before: str, phrase: str, said: str) -> None:
    assert agree.articled(before, phrase) == said


@pytest.mark.parametrize(
    ("before", "word", "said"),
    [
        ("a ", "online bank", "an "),
        ("an ", "company", "a "),
        ("An ", "company", "A "),
        ("A ", "e-mail address", "An "),
        ("an ", "user account", "a "),
        ("a ", "hourly job", "an "),
        ("an ", "unique name", "a "),
        ("a ", "IP address", "an "),
        ("an ", "MAC address", "a "),
        ("a ", "internal name", "an "),
        ("an **", "product", "a **"),
        ("than ", "product", "than "),
        ("option A: ", "internal name", "option A: "),
    ],
)
def test_the_article_before_agrees(before: str, word: str, said: str) -> None:
    assert agree.mended(before, word) == said


@pytest.mark.parametrize("particle", ["는", "랑", "를", "가", "로", "은", "이랑", "을", "으로"])
@pytest.mark.parametrize("word", ["Mulle", "HARUNE", "narome", "Lime"])
def test_a_particle_behind_a_latin_word_whose_e_may_be_read_stays_as_it_was_written(word: str, particle: str) -> None:
    """Mulle is 물레, Lime is 라임: whoever wrote the particle knows; both ways, so that it comes back to the byte."""
    for old, new in ((word, "Relhu"), ("Relhu", word), (word, "Tagol"), ("Tagon", word)):
        assert agree.turned(f"{old}{particle} 느립니다", len(old), old, new)[2] == ""
        assert not agree.differ(old, new)


@pytest.mark.parametrize(("word", "says"), [("VIP", "를"), ("IP", "를"), ("app", "을"), ("Slack", "을"), ("Zoom", "을"), ("SQL", "을"), ("HTTP", "를"), ("Spark", "를"), ("Group", "을"), ("UI", "를"), ("LLM", "을"), ("AI", "를"), ("RAM", "을")])
def test_a_latin_word_is_read_as_people_read_it(word: str, says: str) -> None:
    assert agree.particle("을", word) == agree.particle("를", word) == says

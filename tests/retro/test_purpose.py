"""What a prompt is for: on texts of a hand that wrote none of those it learnt from, in both languages, and how sure it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.purpose.generate import HERE, blocks

from garim.retro.features import indexes
from garim.retro.language import language
from garim.retro.purpose import PURPOSES, model

PLAIN = [
    ("code", "파이썬으로 CSV를 JSON으로 바꾸는 함수 작성해줘"),
    ("code", "Write a TypeScript function that merges two sorted lists"),
    ("fault", "배포 이후 서버가 자꾸 죽습니다. 원인이 뭘까요?"),
    ("fault", "Why do I get a NullPointerException when saving the entity?"),
    ("architecture", "주문 시스템 전체 구조를 설명해줘"),
    ("architecture", "Should we use events or REST for the order system? What are the trade-offs?"),
    ("sql", "고객별 마지막 주문을 조회하는 쿼리 짜줘"),
    ("sql", "Optimize this query, it scans the whole table"),
    ("writing", "아래 회의록을 세 줄로 요약해줘"),
    ("writing", "Draft an email to a customer about a late delivery"),
    ("learning", "트랜잭션 격리 수준이 뭔가요?"),
    ("learning", "Explain the difference between a mutex and a semaphore"),
    ("other", "점심 메뉴 추천해줘"),
    ("other", "Tell me a joke"),
]


@pytest.mark.parametrize(("purpose", "text"), PLAIN)
def test_plain_prompts(purpose: str, text: str) -> None:
    assert model().judge(text).purpose == purpose


@pytest.mark.parametrize(
    "path",
    [HERE / "heldout.txt", *(Path(__file__).parent / f"{name}.txt" for name in ("everyday", "december", "sixty"))],
    ids=lambda path: path.stem,
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_held_out_prompts(path: Path, language: str) -> None:
    """Prompts that nothing was learnt from: what it is sure of is right, and what it is not sure of it says. The figures stand
    in docs/retro.md; the bars here are what may not be lost."""
    held = [(text, purpose) for text, purpose, one in blocks(path) if one == language]
    found = [model().judge(text) for text, _ in held]
    right = [one.purpose == purpose for one, (_, purpose) in zip(found, held, strict=True)]
    sure = [hit for one, hit in zip(found, right, strict=True) if one.sure]

    assert sum(right) / len(right) >= 0.9
    assert len(sure) / len(right) >= 0.75 and sum(sure) / len(sure) >= 0.95


@pytest.mark.parametrize("text", ["", " \n", "\ud800 lone", "a" * 200_000, "🙂" * 500, "\0", "```\nx = 1\n```", "1 2 3"])
def test_any_text_is_judged(text: str) -> None:
    found = model().judge(text)

    assert found.purpose in PURPOSES and 0 <= found.chance <= 1
    assert language(text) in ("", "en", "ko") and len(indexes(text))


def test_what_says_nothing_is_unsure() -> None:
    assert [model().judge(text).sure for text in ("", "qwzx vbnt kjhg", "🙂")] == [False, False, False]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("이 SQL 쿼리 왜 느린가요", "ko"),
        ("why is this query slow", "en"),
        ("NullPointerException이 나요", "ko"),
        ("このコードを直してください", "ja"),
        ("12345", ""),
        ("Warum ist das nicht die richtige Antwort und der Fehler", "de"),
    ],
)
def test_languages(text: str, found: str) -> None:
    assert language(text) == found


MAIL = {
    "en": "Dear Ms. Kim,\nThank you for your letter of 3 May. We regret that the delivery was late, and we are looking into it.\nCould you let us know by Friday?\nKind regards,\nJohn",
    "ko": "안녕하세요 과장님,\n지난주에 말씀드린 배포 일정이 다음 주로 미뤄졌습니다. 점검이 겹쳐서 조정했으니 양해 부탁드립니다.\n일정표를 확인해 주세요.\n감사합니다.",
    "ja": "お世話になっております。先日の件についてご連絡いたします。",
}
MAIL_ALONE = [*MAIL.items()]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ("ko", f"이 메일 다듬어줘:\n\n{MAIL['en']}"),
        ("ko", f"{MAIL['en']}\n\n위 메일에 정중하게 답장 써줘"),
        ("ko", f"번역\n{MAIL['en']}"),
        ("ko", f"아래 메일 번역해줘\n\n{MAIL['ja']}"),
        ("en", f"Please translate this into English:\n\n{MAIL['ko']}"),
        ("en", f"{MAIL['ko']}\n\nTranslate the mail above into English."),
        ("en", f"Fix the grammar:\n{MAIL['ko']}"),
        ("en", f"What does this mean?\n\n{MAIL['ja']}"),
        ("en", "What is 눈치 in Korean work culture?"),
        ("en", "Explain this SQL\nSELECT a.고객번호 FROM 고객 a WHERE a.상태 = '정상'"),
        ("ko", "Pod가 CrashLoopBackOff 뜨는데 the readinessProbe 때문일까?"),
        ("ko", "npm install 하면 unable to resolve the dependency tree 뜨고 안 넘어감"),
        ("ko", "다음 문장을 자연스럽게: I look forward to hearing from you soon about the schedule."),
        *MAIL_ALONE,
    ],
)
def test_the_language_is_that_of_what_is_asked(found: str, text: str) -> None:
    """And not of what is pasted beside it."""
    assert language(text) == found

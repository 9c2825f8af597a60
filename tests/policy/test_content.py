"""What sort of text it is, and in which language."""

from __future__ import annotations

import pytest

from garim.policy.content import kinds_of, languages_of

JAVA = "@Service\npublic class RateClient {\n    private final Http http;\n    public int ask(String id) {\n        return http.get(id);\n    }\n}\n"
PYTHON = "import os\n\ndef f(x):\n    y = x + 1\n    return y\n"
LOG = "2026-11-03 10:22:01 ERROR pool - timeout\n2026-11-03 10:22:02 WARN  pool - retry\n"
TRACE = "Caused by: java.lang.IllegalStateException: x\n\tat com.a.B.c(B.java:12)\n\tat com.a.B.d(B.java:13)\n"
KINDS = [
    ("Please write a short letter to the customer about the delay.", {"prose"}),
    ("다음 주 회의 안건을 정리해 주세요.", {"prose"}),
    ("SELECT * FROM accounts WHERE id = 3", {"sql"}),
    ("CREATE TABLE t (a int)", {"sql"}),
    ("왜 느린가요?\nselect a, b\nfrom t\nwhere c = 1", {"sql", "prose"}),
    (JAVA, {"code"}),
    (PYTHON, {"code"}),
    ("Why does this fail when it starts up?\n```python\nx = 1\n```", {"code", "prose"}),
    (LOG, {"log"}),
    (TRACE, {"log"}),
    ("We would like you to select a venue from the list and let us know today.", {"sql", "prose"}),
    ("", set()),
]
LANGUAGES = [
    ("다음 주 회의 안건을 정리해 주세요.", {"ko"}),
    ("The report is not ready and we have to wait for it.", {"en"}),
    ("Der Bericht ist nicht fertig und wir werden auf ihn warten.", {"de"}),
    ("Le rapport n'est pas prêt et nous avons des questions pour vous dans les jours qui viennent.", {"fr"}),
    ("El informe no está listo pero los datos son para una reunión muy importante.", {"es"}),
    ("この報告書はまだ準備ができていません。", {"ja"}),
    ("这份报告还没有准备好。", {"zh"}),
    ("Отчёт ещё не готов.", {"ru"}),
    ("메일을 영어로 써 주세요: the report is not ready and we have to wait for it", {"ko", "en"}),
    ("12345 !!", set()),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds(text: str, kinds: set[str]) -> None:
    assert kinds_of([text]) == kinds


@pytest.mark.parametrize(("text", "languages"), LANGUAGES)
def test_languages(text: str, languages: set[str]) -> None:
    assert languages_of([text]) == languages


def test_a_long_text_costs_what_a_short_one_does() -> None:
    assert kinds_of([JAVA * 5000]) == {"code"}
    assert languages_of(["the report is not ready " * 20_000]) == {"en"}


@pytest.mark.parametrize("text", ["a" * 200_000, "\n" * 200_000, " " * 200_000, "\u00a0" * 200_000, "x y " * 50_000, "a'" * 50_000], ids=["letters", "lines", "blanks", "hard blanks", "short words", "quotes"])
def test_a_text_of_one_sign_does_not_stop_it(text: str) -> None:
    """Letters without end took for ever: the words of a sentence were cut at every letter. The suite's time limit is the test."""
    assert kinds_of([text]) <= {"prose"}

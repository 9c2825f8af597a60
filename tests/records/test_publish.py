"""Publishing: everything that is found is proposed, a person decides, and what she saw is what is saved."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from garim.errors import BadInput, TooLarge
from garim.exchange import Screening
from garim.policy.rules import Policy, Rule
from garim.records import paper
from garim.records.publish import look
from tests.e2e.conftest import screening

__all__ = ["screening"]
TEXT = """# 온새미물산을 떠나며

온새미물산은 좋은 곳이었다. Vellichor를 만들며 **도하랑** 과장님께 배웠다.

- 장애: tamsil-prd-db03이 죽었다. 010-3382-7719로 전화가 왔다.

```sql
SELECT * FROM VELLICHOR_ACCT;
```
"""
PLANTED = ("온새미", "ellichor", "VELLICHOR", "도하랑", "tamsil", "3382")


def test_nothing_of_the_company_is_left_and_it_reads_right(screening: Screening) -> None:
    draft = look(TEXT, screening, "ko")
    text = draft.write({})

    assert [word for word in PLANTED if word in text] == [] and draft.left == ()
    assert text.startswith("# 자사를 떠나며\n\n자사는 좋은 곳이었다. ")
    assert "전화번호로 전화가" in text and "_ACCT;\n```" in text


def test_her_verdicts_hold(screening: Screening) -> None:
    draft = look(TEXT, screening, "ko")
    words = [TEXT[change.start : change.end] for change in draft.changes]
    first, product = words.index("온새미물산"), next(n for n, word in enumerate(words) if word.startswith("Vellichor"))
    text = draft.write({first: "작은 상사", product: None})

    assert text.startswith("# 작은 상사를 떠나며") and "Vellichor를 만들며" in text
    assert draft.seen({}) != draft.seen({first: None}) != draft.seen({first: "작은 상사"})
    assert look(TEXT, screening, "ko").seen({}) == draft.seen({})
    with pytest.raises(BadInput):
        draft.write({len(draft.changes): None})


def test_policy_for_models_lets_nothing_through_to_everybody(screening: Screening) -> None:
    """A rule that lets names leave to a model, or sends nothing anywhere, is no word on what is published."""
    kept = replace(screening, policy=Policy((Rule(name="names", kinds=["person"], style="keep"), Rule(name="none", route="nowhere"))), styles={"*": "keep"})

    assert look(TEXT, kept, "ko").write({}) == look(TEXT, screening, "ko").write({})


def test_too_long_is_said(screening: Screening) -> None:
    with pytest.raises(TooLarge):
        look("가" * 400_001, screening, "ko")


MARKDOWN = "# 제목 <script>alert(1)</script>\n\n- [ ] 할 일\n- [x] 한 일\n\n| a | b |\n|---|---|\n| 1 | <b>2</b> |\n\n![x](http://elsewhere.example/p.png)\n[link](javascript:alert(1))\n"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.seen += [f"{key}={value}" for key, value in attrs if key in ("src", "href") or key.startswith("on")]


def test_a_page_loads_and_runs_nothing() -> None:
    page = paper.page(MARKDOWN, "ko")
    tags = Tags()
    tags.feed(page)

    assert {"script", "img", "b"} & set(tags.seen) == set() and [tag for tag in tags.seen if "=" in tag] == ["href=http://elsewhere.example/p.png"]
    assert "☐ 할 일" in page and "☑ 한 일" in page and "<td>1</td>" in page and '<html lang="ko">' in page


def test_a_letter_is_read_back() -> None:
    data = paper.paper("# 자사를 떠나며\n\n고마웠습니다.\n", "eml", "ko")
    mail = email.message_from_bytes(data, policy=email.policy.default)

    assert str(mail["Subject"]) == "자사를 떠나며" and mail["X-Unsent"] == "1" and mail["To"] is None
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == "# 자사를 떠나며\n\n고마웠습니다.\n"  # type: ignore[union-attr]
    assert "<p>고마웠습니다.</p>" in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert data == paper.paper("# 자사를 떠나며\n\n고마웠습니다.\n", "eml", "ko")
    assert paper.paper("글\r\n", "md", "ko") == "글\r\n".encode()
    with pytest.raises(BadInput):
        paper.paper("x", "docx", "ko")


def test_a_title_of_lines_makes_no_header_of_its_own() -> None:
    mail = email.message_from_bytes(paper.letter("# a\u2028Bcc: x@y.example\n", "en"), policy=email.policy.default)

    assert mail["Bcc"] is None

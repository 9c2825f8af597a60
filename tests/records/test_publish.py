"""Publishing: everything that is found is proposed, a person decides, and what she saw is what is saved."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

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


LEXICON = [
    {"term": "새론물산", "kind": "org"},
    {"term": "나래온", "kind": "product", "means": "모바일뱅킹 앱"},
    {"term": "베리손", "kind": "org", "means": "원장 파일"},
    {"term": "윤슬기", "kind": "project"},
]
PARTICLES = "은/는 이/가 을/를 과/와 으로/로 이랑/랑 이나/나 이라는/라는 이라서/라서 으로부터/로부터 이었다/였다".split()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    import json

    from garim import Screen

    path = tmp_path_factory.mktemp("own") / "words.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in LEXICON), encoding="utf-8")
    return Screen(lexicons=[path], key=bytes(range(32))).screening


@pytest.mark.parametrize(("term", "plain", "ends"), [("새론물산", "자사", "open"), ("나래온", "모바일뱅킹 앱", "closed"), ("베리손", "원장 파일", "rieul"), ("윤슬기", "사내 프로젝트", "open")])
def test_every_particle_agrees_in_a_whole_text(own: Screening, term: str, plain: str, ends: str) -> None:
    """Through the real finders: the particle that stood behind the company's word becomes the plain word's."""
    open_before = term[-1] in "가기로아래"
    was, wanted = [], []
    for pair in PARTICLES:
        closed, open_ = pair.split("/")
        rieul_open = closed.startswith("으로")
        was.append(f"그래서 {term}{open_ if open_before else closed} 다시 본다.")
        wanted.append(f"그래서 {plain}{open_ if ends == 'open' or (ends == 'rieul' and rieul_open) else closed} 다시 ")
    draft = look("\n".join(was), own, "ko")

    # What else of a made sentence is proposed is the finders' matter, not the grammar's.
    assert [line[: len(right)] for line, right in zip(draft.write({}).splitlines(), wanted, strict=True)] == wanted and draft.left == ()


ORDINARY = [
    {"term": "Chestnut", "kind": "product"},
    {"term": "Mango", "kind": "product"},
    {"term": "LDR", "kind": "project"},
    {"term": "새론물산", "kind": "org", "aliases": ["saeron"]},
    {"term": "Penny Latchford", "kind": "person"},
]


@pytest.fixture(scope="module")
def orchard(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    """A company that calls its things by ordinary words."""
    import json

    from garim import Screen

    path = tmp_path_factory.mktemp("orchard") / "words.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ORDINARY), encoding="utf-8")
    return Screen(lexicons=[path], key=bytes(range(32))).screening


@pytest.mark.parametrize(
    "text",
    [
        "Time in Chestnut is late. Table is chestnut_ledger.",
        "로그: kr.saeron.mango.SettlementRenderer index out of range",
        "테이블 ldr.chestnut_slot FOR UPDATE를 봤다.",
        "Deploy mango-export to saeron-prd, topic saeron:mango:slot:7.",
        "`mangoExporter.run(chestnut)`",
        "https://wiki.saeron.example/mango/page?team=chestnut",
        "```sql\nSELECT * FROM ldr.mango_pay WHERE chestnut = 1\n```",
    ],
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_listed_word_is_in_no_identifier(orchard: Screening, text: str, language: str) -> None:
    """An ordinary word that is the company's too stays in a sentence; as a part of code it is the company's."""
    said = look(text, orchard, language).write({}).casefold()

    assert [word for word in ("chestnut", "mango", "ldr", "saeron") if word in said] == []


@pytest.mark.parametrize(("term", "said"), [("한별해운", "한별해운에서 한별해운처럼"), ("도담페어", "도담페어에서 도담페어처럼")])
def test_a_listed_name_goes_whole(tmp_path: Path, term: str, said: str) -> None:
    """What a stand-in leaves of it, for it says nothing, reads wrong behind plain words."""
    from garim import Screen

    path = tmp_path / "words.jsonl"
    path.write_text(f'{{"term": "{term}", "kind": "org"}}\n', encoding="utf-8")

    assert look(said, Screen(lexicons=[path], key=bytes(range(32))).screening, "ko").write({}) == "자사에서 자사처럼"


def test_an_ordinary_word_in_a_sentence_is_no_identifier(orchard: Screening) -> None:
    text = "We ate a mango under the chestnut tree, and/or an apple."

    assert look(text, orchard, "en").write({}) == text


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("# Departure 2026\n\nJoined: 2019\nLeft: 2026\nHandover 2026-Q3", ("2026", "2019")),
        ("입사 2019, 퇴사 2026, 기수: 2024\n\n| 연도 | 건수 |\n|--|--|\n| 2025 | 3 |\n| 2026 | 4 |", ("2019", "2026", "2024", "2025")),
        ("Period: 2024-2026, FY2026, id of the year 2025/26", ("2024-2026", "FY2026", "2025/26")),
        ("# 회고\n\n코드: 2026\nID: 2025\n번호 2024", ("2026", "2025", "2024")),
    ],
)
def test_a_year_is_no_id(screening: Screening, text: str, stays: tuple[str, ...]) -> None:
    assert [year for year in stays if year not in look(text, screening, "ko").write({})] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("코드명 자줏빛 프로젝트를 시작했다. 자줏빛은 4월에 끝났다.", ("자줏빛",)),
        ("코드명 '들깨'는 미뤘고, 들깨를 다시 연다.", ("들깨",)),
        ("프로젝트명: 물수제비\n\n물수제비는 3월에 열었다.", ("물수제비",)),
        ("코드네임은 Saltgrass이고 saltgrass-api 저장소에 있다.", ("Saltgrass", "saltgrass")),
        ('We ran "Project Larkspur" and Project Umberfall. Larkspur is done; umberfall-api is the repo.', ("Larkspur", "Umberfall", "umberfall")),
        ("Code name: Saltgrass. It is codenamed Dunlin, and Dunlin ships in May.", ("Saltgrass", "Dunlin")),
        ("'노을' 프로젝트와 Marrow 프로젝트를 마쳤다. 노을은 컸다.", ("노을", "Marrow")),
    ],
)
def test_what_a_text_calls_a_code_name_is_proposed_wherever_it_stands(screening: Screening, text: str, names: tuple[str, ...]) -> None:
    draft = look(text, screening, "ko")

    assert [name for name in names if name in draft.write({})] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('환자(가명 "봄비")의 차트다. 봄비가 왔다.', '환자(가명 "담당자")의 차트다. 담당자가 왔다.'),
        ("이니셜 P.J.H., 여 68세. P.J.H.가 왔다.", "이니셜 담당자, 여 68세. 담당자가 왔다."),
        ('She is nicknamed "Wren". Wren left.', 'She is nicknamed "a person". The person left.'),
        ('이니셜은 대문자로 적는다. git alias "ll"을 만들었다.', '이니셜은 대문자로 적는다. git alias "ll"을 만들었다.'),
    ],
)
def test_what_a_text_says_stands_for_somebody_is_proposed(screening: Screening, text: str, says: str) -> None:
    assert look(text, screening, "ko" if text[0] > "z" else "en").write({}) == says


@pytest.mark.parametrize(
    "text", ["The project manager left. Project plan: see below.", "프로젝트를 마쳤다. 차세대 프로젝트였다. 코드명은 아직 없다.", "Our code names are secret."]
)
def test_ordinary_words_beside_project_stay(screening: Screening, text: str) -> None:
    assert look(text, screening, "ko").write({}) == text

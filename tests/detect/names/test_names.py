"""People, organisations and places in running text."""

from __future__ import annotations

import re

import pytest

from garim.detect.names.korean import Mention
from garim.detect.names.names import Names
from garim.text.views import View

NAMES = Names.rules()


def spans(marked: str, hint: str = "") -> tuple[set[str], set[str]]:
    """(marked spans as start:text, found spans as start:text) of a text whose names are written «so»."""
    text = re.sub("[«»]", "", marked)
    wanted, removed = set(), 0
    for match in re.finditer("«([^»]*)»", marked):
        wanted.add(f"{match.start() - removed}:{match[1]}")
        removed += 2
    found = NAMES.find(View(text), hint)
    assert found.covered == len(text)
    return wanted, {f"{f.start}:{text[f.start : f.end]}" for f in found.findings}


KOREAN = [
    "«정한울» 부행장님, 본부장님, 부사장님께 보고합니다.",
    "«김도현» 과장님이 확인했고 «박서연»이 승인했습니다.",
    "담당: «이준서» / 작성 «최유빈» 차장 / 검증 «한소미»(외주)",
    "문의는 «정하늘»에게 주세요. «정» 팀장님도 압니다.",
    "«남궁현수» 수석과 «제갈민» 책임이 참석",
    "참석자: «문채원», «원종수», «도미란»",
    "«민수»님, «은경»씨 둘 다 연차입니다",
    "고객 «육근호»(010-1234-5678) 환불 요청",
    "이름,전화\n«예병수»,010-0000-0000\n«국정임»,010-0000-0001",
    "Emily님(«조민서»)이 승인".replace("Emily", "«Emily»"),
    "«송혜림»(«Hyerim Song»)이 참석합니다",
    "성명 : «류 원 수»   예금주 «인 태 희» (인)\n대표이사  «금  도  란»",
    "어제 «라» 주무관이 설명했고 «옥» 계장님도 들었답니다.",
    "«강산» 대리 축하해요. 강산도 변한다는데 «강산» 대리는 그대로네요.",
    "«김» 대리한테 물어보니 «박»부장님 지시라고 합니다.",
    "«유현» 기사님과 «김나율» 항해사가 왔습니다",
    "확인자 «도은빛» / 조치자 «변지훈»",
    "<!-- «문지후» 2024-03-02: 이관 뒤 삭제 -->",
    "안녕하세요, 구매지원 «나은솔»입니다.",
    "고객 공지문으로 다듬어 주세요",
]
ENGLISH = [
    "«Craig Nystrom» says reboot; «Diego V.» says no.",
    "From: «Nystrom, Craig» to the whole team",
    "Thanks,\n«Peter»",
    "Owner «Tara Quigley», see the runbook.",
    "contact «Stephanie Kuo» <stephanie.kuo@corp.example>",
    "Hello, I am «Namgung Hyun». «Kim Min-seo» and «Junhyung Park» joined.",
    "please ask «peter lindqvist» about it, or ping «craig»",
    "// TODO(«minji»): drop this",
    "«Sanjay Kulkarni»가 보낸 초대",
    "«Ms. Vance-Okonkwo» needs access".replace("«Ms. ", "Ms. «"),
    "«CRAIG NYSTROM» is on leave",
    "crash on «April Summers»' first day in April",
    "Ansprechpartner Herr «Wittelsheim»",
    "Der Kunde ist da; owner = self.name, login: admin.local",
    "Viele Grüße\n«Jörg Bäumler»",
    "die Freigabe von «Jürgen Möllenkamp»",
    "«Hoshino»-san will call you",
    'oncall: @«r.vasquo» and "login":"«h.brandl»"',
    "docs/2024/«castellano»_invoice_02.pdf and docs/meeting_notes_02.pdf",
]
OTHERS = [
    "vendor = «Brixtomere»",
    "협력사: «솔마루텍», vendor = Oracle",
    "정산은 «해담솔»로지스가 합니다",
    "fleet upload of «Sundial Haulage» Trucking LLC failed",
    "agencies like «Prairie Crest» Insurance use LDAP",
    "거래처는 «새빛» 은행이 아니라 (주)«동해누리»입니다".replace("«새빛» ", "새빛 "),
    "«누리새»정밀의 입금 지연, «서산읍내»지점 확인",
]
NOTHING = [
    "이번 정상 처리 건은 오류 이미지 전체를 유지하고 주문 조회 신규 안정성 정보 주소 한글을 확인",
    "최신 방법으로 변경 문의. 이상 없음. 전체 고객사 공지, 신규 사원 교육, 인사 팀장 회의, 고객님께 안내",
    "아침 이슬 같은 최강 팀. 이유는 고장 때문이고 주요 원인은 차단이다. 하지만 현재 상황은 유지한다.",
    "서버 이전, 배포 지연, 조회 성능 개선, 이관 대상, 신청서 양식, 정산 배치, 송금 한도, 원장 대사, 전문 통신",
    "Redis Cluster and Data Guard on Oracle Linux; Apache Kafka, Spring Boot and Jenkins run in April and May.",
    "Mark the row, grant access, chase the invoice, will do. The Security Group and Resource Group are open.",
    "class HttpServer(BaseHandler):\n    def handle_request(self, request: Request) -> Response:\n        return Response.ok()",
    "SELECT * FROM users WHERE name = 'x' GROUP BY region ORDER BY total DESC",
    "저축은행 중앙은행 데이터센터 고객센터 체크카드 신용카드 생명보험 종합병원",
]


@pytest.mark.parametrize("marked", KOREAN + ENGLISH + OTHERS + NOTHING)
def test_finds_exactly_the_marked_names(marked: str) -> None:
    wanted, found = spans(marked)
    assert found == wanted


def test_the_key_above_a_value_tells_that_it_is_a_name() -> None:
    assert spans("«도윤재»", "custNm")[0] == spans("«도윤재»", "custNm")[1]


def test_all_mentions_of_one_person_share_the_full_name_as_entity() -> None:
    text = "김도현 과장이 왔다. 김 과장님 말로는, 도현님도 안다. 김도현의 일."
    found = NAMES.find(View(text)).findings
    assert {f.entity for f in found} == {"김도현"}
    assert [f.part for f in found] == ["full", "family", "given", "full"]


def test_short_english_mentions_belong_to_the_full_name() -> None:
    found = NAMES.find(View("Craig Nystrom wrote it. Ask Craig. Mr. Nystrom knows.")).findings
    assert [(f.entity, f.part) for f in found] == [("Craig Nystrom", p) for p in ("full", "given", "family")]


@pytest.mark.parametrize("value", ["박서연", "Craig Nystrom", "예병수"])
def test_a_name_found_once_is_found_on_every_line_in_any_order(value: str) -> None:
    proof = f"담당 {value} (010-2222-3333)\n"
    noise = "".join(f"2024-01-01 12:00:{i % 60:02} INFO job-{i} step={i} {value} ok\n" for i in range(2000))
    for text in (proof + noise, noise + proof, noise[: len(noise) // 2] + proof + noise[len(noise) // 2 :]):
        found = {f.start for f in NAMES.find(View(text)).findings}
        assert {m.start() for m in re.finditer(re.escape(value), text)} <= found


@pytest.mark.parametrize("text", ["", " ", "가" * 100_000, "A" * 100_000, "Ab " * 50_000, "김 " * 50_000, "😀‮김도현‏", "a.b@" * 30_000])
def test_odd_input_is_looked_at_whole(text: str) -> None:
    assert NAMES.find(View(text)).covered == len(text)


def test_a_person_of_a_company_is_not_part_of_its_name() -> None:
    """`of` joins words to a name only after a word for a body."""
    text = "Mara Lindqvist of Orvane Shipping asks. The Bank of Tolmere Holdings answers."
    spans = {text[f.start : f.end] for f in Names.rules().find(View(text), "").findings if f.kind == "org"}

    assert "Orvane" in spans and not any("of Orvane" in span for span in spans)


def test_many_names_cost_as_much_as_few_each() -> None:
    """Time that grew with the square of the names would not end before the suite's timeout."""
    rules = Names.rules()
    count = 60_000
    korean = "나탈리아가 노래했다. " * count
    tags = [(at, at + 4, "PS", 3.0) for at in range(0, len(korean), len(korean) // count)]
    assert len({m.start for m in rules.korean.people(korean, False, tags)}) == count

    english = "Olga Petrenko sang. " * count
    step = len(english) // count
    inside = [Mention(at, at + 4, "Olga", "given", 40, "read") for at in range(0, len(english), step)]
    assert len({m.start for m in rules.english.people(english, False, inside)}) == 2 * count  # and Petrenko alone


def test_a_shared_given_name_stands_for_who_was_named_first() -> None:
    """In every process alike: which of a set of names comes first is chance, and another one on the next replica."""
    givens = "도현 서연 민준 하윤 지호 수아 예준 지우 시우 하은 주원 다은 건우 채원 우진 소윤 선우 유진 현우 나은".split()
    text = "".join(f"담당 김{given} 과장, 검토 박{given} 부장. 답은 {given}님이 합니다.\n" for given in givens)
    found = {(text[m.start : m.end], m.entity) for m in Names.rules().find(View(text))[0] if m.part == "given"}
    assert found == {(given, f"김{given}") for given in givens}

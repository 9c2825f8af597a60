"""Names that are words too: beside another person's name in small letters they are verbs, and a Korean one with 에 is a place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from garim import Screen
from tests.surrogate.hiding import KEY

PEOPLE = (
    "Will Ackerly|Rose Tunnicliffe|Mark Osgrove|Grace Abara|Chase Dunley|Jan Martens|Drew Halvard|Bill Ekstrand"
    "|김바다|이하늘|박이슬|최보라|정도훈|윤마루"
).split("|")


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    path: Path = tmp_path_factory.mktemp("lists") / "people.jsonl"
    path.write_text("\n".join(json.dumps({"term": name, "kind": "person"}) for name in PEOPLE), encoding="utf-8")
    return Screen(lexicons=[path], key=KEY)


@pytest.mark.parametrize("who", ["Rose Tunnicliffe", "Grace Abara", "Mark Osgrove", "Jan Martens"])
@pytest.mark.parametrize(
    "said",
    [
        "{} will call you", "{} will mark the date", "Ask whether {} will grace us", "We can chase {} for it", "Please bill {} today",
        "{} drew the plan", "{} will, she said", "When {} will chase it is open",
    ],
)  # fmt: skip
def test_a_verb_beside_a_name_stays(screen: Screen, who: str, said: str) -> None:
    hidden = screen.hide(said.format(who)).text
    kept = said.replace("{}", "").split()

    assert who not in hidden
    assert [word for word in kept if word not in hidden.split()] == []


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("Will called Jan Martens", "Will"),
        ("Jan Martens, Will will call and Mark may chase it", "Will Mark"),
        ("ask Will or Mark, says Jan Martens", "Will Mark"),
        ("sent from Will to Jan Martens", "Will"),
        ("Jan Martens and Will called", "Will"),
        ("Jan Martens met Will and Rose", "Will Rose"),
        ("Grace Abara: Chase, can you take it?", "Chase"),
        ("정도훈 과장, 바다님과 회의", "바다"),
        ("정도훈이 바다에게 물었다", "바다"),
        ("정도훈이 하늘한테 넘겼다", "하늘"),
        ("정도훈: 이슬에 대해 물었어요", "이슬"),
        ("참석: 바다, 하늘, 정도훈", "바다 하늘"),
    ],
)
def test_who_is_called_so_does_not_stay(screen: Screen, said: str, gone: str) -> None:
    hidden = screen.hide(said).text

    assert [name for name in gone.split() if name in hidden] == []


@pytest.mark.parametrize(
    "said",
    ["정도훈과 바다에 갔다", "정도훈이 하늘에서 찍은 사진", "정도훈 과장은 마루에 앉았다", "정도훈: 하늘에는 구름이 없네요", "정도훈이 마루에도 놓았다"],
)
def test_a_place_stays(screen: Screen, said: str) -> None:
    hidden = screen.hide(said).text

    assert "정도훈" not in hidden
    assert [name for name in ("바다에", "하늘에", "마루에") if name in said and name not in hidden] == []


THINGS = "연필깎이 손톱깎이 무당벌레 나침반 물뿌리개 주걱 장독대 돋보기".split()
RARE = "연필깎이 손톱깎이 물뿌리개 장독대 돋보기".split()


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    path: Path = tmp_path_factory.mktemp("lists") / "things.jsonl"
    rows = [{"term": name, "kind": ("host", "system")[nth % 2]} for nth, name in enumerate(THINGS)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return Screen(lexicons=[path], key=KEY)


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("said", ["{} 서버 로그 좀 봐줘", "{} 배치 언제 도나요?", "어제부터 {} 시스템에 접속이 안 돼요"])
def test_a_listed_thing_before_a_word_for_a_system_is_hidden(things: Screen, thing: str, said: str) -> None:
    assert thing not in things.hide(said.format(thing)).text


@pytest.mark.parametrize("thing", RARE)
@pytest.mark.parametrize("said", ["{} 점검 일정 알려줘", "{}는 자꾸 재시작해요", "어제부터 {} 접속이 안 돼요", "{} 로그 위치가 어디죠?"])
def test_a_listed_thing_at_work_is_hidden_in_a_short_sentence(things: Screen, thing: str, said: str) -> None:
    """The list is law unless the sentence shows the ordinary sense."""
    assert thing not in things.hide(said.format(thing)).text


@pytest.mark.parametrize("thing", ["바다", "솔바람", "거북이", "나침반", "씨앗", "소나기"])
@pytest.mark.parametrize(
    "said", ["{} 왜 이렇게 느려요?", "왜 {}만 타임아웃이 날까?", "{}에서 자꾸 에러가 나요", "{} 또 먹통이에요", "오늘 {} 접속 되시나요?", "{} 502 떠요", "어제 {}쪽 장애 원인이 뭐예요?"]
)
def test_what_happens_to_systems_alone_is_no_ordinary_sense(everyday_things: Screen, thing: str, said: str) -> None:
    assert thing not in everyday_things.hide(said.format(thing)).text


@pytest.mark.parametrize("thing", ["falcon", "harbor", "lantern", "pebble"])
@pytest.mark.parametrize(
    "said", ["{} keeps timing out", "Is {} down?", "why is {} slow today?", "our {} returns 502 on login", "{} is down again", "since noon {} is unreachable"]
)
def test_a_listed_noun_that_is_down_without_an_article_is_a_system(everyday_things: Screen, thing: str, said: str) -> None:
    assert thing not in everyday_things.hide(said.format(thing)).text


@pytest.mark.parametrize(
    "said",
    [
        "바다가 보이는 호텔 추천해줘", "바다에서 500 미터 떨어진 숙소", "소나기는 왜 갑자기 와요?", "씨앗을 언제 뿌려야 해요?",
        "The harbor is down the road.", "How fast can a falcon fly?", "Boats in the harbor timed out of the race.", "The falcon returned to its nest.",
        "a lantern in the dark", "The pebble was slow to sink.",
    ],
)  # fmt: skip
def test_its_ordinary_sense_stays(everyday_things: Screen, said: str) -> None:
    assert everyday_things.hide(said).text == said


@pytest.fixture(scope="module")
def everyday_things(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    path: Path = tmp_path_factory.mktemp("lists") / "everyday.jsonl"
    names = "바다 솔바람 거북이 나침반 씨앗 소나기 Falcon Harbor Lantern Pebble".split()
    path.write_text("\n".join(json.dumps({"term": name, "kind": "system"}) for name in names), encoding="utf-8")
    return Screen(lexicons=[path], key=KEY)


@pytest.mark.parametrize("said", ["연필깎이 하나 사 주세요", "아이가 쓸 손톱깎이 추천해 줘", "연필깎이 원리를 초등학생에게 설명해줘", "물뿌리개로 화분에 물 주는 법"])
def test_a_listed_thing_in_its_ordinary_sense_stays(things: Screen, said: str) -> None:
    assert things.hide(said).text == said


TODO = (
    "# 할 일\n- [x] 보고서 제출\n- [ ] {}\n- [ ] 서버 점검\n",
    "- [ ] 정도훈 과장 보고\n- [ ] {}\n- [ ] 회의실 예약\n",
    "## 오늘\n1. api-gw01 배포\n2. {}\n3. 로그 확인\n",
    "정도훈: {}, 맞죠?",
)


@pytest.mark.parametrize("form", TODO)
@pytest.mark.parametrize(
    "said", ["후배에게 메일 보내기", "사수한테 물어보기", "조카에게 선물 보내기", "막내한테 공지 전달", "남편께 연락", "며느리에게 전화", "동기에게 책 돌려주기"]
)
def test_who_somebody_is_to_another_stays(screen: Screen, form: str, said: str) -> None:
    """Issue 9: 후배 between the items of a list was taken for somebody's name."""
    hidden = screen.hide(form.format(said)).text

    assert said in hidden
    assert "정도훈" not in hidden


@pytest.mark.parametrize("name", ["도연", "하늘", "바다", "준서"])
def test_a_name_in_the_same_place_does_not_stay(screen: Screen, name: str) -> None:
    assert name not in screen.hide(TODO[1].format(f"{name}에게 메일 보내기")).text


def test_what_the_company_calls_so_does_not_stay(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text(json.dumps({"term": "막내", "kind": "system", "always": True}), encoding="utf-8")

    assert "막내" not in Screen(lexicons=[path], key=KEY).hide(TODO[0].format("막내에 접속해 보기")).text


def test_a_full_name_that_the_public_knows_is_not_hidden_by_half() -> None:
    """Issue 9: Sachin Tendulkar scored → Rylan Tendulkar scored."""
    screen = Screen(key=KEY)
    verbs = ("scored a hundred hundreds", "retired in spring", "wrote it", "was born in a small town", "gave a talk")
    names = "Sachin Tendulkar|Marie Curie|Alan Turing|Ada Lovelace|Nelson Mandela|Robin Williams|Jane Austen|Serena Williams".split("|")
    for name in names:
        for verb in verbs:
            hidden = screen.hide(f"{name} {verb}.").text
            kept = [half in hidden.split() for half in name.split()]

            assert kept[0] == kept[1], (name, hidden)

"""The two taggers as they ship, and weights made here: what they read, what they refuse, and that nothing of a long text is lost."""

from __future__ import annotations

import io
from importlib.resources import files

import numpy as np
import pytest

from garim.detect.names.chain import BITS, LABELS, Chain
from garim.detect.names.names import Names, english_tagger, korean_tagger
from garim.detect.names.tagger_en import CHUNK, features, units
from garim.detect.names.tagger_ko import Dictionary, word_hash
from garim.errors import BadSettings
from garim.text.views import View

DATA = files("garim.detect") / "data"
KOREAN, ENGLISH = ((DATA / f"names_model_{language}.npz").read_bytes() for language in ("ko", "en"))


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.load(KOREAN, ENGLISH)


def found(names: Names, text: str, kind: str = "person") -> list[str]:
    return [text[f.start : f.end] for f in names.find(View(text))[0] if f.kind == kind]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("can you ask priya ramanathan to call me back today", ["priya ramanathan"]),
        ("Dear Zdenka Horáková,\nthank you for your letter.", ["Zdenka Horáková"]),
        ("Thanks for the help,\nOluwaseun", ["Oluwaseun"]),
        ("어제 공연에서 나탈리아 페트로바가 노래했고 관객이 환호했다.", ["나탈리아 페트로바"]),
        ("정하윤은 자신의 두 번째 시집을 냈다.", ["정하윤"]),
    ],
)
def test_people_whom_no_rule_proves_are_read(names: Names, text: str, people: list[str]) -> None:
    assert set(people) <= set(found(names, text))


@pytest.mark.parametrize(
    "text",
    [
        "Jenkins and Jasmine tests fail since the Ruby upgrade of the Spring Cloud gateway.",
        "SELECT c.name, c.city FROM customer c WHERE c.status = 'ACTIVE' ORDER BY c.name;",
        "at org.apache.kafka.clients.NetworkClient.poll(NetworkClient.java:563)",
        "배치 서버의 커넥션 풀이 고갈되어 정산 작업이 지연되고 있습니다.",
        "The migration runs out of memory and the replica lags behind.",
    ],
)
def test_technical_text_stays(names: Names, text: str) -> None:
    assert not names.find(View(text))[0]


def test_places_and_companies_in_prose_are_read(names: Names) -> None:
    text = "I work for Dorvex Logistics Ltd in Gothenburg and live at 14 Maple Street, Leeds LS1 4AP."
    kinds = {f.kind for f in names.find(View(text))[0]}
    assert {"org", "place", "address"} <= kinds


def test_a_name_at_every_place_of_a_long_text_is_read(names: Names) -> None:
    """Windows overlap: no name is lost at the seam of two."""
    line = "yesterday priya ramanathan went to the office and we talked about the plan for next week\n"
    text = line * (3 * CHUNK // 15)
    assert len(found(names, text)) >= text.count("priya ramanathan")
    korean = "그리고 나탈리아 페트로바가 무대에서 노래를 불렀다고 기자들이 전했다.\n" * 400
    assert len(found(names, korean)) == 400


def test_other_scripts_and_odd_text_do_no_harm(names: Names) -> None:
    for text in ("", " ", "\n" * 50, "🙂" * 3000, "‮abc‬ def ghi jkl", "ＡＢＣ 가나다 漢字 кириллица", "a" * 50_000, "가" * 50_000, "\ud800 x y z"):
        seen = names.find(View(text))
        assert seen[1] == len(text)


@pytest.mark.parametrize("data", [b"", b"not a zip", KOREAN[:1000], KOREAN[: len(KOREAN) // 2]])
def test_damaged_weights_are_refused(data: bytes) -> None:
    with pytest.raises(BadSettings, match="make train"):
        Names.load(data, ENGLISH)


def test_weights_for_other_labels_are_refused() -> None:
    buffer = io.BytesIO()
    np.savez(buffer, gaps=np.zeros(0), values=np.zeros((0, 3), np.int8), scale=1.0, pairs=np.zeros((3, 3)), bias=np.zeros(3))
    with pytest.raises(BadSettings):
        Chain.load(buffer.getvalue())


def test_a_chain_prefers_what_its_weights_say() -> None:
    """Weights made by hand: one row speaks for the beginning of a person, one for its inside."""
    table = np.zeros((1 << BITS, 8), dtype=np.int8)
    table[5, LABELS.index("B-PS")], table[6, LABELS.index("I-PS")] = 50, 50
    chain = Chain(table.view(np.int64).ravel(), 0.1, np.zeros((7, 7), np.float32), np.zeros(7, np.float32))
    assert [span[:3] for span in chain.spans(np.array([[1, 5, 6, 1, 5, 1]]))] == [(1, 3, "PS"), (4, 5, "PS")]
    assert chain.spans(np.zeros((4, 0), dtype=np.int64)) == []


def test_the_dictionary_knows_its_words_and_few_others() -> None:
    words = {f"{a}{b}{c}": 1 << (i % 7) for i, a in enumerate("가나다라마바사아") for b in "가거고구그기" for c in "강산물불"}
    dictionary = Dictionary.build(words)
    hashes = np.array([word_hash(word) for word in words], dtype=np.uint64)
    assert dictionary.bits(hashes).tolist() == list(words.values())
    others = np.array([word_hash(f"{word}요") for word in words], dtype=np.uint64)
    assert (dictionary.bits(others) > 0).sum() <= 2


def test_features_do_not_depend_on_what_was_looked_at_before() -> None:
    text = "Ask Mara Lindqvist about the 3rd release of O'Brien's tool, please."
    places = units(text, 0, len(text))
    words = english_tagger(Chain.load(ENGLISH)).words
    first = features(text, places, words)
    words.rows(["other", "words"])
    assert (features(text, places, words) == first).all()
    assert korean_tagger(Chain.load(KOREAN)).spans("") == []

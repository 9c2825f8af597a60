"""What speaks to Presidio speaks to Garim: the bodies that LiteLLM's guardrail and Presidio's docs send, over a socket."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.e2e.servers import Gateway

ZIP = {
    "name": "Zip code Recognizer",
    "supported_language": "en",
    "patterns": [{"name": "zip code (weak)", "regex": "(\\b\\d{5}(?:\\-\\d{4})?\\b)", "score": 0.01}],
    "context": ["zip", "code"],
    "supported_entity": "ZIP",
}
KEY = "WmZq4t7w!z%C&F)J"


def analyze(gateway: Gateway, text: Any, **more: Any) -> Any:
    answer = gateway.ask("/analyze", {"text": text, "language": "en", **more}, {"accept": "application/json"})
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json"), answer.body
    return answer.json


def anonymize(gateway: Gateway, text: str, results: list[dict[str, Any]], **operators: Any) -> Any:
    more = {"anonymizers": operators} if operators else {}
    answer = gateway.ask("/anonymize", {"text": text, "analyzer_results": results, **more})
    assert answer.status == 200, answer.body
    return answer.json


def types(text: str, results: list[dict[str, Any]]) -> dict[str, str]:
    return {text[r["start"] : r["end"]]: r["entity_type"] for r in results}


def test_what_litellm_sends_is_masked(gateway: Gateway) -> None:
    """Its guardrail posts text and language, then text and the results as they came."""
    text = "담당 😀 Onsaemi Trading, call 010-2345-6789 or mail yeonwoo@tamsil.co.kr, card 4111 1111 1111 1111"

    results = analyze(gateway, text, entities=["PHONE_NUMBER", "EMAIL_ADDRESS", "CREDIT_CARD", "MEDICAL_LICENSE"])
    masked = anonymize(gateway, text, results)

    assert types(text, results) == {
        "010-2345-6789": "PHONE_NUMBER",
        "yeonwoo@tamsil.co.kr": "EMAIL_ADDRESS",
        "4111 1111 1111 1111": "CREDIT_CARD",
    }
    assert all(set(r) == {"entity_type", "start", "end", "score", "analysis_explanation"} for r in results)
    assert masked["text"] == "담당 😀 Onsaemi Trading, call <PHONE_NUMBER> or mail <EMAIL_ADDRESS>, card <CREDIT_CARD>"
    assert [masked["text"][i["start"] : i["end"]] for i in masked["items"]] == [i["text"] for i in masked["items"]]


def test_company_words_and_secrets_are_entities(gateway: Gateway) -> None:
    text = "온새미물산 uses Vellichor with " + "AKIA" + "QZ7YH4XK2MWD5RTB"

    assert types(text, analyze(gateway, text)) == {
        "온새미": "ORGANIZATION",
        "Vellichor": "COMPANY_WORD",
        text.split()[-1]: "SECRET",
    }
    assert {"ORGANIZATION", "COMPANY_WORD", "SECRET", "KR_RRN", "PERSON", "US_SSN"} <= set(
        gateway.call("GET", "/supportedentities?language=en").json
    )
    assert "email" in gateway.call("GET", "/recognizers?language=ko").json
    assert gateway.call("GET", "/anonymizers").json == ["replace", "redact", "mask", "hash", "encrypt", "keep"]


def test_an_ad_hoc_recognizer_of_the_docs_finds_with_its_context(gateway: Gateway) -> None:
    text = "John Smith drivers license is AC432223 and the zip code is 12345"
    body = {"entities": ["US_DRIVER_LICENSE", "ZIP"], "return_decision_process": True, "trace": False}

    (found,) = analyze(gateway, text, ad_hoc_recognizers=[ZIP], score_threshold=0.3, correlation_id="123e4567", **body)

    assert (found["entity_type"], found["start"], found["end"], found["score"]) == ("ZIP", 59, 64, 0.4)
    assert found["analysis_explanation"]["supportive_context_word"] == "zip"
    assert analyze(gateway, "room 12345", ad_hoc_recognizers=[ZIP], score_threshold=0.3, **body) == []


def test_deny_and_allow_lists(gateway: Gateway) -> None:
    titles = {"name": "titles", "supported_entity": "TITLE", "deny_list": ["Mr.", "소장", "a+b"], "supported_language": "en"}
    text = "Mr. 소장 소장 소장님 a+b"

    found = analyze(gateway, text, ad_hoc_recognizers=[titles], entities=["TITLE"])

    assert [text[r["start"] : r["end"]] for r in found] == ["Mr.", "소장", "소장", "a+b"]
    mails = "ops@tamsil.co.kr and sun@tamsil.co.kr"
    assert len(analyze(gateway, mails, entities=["EMAIL_ADDRESS"])) == 2
    assert len(analyze(gateway, mails, entities=["EMAIL_ADDRESS"], allow_list=["ops@tamsil.co.kr"])) == 1
    assert analyze(gateway, mails, entities=["EMAIL_ADDRESS"], allow_list=["^[a-z]+@"], allow_list_match="regex") == []


def test_several_texts_get_a_list_each(gateway: Gateway) -> None:
    assert [len(row) for row in analyze(gateway, ["hello", "010-2345-6789", ""])] == [0, 1, 0]


def test_operators_as_the_docs_show_them(gateway: Gateway) -> None:
    text = "hello world, my name is Jane Doe. My number is: 034453334"
    results = [
        {"start": 24, "end": 32, "score": 0.8, "entity_type": "PERSON", "analysis_explanation": None},
        {"start": 48, "end": 57, "score": 0.95, "entity_type": "PHONE_NUMBER"},
    ]
    mask = {"type": "mask", "masking_char": "*", "chars_to_mask": 4, "from_end": True}

    def masked(**operators: Any) -> str:
        return str(anonymize(gateway, text, results, **operators)["text"])

    assert masked(PERSON={"type": "redact"}, PHONE_NUMBER={"type": "replace", "new_value": "ANONYMIZED"}) == (
        "hello world, my name is . My number is: ANONYMIZED"
    )
    assert masked(DEFAULT={"type": "replace", "new_value": "X"}) == "hello world, my name is X. My number is: X"
    assert masked(DEFAULT={"type": "keep"}) == text
    assert masked(DEFAULT=mask) == "hello world, my name is Jane****. My number is: 03445****"
    assert masked(PERSON={"type": "mask", "masking_char": "*", "chars_to_mask": 99, "from_end": False}).count("*") == 8
    salted = masked(PERSON={"type": "hash", "hash_type": "sha512", "salt": "0123456789abcdef"})
    assert hashlib.sha512(b"Jane Doe0123456789abcdef").hexdigest() in salted
    assert masked(PERSON={"type": "hash"}) != masked(PERSON={"type": "hash"})


def test_what_was_encrypted_comes_back(gateway: Gateway) -> None:
    text = "이름은 홍길동입니다, Jane"
    spans = [{"start": 4, "end": 7, "entity_type": "PERSON"}, {"start": 12, "end": 16, "entity_type": "NICK"}]
    hidden = anonymize(gateway, text, spans, DEFAULT={"type": "encrypt", "key": KEY})

    def back(key: str) -> Any:
        body = {"text": hidden["text"], "deanonymizers": {"DEFAULT": {"type": "decrypt", "key": key}}}
        return gateway.ask("/deanonymize", {**body, "anonymizer_results": hidden["items"]})

    assert "홍길동" not in hidden["text"]
    assert back(KEY).json["text"] == text
    assert back(KEY).json["items"][0] == {"start": 12, "end": 16, "entity_type": "NICK", "text": "Jane", "operator": "decrypt"}
    assert back("0" * 16).status == 422


def test_it_decrypts_what_presidio_encrypted(gateway: Gateway) -> None:
    """The example of Presidio's API documentation."""
    text = "My name is S184CMt9Drj7QaKQ21JTrpYzghnboTF9pn/neN8JME0="
    body = {"text": text, "deanonymizers": {"PERSON": {"type": "decrypt", "key": KEY}}}

    answer = gateway.ask("/deanonymize", {**body, "anonymizer_results": [{"start": 11, "end": 55, "entity_type": "PERSON"}]})

    assert answer.json["text"] == "My name is Chloë"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 5, "A"), (1, 3, "B")], "<A>fghij"),
        ([(0, 4, "A"), (2, 6, "A")], "<A>ghij"),
        ([(0, 4, "A"), (2, 6, "B")], "<A><B>ghij"),
        ([(3, 3, "A")], "abcdefghij"),
    ],
)
def test_results_that_overlap(gateway: Gateway, spans: list[tuple[int, int, str]], expected: str) -> None:
    results = [{"start": a, "end": b, "entity_type": kind, "score": 1.0} for a, b, kind in spans]
    assert anonymize(gateway, "abcdefghij", results)["text"] == expected


def pattern(regex: str, score: float = 0.5) -> dict[str, Any]:
    return {"ad_hoc_recognizers": [{"supported_entity": "A", "patterns": [{"name": "p", "regex": regex, "score": score}]}]}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/analyze", {"text": "t", "language": "en", **pattern("(?<=a)b")}),
        ("/analyze", {"text": "t", "language": "en", **pattern("(a")}),
        ("/analyze", {"text": "t", "language": "en", **pattern("a", 2)}),
        ("/analyze", {"text": "t", "language": "not a language"}),
        ("/analyze", {"text": "t", "language": "en", "entities": ["NO_SUCH"]}),
        ("/analyze", {"text": "t", "language": "en", "score_threshold": 7}),
        ("/analyze", {"text": "t", "language": "en", "allow_list": ["("], "allow_list_match": "regex"}),
        ("/analyze", {"language": "en"}),
        ("/anonymize", {"text": "t", "analyzer_results": [{"start": 0, "end": 9, "entity_type": "A"}]}),
        ("/anonymize", {"text": "t", "analyzer_results": [{"start": -1, "end": 1, "entity_type": "A"}]}),
        ("/anonymize", {"text": "t"}),
        *(
            ("/anonymize", {"text": "t", "analyzer_results": [{"start": 0, "end": 1, "entity_type": "A"}], "anonymizers": {"A": o}})
            for o in ({"type": "custom"}, {"type": "mask"}, {"type": "encrypt", "key": "short"}, {"type": "hash", "hash_type": "md5"})
        ),
        ("/deanonymize", {"text": "t", "anonymizer_results": [{"start": 0, "end": 1, "entity_type": "A"}], "deanonymizers": {}}),
    ],
)
def test_bad_input_is_refused_in_presidios_words(gateway: Gateway, path: str, body: dict[str, Any]) -> None:
    """`error` is a text there."""
    answer = gateway.ask(path, body)
    assert answer.status in (400, 422)
    assert answer.json["error"] and answer.json["code"] == "bad_input"


def test_methods(gateway: Gateway) -> None:
    assert gateway.call("GET", "/analyze").status == 405
    assert gateway.call("POST", "/recognizers", b"{}").status == 405
    assert gateway.call("GET", "/recognizers?language=%20").status == 422

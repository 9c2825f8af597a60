"""Labels to kinds, and spans to findings: only what has the form of its kind gets that kind's surrogate."""

from __future__ import annotations

import pytest

from garim.detect.lexicon.source import KINDS as LEXICON
from garim.detect.patterns.kinds import all_kinds
from garim.detect.scan import Detector
from garim.errors import BadSettings
from garim.exchange import Screening, hide
from garim.models._labels import MEANINGS, Span, findings, meanings
from garim.policy.rules import Policy
from garim.text.views import Seen, View
from garim.values import Slot
from tests.surrogate.hiding import restore

TEXTS = (
    "Jane Roe", "이서연", "이서연이", "O'Neil-Roe", "山田太郎", "Анна", "سارة", "1", "a", "…", "😀😀", "12 Elm Street\nSpringfield, IL 62704", "not a mail",
    "jane@example.org", "https://portal.northfield.example/a?b=c", "10.1.2.3", "::1", "fe80", "call me", "010-2345-6789", "4111 1111 1111 1111", "last Tuesday",
    "1990-03-15", "K", "AB", "Kubernetes", "Oracle", "Northfield Bank", "東京都港区", "\u200fJane\u200f", "@jane.roe", "x" * 300, "가" * 40,
)  # fmt: skip


def found(text: str, meaning: str, value: str) -> list[tuple[str, str, str, str]]:
    start = text.index(value)
    return [(text[f.start : f.end], f.kind, f.family, f.part) for f in findings(text, [Span(start, start + len(value), meaning, 0.9)])]


class Says:
    """A model that takes one text for one thing."""

    def __init__(self, text: str, meaning: str) -> None:
        self.text, self.meaning = text, meaning

    def find(self, view: View, hint: str) -> Seen:
        at = view.text.find(self.text)
        spans = [Span(at, at + len(self.text), self.meaning, 0.7)] if at >= 0 else []
        return Seen(findings(view.text, spans), len(view.text))


@pytest.mark.parametrize("meaning", MEANINGS)
def test_whatever_a_model_says_can_be_hidden_and_restored(meaning: str) -> None:
    """Any meaning over any text: a finding lies in the text, is hidden, and comes back byte for byte."""
    for text in TEXTS:
        whole = f"we said {text} then"
        screening = Screening(detector=Detector((), models=(Says(text, meaning),)), policy=Policy(()), key=bytes(32))
        hidden = hide([Slot(whole)], screening)
        for finding, name in zip(hidden.findings[0], hidden.surrogates[0], strict=True):
            assert name != whole[finding.start : finding.end]

        assert restore(hidden.texts[0], hidden.entries, trusted=frozenset(("portal.northfield.example",))) == whole


def test_spans_are_trimmed_and_split() -> None:
    """Marks and particles stay outside; lines of an address and words of a company stand by themselves."""
    assert found('ask "Jane Roe," now', "person", '"Jane Roe,"') == [("Jane Roe", "person", "person", "full")]
    assert found("담당 이서연입니다", "person", "이서연입니다") == [("이서연", "person", "person", "full")]
    assert found("ask jane now", "person", "jane") == [("jane", "person", "person", "given")]
    assert found("to 12 Elm Street\nSpringfield 62704\n", "address", "12 Elm Street\nSpringfield 62704\n") == [
        ("12 Elm Street", "address", "address", ""),
        ("Springfield 62704", "address", "address", ""),
    ]
    assert found("of Northfield Bank", "org", "Northfield Bank") == [("Northfield", "org", "stem", "")]
    assert found("see https://a.northfield.example/x", "url", "https://a.northfield.example/x")[0][:2] == ("a.northfield.example", "host_fqdn")


@pytest.mark.parametrize(("meaning", "value"), [("org", "Kubernetes"), ("org", "Oracle"), ("person", "Kubernetes"), ("org", "Ubuntu"), ("org", "bank"), ("place", "Kubernetes"), ("address", "Oracle"), ("person", "J")])
def test_technology_and_makers_stay(meaning: str, value: str) -> None:
    """Over-hiding is a defect too."""
    assert found(f"we run {value} here", meaning, value) == []


@pytest.mark.parametrize(("meaning", "value", "family"), [("email", "not a mail", "code"), ("phone", "call me", "code"), ("ip", "10.1.2.3", "ip"), ("ip", "10.1", "code")])
def test_a_value_of_another_form_gets_no_surrogate_of_that_form(meaning: str, value: str, family: str) -> None:
    """But is hidden all the same."""
    assert found(f"it is {value}", meaning, value)[0][2] == family


def test_kinds_are_those_that_policies_know() -> None:
    """A rule on e-mail addresses covers the model's too."""
    known = {kind.name.partition(".")[0] for kind in all_kinds()} | LEXICON | {"place", "address"}

    assert {kind.partition(".")[0] for kind, _ in MEANINGS.values()} <= known


def test_unknown_labels_stop_the_start() -> None:
    """And are named; what the settings say wins over what is known."""
    assert meanings(["PER", "GIVEN-NAME", "street_address"], {"PER": "off"}, "x") == {"PER": "off", "GIVEN-NAME": "person", "street_address": "address"}
    with pytest.raises(BadSettings, match="MISC, THING"):
        meanings(["PER", "MISC", "THING"], {}, "x")

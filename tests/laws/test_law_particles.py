"""Law 10: a Korean particle behind a stand-in agrees with it as it agreed with the original, and comes back to the byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.families import families
from garim.surrogate.agree import TURNS, particle
from garim.surrogate.draft import Draft
from garim.surrogate.restore import Restorer, Table
from garim.text.views import encode
from garim.values import Finding
from tests.surrogate.hiding import KEY

MORE = (
    ("code", "4417", "4417"), ("code", "20391847", "20391847"), ("number", "37", "37"), ("stem", "hcx", "HCX"), ("stem", "muladam", "muladam"),
    ("stem", "quellin", "Quellin"), ("ip", "10.48.7.21", "10.48.7.21"), ("domain", "muladam.io", "muladam.io"), ("domain", "zorvek.co.kr", "zorvek.co.kr"),
    ("phone", "01033827719", "010-3382-7719"), ("ticket", "BRMO-2231", "BRMO-2231"), ("email", "ops@muladam.io", "ops@muladam.io"),
)  # fmt: skip
WORDS = (*MORE, *((name, entity, surface) for name, f in families().items() for entity, surface in f.examples if name != "secret"))
PARTICLES = ("은", "는", "이", "가", "을", "를", "과", "와", "으로", "로", "으로부터", "로서", "이라고", "라고", "이나", "나", "의", "에서", "도")
CLOSERS = ("", "`", '"', "**", ")")
part = st.tuples(st.sampled_from(WORDS), st.sampled_from(CLOSERS), st.sampled_from(PARTICLES))


def hidden(parts: list[tuple[tuple[str, str, str], str, str]]) -> tuple[str, str, Table]:
    """Words with a particle behind each: the text, the same hidden, and what leads back."""
    text, row = "", []
    for (family, entity, surface), closer, ending in parts:
        start = len(text) + len(closer)
        text += f"{closer}{surface}{closer}{ending} 다음 "
        row.append(Finding(start, start + len(surface), family, family, entity, "test"))
    draft = Draft(KEY)
    draft.hear([text])
    out, _ = draft.write(text, tuple(row), lambda kind: "natural", encode)
    return text, out, Table(draft.entries, listed=lambda host: True)


def back(table: Table, text: str, cuts: list[int]) -> str:
    restorer = Restorer(table)
    edges = [0, *sorted(cuts), len(text)]
    return "".join([restorer.feed(text[a:b]) for a, b in zip(edges, edges[1:], strict=False)]) + restorer.finish()


@settings(max_examples=150, deadline=None)
@given(st.lists(part, min_size=1, max_size=8), st.lists(st.integers(0, 400), max_size=6))
def test_particles_come_back_to_the_byte_however_the_reply_is_cut(parts: list[tuple[tuple[str, str, str], str, str]], cuts: list[int]) -> None:
    text, out, table = hidden(parts)

    assert back(table, out, []) == text
    assert back(table, out, [min(cut, len(out)) for cut in cuts]) == text


@pytest.mark.parametrize("said", ["은", "이", "을", "과", "으로", "이라고"])
def test_what_agreed_agrees(said: str) -> None:
    for word in WORDS:
        text, out, table = hidden([(word, "", particle(said, word[2]))])

        stand_in = out[: out.index(" 다음")]
        name, met = next((stand_in[: -len(form)], form) for form in sorted(TURNS, key=len, reverse=True) if stand_in.endswith(form))
        assert met == particle(said, name), word
        for other in ("는", "가", "를", "와", "로"):
            assert back(table, f"{name}{particle(other, name)} 그리고", []) == f"{word[2]}{particle(other, word[2])} 그리고"


def test_turning_twice_is_no_turn() -> None:
    assert all(TURNS[other] == (form, rieul) for form, (other, rieul) in TURNS.items())

"""Server-sent events at any cut."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from garim.wire import sse

STREAM = b"\xef\xbb\xbf: hi\n\nevent: a\r\ndata: {\"x\":1}\r\n\r\ndata: one\ndata: two\n\nid: 7\nretry: 5\n\ndata:[DONE]\n\n"


def read(cuts: list[int]) -> list[tuple[bytes, str]]:
    reader, out, at = sse.Reader(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        out += reader.feed(STREAM[at:cut])
        at = max(at, cut)
    assert reader.rest() == b""
    return [(event.data, event.name) for event in out]


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
@settings(max_examples=100, deadline=None)
def test_any_cut_gives_the_same_events(cuts: list[int]) -> None:
    """Also inside a line end and inside the byte-order mark."""
    assert read(cuts) == [(b"", ""), (b'{"x":1}', "a"), (b"one\ntwo", ""), (b"", ""), (b"[DONE]", "")]
    assert read(list(range(len(STREAM)))) == read([])


def test_an_event_with_other_data_keeps_its_other_lines() -> None:
    """Name, id and retry stay."""
    event = sse.event(b"event: a\nid: 7\ndata: x\ndata: y\n\n")

    assert sse.write(b"z", event) == b"event: a\nid: 7\ndata: z\n\n"
    assert sse.write(b"z", sse.event(b"data: x\n\n")) == b"data: z\n\n"

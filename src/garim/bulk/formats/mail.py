"""Mail: one message (.eml) or a box of them (mbox). Headers, texts and attached texts are hidden, whatever they are encoded in.

An attached document becomes its text; what nothing reads is taken out and told. Messages and parts keep their order.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Mapping, Sequence
from email.charset import Charset
from email.header import Header, decode_header, make_header
from email.message import Message
from email.utils import formataddr, getaddresses
from hashlib import sha256
from typing import Any

from garim.bulk.formats._text import blocks, decoded, pieces
from garim.bulk.values import Bad, Cell, Chunk, Cut, Hidden, Opened, Source
from garim.documents import text_of
from garim.errors import GarimError

ENDINGS = (".eml", ".mbox", ".mbx")
PEOPLE = frozenset(("from", "to", "cc", "bcc", "reply-to", "sender", "return-path", "delivered-to", "resent-from", "resent-to"))
STRUCTURE = frozenset(("mime-version", "content-transfer-encoding", "date", "content-length", "lines"))
_FROM = re.compile(rb"(?m)^From [^\n]*\n")
_NEXT = re.compile(rb"\n\r?\nFrom [^\n]*\n")
_AS_IT_IS = Charset("utf-8")
_AS_IT_IS.body_encoding = None  # type: ignore[assignment]  # 8bit: the standard library says so with None
_MULTIPART = re.compile(r"(?i)multipart/")
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=?-]{1,70}")
"""RFC 2046, but for blanks."""
PREAMBLE = "This is a multi-part message in MIME format."
"""What mail programs say to those that know no parts."""


def fits(head: bytes, name: str) -> bool:
    """By its name, or by how a box begins."""
    return name.endswith(ENDINGS) or head.startswith(b"From ") and b"\nMessage-ID:" in head


def cuts(source: Source, size: int) -> Iterator[Cut]:
    """Between messages of a box."""
    begin, left = 0, b""
    for start, block in blocks(source):
        data, base = left + block, start - len(left)
        for match in _NEXT.finditer(data):
            place = base + data.index(b"From ", match.start())
            if place - begin >= size:
                yield Cut(begin, place)
                begin = place
        left = data[-1024:]
    if begin < source.size:
        yield Cut(begin, source.size)


def read(source: Source, cut: Cut) -> Opened:
    """Messages, each as its headers and its texts."""
    data = source.read(cut.start, cut.end)
    starts = [m.start() for m in _FROM.finditer(data) if m.start() == 0 or data[: m.start()].endswith((b"\n\n", b"\n\r\n"))]
    if not data.startswith(b"From "):
        starts = [0]
    letters: list[_Letter] = []
    bad: list[Bad] = []
    for start, end in zip(starts, (*starts[1:], len(data)), strict=True):
        letter = _Letter(data[start:end])
        letters.append(letter)
        bad += [Bad(start, end - start, reason) for reason in letter.bad]
    chunks = [chunk for letter in letters for chunk in letter.chunks]

    def write(done: Sequence[Hidden]) -> bytes:
        rest = iter(done)
        return b"".join(letter.write([next(rest) for _ in letter.chunks]) for letter in letters)

    return Opened(chunks, write, bad)


class _Letter:
    """One message."""

    def __init__(self, data: bytes) -> None:
        first, end, rest = data.partition(b"\n") if data.startswith(b"From ") else (b"", b"", data)
        self._first = decoded(first + end).text
        self.message = email.message_from_bytes(rest)
        self.bad: list[str] = []
        self.chunks: list[Chunk] = []
        self._counts: list[tuple[Any, int]] = []
        if self._first:
            self.chunks.append(Chunk(self._first, (Cell(5, len(self._first.rstrip())),), 0))
        for part in self.message.walk():
            self.chunks.append(_headers(part))
            self._counts.append((part, self._texts(part)))
        self.chunks[0] = self.chunks[0]._replace(rows=1)

    def _texts(self, part: Message) -> int:
        """Add the chunks of a part; how many."""
        if part.is_multipart():
            return 0
        raw = part.get_payload(decode=True)
        data = raw if isinstance(raw, bytes) else b""
        if not data:
            return 0
        text = self._text(part, data)
        spans = list(pieces(text))
        self.chunks += [Chunk(text[a:b], rows=0) for a, b in spans]
        return len(spans)

    def _text(self, part: Message, data: bytes) -> str:
        if part.get_content_maintype() == "text":
            try:
                return data.decode(part.get_content_charset() or "utf-8")
            except (LookupError, UnicodeDecodeError):
                return decoded(data).text
        try:
            return text_of(data, "attachment")
        except GarimError:
            self.bad.append(f"an attachment that nothing reads ({part.get_content_type()}) was taken out")
            return "(taken out)"

    def write(self, done: Sequence[Hidden]) -> bytes:
        """The message with what its chunks became."""
        rest = iter(done)
        first = next(rest).text if self._first else ""
        for part, count in self._counts:
            headers = next(rest)
            _put_headers(part, headers.cells)
            if count:
                new = "".join(next(rest).text for _ in range(count))
                plain = str(part["Content-Transfer-Encoding"] or "7bit").strip().lower() in ("7bit", "8bit")
                del part["Content-Transfer-Encoding"]
                if part.get_content_maintype() != "text":
                    part.set_type("text/plain")
                part.set_payload(new, _AS_IT_IS if plain else "utf-8")
        for part in self.message.walk():
            if part.is_multipart():
                # Nobody is shown what stands before and behind the parts; whatever it says is not looked at, so it goes.
                part.preamble = PREAMBLE if (part.preamble or "").strip() == PREAMBLE else None
                part.epilogue = None
        return first.encode() + self.message.as_bytes(unixfrom=False)


def _said(value: str) -> str:
    """A header as it reads, also where it holds bytes that are no ASCII, as many programs write them."""
    text = value if value.isascii() else decoded(value.encode("utf-8", "surrogateescape")).text
    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except (LookupError, UnicodeError, ValueError):
        return " ".join(text.split())


def _headers(part: Message) -> Chunk:
    """The headers of a part as lines; their values are cells."""
    lines, cells, at = [], [], 0
    for name, value in _values(part):
        said = _said(value)
        line = f"{name}: {said}\n"
        lines.append(line)
        cells.append(Cell(at + len(name) + 2, at + len(line) - 1))
        at += len(line)
    return Chunk("".join(lines), tuple(cells), 0)


def _values(part: Message) -> list[tuple[str, str]]:
    """Headers as they came: bytes that are no ASCII are lone surrogates in them."""
    return [(name, str(value)) for name, value in part.raw_items()]


def _put_headers(part: Message, values: Sequence[str]) -> None:
    """Headers with new values, in their order; what only says how to read the part stays as it is."""
    before = _values(part)
    for name in {name for name, _ in before}:
        del part[name]
    for (name, old), new in zip(before, values, strict=True):
        low = name.lower()
        if new == _said(old) or low in STRUCTURE:
            part[name] = old
        elif low == "content-type" and _MULTIPART.match(str(old)):
            part[name] = _parted(new, str(old))
        elif low in PEOPLE:
            pairs = getaddresses([new])
            part[name] = ", ".join(formataddr(pair) if pair[1] else Header(pair[0], "utf-8").encode() for pair in pairs)
        elif new.isascii():
            part[name] = new
        else:
            part[name] = Header(new, "utf-8").encode()


def _parted(new: str, old: str) -> str:
    """The type of what has parts, with a boundary that is hidden like the rest: what writes the parts takes it from here."""
    fresh, before = Message(), Message()
    fresh["Content-Type"], before["Content-Type"] = new, old
    boundary = fresh.get_boundary() or ""
    if not _BOUNDARY.fullmatch(boundary):
        boundary = "=_" + sha256(boundary.encode("utf-8", "replace")).hexdigest()[:32]
    if fresh.get_content_maintype() != "multipart":
        fresh.set_type(before.get_content_type())
    fresh.set_param("boundary", boundary)
    return " ".join(str(fresh["Content-Type"]).split())


def sample(source: Source) -> Mapping[str, Sequence[str]]:
    """Mail has no columns."""
    return {}

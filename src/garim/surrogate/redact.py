"""Hide personal data and secrets of a reply that are not ours, while ours are put back.

- Any cut of a reply, fed and finished, gives what the whole reply gives: blocks end where its text says, not its pieces.
- A block is a line, or of a long line some MOST characters that end between words; what could run over its end is looked
  at before any of it is let go. A private key is one block from its first line to its last.
- What was restored is ours: a finding that touches it stays.
- In JSON a label stands where a string may stand, so the text stays JSON.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

import garim.late as re
from garim.families import family
from garim.surrogate.restore import Restorer, Table
from garim.values import Finding

MOST = 512
"""Characters of a line that are held back until the next block begins, at most, where words end."""
LOOK = 128
"""Characters behind a block that are seen before it is let go, and before it that are seen again with it."""
HARD = 16_384
"""Characters without a space, or from a private key's first line to its last, that are waited for."""
OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Around what was restored, inside this file only: noncharacters, which no text that is sent may hold."""
ASCII = "".join(map(chr, range(0x21, 0x7F)))
HANGUL = re.compile("[가-힣]")
SPACE = re.compile(r"[^!-~]")
ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|.)")
KEY_BEGINS, KEY_ENDS, DASHES = "-----BEGIN", "-----END", "-----"
KEY_LABEL = 100
"""Characters of a private key's last line, at most."""
PERSONAL = ("personal number", "개인 식별번호")
ACCOUNT = ("bank account", "계좌번호")
KINDS = {
    "kr_account": ACCOUNT,
    **dict.fromkeys(
        "kr_passport kr_driver us_ssn us_itin uk_nhs uk_nino jp_mynumber eu_id national_id insurance_no medical_record imei vin "
        "crypto_wallet".split(),
        PERSONAL,
    ),
}
NOT_PERSONAL = frozenset(("kr_branch",))


def label(finding: Finding, korean: bool) -> str:
    """What stands for a finding in a reply, in the reply's language; "" for what is neither personal nor a secret."""
    kind = finding.kind.partition(".")[0]
    words = KINDS.get(kind) or (family(finding.family).label if kind not in NOT_PERSONAL else None)
    if words is None:
        return ""
    return f"[삭제됨: {words[1]}]" if korean else f"[removed: {words[0]}]"


class Redactor(Restorer):
    """Restores one text and hides what is personal or secret in the rest of it; make a new one for the next."""

    __slots__ = ("_json", "_korean", "_open", "_ours", "_quoted", "_scan", "_seen", "_sure")

    def __init__(self, table: Table, scan: Callable[[str], Iterable[Finding]], escape: str = "text") -> None:
        """
        Args:
            table: The exchange's surrogates.
            scan: Finds in a text, in order and not overlapping.
            escape: text, or json where the text is itself JSON (tool arguments).
        """
        super().__init__(table, escape)
        self._scan, self._sure = scan, escape == "json"
        self._reset()

    def _reset(self) -> None:
        self._open = self._seen = ""
        self._ours: list[tuple[int, int]] = []
        self._korean = self._quoted = False
        self._json: bool | None = self._sure or None
        """Whether the text is JSON: told by its first letter where it is not known."""

    def feed(self, piece: str) -> str:
        """Take the next piece; return the text that can no longer change."""
        if OPEN in piece or CLOSE in piece:
            piece = piece.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
        return self._take(super().feed(piece), final=False)

    def finish(self) -> str:
        """Say that no piece follows; return what was held. The Redactor can then take a new text."""
        out = self._take(super().finish(), final=True)
        self._reset()
        return out

    def whole(self, text: str) -> str:
        """A text that is there at once."""
        return self.feed(text) + self.finish()

    def _put(self, new: str) -> str:
        return f"{OPEN}{new}{CLOSE}"

    def _take(self, marked: str, final: bool) -> str:
        """Add restored text, let go of the blocks that are complete."""
        if self._json is None and (begins := marked.lstrip(f" \t\r\n{OPEN}")[:1]):
            self._json = begins in "{["
        first, *rest = marked.split(OPEN)
        pieces, size = [self._open, first], len(self._open) + len(first)
        for part in rest:
            new, _, plain = part.partition(CLOSE)
            self._ours.append((size, size + len(new)))
            pieces += (new, plain)
            size += len(new) + len(plain)
        text = "".join(pieces)
        at, out = 0, []
        while at < len(text) and (place := self._block(text, at, final)) is not None:
            clean, end = self._clean(text, at, *place)
            out.append(clean)
            self._seen = (self._seen + text[at:end])[-LOOK:]
            at = end
        self._open = text[at:]
        if at:
            self._ours = [(start - at, end - at) for start, end in self._ours if end > at]
        return "".join(out)

    def _block(self, text: str, at: int, final: bool) -> tuple[int, int] | None:
        """Where the next block ends and how far it must be seen; None where more text must tell."""
        end: int | None
        reach: int | None
        line = text.find("\n", at, at + MOST)
        if line >= 0:
            end = reach = line + 1
        elif len(text) <= at + MOST:
            end = reach = len(text) if final else None
        else:
            head = text[at : at + MOST].rstrip(ASCII)
            end = at + len(head) if head else _space(text, at + MOST, at + HARD, final)
            if end is None:
                return None
            line = text.find("\n", end, end + LOOK)
            reach = line + 1 if line >= 0 else _space(text, end + LOOK, end + HARD, final)
        if end is None or reach is None:
            return None
        key = text.find(KEY_BEGINS, at, end)
        return _key(text, key, (end, reach), final) if key >= 0 else (end, reach)

    def _clean(self, text: str, at: int, end: int, reach: int) -> tuple[str, int]:
        """A block without what is hidden, and where it ended: a finding is never cut."""
        shift = len(self._seen) - at
        view = self._seen + text[at:reach]
        if self._json:
            view = ESCAPE.sub(_blank, view)
        found = [f for f in self._scan(view) if f.end - shift > at and f.start - shift < end]
        if found:
            end = max(end, found[-1].end - shift)
        if self._json and end - 1 > at:
            block = text[at:end]
            end -= (len(block) - len(block.rstrip("\\"))) % 2  # an escape is not parted
        self._korean = self._korean or HANGUL.search(text, at, end) is not None
        out: list[str] = []
        done = at
        for finding in found:
            start, stop = max(at, finding.start - shift), min(end, finding.end - shift)
            name = label(finding, self._korean)
            if self._json:
                start, stop = _stripped(view, start + shift, stop + shift, shift)
            if not name or start >= stop or self._is_ours(start, stop):
                continue
            if self._json:
                self._count(view[done + shift : start + shift])
                name = self._in_json(text[start:stop], view[start + shift : stop + shift], name)
            out += (text[done:start], name)
            done = stop
        if self._json:
            self._count(view[done + shift : end + shift])
        out.append(text[done:end])
        return "".join(out), end

    def _is_ours(self, start: int, stop: int) -> bool:
        """Whether something that was restored stands in a span."""
        before = bisect_left(self._ours, (stop,))
        return before > 0 and self._ours[before - 1][1] > start

    def _count(self, view: str) -> None:
        """Go on over JSON without its escapes: each quote begins or ends a string."""
        self._quoted ^= view.count('"') % 2 == 1

    def _in_json(self, raw: str, view: str, name: str) -> str:
        """What stands for a span of JSON: its strings hidden, its punctuation kept; a bare number becomes a string."""
        parts = view.split('"')
        if len(parts) == 1:
            return name if self._quoted else f'"{name}"'
        out, at = [], 0
        for part in parts:
            if at:
                self._quoted = not self._quoted
            here = raw[at : at + len(part)]
            out.append(name if self._quoted and part.strip() else here)
            at += len(part) + 1
        return '"'.join(out)


def _space(text: str, start: int, limit: int, final: bool) -> int | None:
    """The place behind the first space or letter beyond ASCII from `start` on; `limit` where there is none before it."""
    found = SPACE.search(text, start, limit)
    if found:
        return found.end()
    if len(text) >= limit:
        return limit
    return len(text) if final else None


def _key(text: str, begin: int, place: tuple[int, int], final: bool) -> tuple[int, int] | None:
    """A block that holds a private key's first line goes to the end of its last."""
    last = text.find(KEY_ENDS, begin, begin + HARD)
    if last < 0:
        return place if final or len(text) >= begin + HARD else None
    dashes = text.find(DASHES, last + len(KEY_ENDS), last + KEY_LABEL)
    if dashes < 0:
        return place if final or len(text) >= last + KEY_LABEL else None
    end = max(place[0], dashes + len(DASHES))
    return end, max(place[1], end)


def _blank(escape: re.Match[str]) -> str:
    return " " * len(escape[0])


def _stripped(view: str, start: int, stop: int, shift: int) -> tuple[int, int]:
    """A span without the blanks at its ends, which may be half an escape."""
    inside = view[start:stop]
    return start + len(inside) - len(inside.lstrip()) - shift, stop - len(inside) + len(inside.rstrip()) - shift

"""A template and what fills it → text with marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from training.made import chat, josa, pools
from training.made.slots import Fill, Piece
from training.made.template import Alt, Line, Nodes, Slot, Span, Template

_TITLE = re.compile(
    r" ?("
    + "|".join(sorted((*pools.words("ko_titles"), "대표", "사장", "회장", "박사", "기장", "사무장", "과장"), key=len))
    + ")"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span: where, of which type ("?" is never scored), and the places of its core."""

    start: int
    end: int
    type: str
    core: tuple[tuple[int, int], ...] = ()


class Writer:
    """Text as it grows, with its marks; particles agree with what was written last."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.tail = ""
        self.marks: list[Mark] = []
        self.inside: list[tuple[int, int]] | None = None
        self.how = ""
        self.given = ""  # the given name written last

    def put(self, text: str) -> None:
        """Write as it is."""
        if text:
            self.parts.append(text)
            self.size += len(text)
            self.tail = (self.tail + text)[-40:]

    def plain(self, text: str) -> None:
        """Write a template's own text: its particles agree now."""
        at = 0
        for mark in josa.marks().finditer(text):
            self.put(chat.escape(text[at : mark.start()], self.how))
            called = mark[0] == "(이)가" and self.given and self.tail.endswith(self.given)  # 지은이가, but 지은님이
            self.put("이가" if called and josa.ending(self.tail) else josa.agree(mark[0], self.tail))
            at = mark.end()
        self.put(chat.escape(text[at:], self.how))

    def piece(self, piece: Piece) -> None:
        """Write a filled piece and mark it, or note it as core of the span it stands in."""
        text, kind, core = piece
        start = self.size
        self.put(chat.escape(text, self.how))
        if not kind:
            return
        if self.inside is not None:
            self.inside.append((start, self.size))
            return
        places = tuple(
            (start + i, start + i + len(c)) for c in core if (i := text.find(c)) >= 0 and self.size - start == len(text)
        )
        self.marks.append(Mark(start, self.size, kind, places))


class Render:
    """Writes one template once."""

    def __init__(self, template: Template, fill: Fill, rng: Random, lang: str) -> None:
        self.template, self.fill, self.rng, self.lang = template, fill, rng, lang
        self.out = Writer()
        self.layout = chat.layout(rng, lang)
        self.day = (rng.randint(1, 12), rng.randint(1, 28))
        self.minute = rng.randint(8 * 60, 18 * 60)
        self.number = 0
        self.families: list[int] = []  # where a surname alone ends
        self.shows = rng.choice(SHOWN[lang] if lang in SHOWN else SHOWN["en"])

    def run(self, *more: Template) -> tuple[str, list[Mark]]:
        """The text and its marks, in order; further templates go on below in the same way, with the same people."""
        self._write()
        for template in more:
            self.template = template
            self.out.put(
                self.rng.choice(["\n", "\n\n"] if "chat" in template.flags else ["\n\n", "\n\n---\n", "\n\n=====\n\n", "\n\n\n"])
            )
            self._write()
        self._aside()
        text = "".join(self.out.parts)
        marks = [self._with_title(text, m) if m.end in self.families and m.type == "PERSON" else m for m in self.out.marks]
        return text, sorted(marks, key=lambda m: m.start)

    def _write(self) -> None:
        first = True
        for line in self.template.lines:
            if self._left_out(line, first):
                continue
            if not first:
                self.out.put("\n")
            first = False
            if line.speaker:
                self._said(line)
                self._chatter()
            else:
                self._nodes(line.nodes)

    def _left_out(self, line: Line, first: bool) -> bool:
        """Optional lines often; of a long talk any other line now and then, so that a template is not learnt by heart."""
        if line.optional:
            return self.rng.random() < 0.36
        long = self.template.room == "talk" and len(self.template.lines) > 6 and line is not self.template.lines[-1]
        return long and not first and bool(line.nodes) and self.rng.random() < 0.08

    def _chatter(self) -> None:
        """Now and then somebody says something that has nothing to do with it."""
        if self.template.room != "talk" or self.rng.random() > 0.1:
            return
        who = self.rng.choice([line.speaker for line in self.template.lines if line.speaker])
        self.out.put("\n")
        self._said(Line((Slot("chat", "", ""),), who))

    def _aside(self) -> None:
        """A remark behind the text, with one of its names in the ordinary sense, where it has none yet."""
        clean = "clean" in self.template.flags or self.template.room != "talk" or self.lang not in ("ko", "en")
        if clean or any(s.kind == "aside" for s in self.template.slots) or self.rng.random() > 0.6:
            return
        if not self.fill.has_sense():
            return
        lead = {
            "ko": ["\n\nP.S. ", "\n\n(여담) ", "\n\n아 그리고 ", "\n\n참고로 ", "\n* "],
            "en": ["\n\nPS: ", "\n\nBy the way: ", "\n\nUnrelated: ", "\n* "],
        }
        self.out.put(self.rng.choice(lead[self.lang]))
        self._slot(Slot("aside", "", ""))

    @staticmethod
    def _with_title(text: str, mark: Mark) -> Mark:
        """A surname alone with a title written out behind it is one span: 이 이사(님), 양 교수."""
        title = _TITLE.match(text, mark.end)
        return Mark(mark.start, title.end(), mark.type, ((mark.start, mark.end),)) if title else mark

    def _nodes(self, nodes: Nodes) -> None:
        for node in nodes:
            if isinstance(node, str):
                self.out.plain(node)
            elif isinstance(node, Alt):
                self._nodes(self.rng.choice(node.ways))
            elif isinstance(node, Span):
                start, self.out.inside = self.out.size, []
                self._nodes(node.nodes)
                core, self.out.inside = tuple(self.out.inside), None
                whole = core == ((start, self.out.size),)
                self.out.marks.append(Mark(start, self.out.size, node.type, () if whole else core))
            else:
                self._slot(node)

    def _slot(self, slot: Slot) -> None:
        if slot.kind == "josa":
            self.out.put(josa.choose(slot.key, self.out.tail))
            return
        pieces = self.fill.fill(slot.kind, slot.key, slot.form)
        for piece in pieces:
            self.out.piece(piece)
        self.out.given = pieces[0][0] if slot.form in ("given", "clip", "call") and len(pieces[0][0]) < 3 else ""
        if slot.form == "family" and self.out.inside is None:
            self.families.append(self.out.size)

    def _said(self, line: Line) -> None:
        self.minute = min(self.minute + self.rng.choice([0, 0, 1, 1, 2, 5]), 23 * 60 + 59)
        moment = chat.Moment(self.day, self.minute, self.rng.randint(0, 59), self.number)
        self.number += 1
        before, between, after, how = self.layout(moment)
        self.out.put(before)
        if line.speaker[0] == "!":
            self.out.put(line.speaker[1:])
        else:
            for form in self.shows:
                if form in FORMS:
                    for piece in self.fill.fill("person", line.speaker, FORMS[form]):
                        self.out.piece(piece)
                else:
                    self.out.put(form)
        self.out.put(between)
        self.out.how = how
        self._nodes(line.nodes)
        self.out.how = ""
        self.out.put(after)


FORMS = {
    "FULL": "",
    "GIVEN": "given",
    "NICK": "nick",
    "NICKKO": "nickko",
    "ROMAN": "roman",
    "HANDLE": "handle",
    "TITLE": "title",
    "FTITLE": "ftitle",
    "DEPT": "dept",
    "CLIP": "clip",
    "FAMILY": "family",
}
# How speakers are shown: forms of the person, and what stands between.
SHOWN: dict[str, tuple[tuple[str, ...], ...]] = {
    "ko": (("FULL",),) * 5
    + (
        ("FULL", " ", "TITLE"),
        ("FULL", "(", "DEPT", ")"),
        ("FULL", "/", "DEPT"),
        ("DEPT", " ", "FULL"),
        ("[", "DEPT", "] ", "FULL"),
        ("GIVEN",),
        ("GIVEN",),
        ("NICK",),
        ("NICKKO",),
        ("NICK", " (", "FULL", ")"),
        ("NICK", "_", "FULL"),
        ("ROMAN",),
        ("HANDLE",),
        ("FTITLE",),
        ("FTITLE", "님"),
        ("FULL", "님"),
        ("FULL", " ", "TITLE", "/", "DEPT"),
        ("CLIP",),
    ),
    "en": (("FULL",),) * 4 + (("GIVEN",),) * 3 + (("HANDLE",), ("FAMILY", ", ", "GIVEN"), ("NICK",)),
    "ja": (("FULL",), ("FAMILY",), ("FULL", "さん")),
    "de": (("FULL",), ("GIVEN",), ("FAMILY", ", ", "GIVEN")),
}

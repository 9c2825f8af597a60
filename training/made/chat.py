"""How chat programs, meeting recorders and people write down who said what.

A format is a way to lay out one message: `who` is put in by the caller, so that its span is known. Each is a function of a
moment and gives (what stands before the speaker, between speaker and message, after the message, escape).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Moment:
    """When a message was said, and its number in the talk."""

    day: tuple[int, int]
    minute: int
    second: int
    number: int

    @property
    def hm(self) -> str:
        """14:05"""
        return f"{self.minute // 60:02d}:{self.minute % 60:02d}"

    @property
    def ko(self) -> str:
        """오후 2:05"""
        hour = self.minute // 60
        return f"{'오전' if hour < 12 else '오후'} {(hour - 1) % 12 + 1}:{self.minute % 60:02d}"

    @property
    def en(self) -> str:
        """2:05 PM"""
        hour = self.minute // 60
        return f"{(hour - 1) % 12 + 1}:{self.minute % 60:02d} {'AM' if hour < 12 else 'PM'}"

    def cue(self, step: int, mark: str) -> str:
        """00:00:14,320 --> 00:00:19,480 for messages of `step` seconds; `mark` stands before the milliseconds."""
        at, until = self.number * step, self.number * step + step - 1
        tail = f"{until // 60:02d}:{until % 60:02d}{mark}480"
        return f"00:{at // 60:02d}:{at % 60:02d}{mark}{self.second * 16:03d} --> 00:{tail}"

    @property
    def date(self) -> str:
        """2026-03-04"""
        return f"2026-{self.day[0]:02d}-{self.day[1]:02d}"


Layout = tuple[str, str, str, str]  # before who, between, after, how a message is escaped ("" as it is, "json", "csv", "<br>")

BOTH: tuple[Callable[[Moment], Layout], ...] = (
    lambda m: ("", ": ", "", ""),
    lambda m: ("", ": ", "", ""),
    lambda m: (f"{m.hm} ", ": ", "", ""),
    lambda m: (f"[{m.hm}] ", ": ", "", ""),
    lambda m: (f"{m.hm}:{m.second:02d} ", ": ", "", ""),
    lambda m: ("", f"  {m.en}\n", "", ""),
    lambda m: ("", f" [{m.en}]\n", "", ""),
    lambda m: ("", f"  [{m.hm}]\n", "", ""),
    lambda m: ("", f" — Today at {m.en}\n", "", ""),
    lambda m: (f"[{m.date} {m.hm}] ", "\n", "", ""),
    lambda m: (
        f"{m.cue(7, '.')}\n<v ",
        ">",
        "</v>\n",
        "<br>",
    ),
    lambda m: (
        f"{m.number + 1}\n{m.cue(9, ',')}\n",
        ": ",
        "\n",
        "<br>",
    ),
    lambda m: (f"[{m.day[1]:02d}/{m.day[0]:02d}/2026, {m.hm}:{m.second:02d}] ", ": ", "", ""),
    lambda m: (f"{m.day[1]:02d}/{m.day[0]:02d}/2026, {m.hm} - ", ": ", "", ""),
    lambda m: ("- ", ": ", "", ""),
    lambda m: ("> ", ": ", "", ""),
    lambda m: (f"{m.hm} <", "> ", "", "<br>"),
    lambda m: ("**", f"** ({m.hm}): ", "", ""),
    lambda m: ("**", ":** ", "", ""),
    lambda m: ('{"user": "', f'", "ts": "{1772600000 + m.number * 61}.{m.second:06d}", "text": "', '"}', "json"),
    lambda m: ('{"from":"', f'","at":"{m.date}T{m.hm}:{m.second:02d}+09:00","body":"', '"},', "json"),
    lambda m: ('{"speaker": "', '", "utterance": "', '"}', "json"),
    lambda m: ("  - author: ", f'\n    time: "{m.hm}"\n    text: "', '"', "json"),
    lambda m: (f"{m.date} {m.hm}\t", "\t", "", "<br>"),
    lambda m: (f'"{m.date} {m.hm}:{m.second:02d}","', '","', '"', "csv"),
    lambda m: ("<", "> ", "", ""),
    lambda m: ("(", ") ", "", ""),
    lambda m: ("From ", f" to Everyone: {m.hm}\n", "", ""),
    lambda m: ("| ", f" | {m.hm} | ", " |", "<br>"),
)
KOREAN: tuple[Callable[[Moment], Layout], ...] = (
    lambda m: ("[", f"] [{m.ko}] ", "", ""),
    lambda m: ("[", f"] [{m.ko}] ", "", ""),
    lambda m: ("[", f"] [{m.ko}] ", "", ""),
    lambda m: (f"2026년 {m.day[0]}월 {m.day[1]}일 {m.ko}, ", " : ", "", ""),
    lambda m: (f"2026. {m.day[0]}. {m.day[1]}. {m.ko}, ", " : ", "", ""),
    lambda m: ("", f" {m.number // 4:02d}:{m.second:02d}\n", "", ""),
    lambda m: ("", f"  {m.ko}\n", "", ""),
    lambda m: ("", f" — 오늘 {m.ko}\n", "", ""),
    lambda m: ("", f"\n{m.ko}\n", "", ""),
    lambda m: ("", " : ", "", ""),
    lambda m: ("", ") ", "", ""),
    lambda m: ("○ ", ": ", "", ""),
    lambda m: ("[", "] ", "", ""),
    lambda m: (f"({m.hm}) ", " >> ", "", ""),
)
EXTRA = {"ko": KOREAN * 2}


def layout(rng: Random, lang: str) -> Callable[[Moment], Layout]:
    """The format of one talk."""
    return rng.choice((*BOTH, *EXTRA.get(lang, ())))


def escape(text: str, how: str) -> str:
    """A message's text as the format needs it."""
    if how == "json":
        return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if how == "csv":
        return text.replace('"', '""')
    return text.replace("\n", " ") if how == "<br>" else text

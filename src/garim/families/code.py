"""Ids, accounts, contract and member numbers, hashes, UUIDs: digit to digit, letter to letter of the same case.

Hex stays hex; punctuation, other scripts, a UUID's version and a leading zero's absence stay.
"""

from __future__ import annotations

from collections.abc import Iterator

import garim.late as re
from garim.families._port import JOINED, Draw, Family, Unit, as_it_stands, never, not_digits
from garim.families._spelled import groups, regrouped
from garim.text.hangul import is_hangul, syllable
from garim.text.words import recase
from garim.values import Entry, Finding

_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
"""What an address looks like stays one, whoever took it for an id."""
_LONGEST = 12
"""Characters up to which a code is a part of a name that is written in other styles."""
_PREFIXED = re.compile(r"0[xX][0-9a-fA-F]{7,}")
"""A number of a program: it stays hexadecimal."""
_PARTS = re.compile(r"(?:0[xX][0-9a-fA-F]{1,7}|\d{1,10})(?:\.(?:0[xX][0-9a-fA-F]{1,7}|\d{1,10})){1,3}")
"""An address in parts of any base: each stays in its own."""
_DIGITS = re.compile(r"(?<=0[xX])[0-9a-fA-F]+|(?<![xX])[0-9]+(?![xX])")
_LETTERS = re.compile(r"[A-Za-z]{3,}")
_HEAD = re.compile(r"[A-Za-z]{1,4}(?=[-_]?\d{4})")
"""Letters that ids of one kind begin with: they are the same of all, so that MG2411 and MG2412 stay two of a kind."""
_LOWER, _HEX = "abcdefghijklmnopqrstuvwxyz", "abcdef"


def mint(draw: Draw, finding: Finding, surface: str, *, numeric: bool = False) -> str:
    """The same shape with new characters; the same id in another case gets the same surrogate in that case."""
    if _ADDRESS.fullmatch(surface) and all(int(part) < 256 for part in surface.split(".")):
        return draw.part("ip", surface)
    if _PREFIXED.fullmatch(surface):
        return surface[:2] + mint(draw, finding, surface[2:], numeric=True)
    dice = draw.dice(finding.entity.casefold())
    head = None if numeric else _HEAD.match(surface)
    heads = draw.dice(f"head\0{head[0].casefold()}") if head else dice
    if "x" in surface.lower() and _PARTS.fullmatch(surface):
        return _DIGITS.sub(lambda met: "".join(dice.digits(1) for _ in met[0]), surface)
    hexadecimal = numeric or len(surface) >= 8 and all(c in "0123456789abcdef-:" for c in surface.lower())
    letters = _HEX if hexadecimal else _LOWER
    uuid = len(surface) == 36 and surface[8:24:5] == "----"
    out: list[str] = []
    words = _words(draw, surface)
    for at, c in enumerate(surface):
        if at in words:
            out.append(words[at])
        elif "0" <= c <= "9":
            first = not out or not out[-1].isalnum()
            new = str(dice.below(9) + 1) if first and c != "0" else dice.digits(1)
            out.append(c if uuid and at == 14 else new)
        elif c.isascii() and c.isalpha():
            new = (heads if head and at < head.end() else dice).pick(letters)
            out.append(new.upper() if c.isupper() else new)
        elif is_hangul(c):
            out.append(syllable(dice.pick("gndrmbsjh"), dice.pick("aeiou"), ""))
        else:
            out.append(c)
    return "".join(out)


def _words(draw: Draw, surface: str) -> dict[int, str]:
    """Place → what is written there, where the company's own word stands in front of a number: as in every other compound."""
    out: dict[int, str] = {}
    for match in _LETTERS.finditer(surface):
        coined = draw.known(match[0].casefold())
        if coined is not None:
            out |= {**dict.fromkeys(range(*match.span()), ""), match.start(): recase(coined.latin, match[0])}
    return out


def spellings(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """In other groups; and in the letter case of the identifier in which it stands behind a coined word."""
    yield from regrouped(entry)
    new = entry.surrogate
    if len(new) <= _LONGEST and new.isascii() and new.isalnum() and not new.isdigit():
        yield new, Unit(entry.original, "", JOINED, styled=True)


FAMILY = Family(
    name="code",
    canonical=as_it_stands,
    mint=mint,
    spellings=spellings,
    edges=not_digits,
    styled=False,
    strict=never,
    label=None,
    plain=("an ID", "식별번호"),
    examples=(
        ("CL202309126652", "CL202309126652"),
        ("110-234-567890", "110-234-567890"),
        ("91370264cab358de40f7b2e6517d8a03", "91370264cab358de40f7b2e6517d8a03"),
        ("3f2504e0-4f89-41d3-9a0c-0305e82c3301", "3F2504E0-4F89-41D3-9A0C-0305E82C3301"),
        ("QX-77831", "qx-77831"),
    ),
    pieces=groups,
)

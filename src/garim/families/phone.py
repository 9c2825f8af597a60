"""Phone numbers: same country, area and separators, the rest in ranges that reach nobody.

Source: NANP 555-0100 to 555-0199 (ATIS-0300115); Ofcom's numbers for drama use (07700 900xxx, 020 7946 0xxx and alike);
Korea: the exchange code behind 010 and behind an area code starts with 2 to 9, since 0 and 1 there would be read as a
trunk prefix or a special number (전기통신번호관리세칙), so 010-0xxx-xxxx is never assigned. Elsewhere the same idea: the
subscriber number starts with 0.
"""

from __future__ import annotations

from collections.abc import Iterator

import garim.late as re
from garim.families._port import DIGIT, Draw, Family, Unit, never, not_digits, only_digits
from garim.families._spelled import groups, regrouped
from garim.values import Entry, Finding


def _kept(digits: str, international: bool) -> tuple[int, str]:
    """How many digits stay (country and area), and with what the rest starts."""
    if international and digits.startswith("82"):
        # A trunk 0 may stand behind the country code.
        area = digits[2:].lstrip("0")
        return len(digits) - len(area) + (1 if area[:1] == "2" else 2), "0"
    if international and digits.startswith("44") or digits.startswith("07") and len(digits) == 11:
        london = international and digits[2:4] == "20"
        return len(digits) - 10 if international else 1, "2079460" if london else "7700900"
    if international and digits[:1] != "1":
        return min(4, len(digits) - 4), "0"
    if digits.startswith("0"):
        return (2 if digits.startswith("02") else 3), "0"
    if len(digits) in (10, 11):
        return len(digits) - 7, "55501"
    return (2 if len(digits) > 4 else 0), "0"


_WORDS = "공일이삼사오육칠팔구"
_SPOKEN = str.maketrans("공영일이삼사오육륙칠팔구", "001234566789")
_BEHIND = re.compile(r"(?i)(?<=\d{4})[ ,(]*(?:x|ext\.?|extension|내선|durchwahl|poste)[ .:]*\d{1,6}\)?$")
_EXTENSION = re.compile(r"(?i)[ ,(]*(?:x|ext\.?|extension|내선|durchwahl|poste)[ .:]*\d{1,6}\)?$")


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """New digits behind the area code, from the last eight so that +82 10 and 010 agree; all other characters stay."""
    extension = _EXTENSION.search(surface)
    if extension is not None and sum(c.isdigit() for c in surface[: extension.start()]) > 6:
        fresh = iter(draw.dice(finding.entity[-8:] + "x").digits(6))
        tail = "".join(next(fresh) if c.isdigit() else c for c in extension[0])
        return mint(draw, finding, surface[: extension.start()]) + tail
    if not any(c.isdigit() for c in surface) and surface.translate(_SPOKEN) != surface:
        spoken = mint(draw, finding, surface.translate(_SPOKEN))
        return "".join(_WORDS[int(c)] if c.isdigit() else c for c in spoken)
    digits = "".join(c for c in surface if c.isdigit())
    kept, start = _kept(digits, surface.lstrip("( ").startswith("+"))
    room = len(digits) - kept
    start = start[: max(0, room - 2)]
    if kept >= 3 and len(start) > 1 and digits[kept:].startswith(start):
        # The original is itself one of those that reach nobody: its area would be all that differs.
        digits = f"{draw.dice(finding.entity[-8:] + 'a').below(8) + 2}".join((digits[: kept - 3], digits[kept - 2 :]))
        digits = digits[: kept - 2] + draw.dice(finding.entity[-8:] + "b").digits(2) + digits[kept:]
    fresh = iter(digits[:kept] + start + draw.dice(finding.entity[-8:]).digits(max(0, room - len(start))))
    return "".join(next(fresh) if c.isdigit() else c for c in surface)


def canonical(text: str) -> str:
    """The digits, spoken ones too, without an extension."""
    spoken = text.translate(_SPOKEN) if not any(map(str.isdigit, text)) else _BEHIND.sub("", text)
    return only_digits(spoken)


_COUNTRY = (
    ("82", re.compile(r"0(?:1[016-9]|2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70)\d{7,8}")),
    ("44", re.compile(r"07[1-9]\d{8}")),
    ("1", re.compile(r"[2-9]\d\d[2-9]\d{6}")),
)
"""Code of a country → its numbers as they are written there."""
_PLAIN = re.compile(r"[\d+ ().-]+")


def _at_home(text: str) -> tuple[str, tuple[str, ...], bool]:
    """A number's country, its groups behind the trunk 0, and whether it is written with the country's code; "" where it is none
    whose country is known."""
    digits, abroad = only_digits(text), text.lstrip("( ").startswith("+")
    for code, form in _COUNTRY if _PLAIN.fullmatch(text) else ():
        trunk = "" if code == "1" else "0"
        national = digits
        if abroad:
            national = trunk + digits.removeprefix(code).removeprefix(trunk) if digits.startswith(code) else ""
        if form.fullmatch(national):
            own = national.removeprefix(trunk)
            area = 1 if own[0] == "2" and code == "82" else 4 if code == "44" else 3 if code == "1" else 2
            return code, (own[:area], own[area:-4], own[-4:]) if code != "44" else (own[:4], own[4:]), abroad
    return "", (), abroad


def _written(code: str, groups: tuple[str, ...], abroad: bool) -> Iterator[str]:
    """A number in the ways in which it is written at home, or with the code of its country."""
    trunk = "" if code == "1" else "0"
    for joint in "- .":
        own = joint.join(groups)
        if not abroad:
            yield trunk + own
            continue
        yield from (f"+{code} {own}", f"+{code}{joint}{own}")
        if trunk:
            yield f"+{code} ({trunk}){own}"
    own = "".join(groups)
    yield from (f"+{code}{own}", f"+{code} {own}") if abroad else (trunk + own,)


def spellings(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """In other groups; with the code of its country where it had none, and without where it had one."""
    yield from regrouped(entry)
    new, old = _at_home(entry.surrogate), _at_home(entry.original)
    if new[0] and new[0] == old[0] and tuple(map(len, new[1])) == tuple(map(len, old[1])) and new[2] == old[2]:
        both = zip(_written(new[0], new[1], not new[2]), _written(old[0], old[1], not old[2]), strict=True)
        for one, own in dict(both).items():
            yield one, Unit(own, "", DIGIT)


def pieces(surrogate: str) -> tuple[str, ...]:
    """A number in every form in which it comes back."""
    code, parts, abroad = _at_home(surrogate)
    return (*groups(surrogate), *(_written(code, parts, not abroad) if code else ()))


FAMILY = Family(
    name="phone",
    canonical=canonical,
    mint=mint,
    spellings=spellings,
    edges=not_digits,
    styled=False,
    strict=never,
    label=("phone number", "전화번호"),
    plain=("a phone number", "전화번호"),
    examples=(
        ("01023456789", "010-2345-6789"),
        ("0231234567", "02-3123-4567"),
        ("0314567890", "031) 456-7890"),
        ("821023456789", "+82-10-2345-6789"),
        ("3125550173", "(312) 836-4421"),
        ("447911123456", "+44 7911 123456"),
        ("15881234", "1588-1234"),
    ),
    pieces=pieces,
)

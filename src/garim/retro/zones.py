"""Where she was: a time zone, or one after another, so that a year across time zones is told by her own clock.

Asia/Seoul
Asia/Seoul, 2026-06-01 Europe/Berlin       from that day's beginning there
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from garim.errors import BadInput

HINT = 'as in "Asia/Seoul", or "Asia/Seoul, 2026-06-01 Europe/Berlin" for one zone after another'
FIRST, LAST = 1971, 9998
"""Years that a review can be of."""


class Zones:
    """Zones and the days from which they hold."""

    def __init__(self, text: str) -> None:
        """
        Args:
            text: As above.

        Raises:
            BadInput: There is no such zone or day, or the days are not in order.
        """
        self.text = text
        self._from: list[tuple[float, ZoneInfo]] = []
        for number, part in enumerate(text.split(",")):
            *day, name = part.split() or [""]
            try:
                zone = ZoneInfo(name)
                begun = datetime.combine(date.fromisoformat(day[0]), time(), zone).timestamp() if day else float("-inf")
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise BadInput("a time zone is none", hint=HINT) from None
            if bool(day) != bool(number) or len(day) > 1 or (self._from and begun <= self._from[-1][0]):
                raise BadInput("the time zones are not in order", hint=HINT)
            self._from.append((begun, zone))

    def local(self, at: float) -> datetime:
        """A moment by her clock.

        Args:
            at: Seconds since 1970.
        """
        zone = next(zone for begun, zone in reversed(self._from) if at >= begun)
        return datetime.fromtimestamp(at, zone)


def year_of(text: str, now: datetime) -> int:
    """A year as it was given.

    Args:
        text: Four digits.
        now: By her clock.

    Raises:
        BadInput: It is none, or has not begun.
    """
    if not (text.isascii() and text.isdigit() and len(text) == 4 and FIRST <= int(text) <= LAST):
        raise BadInput("the year is none", hint="four digits, as in 2026")
    if int(text) > now.year:
        raise BadInput(f"{int(text)} has not begun", hint=f"it is {now.year}")
    return int(text)

"""Geographic coordinates: a pair with at least four decimals, or one value next to lat or lon."""

from __future__ import annotations

import garim.late as re
from garim.detect.patterns.kind import Kind


def is_pair(text: str) -> bool:
    """Whether both numbers are in the ranges of latitude and longitude."""
    left, right = text.replace(";", ",").split(",")
    return abs(float(left)) <= 90 and abs(float(right)) <= 180 and (abs(float(left)) > 1 or abs(float(right)) > 1)


_LISTED = re.compile(
    r"[\[=]\s?$|(?:weights?|loss|mean|std|values?|scores?|range|error|ratio|tensor|array|bbox|rgb)\W{0,3}$|[\d.]\s?,\s?$", re.I
)


def grow_pair(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A pair that stands in prose; None in a list of numbers and behind a word of statistics."""
    if _LISTED.search(text[max(0, start - 14) : start]) or re.match(r"\s?[,\]]\s?-?\d|\s?\]", text[end : end + 5]):
        return None
    return start, end


def is_far(text: str) -> bool:
    """Whether the numbers are in range and one of them is at least ten degrees from the origin."""
    numbers = [abs(float(part)) for part in re.findall(r"\d+\.\d+", text)]
    return numbers[0] <= 90 and numbers[1] <= 180 and max(numbers) >= 10


KINDS = (
    Kind(
        name="geo",
        pattern=r"-?\d{1,2}\.\d{4,15} ?[,;] ?-?\d{1,3}\.\d{4,15}",
        family="number",
        accept=is_pair,
        near=("lat", "lng", "lon", "좌표", "위도", "gps", "coord", "location", "위치", "map", "geo"),
        found=("GPS «37.566535, 126.977969»", "좌표 «37.5665,126.9780»", "location: «41.25861; -95.93779»"),
        ignored=("weights 0.1234, 0.5678", "37.56, 126.97", "gps 99.1234, 200.1234"),
        rank=60,
        source="ISO 6709",
    ),
    Kind(
        name="geo.one",
        pattern=(
            r"(?i)(?:\blat(?:itude)?|\bl(?:ng|ong?)(?:itude)?|위도|경도)[\"']?(?: ?[:=] ?| is | )[\"']?(?P<v>[-+]"
            r"?\d{1,3}\.\d{3,15})"
        ),
        family="number",
        found=('"lat": «37.566535»', "lng=«126.977969»", "위도: «37.5665»"),
        ignored=("flat: 37.5665", "lat: 37.5", "latency: 12.3456"),
        rank=60,
        source="ISO 6709",
    ),
    Kind(
        name="geo.bare",
        pattern=r"[-+]?\d{1,2}\.\d{4,15} ?[,;] ?[-+]?\d{1,3}\.\d{4,15}",
        family="number",
        accept=is_far,
        grow=grow_pair,
        found=("at «51.50735, -0.12776» now", "we met («-33.8688, 151.2093»)", "send it to «40.712776,-74.005974»"),
        ignored=("weights [12.34567, -1.23456]", "loss 2.34567, 3.45678", "12.34567, 1.23456, 3.12345", "x = 12.34567, 1.23456"),
        rank=54,
        source="ISO 6709",
    ),
    Kind(
        name="geo.degrees",
        pattern=(
            r"\d{1,3}(?:\.\d{1,9})? ?° ?(?:\d{1,2}(?:\.\d+)?['’′] ?(?:\d{1,2}(?:\.\d+)?[\"”″] ?)?)?[NSns][ ,;]{1,3}"
            r"\d{1,3}(?:\.\d{1,9})? ?° ?"
            r"(?:\d{1,2}(?:\.\d+)?['’′] ?(?:\d{1,2}(?:\.\d+)?[\"”″] ?)?)?[EWOewo]|"
            r"\d{1,2}\.\d{2,9} ?[NSns][ ,;]{1,3}\d{1,3}\.\d{2,9} ?[EWew]"
        ),
        family="number",
        edges="word",
        found=("coordinates «40.7128° N, 74.0060° W»", "«37°33'58.9\"N 126°58'40.7\"E»", "GPS: «51.5074 N, 0.1278 W»"),
        ignored=("turn 40° N", "40 N, 74 W", "12.5 S, 3 E"),
        rank=60,
        source="ISO 6709",
    ),
)

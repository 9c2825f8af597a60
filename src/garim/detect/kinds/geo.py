"""Geographic coordinates: a pair with at least four decimals, or one value next to lat or lon."""

from __future__ import annotations

from garim.detect.kind import Kind


def is_pair(text: str) -> bool:
    """Whether both numbers are in the ranges of latitude and longitude."""
    left, right = text.replace(";", ",").split(",")
    return abs(float(left)) <= 90 and abs(float(right)) <= 180 and (abs(float(left)) > 1 or abs(float(right)) > 1)


KINDS = (
    Kind(
        name="geo",
        pattern=r"-?\d{1,2}\.\d{4,15} ?[,;] ?-?\d{1,3}\.\d{4,15}",
        family="code",
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
            r"(?i)(?:\blat(?:itude)?|\bl(?:ng|ong?)(?:itude)?|위도|경도)[\"']? ?[:=] ?[\"']?(?P<v>-"
            r"?\d{1,3}\.\d{3,15})"
        ),
        family="code",
        found=('"lat": «37.566535»', "lng=«126.977969»", "위도: «37.5665»"),
        ignored=("flat: 37.5665", "lat: 37.5", "latency: 12.3456"),
        rank=60,
        source="ISO 6709",
    ),
)

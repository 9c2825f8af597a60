"""Hardware addresses (MAC) in colon, dash and Cisco form."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="mac",
        pattern=(
            r"(?:[0-9A-Fa-f]{2}:){6,70}[0-9A-Fa-f]{2}"
            r"|(?P<v>(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}"
            r"|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4})"
        ),
        family="mac",
        edges="word",
        accept=lambda text: len(set(text.lower()) - set(":-.")) > 2,
        found=("ether «00:1a:2b:3c:4d:5e»", "«3C-52-82-AF-01-9B»", "Cisco «001a.2b3c.4d5e»"),
        ignored=("00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "12:30:45", "00:1a:2b:3c:4d", "SHA1 EA:8D:99:DD:36:AA:2D:07:1A:3C"),
        rank=68,
        source="IEEE 802, EUI-48",
    ),
)

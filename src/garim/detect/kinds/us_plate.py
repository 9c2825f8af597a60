"""United States and other licence plates, only next to a word for them."""

from __future__ import annotations

from garim.detect.kind import Kind

KINDS = (
    Kind(
        name="us_plate",
        pattern=(
            r"(?:(?i:licen[cs]e plate|plate (?:no\.?|number|#)|plates?|tag #)(?: (?i:no\.?|number"
            r"|is))?[:#]? ?)(?P<v>[A-Z0-9]{1,4}[- ]?[A-Z0-9]{2,4})"
        ),
        family="plate",
        edges="word",
        accept=lambda text: any(c.isdigit() for c in text) and any(c.isalpha() for c in text),
        found=("license plate «7ABC123»", "plate: «KDR-4417»", "plate number «WX 8821»"),
        ignored=("template: ABC-123", "boiler plate code", "plate 12"),
        rank=54,
        source="state licence plate formats, 5 to 8 letters and digits",
    ),
)

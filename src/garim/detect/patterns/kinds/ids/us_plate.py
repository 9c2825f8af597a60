"""United States and other licence plates, only next to a word for them."""

from __future__ import annotations

import garim.late as re
from garim.detect.patterns.kind import Kind


def is_plate(text: str) -> bool:
    """Whether letters and two digits both stand in it, three to eight in all, and it does not read as a count."""
    count = sum(c.isalnum() for c in text)
    return sum(c.isdigit() for c in text) >= 2 and any(c.isalpha() for c in text) and 4 <= count <= 8 and not _COUNTS.search(text)


_COUNTS = re.compile(r"(?i)\b(?:is|at|in|of|on|to|per|for|the|and|mm|cm|kg|ms|gb|mb)\b")

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
        rank=60,
        source="state licence plate formats, 5 to 8 letters and digits",
    ),
    Kind(
        name="us_plate.cue",
        pattern=(
            r"(?i)(?:\blicen[cs]e plates?|\b(?:number|car|[a-z]{2}) plates?|\bplates?|\b(?:car|vehicle|van|"
            r"truck) reg(?:istration)?|\breg\.|\bvrm|kennzeichen|nummernschild|"
            r"immatricul(?:\w{0,6}|ée?|ation)|plaque d['’]immatriculation|\btarga|matr[íi]cula|kenteken|nummerplaat|"
            r"차량 ?번호|차 ?번호)(?: (?:no\.?|nr\.?|number|#|mark))?(?: is| was|:|은|는)?[ :#=(]{0,3}"
            r"(?P<v>[a-zäöü]{1,3}[- ][a-z]{1,2} ?\d{1,4}[eh]?|[a-z]{2}\d{2} ?[a-z]{3}|[a-z]{2}[- ]?\d{3}[- ]?[a-z]{2}|"
            r"\d{4}[- ]?[a-z]{3}|[a-z]{1,3}[- ]?\d{2,5}(?:-?[a-z]{1,3})?"
            r"|\d{1,4}[- ]?[a-z]{2,3}[- ]?\d{0,4}|[a-z]{2}-\d{2}-\d{2}|[a-z]{2}-\d{3}-[a-z]|\d{2}-[a-z]{2,3}-\d{1,2}|"
            r"[a-z0-9]{5,8})"
        ),
        family="plate",
        edges="word",
        accept=is_plate,
        found=(
            "car reg «LK71 XRT»",
            "TX plate «bnd 4471»",
            "Kennzeichen «M-XK 4471»",
            "immatriculé «GK-447-XR»",
            "targa «GK447XR»",
            "matrícula «4471 KXR»",
            "kenteken «XR-447-K»",
        ),
        ignored=("template: ABC-123", "boiler plate code", "plate count 1234 per", "reg. 12", "Kennzeichen fehlt"),
        rank=60,
        source="Regulation (EC) 2411/98 and national formats",
    ),
    Kind(
        name="us_plate.jp",
        pattern=r"[一-鿿]{2,4} ?\d{2,3} ?[あ-ん] ?(?:\d{2}[-‐・]\d{2}|[・.]{1,3}\d{1,3})",
        family="plate",
        found=("ナンバーは«品川 300 あ 44-71»", "«横浜500さ12-34»の車", "車両 «世田谷 330 た 20-46»"),
        ignored=("品川 300 人", "第300 あ", "あ 44-71"),
        rank=62,
        source="道路運送車両法施行規則",
    ),
    Kind(
        name="us_plate.uk",
        pattern=r"(?i)\breg(?:istration)?(?: (?:no\.?|number|mark|plate))?[ :]{1,2}(?P<v>[a-z]{2}\d{2} ?[a-z]{3})",
        family="plate",
        edges="word",
        found=("a blue car, reg «LK71 XRT»", "registration «ab12cde»", "Reg no: «LK71XRT»"),
        ignored=("reg AB12", "regular LK71 XRT", "LK71 XRT"),
        rank=60,
        source="DVLA number plates since 2001",
    ),
)

"""Korean passport number, old M12345678 and new M123A4567; S, R, G, D for the other kinds of passport."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="kr_passport",
        pattern=r"[MSRGD]\d{3}[A-Z]\d{4}",
        family="code",
        edges="word",
        found=("여권 «M123A4567»", "passport «S204B7781»", "«D550C0192»로 출국"),
        ignored=("M123A45678", "XM123A4567", "K123A4567"),
        rank=60,
        source="외교부 여권번호 체계 (2021-12, 차세대 전자여권)",
    ),
    Kind(
        name="kr_passport.old",
        pattern=r"(?:M|S|R|G|D|PM|PS)\d{8}|(?:M|S|R|G|D)\d{7}",
        family="code",
        edges="word",
        near=("여권", "passport"),
        found=("여권번호 «M12345678»", "passport no. «S20417783»", "여권: «PM12044730»"),
        ignored=("부품 M12345678", "여권 M1234567890", "여권 XM12345678"),
        rank=60,
        source="외교부 여권번호 체계",
    ),
)

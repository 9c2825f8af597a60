"""Mobile device number (IMEI), 15 digits with a Luhn digit, next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import luhn

KINDS = (
    Kind(
        name="imei",
        pattern=r"\d{2}-?\d{6}-?\d{6}-?\d",
        family="code",
        accept=luhn,
        near=("imei", "단말", "device", "기기"),
        found=("IMEI «490154203237518»", "단말 «35-209900-176148-1»", "imei=«356938035643809»"),
        ignored=("IMEI 490154203237519", "order 490154203237518", "imei 12345"),
        rank=72,
        source="3GPP TS 23.003",
    ),
)

"""Indian Aadhaar, PAN and bank branch (IFSC) numbers, next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="in_id",
        pattern=r"(?i)(?:aadh?aar|\buid(?:ai)?)(?: (?:card|no\.?|number|id|is|"
        r"#))*[ :=#]{0,3}(?P<v>[2-9]\d{3}[ -]?\d{4}[ -]?\d{4})",
        family="code",
        found=("aadhaar «2341 2341 2346»", "Aadhaar no: «447122310944»", "UIDAI «9341-2341-2346»"),
        ignored=("aadhaar card", "uid 1000", "2341 2341 2346"),
        rank=62,
        source="UIDAI",
    ),
    Kind(
        name="in_id.pan",
        pattern=r"(?:\b[Pp][Aa][Nn]|(?i:permanent account))(?i: (?:card|no\.?|number|id|is|"
        r"#))*[ :=#]{0,3}(?P<v>(?i:[a-z]{3}[abcfghljpte][a-z]\d{4}[a-z]))",
        family="code",
        edges="word",
        found=("PAN «ABCPK4471L»", "pan card «abcpk4471l»", "Permanent Account Number: «AAACG1234F»"),
        ignored=("pan left 100", "PAN 4111", "japan ABCPK4471L"),
        rank=62,
        source="Income Tax Department of India",
    ),
    Kind(
        name="in_id.ifsc",
        pattern=r"(?i)ifsc(?: (?:code|no\.?|is))*[ :=#]{0,3}(?P<v>[a-z]{4}0[a-z0-9]{6})",
        family="code",
        edges="word",
        found=("IFSC «HDFC0004471»", "ifsc code: «sbin0001234»", "IFSC=«ICIC000AB12»"),
        ignored=("ifsc code", "IFSC HDFC", "HDFC0004471"),
        rank=58,
        source="Reserve Bank of India",
    ),
)

"""Driving licence numbers of the United States, Britain and others, next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="driver_licence",
        pattern=(
            r"(?:(?i:\bdriver'?’?s?'? ?licen[cs]e|\bdriving licen[cs]e|führerschein(?:nummer)?|"
            r"permis de conduire)(?i: (?:no\.?|number|num|id|is|#|nr\.?))*"
            r"|\b[Dd][Ll] ?#|\bDLN?(?i: ?(?:no\.?|number|#))?[ :=#(])[ :=#(]{0,3}(?P<v>(?i:[a-z]{0,5}\d(?:[a-z0-9]|[ -]?\d|"
            r"-[a-z]){3,18}))"
        ),
        family="code",
        edges="word",
        accept=lambda text: sum(c.isdigit() for c in text) >= 4,
        found=(
            "driver's license «D447-1223-1094»",
            "Drivers licence: «MORGA657054SM9IJ»",
            "DL# «44712231»",
            "driving licence no «D4471223»",
        ),
        ignored=("drivers license required", "DL 12", "model 44712231", "drivers license 2", "hadolint DL3007"),
        rank=62,
        source="AAMVA; DVLA driver number",
    ),
)

"""British street lines with a postcode, and postcodes next to a word that says address."""

from __future__ import annotations

from garim.detect.kind import Kind

_CODE = (
    r"(?:GIR 0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y]) \d[ABD-H"
    r"JLNP-UW-Z]{2})"
)

KINDS = (
    Kind(
        name="uk_address",
        pattern=(
            r"(?:Flat \d{1,4}[A-Z]?, )?\d{1,4}[A-Z]? (?:[A-Z][A-Za-z']{1,20} ){1,3}(?:Street|St"
            r"|Road|Rd|Lane|Avenue|Close|Gardens|Terrace|Square|Crescent|Way|Hill|Row|Mews|Court"
            r"|Drive|Place)(?:, [A-Z][A-Za-z' -]{1,30}){0,3},? "
        )
        + _CODE,
        family="address",
        edges="word",
        found=(
            "to «10 Downing Street, London SW1A 2AA»",
            "«Flat 3, 221B Baker Street, London NW1 6XE»",
            "«14 Mill Lane, Leeds, LS1 4AP»",
        ),
        ignored=("10 Downing Street London", "SW1A2AA", "page 10 Mill Road"),
        rank=64,
        source="BS 7666, Royal Mail postcode format",
    ),
    Kind(
        name="uk_address.postcode",
        pattern=_CODE,
        family="address",
        edges="word",
        near=("postcode", "post code", "address", "zip", "ship to"),
        found=("postcode «EC1A 1BB»", "address: «M1 1AE»", "Post Code «DN55 1PT»"),
        ignored=("EC1A 1BB", "postcode ABC 123", "postcode EC1A1BB9"),
        rank=56,
        source="BS 7666, Royal Mail postcode format",
    ),
)

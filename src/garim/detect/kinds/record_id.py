"""Ids of records that carry a prefix and a long number: contracts, claims, orders, staff, incidents."""

from __future__ import annotations

import re

from garim.detect.kind import Kind
from garim.detect.kinds._checks import is_day, public_prefixes

_HEAD = re.compile(r"[A-Z]+")


def is_own(text: str) -> bool:
    """Whether the prefix is not public and the number is not just a day."""
    head = _HEAD.match(text)
    tail = text[head.end() :] if head else text
    if head is None or head[0] in public_prefixes() or len(set(tail)) < 3:
        return False
    return not (len(tail) == 8 and tail.isdigit() and is_day(int(tail[:4]) or 1, int(tail[4:6]), int(tail[6:])))


KINDS = (
    Kind(
        name="record_id",
        pattern=(
            r"[A-Z]{2,4}\d{6,8}-\d{4,10}|[A-Z]{2,4}\d{0,2}-\d{6,8}-\d{2,6}|[A-Z]{2,5}-[A-Z]{2,4}-\d{2,4}-\d{3,8}"
            r"|[A-Z]{2,4}-20\d{2}-\d{3,8}|[A-Z]{2,5}\d{2}-\d{5,10}|[A-Z]{2}\d{5}|[A-Z]{2,5}\d{6,17}|[A-Z]\d{7,14}"
        ),
        family="code",
        edges="word",
        accept=is_own,
        found=(
            "계약 «LN20211103400817» 건",
            "«CL25-0100417», Brent",
            "«INC0051190» Sev 3",
            "(사번 «G2022541»)",
            "order «DG250411-44107733» 제휴 «SEL-CT-24-0917»",
            "policy «DW7-5518820-04»",
        ),
        ignored=("KB5001234 CVE-2024-12345", "V20240101__init.sql", "AB123 SHA256 ORA01652", "ABC000000", "RFC-2616-12"),
        rank=54,
        source="usual numbering of records; data/public_prefixes.txt",
    ),
    Kind(
        name="record_id.sentry",
        pattern=r"@(?P<v>o\d{4,10})\.ingest",
        family="code",
        edges="none",
        found=("https://k@«o418000».ingest.sentry.io/5", "@«o99120».ingest.us.sentry.io", "//a@«o4505123».ingest"),
        ignored=("o418000", "@o1.ingest", "@org.ingest"),
        rank=58,
        source="Sentry DSN",
    ),
    Kind(
        name="record_id.hash",
        pattern=(
            r"(?i:guid|uuid|gid|traceid|trace_id|sessionid|session_id|txid|email_hash|user_hash"
            r"|ci|di)[\"']?[ ]?[=:][ ]?[\"']?(?P<v>[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{8}-"
            r"(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
        ),
        family="code",
        edges="word",
        found=(
            "GUID=«80480077dec467ab629a96c5198d2c22» x",
            '"email_hash":"«05cb5c863f5c58f68eedc2f822cd7fb431bed248»"',
            "trace_id: «7c1e9a4b-2f80-4635-9b0d-2a6e8f1c3d57»",
        ),
        ignored=("commit 05cb5c863f5c58f68eedc2f822cd7fb431bed248", "md5=80480077dec467ab629a96c5198d2c22", "guid=none"),
        rank=56,
        source="RFC 9562, hexadecimal digests",
    ),
)

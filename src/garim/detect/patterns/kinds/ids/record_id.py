"""Ids of records that carry a prefix and a long number: contracts, claims, orders, staff, incidents."""

from __future__ import annotations

import garim.late as re
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import is_day, public_prefixes

_HEAD = re.compile(r"[A-Z]+")


def is_own(text: str) -> bool:
    """Whether the prefix is not public and the number is not just a day."""
    head = _HEAD.match(text)
    tail = text[head.end() :] if head else text
    if head is None or head[0] in public_prefixes() or len(set(tail)) < 3:
        return False
    return not (len(tail) == 8 and tail.isdigit() and is_day(int(tail[:4]) or 1, int(tail[4:6]), int(tail[6:])))


_HEX_MIX = re.compile(r"(?=.*\d.*\d)(?=.*[a-zA-Z])[A-Za-z0-9]+")


def is_drawn(text: str) -> bool:
    """Whether the last part of a resource's id looks drawn: digits among letters, no word and no version."""
    tail = text.replace("_", "-").rpartition("-")[2]
    if not _HEX_MIX.fullmatch(tail) or len(set(tail)) < 4:
        return False
    return sum(a.isdigit() != b.isdigit() for a, b in zip(tail, tail[1:], strict=False)) >= 2


def is_machine(text: str) -> bool:
    """Whether letters and digits are both there, as in a drawn hexadecimal number."""
    return any(c.isdigit() for c in text) and any(c.isalpha() for c in text) and len(set(text)) > 5


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
            "계약 «LN20200915300726» 건",
            "«CL26-0200518», Brent",
            "«INC0062281» Sev 3",
            "(사번 «G2031652»)",
            "order «RM250523-61209844» 제휴 «PUS-CT-23-0826»",
            "policy «KV4-6627931-05»",
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
        name="record_id.resource",
        pattern=(
            r"(?:[a-z]{2,4}_)?(?:vpc|vpn|vm|i|ins|inst|subnet|sg|nat|eip|lb|nlb|alb|vol|snap|tnt|ten|tenant|acct|acc|cus|cust|customer|usr|"
            r"user|mbr|mem|ord|order|pay|pmt|inv|txn|tx|wlt|wallet|req|sess|ses|evt|sub|plr|prj|proj|room|bkg|rsv|shp|dlv|trk)[-_]"
            r"(?:[a-z]{2}[a-z0-9]{0,2}-)?[0-9A-Za-z]{6,16}"
        ),
        family="code",
        edges="word",
        accept=is_drawn,
        found=("vm «i-vx1-77bb0e41» down", "on «vpn-3bd91f»,", "got «fm_evt_71B0c2x» twice", "request_id=«req-4995298b159f»"),
        ignored=(
            "order-service-v2",
            "user_id1 tx_count",
            "i-element3 sub-2024 room-1204",
            "vm-template01",
            "acc_20240101",
            "req-response",
        ),
        rank=52,
        source="ids with a prefix for their kind, as of clouds and payment services",
    ),
    Kind(
        name="record_id.trace",
        pattern=(
            r"(?i:\b(?:trace|span|session|sess|request|req|correlation|call|conversation)(?:[-_. ]?id)?|\bsid)"
            r"[\"']?[ ]?[=:][ ]?[\"']?(?P<v>[0-9a-f]{16,40}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
        ),
        family="code",
        edges="word",
        accept=is_machine,
        found=(
            "trace=«6c724770118d07eb452b57d8af42cde6» 처방",
            '"session":"«3384fb6df3cba20ad914»"}',
            "Call-ID: «e13bf49b31c4ff94»@10.1.2.3",
        ),
        ignored=("trace=true", "session: 1234567890123456", "call: deadbeef", "sha: 6c724770118d07eb452b57d8af42cde6"),
        rank=56,
        source="W3C Trace Context, RFC 3261",
    ),
    Kind(
        name="record_id.holder",
        pattern=r"(?P<v>\d{6,12})(?:번)? ?(?:계정|환자|회원|고객|가입자|학생|주문|예약|님)",
        family="code",
        accept=lambda text: not text.endswith("000") and len(set(text)) > 2,
        found=("재현: «00714411» 계정 로그인", "«10029931»번 고객 문의", "«7730017724» 회원이"),
        ignored=("1200000 고객", "총 12 계정", "20240101"),
        rank=54,
        source="usual numbering of customers",
    ),
    Kind(
        name="record_id.query",
        pattern=r"[?&](?:no|num|id|key|seq|[a-z]{2,8}_?no)=(?P<v>0\d{5,11})(?:\W|$)",
        family="code",
        found=('"GET /vel/pt?nm=x&no=«00718830» HTTP/1.1"', "/m?id=«0099120» 502", "?ptno=«00129911»&x=1"),
        ignored=("?no=12", "/item?id=39872345", "&no=000001x"),
        edges="none",
        rank=54,
        source="RFC 3986",
    ),
    Kind(
        name="record_id.fhir",
        pattern=(
            r"\b(?:Patient|Practitioner|RelatedPerson|Person|Encounter)(?:/|\"\s{0,3},\s{0,9}\"id\"\s{0,3}:\s{0,3}\")"
            r"(?P<v>[A-Za-z0-9.-]{4,64})"
        ),
        family="code",
        accept=lambda text: sum(c.isdigit() for c in text) >= 3,
        found=(
            '{"resourceType":"Patient","id":"«vl-6619204»","x":1}',
            '"reference": "Patient/«vl-6619204»"',
            "GET /fhir/Encounter/«99120»",
        ),
        ignored=('"resourceType":"Patient","id":"example"', "Patient/Practitioner", "Person/class"),
        edges="word",
        rank=60,
        source="HL7 FHIR R4, resource ids and references",
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
            "GUID=«91370264cab358de40f7b2e6517d8a03» x",
            '"email_hash":"«7be41d0a92f6c35810ad4e73b96f02cd58e17fa4»"',
            "trace_id: «7c1e9a4b-2f80-4635-9b0d-2a6e8f1c3d57»",
        ),
        ignored=("commit 7be41d0a92f6c35810ad4e73b96f02cd58e17fa4", "md5=91370264cab358de40f7b2e6517d8a03", "guid=none"),
        rank=56,
        source="RFC 9562, hexadecimal digests",
    ),
)

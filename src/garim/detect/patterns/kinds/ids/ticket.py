"""Tickets of issue trackers, PREFIX-123, unless everyone knows the prefix (ORA-01652, CVE-2024-1234, UTF-8)."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import public_prefixes


def is_own(text: str) -> bool:
    """Whether the prefix is not public and the number is long enough for its prefix."""
    prefix, _, number = text.rpartition("-")
    if len(prefix) < 3 and not prefix.isalpha():
        return False
    return prefix not in public_prefixes() and len(number) >= 3 and not number.startswith("000")


KINDS = (
    Kind(
        name="ticket",
        pattern=r"(?:^|[^A-Za-z0-9_-])(?P<v>[A-Z][A-Z0-9]{1,9}-\d{3,6})(?:[^A-Za-z0-9_-]|-[^A-Za-z0-9_]|$)",
        family="ticket",
        edges="none",
        accept=is_own,
        found=(
            "장애 3회: «QTOPS-734», «QTOPS-736»(RCA)",
            "[«INFRA-8126»] Tomcat",
            "쿠폰 이벤트 «EVT-77195» 시작",
            "Owner, «KRD-6193».",
        ),
        ignored=(
            "ORA-01652 CRS-1618 TNS-12541 PLS-00103",
            "CVE-2024-1234 RFC-2616 ISO-8601",
            "UTF-8 SHA-256 HTTP-404 AES-128-GCM",
            "X-509 GPT-4 JEP-444",
            "A4-210 MP3-320",
        ),
        rank=56,
        source="Jira issue keys; data/public_prefixes.txt",
    ),
    Kind(
        name="ticket.near",
        pattern=r"[A-Z][A-Z0-9]{1,9}-\d{1,2}",
        family="ticket",
        edges="word",
        accept=lambda text: text.partition("-")[0] not in public_prefixes(),
        near=("ticket", "jira", "issue", "이슈", "티켓", "장애", "fixes", "closes", "backlog"),
        reach=16,
        found=("Jira «OPS-12» done", "이슈 «VELM-7» 처리", "fixes «NBK-41»"),
        ignored=("COMAL-80 source", "jira UTF-8", "OPS-12"),
        rank=50,
        source="Jira issue keys; data/public_prefixes.txt",
    ),
)

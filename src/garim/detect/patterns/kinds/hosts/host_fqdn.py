"""Dotted host and domain names that are internal or a company's: not those that everyone knows, not code, not files."""

from __future__ import annotations

import garim.late as re
from garim.detect.patterns import domains
from garim.detect.patterns.kind import Kind

_IMPORT = re.compile(r"(?:^|\n)[ \t]*(?:import|from|package|using|use|open)[ \t]+(?:static[ \t]+)?$")
"""What stands before a module's name at a line's begin: Python, Java, Kotlin, Go, C#, Rust, F#."""


def is_company_host(text: str) -> bool:
    """Whether it is a host name that not everyone knows; a call or an assignment after it says that it is code."""
    if text[-1] in "([_-0123456789":
        return False
    return domains.looks_like_host(text) and not domains.is_public(text)


def grow_host(text: str, start: int, end: int) -> tuple[int, int] | None:
    """None for a module that a line imports: `import ledger.core.app`."""
    return None if _IMPORT.search(text, max(0, start - 40), start) else (start, end)


KINDS = (
    Kind(
        name="host_fqdn",
        pattern=(
            r"(?:^|[^A-Za-z0-9_.-]|\*\.|[\s\"'=]\.)(?P<v>(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.){1,10}"
            rf"(?:(?i:{'|'.join(domains.ENDINGS)})|xn--[a-z0-9-]{{2,40}})(?:[(\[_0-9A-Za-z-]|\.[A-Za-z0-9])?)"
        ),
        family="domain",
        edges="none",
        accept=is_company_host,
        grow=grow_host,
        found=(
            "server_name «openapi.velorbank.com»;",
            "host: «mint-uat.nbk.internal»}]",
            "*.«nbk.internal» https",
            'address=("«velog-vip.velor.local»", 514)',
            '{"«nimbrook.com»/owner":',
            'dsn="«velprdora12.corp.nimbrook.net»/NVBPRD"',
            "SNI «api.velor.shop», «velor-life.com».",
            "http://«kite.kite.svc.cluster.local»:8080",
        ),
        ignored=(
            "java.util.HashMap logging.handlers system.out.println",
            "file.py index.html app.service values.yaml re.compile(x)",
            "nginx.ingress.kubernetes.io/x external-secrets.io/v1beta1",
            "org.apache.ibatis.exceptions self.name obj.method()",
            "https://www.googletagmanager.com example.com",
            "com.velor.loan.LoanMapper and kr.co.velor",
            "import nimbrook.core.app",
        ),
        rank=62,
        source="RFC 1123; garim.detect.domains",
    ),
)

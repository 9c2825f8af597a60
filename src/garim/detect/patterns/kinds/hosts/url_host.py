"""The host in a URL that not everyone knows; whatever its ending."""

from __future__ import annotations

from garim.detect.patterns import domains
from garim.detect.patterns.kind import Kind

LOCAL = ("localhost", "host.docker.internal")


def is_company_host(text: str) -> bool:
    """Whether it has a dot, letters, and is not a host that everyone knows."""
    name = text.lower().rstrip(".")
    if "." not in name or name in LOCAL or name.replace(".", "").isdigit() or ".." in name or name[0] in ".-":
        return False
    return domains.has_registry(name) and not domains.is_public(name)


KINDS = (
    Kind(
        name="url_host",
        pattern=(
            r"(?i)\b[a-z][a-z0-9+.-]{1,30}:(?:[a-z0-9]{1,20}:){0,3}@?//(?:[^\s/@\"'<>]{1,200}@)"
            r"?(?P<v>[A-Za-z0-9_가-힣.-]{3,253})"
        ),
        family="domain",
        edges="none",
        accept=is_company_host,
        found=(
            '"https://«mango.velor.shop»/api/home"',
            "jdbc:oracle:thin:@//«ora14.corp.nimbrook.net»:1521/P",
            "https://k@«o418000.ingest.sentry.io»/55",
            "http://«wiki.velor.zip»/x",
        ),
        ignored=(
            "https://github.com/a/b",
            "http://localhost:8080",
            "http://10.1.2.3/",
            "https://docs.python.org/3/",
            "http://example.com/x",
        ),
        rank=64,
        source="RFC 3986",
    ),
)

"""Single-label host names by convention: a prefix with an environment or role and a number, and names of pods."""

from __future__ import annotations

import garim.late as re
from garim.detect.patterns.kind import Kind

_ENV = r"(?:prd|prod|dev|tst|stg|stage|qa|uat|dr|test|live|poc|sit)"
_ROLE = (
    r"(?:db|ora|web|was|app|ap|k8s|mq|redis|mysql|pg|sql|api|bat|batch|log|ldap|dns|nas"
    r"|san|stora?|esx|vm|rac|etl|dw|gw|proxy|lb|fw|mail|ftp|file|cache|kafka|es|elk|mon"
    r"|bak|bkup|node|svr|srv|adm|dc|ad|jump|bastion|sec)"
)
_GLUED = re.compile(rf"[a-z]{{1,8}}(?:{_ENV}{_ROLE}|{_ROLE}{_ENV})[a-z]?|{_ENV}{_ROLE}|{_ROLE}{_ENV}")
_SHORT = re.compile(rf"[a-z]{{2,8}}(?:{_ROLE}[pdtsuqm]?|{_ROLE}{_ENV})")
GENERIC = frozenset(
    "db web was app api mq redis kafka batch log proxy bastion k8s es node svr server pre non build next react vue test my the "
    "create local docker default main feature release branch nginx mysql postgres mongo eks aws gcp azure env the-env".split()
)
PRODUCTS = frozenset(
    "ubuntu windows window centos rhel rocky java openjdk python mysql oracle tomcat node http https port line page java worker "
    "master webtob jeus weblogic docker redis version release http1 debian solaris error code status".split()
)
_PLAIN = frozenset("net cloud api lan wan vpn aws gcp azure far near cutting x ns test prod dev stg qa home office host".split())
WORDS = frozenset(
    "postgresql mysql postgres mssql nosql sqlalchemy nodb mongodb influxdb mariadb dynamodb timescaledb couchdb duckdb lmdb "
    "rocksdb graphapi fastapi webapp whatsapp android restapi openapi download upload keymap bitmap heatmap hashmap treemap "
    "catalog dialog blog changelog backlog syslog weblog login analog overlap bootstrap swap cap tap map gap snap unwrap soap "
    "heap recap ldap imap wrap handicap landscape combat acrobat firewall gmail email hotmail profile makefile dockerfile "
    "lockfile tempfile newapp testapp devnode testnode testdb testapp devapp testweb devapi proddb testapi testfile testvm "
    "testlog testmail stdlog".split()
)


def is_host(text: str) -> bool:
    """Whether letters and number follow the conventions of server names and are no word of computing."""
    lower = text.lower()
    if lower in WORDS or text not in (lower, text.upper()):
        return False
    return bool(_GLUED.fullmatch(lower) or _SHORT.fullmatch(lower))


KINDS = (
    Kind(
        name="hostname",
        pattern=rf"(?i)(?P<v>[a-z]{{0,8}}(?:{_ENV}|{_ROLE})(?:{_ENV}|{_ROLE})?[a-z]?)\d{{2,3}}[a-z]?",
        family="stem",
        edges="word",
        accept=lambda text: is_host(text) and bool(_GLUED.fullmatch(text.lower()) or len(text) > 5),
        found=(
            "node «velcupdb»02 down",
            "«dsmtstora»05 and «omadevora»03",
            "대상: «velwasp»01~«velwasp»24",
            "«webprd»01",
            "Server=«dsmprdsql»03;",
        ),
        ignored=("sha256 utf8 base64 int32", "python312 mysql80", "ubuntu22 line12 test01", "window10 april12 chapter03"),
        carry=False,
        rank=55,
        source="usual server naming conventions: site, environment, role, number",
    ),
    Kind(
        name="hostname.dashed",
        pattern=(
            r"(?P<v>[a-z][a-z0-9]{1,11})-(?:prd|prod|dev|tst|stg|qa|uat|dr)(?:-[a-z][a-z0-9]{1,14}){0,5}-"
            r"(?:[bcdf-hj-np-tv-xz0-9]{8,10}-[a-z0-9]{5}|\d{1,3})"
        ),
        family="stem",
        edges="word",
        accept=lambda text: text not in GENERIC,
        found=("«velm»-prd-redis-slot-01 CPU", "pod=«velm»-prd-order-api-5c8d7b9f4-7hq2m", "on «nbk»-dev-was-3"),
        ignored=("pre-prod", "dev-1", "coredns-5d78c9869d-abcde", "qa-2024", "web-prod-3"),
        carry=False,
        rank=55,
        source="Kubernetes pod naming: name, template hash, suffix; usual server naming conventions",
    ),
    Kind(
        name="hostname.site",
        pattern=(r"(?P<v>[a-z]{2,6})-(?:edge|fw|sw|rtr|bss|sbc|ctl|cmp|sto|agg|spine|leaf|dmz|jump|bastion)-\d{2,4}"),
        family="stem",
        edges="word",
        accept=lambda text: text not in GENERIC and text not in PRODUCTS and text not in _PLAIN,
        found=("«vlc»-edge-03 down", "ping «nbk»-ctl-0307", "at «nab»-spine-11,"),
        ignored=("kafka-edge-03", "net-fw-01", "vlc-edge-3x", "net-core-2"),
        carry=False,
        rank=46,
        source="usual server naming conventions: site, role, number",
    ),
    Kind(
        name="hostname.generic",
        pattern=(
            r"(?P<v>(?:db|web|was|app|api|mq|redis|kafka|batch|log|proxy|bastion|k8s|es|node|svr)-"
            r"(?:prd|prod|stg|uat|dr))-?\d{1,3}"
        ),
        family="stem",
        edges="word",
        found=("on «db-prod»-3", "«web-prd»01 down", "«k8s-stg»-02"),
        ignored=("db-prod", "prod-3", "blob-prod-3"),
        carry=False,
        rank=50,
        source="usual server naming conventions",
    ),
    Kind(
        name="hostname.near",
        pattern=(
            r"(?:(?i:\bhost(?:name)?|\bserver|\bnode|\bmachine|\binstance)[\"']?[ ]?[:=][ ]?[\"']"
            r"?|\bnode |서버 ?[:=]? ?|호스트 ?[:=]? ?)"
            r"(?P<v>[A-Za-z][A-Za-z0-9]{1,14}(?:-[A-Za-z0-9]{1,14}){0,4}?-?)(?:\d{2,3})"
        ),
        family="stem",
        edges="word",
        accept=lambda text: (
            len(text) > 3
            and text.lower() not in ("node", "server", "host", "worker", "master", "instance", "test", "utf", "win", "line")
        ),
        found=("host: «velcore»07", "서버 «haneul»03", 'hostname="«nbkmvs»12"'),
        ignored=("host: localhost", "server: nginx", "node 20"),
        carry=False,
        rank=50,
        source="usual server naming conventions",
    ),
    Kind(
        name="hostname.word",
        pattern=r"(?P<v>[a-z][a-z0-9]{3,12}(?:-[a-z]{1,8})?)\d{2,3}",
        family="stem",
        edges="word",
        accept=lambda text: text.rstrip("0123456789-") not in PRODUCTS and not text.endswith("-v"),
        near=("노드", "서버", "호스트", "장비"),
        reach=6,
        found=("«velk8sd-w»04 노드에서", "서버 «haneul»03 재기동", "«nbkbig»12 장비"),
        ignored=("ubuntu22 서버", "velk8sd-w04", "노드 python311"),
        carry=False,
        rank=50,
        source="usual server naming conventions",
    ),
)

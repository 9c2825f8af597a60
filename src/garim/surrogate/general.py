"""The plain word for what was hidden, in the language of the place: one way, for publishing and for searching."""

from __future__ import annotations

from garim.families import families
from garim.text.hangul import has_hangul
from garim.values import Finding

_KINDS = {
    "org": ("our company", "자사"),
    "product": ("our product", "자사 서비스"),
    "project": ("our project", "사내 프로젝트"),
    "service": ("our service", "사내 서비스"),
    "host": ("our server", "사내 서버"),
    "network": ("our network", "사내 네트워크"),
    "database": ("our database", "사내 데이터베이스"),
    "db_object": ("our table", "업무 테이블"),
    "column": ("a column", "컬럼"),
    "package": ("our package", "사내 패키지"),
    "repository": ("our repository", "사내 저장소"),
    "document": ("a document", "문서"),
    "account": ("an account", "계정"),
    "employee_id": ("an employee number", "사번"),
    "customer": ("a customer", "고객사"),
    "location": ("a place", "장소"),
}


def general(finding: Finding, surface: str, means: str = "") -> str:
    """The plain word for a finding.

    Args:
        surface: Its script chooses the language: Hangul gives Korean, else English.
        means: What the company itself calls it in general terms; wins where given.
    """
    return means or plain_word(finding.kind, finding.family, korean=has_hangul(surface))


def plain_word(kind: str, family: str = "", *, korean: bool = False) -> str:
    """The plain word for a kind, else for its family, else "something"."""
    known = families()
    of_family = known.get(kind) or known.get(family)
    return (_KINDS.get(kind) or (of_family.plain if of_family else ("something", "해당 항목")))[korean]


def removed(surface: str, *, name: bool = False) -> str:
    """What stands where something was destroyed for good; `name`: without brackets, safe in an identifier."""
    return "removed" if name else "[삭제됨]" if has_hangul(surface) else "[removed]"

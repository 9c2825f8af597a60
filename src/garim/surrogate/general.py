"""The plain word for what was hidden, in the language of the place: one way, for publishing and for searching."""

from __future__ import annotations

from collections.abc import Mapping

from garim.families import families
from garim.text.hangul import has_hangul
from garim.values import Finding

_KINDS = {
    "org": ("our company", "자사"),
    "product": ("our product", "자사 서비스"),
    "project": ("our project", "사내 프로젝트"),
    "service": ("our service", "사내 서비스"),
    "host": ("our server", "사내 서버"),
    "hostname": ("our server", "사내 서버"),
    "network": ("our network", "사내 네트워크"),
    "database": ("our database", "사내 데이터베이스"),
    "db_object": ("our table", "업무 테이블"),
    "db_user": ("a database account", "데이터베이스 계정"),
    "column": ("a column", "컬럼"),
    "package": ("our package", "사내 패키지"),
    "repository": ("our repository", "사내 저장소"),
    "document": ("a document", "문서"),
    "account": ("an account", "계정"),
    "employee_id": ("an employee number", "사번"),
    "customer": ("a customer", "고객사"),
    "location": ("a place", "장소"),
    "place": ("a place", "장소"),
    "kr_branch": ("a branch", "지점"),
    "record_id": ("a record number", "관리번호"),
    "reference_no": ("a reference number", "관리번호"),
    "case_no": ("a case number", "사건번호"),
    "age": ("an age", "나이"),
    "geo": ("a location", "위치"),
    "ssh_target": ("our server", "사내 서버"),
    "unc_path": ("a shared folder", "공유 폴더"),
    "install_path": ("a folder", "폴더"),
    "user_path": ("a user", "사용자"),
    "windows_account": ("an account", "계정"),
    "login_id": ("a user name", "아이디"),
    "social_handle": ("a user name", "아이디"),
    "slack_channel": ("a channel", "채널"),
    "aws_account": ("a cloud account", "클라우드 계정"),
    "aws_resource": ("a cloud resource", "클라우드 자원"),
    "kr_account": ("a bank account", "계좌번호"),
    "bank_number": ("a bank account", "계좌번호"),
    "swift_bic": ("a bank code", "은행 코드"),
    "kr_brn": ("a business number", "사업자번호"),
    "kr_corp": ("a company number", "법인번호"),
    "eu_vat": ("a tax number", "납세자번호"),
    "us_ein": ("a tax number", "납세자번호"),
    **dict.fromkeys(("passport", "kr_passport"), ("a passport number", "여권번호")),
    **dict.fromkeys(("driver_licence", "kr_driver"), ("a driving licence number", "면허번호")),
    **dict.fromkeys(
        "national_id eu_id br_id au_id in_id ca_sin sg_nric jp_mynumber uk_nhs uk_nino us_ssn us_itin".split(),
        ("a national ID number", "신분번호"),
    ),
    "medical_record": ("a patient number", "진료번호"),
    "insurance_no": ("an insurance number", "보험번호"),
    "vin": ("a vehicle number", "차대번호"),
    "imei": ("a device number", "기기번호"),
    "crypto_wallet": ("a wallet address", "지갑 주소"),
    "unknown": ("an internal name", "사내 명칭"),
    "unknown_code": ("an ID", "식별번호"),
    "word": ("an internal name", "사내 명칭"),
    "told": ("an internal name", "사내 명칭"),
}
"""What a kind is, English and Korean; others go by their family."""
COLLEAGUE = ("a colleague", "동료")
"""A person whom the company's own list has."""
OTHER_COMPANY = ("another company", "다른 회사")
"""An organisation that it does not have."""
CODE = {
    "org": "company",
    "product": "product",
    "project": "project",
    "service": "service",
    "host": "server",
    "hostname": "server",
    "network": "network",
    "database": "database",
    "db_object": "table",
    "db_user": "account",
    "column": "column",
    "package": "package",
    "repository": "repository",
    "document": "document",
    "account": "account",
    "customer": "customer",
    "location": "place",
    "place": "place",
    "kr_branch": "branch",
    "person": "person",
    "ssh_target": "server",
    "unc_path": "share",
    "install_path": "folder",
    "user_path": "user",
    "windows_account": "account",
}
"""What stands for a kind inside an identifier, an address or code."""
FORMS = {
    "email": "name@example.com",
    "domain": "internal.example",
    "ip": "192.0.2.1",
    "mac": "00-00-5E-00-53-01",
    "phone": "000-0000-0000",
    "card": "0000-0000-0000-0000",
    "rrn": "000000-0000000",
    "iban": "IBAN",
    "secret": "********",
    "date": "2000-01-01",
    "number": "0",
    "code": "ID",
    "ticket": "TICKET-1",
    "plate": "PLATE",
    "address": "ADDRESS",
}
"""What stands for a family in code: says what it was, and is nobody's. Sources: RFC 2606, RFC 5737, RFC 7042."""


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
    kind = _known(kind, _KINDS)
    of_family = known.get(kind) or known.get(family)
    own = _KINDS.get(kind) if family in ("", "stem", "person", "code", "address", "number") else None
    return (own or (of_family.plain if of_family else ("something", "해당 항목")))[korean]


def removed(surface: str, *, name: bool = False) -> str:
    """What stands where something was destroyed for good; `name`: without brackets, safe in an identifier."""
    return "removed" if name else "[삭제됨]" if has_hangul(surface) else "[removed]"


def code_word(kind: str, family: str) -> str:
    """What stands for a kind where a sentence's words would break an identifier, an address or code."""
    own = CODE.get(_known(kind, CODE)) if family in ("stem", "person") else ""
    return own or FORMS.get(family) or CODE.get(family, "name")


def _known(kind: str, words: Mapping[str, object]) -> str:
    """A kind by the longest beginning of its name that has words: kr_account.bank, db_user_url → kr_account, db_user."""
    name = kind.partition(".")[0]
    while name not in words and "_" in name:
        name = name.rpartition("_")[0]
    return name if name in words else kind.partition(".")[0]

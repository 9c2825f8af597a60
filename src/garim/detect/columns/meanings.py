"""What the names of keys and columns say about their values, and which values bear it out.

    meaning("CUST_NO")      → what a customer's number is, or None for a name that says nothing

A name is cut into words (custNo, CUST_NO, cust-no → cust, no); the last words decide. Hangul names are matched by ending.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import garim.lang as lang
import garim.late as re
from garim.families import family

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a name says that its value is."""

    kind: str
    family: str
    check: Callable[[str], Span | None]
    """The part of a value that is such a thing, None where its shape says otherwise."""
    part: str = ""
    rank: int = 58

    def span(self, value: str) -> Span | None:
        """The part of `value` to hide, as offsets in it; None where it is not such a value."""
        span = self.check(value) if len(value) <= 200 else None
        if span is None or value.lower() in _NEVER or value[0] in "$<{" or _PLACEHOLDER.search(value):
            return None
        return span

    def entity(self, value: str) -> str:
        """The canonical original for this family."""
        return family(self.family).canonical(value)


_NEVER = frozenset(
    "null none nil true false yes no y n ok na n/a undefined nan active inactive pending closed open done new all any default "
    "string integer number int varchar varchar2 char text date boolean object array uuid example sample test unknown anonymous "
    "guest admin root user system me you name 홍길동 홍길순 김철수 이름 성명 없음 미상 미정 고객 회원 담당자 전체 기타".split()
)
_PLACEHOLDER = re.compile(r"\$\{|\{\{|<[a-z_]+>|^%[sd(]|(?i:^your[_-]|^x{3,}|^\*+$|example\.com)")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[가-힣]+")
_BIG, _SMALL = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ'’-"
_NAME = re.compile(
    rf"[{_BIG}][{_SMALL}]{{1,20}}(?: [A-Z]\.?)?(?: (?:van|de|von|da|la))?(?: [{_BIG}][A-Z{_SMALL}]{{1,20}}){{1,2}}"
)
_KANJI = re.compile(r"[一-龯々]{1,4}[ 　]?[一-龯々ぁ-ヿ]{0,4}[^室店課局社校院館\W]")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:#/-]{3,63}")
_DAY = re.compile(r"(?:19|20)\d{2}|(?:19|20)\d{2}[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])")


def _whole(pattern: str) -> Callable[[str], Span | None]:
    compiled = re.compile(pattern)
    return lambda value: (0, len(value)) if compiled.fullmatch(value) else None


def is_id(value: str) -> Span | None:
    """Any id of a known kind of record: at least three digits, or four where there is nothing else; no day."""
    digits = sum(map(str.isdigit, value))
    if not _ID.fullmatch(value) or digits < (4 if digits == len(value) else 3) or _DAY.fullmatch(value):
        return None
    return (0, len(value)) if len(set(value)) > 1 else None


def is_long_id(value: str) -> Span | None:
    """An id under a name that only ends like one: letters and two digits, or six digits, and more than a version."""
    digits = sum(c.isdigit() for c in value)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{4,63}", value) or _DAY.fullmatch(value):
        return None
    return (0, len(value)) if digits >= (6 if digits == len(value) else 2) else None


def is_login(value: str) -> Span | None:
    """A login name: ASCII letters first, with a digit, dot or underscore in it."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]{3,40}", value) or not re.search(r"[0-9._]", value):
        return is_id(value)
    if re.fullmatch(r"[a-z_]+", value):
        return None  # as code writes a variable
    return (0, len(value)) if "." not in value or value == value.lower() else None


def is_handle(value: str) -> Span | None:
    """A name that someone chose: with two digits, a dot or underscore in it, or in Hangul."""
    return (0, len(value)) if re.fullmatch(r"(?=.*(?:\d.*\d|[._가-힣]))[A-Za-z가-힣][\w.-]{2,30}", value) else None


def is_person(value: str) -> Span | None:
    """A Korean name of two to four syllables, two to four capitalised words in Latin letters, or a name in Chinese characters."""
    plain = value.strip()
    if re.fullmatch(r"[가-힣]{2,4}", plain):
        return (0, len(value)) if plain[0] in _SURNAMES and not plain.endswith(_NO_NAME) else None
    ok = _NAME.fullmatch(plain) or _KANJI.fullmatch(plain)
    return (0, len(value)) if ok and plain not in ("John Doe", "Jane Doe") else None


def is_korean(value: str) -> Span | None:
    """A Korean name; under a bare "name" anything else is a thing's name."""
    return is_person(value) if "가" <= value.strip()[:1] <= "힣" else None


def is_name_part(value: str) -> Span | None:
    """A given name or a surname, one word to three (PEREIRA DA COSTA)."""
    ok = re.fullmatch(r"(?:[a-z]{1,3}[ '’]){0,2}[A-ZÀ-Þ][\w'’.-]{1,20}(?: [A-ZÀ-Þ][\w'’.-]{1,20}){0,2}|[가-힣]{1,4}", value)
    return (0, len(value)) if ok and not any(c.isdigit() for c in value) else None


_SURNAMES = frozenset(lang.words("surnames", "ko"))
_NO_NAME = ("팀", "부", "과", "실", "점", "사", "은행", "번호", "이름", "고객", "코드", "시스템")


def is_org(value: str) -> Span | None:
    """A company's name in Hangul, its legal form left out."""
    match = re.fullmatch(r"(?:\(주\)|㈜|주식회사 ?)?(?P<v>[가-힣][가-힣A-Za-z0-9]{1,20})(?:\(주\)|㈜| ?주식회사)?", value)
    return match.span("v") if match else None


def is_phone(value: str) -> Span | None:
    """At least seven digits in the writing of telephone numbers, or an extension of four; not zeros alone."""
    digits = "".join(filter(str.isdigit, value))
    if not re.fullmatch(r"\+?[0-9()][0-9() .·/-]{3,24}", value) or not 7 <= len(digits) <= 15:
        return None
    return (0, len(value)) if digits[-7:].strip("0") else None


_DUMMY = re.compile(r"(?i)your|example|changeme|replace|placeholder|xxxx|\*\*\*|<|\.\.\.")


def is_secret(value: str) -> Span | None:
    """A password typed in the clear: six characters with a digit or a sign, no variable and no call."""
    if len(value) < 6 or " " in value or value.endswith((")", "}")) or value[0] in "/$%<{(" or _DUMMY.search(value):
        return None
    mixed = re.search(r"\d", value) and re.search(r"[A-Za-z]", value) or re.search(r"[!@#^&*~?]", value)
    return (0, len(value)) if mixed else None


_EMAIL = _whole(r"[^\s@\"'<>]{1,64}@[^\s@\"'<>]{1,250}\.[A-Za-z가-힣]{2,24}")
_DATE = _whole(r"(?:19|20)\d{2}[-./]?\d{1,2}[-./]?\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d{2}|\d{2}[01]\d[0-3]\d")
_NUMBER = _whole(r"[0-9][0-9 *-]{6,22}")
_ADDRESS = _whole(
    r"(?=.*\d).*[가-힣]{1,8}(?:시|도|구|군|읍|면|동|로|길)(?: .*)?|\d{1,6} .*[A-Z][a-z]+.*"
    r"|[가-힣]{2,5} [가-힣]{1,6}[시군구](?: .*)?"
)

RECORD = Meaning(kind="record_id", family="code", check=is_id)
LONG = Meaning(kind="record_id", family="code", check=is_long_id, rank=52)
LOGIN = Meaning(kind="login_id", family="code", check=is_login)
HANDLE = Meaning(kind="login_id", family="code", check=is_handle, rank=52)
EMPLOYEE = Meaning(kind="employee_id", family="code", check=is_id)
PERSON = Meaning(kind="person", family="person", check=is_person, part="full", rank=60)
GIVEN = Meaning(kind="person", family="person", check=is_name_part, part="given", rank=58)
SURNAME = Meaning(kind="person", family="person", check=is_name_part, part="family", rank=58)
KOREAN = Meaning(kind="person", family="person", check=is_korean, part="full", rank=55)
ORG = Meaning(kind="org", family="stem", check=is_org, rank=55)
PHONE = Meaning(kind="phone", family="phone", check=is_phone, rank=66)
EMAIL = Meaning(kind="email", family="email", check=_EMAIL, rank=66)
ADDRESS = Meaning(kind="address", family="address", check=_ADDRESS)
BIRTH = Meaning(kind="date_of_birth", family="date", check=_DATE)
ACCOUNT = Meaning(kind="kr_account", family="code", check=_NUMBER, rank=60)
NATIONAL = Meaning(kind="national_id", family="code", check=_NUMBER, rank=66)
CARD = Meaning(kind="card", family="card", check=_whole(r"[0-9][0-9 *Xx-]{12,22}"), rank=66)
SECRET = Meaning(kind="secret.column", family="secret", check=is_secret, rank=66)
VIN = Meaning(kind="vin", family="code", check=_whole(r"[A-HJ-NPR-Z0-9]{11,17}"), rank=66)

_WORDS: tuple[tuple[Meaning, str], ...] = (
    (
        PHONE,
        "telefon telefonnummer mobil mobilnummer handy rufnummer msisdn ani phone tel telno mobile mobileno cell cellphone "
        "hp hpno mbl fax phoneno phonenumber pager mbltno",
    ),
    (EMAIL, "email mail emailaddress emailadresse eml"),
    (ADDRESS, "addr address addr1 ship_to street anschrift adresse strasse"),
    (BIRTH, "birth birthday birthdate dob birthdt brdt geburtsdatum geburtstag"),
    (NATIONAL, "rrn ssn jumin juminno nino nhs sin tin ein rrno residentno bizno brn"),
    (CARD, "card cardno cardnumber pan ccnumber"),
    (SECRET, "password passwd pwd passcode"),
    (
        SECRET,
        "apikey apikeys apisecret apitoken secret secretkey secretaccesskey clientsecret accesstoken authtoken bearertoken "
        "refreshtoken privatetoken signingkey encryptionkey sharedsecret dbpassword",
    ),
    (GIVEN, "firstname givenname forename fname middlename vorname prenom nombre"),
    (SURNAME, "lastname surname familyname lname nachname apellido apellidos"),
    (VIN, "vin"),
    (EMPLOYEE, "emp empno employee employeeid staffid badge"),
    (
        RECORD,
        "claim policy order member sku guid acct custno coupon loc invoice slot_id imsi iccid meid "
        "kundennummer kundennr auftragsnummer bestellnummer vertragsnummer rechnungsnummer patientennummer aktenzeichen",
    ),
    (LOGIN, "userid loginid username"),
    (EMPLOYEE, "personalnummer personalnr mitarbeiternummer"),
    (HANDLE, "nickname nick nicknm handle screenname gamertag"),
    (LONG, "account tenant player merchant subscriber wallet patient guest customer vm vpc room kunde auftrag"),
    (
        PERSON,
        "ansprechpartner ansprechpartnerin mitarbeiter sachbearbeiter bearbeiter kontaktperson adjuster "
        "rider insured beneficiary payee ceo assignee fullname",
    ),
)
_BY_WORD = {word: rule for rule, words in _WORDS for word in words.split()}
_SUBJECT = frozenset(
    "cust customer client policy plcy claim clm contract cntr cntrct order ord member mbr mbrs user usr tenant "
    "account acct acnt employee emp staff device loan ln coll cllt invoice quote case patient student rider driver "
    "seller vendor merchant dispatch shipment ship tracking payment pay txn transaction trx coupon sku item corp "
    "biz license licence passport subscriber agent insured adjuster partner org company bill reservation booking "
    "ticket incident deal".split()
)
_PEOPLE = frozenset(
    "cust customer client user usr emp employee insured rider driver owner manager mgr contact member mbr patient "
    "student ceo rep sender receiver recipient buyer full real agent adjuster holder payer payee author staff "
    "account corp_rep".split()
)
_NUMBERED = frozenset("no nbr num number id seq ref uuid guid code cd key".split())
_LOGINS = frozenset("login loginid userid username uid user member usr".split())
_STRANGE = frozenset(
    "sql plan hash process pid thread error err http status line port version build commit model image node region "
    "zone locale lang type module template class group artifact bundle event log msg message exit code trace span "
    "request correlation query job run example default min max total count first last page row col column index idx "
    "chunk block file parent root object obj component widget element key access secret token api ami "
    "cluster project pool session xid scn rule cve cwe kb test step app application package product grant "
    "tracking measurement ga gtm client serial sid client_id generator feature flag color font tag channel".split()
)
_HANGUL: tuple[tuple[Meaning, tuple[str, ...]], ...] = tuple(
    (rule, tuple(words.split()))
    for rule, words in (
        (NATIONAL, "주민번호 주민등록번호 사업자번호 사업자등록번호 법인번호 법인등록번호"),
        (NATIONAL, "외국인등록번호 면허번호 여권번호"),
        (PHONE, "전화 전화번호 휴대폰 휴대폰번호 핸드폰 핸드폰번호 연락처 휴대전화 내선"),
        (CARD, "카드번호"),
        (ACCOUNT, "계좌 계좌번호"),
        (EMPLOYEE, "사번 사원번호 직번 직원번호 행번"),
        (SECRET, "비밀번호 패스워드 암호 비번"),
        (EMAIL, "이메일 메일 메일주소 이메일주소"),
        (ADDRESS, "주소 주소지 배송지 거주지"),
        (BIRTH, "생년월일 생일 출생일 생년"),
        (ORG, "법인명 회사명 업체명 거래처 거래처명 상호 상호명 고객사"),
        (PERSON, "성명 이름 담당자 담당자명 고객명 대표자 대표자명 예금주 신청자 작성자 수신자 발신자"),
        (PERSON, "책임자 차주 차주명 보증인 피보험자 계약자 수취인 받는사람 직원명 사원명 회원명 담당 승인자"),
        (LOGIN, "아이디 로그인아이디 계정"),
        (LONG, "환자 테넌트 가입자 회선"),
        (RECORD, "학번 군번 번호 식별자 일련번호 관리코드"),
    )
)
_JAPANESE: dict[str, Meaning] = {
    name: rule
    for rule, names in (
        (PERSON, "氏名 名前 お名前 顧客名 担当者 担当者名 担当 申込者 会員名 患者名 社員名"),
        (PHONE, "電話 電話番号 携帯 携帯番号 携帯電話 連絡先"),
        (EMAIL, "メール メールアドレス"),
        (BIRTH, "生年月日 誕生日"),
        (RECORD, "顧客番号 会員番号 契約番号 注文番号 患者番号 受付番号 予約番号 顧客ID 会員ID ユーザーID"),
        (EMPLOYEE, "社員番号 従業員番号"),
        (ACCOUNT, "口座番号"),
    )
    for name in names.split()
}
_NOT_IDS = ("라인번호", "행번호", "페이지번호", "포트번호", "버전번호", "오류번호", "에러번호", "줄번호", "우편번호")


@lru_cache(8192)
def meaning(name: str) -> Meaning | None:
    """What a value under this key, header or column is, in any style of writing; None where the name says nothing.

    Args:
        name: One name, a dotted prefix allowed (`c.CUST_NO`). Longer than 60 characters says nothing.
    """
    name = name.strip().rsplit(".", 1)[-1]
    if not 0 < len(name) <= 60:
        return None
    if not name.isascii():
        return (
            _JAPANESE.get(name) or (RECORD if name.endswith("番号") else None) or _hangul(name.replace(" ", "").replace("_", ""))
        )
    words = [word.lower() for word in _PARTS.findall(name)]
    if not words:
        return None
    return _latin(words)


def _hangul(name: str) -> Meaning | None:
    if name.endswith(_NOT_IDS):
        return None
    for rule, endings in _HANGUL:
        if name in endings or (rule is not RECORD or len(name) > 2) and len(name) <= 12 and name.endswith(endings):
            return rule
    return None


def _latin(words: list[str]) -> Meaning | None:
    """The rule for a name's lower-case words."""
    last, joined = words[-1], "".join(words)
    before = words[-2] if len(words) > 1 else ""
    if joined in _BY_WORD:
        return _BY_WORD[joined]
    if _BY_WORD.get(before + last) in (SECRET, GIVEN, SURNAME):
        return _BY_WORD[before + last]
    if last in ("name", "nm"):
        return PERSON if before in _PEOPLE else KOREAN if len(words) == 1 else None
    if last in _NUMBERED or last == "hash":
        return _numbered(words[:-1], last)
    rule = _BY_WORD.get(last)
    if (
        rule in (RECORD, LONG, HANDLE, LOGIN, EMPLOYEE, CARD, PERSON, None)
        or rule is ADDRESS
        and before in ("ip", "mac", "net", "host", "bind")
    ):
        return None
    return rule


def _numbered(subjects: list[str], last: str) -> Meaning | None:
    """The rule for a name that ends in no, id, key and the like."""
    if not subjects:
        return None
    subject = subjects[-1]
    rule = _BY_WORD.get(subject)
    if rule in (PHONE, CARD, NATIONAL, VIN, EMPLOYEE, EMAIL) and last != "key":
        return RECORD if rule is EMAIL else rule
    if subject in ("acct", "account", "acnt") and last in ("no", "nbr", "num", "number"):
        return ACCOUNT
    if subject in _LOGINS and last == "id":
        return LOGIN
    if subject == "line" and last == "id":
        return LONG  # a telephone line; a line of text has a small number
    if subject in _STRANGE or last in ("code", "cd", "key") and subject not in ("biz", "cust", "corp", "member"):
        return None
    if subject in _SUBJECT:
        return RECORD
    return LONG if last in ("no", "nbr", "id", "number", "hash") else None

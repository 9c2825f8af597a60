"""Korean bank accounts, 3 to 6 dashed groups next to a word of banking, and undashed ones next to 계좌."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import digits


def is_account(text: str) -> bool:
    """Whether it has the 10 to 16 digits of an account and is not a mobile number or a date."""
    plain = digits(text)
    return 10 <= len(plain) <= 16 and len(set(plain)) > 2 and not plain.startswith(("010", "011", "016", "019"))


BANKS = (
    "계좌", "입금", "송금", "예금주", "이체", "출금", "통장", "은행", "농협", "국민", "신한", "우리", "하나", "기업",
    "카카오뱅크", "토스", "케이뱅크", "새마을", "신협", "수협", "우체국", "씨티", "제일", "부산", "대구", "산업", "저축",
    "account", "acct", "acnt", "bank",
)  # fmt: skip

KINDS = (
    Kind(
        name="kr_account",
        pattern=r"\d{2,6}(?: ?[-–] ?\d{1,8}){2,5}",
        family="code",
        accept=is_account,
        near=BANKS,
        found=("계좌 «352-1184-9027-13» 처리", "신한 «110-234-567890» 입금", "국민은행 «123456-04-123456»"),
        ignored=("352-1184-9027-13 번 송장", "계좌 2024-01-02", "입금 010-1234-5678"),
        rank=58,
        source="금융결제원 은행별 계좌번호 체계",
    ),
    Kind(
        name="kr_account.undashed",
        pattern=r"\d{10,16}",
        family="code",
        accept=is_account,
        near=("계좌", "통장", "예금주"),
        reach=20,
        found=("계좌번호 «3521184902713»", "입금계좌: «110234567890»", "«3333012345678» 통장"),
        ignored=("주문 3333012345678", "계좌 0000000000", "계좌 01012345678"),
        rank=52,
        source="금융결제원 은행별 계좌번호 체계",
    ),
    Kind(
        name="kr_account.bank",
        pattern=(
            r"(?:국민|신한|우리|하나|기업|농협|수협|신협|제일|씨티|산업|부산|대구|광주|전북|경남|제주|카카오|케이|토스|"
            r"새마을금고|우체국|저축|SC제일|KB|NH|IBK|단위농협|지역농협)(?:은행|뱅크|금고|증권)?"
            r"(?: ?계좌(?:번호)?)?(?:은|는|이|가)?[ :(]{1,3}(?P<v>\d{10,16}|\d{2,6}(?: \d{1,8}){2,4})"
        ),
        family="code",
        accept=is_account,
        found=("신한 «110 447 122310»로 입금", "우리은행 «1002447122310»", "케이뱅크 «100244712231»"),
        ignored=("우리 01044712231", "하나 2024", "국민 1234567"),
        rank=58,
        source="금융결제원 은행별 계좌번호 체계",
    ),
)

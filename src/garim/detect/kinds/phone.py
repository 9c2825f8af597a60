"""Telephone numbers of the world: E.164 and national forms, judged by the metadata of phonenumbers; extensions next to "ext"."""

from __future__ import annotations

from functools import lru_cache

from garim.detect.kind import Kind
from garim.detect.kinds._checks import digits


@lru_cache(2048)
def is_phone(text: str) -> bool:
    """Whether phonenumbers holds it for a possible and valid number, or a US number of the 555 film range."""
    import phonenumbers  # 60 ms to import: only once a candidate is there

    plain = digits(text)
    # Korean mobiles are kr_phone's: asking phonenumbers seven times for each would cost a millisecond.
    if len(set(plain)) < 3 or (len(plain) == 11 and plain.startswith("010")):
        return False
    regions = (None,) if text.lstrip("( ").startswith("+") else ("US", "GB", "JP", "DE", "FR", "CN", "AU")
    for region in regions:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
        if number.country_code == 1 and phonenumbers.is_possible_number(number) and plain[-7:-4] == "555":
            return True
    return False


NEAR = (
    "phone", "tel", "mobile", "cell", "call", "fax", "pager", "contact", "dial", "whatsapp", "sms", "전화", "연락", "휴대",
    "電話", "携帯", "telefon", "téléphone", "handy", "reach me", "text me",
)  # fmt: skip

KINDS = (
    Kind(
        name="phone",
        pattern=r"\+ ?[1-9]\d{0,2}(?:[ .\-/]?(?:\d{1,4}|\(\d{1,4}\))){2,6}",
        family="phone",
        accept=is_phone,
        found=(
            "call «+44 20 7946 0958»",
            "Tel «+1 (402) 555-0131» or",
            "«+81-3-3224-9999»",
            "(Herr Vell, «+49 521 9830-417»).",
            "(tel «+44 (0)20 7946 0958»)",
        ),
        ignored=("x = a +1234", "UTC+09:00", "+999 123 4567"),
        rank=68,
        source="ITU-T E.164; phonenumbers metadata",
    ),
    Kind(
        name="phone.us",
        pattern=r"(?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-.])[2-9]\d{2}[-.]\d{4}",
        family="phone",
        accept=is_phone,
        found=("pager «402-555-0131»", "«(212) 736-5000»", "«1-800-275-2273»"),
        ignored=("402-155-0131", "4402-555-0131", "302-555-01312", "999-999-9999"),
        rank=62,
        source="North American Numbering Plan; phonenumbers metadata",
    ),
    Kind(
        name="phone.national",
        pattern=r"\(?0\d{1,4}\)?[ \-/](?:\d{2,4}[ \-]?){1,4}\d{2,4}|[2-9]\d{9}|1[3-9]\d[ -]?\d{4}[ -]?\d{4}",
        family="phone",
        accept=is_phone,
        near=NEAR,
        found=("tel: «020 7946 0958»", "電話 «03-3224-9999»", "mobile «13812345678»"),
        ignored=("build 020 7946 0958", "tel: 00000000", "phone 12-34"),
        rank=56,
        source="phonenumbers metadata of GB, JP, DE, FR, CN, AU, US",
    ),
    Kind(
        name="phone.jp_mobile",
        pattern=r"0[89]0-\d{4}-\d{4}",
        family="phone",
        accept=is_phone,
        found=("携帯 «090-3224-9917»", "reach Vell («080-3224-9917»)", "tel=«090-3224-9917»"),
        ignored=("090-3224-99171", "1090-3224-9917", "090-0000-0000"),
        rank=60,
        source="総務省 電気通信番号計画; phonenumbers metadata",
    ),
    Kind(
        name="phone.extension",
        pattern=r"(?i)(?:\bext(?:ension)?\.?|내선(?:번호)?|\bx) ?[:#]? ?(?P<v>\d{3,5})",
        family="phone",
        accept=lambda text: text not in ("100", "200"),
        edges="word",
        near=("ext", "내선", "call", "phone", "tel", "desk", "reach", "dial", "전화"),
        found=("ping me or ext. «4417».", "내선 «2204»로", "desk phone x«4417»"),
        ignored=("ext4 filesystem", "x86 phone", "context 4417"),
        carry=False,
        rank=55,
        source="common notation of office extensions",
    ),
)

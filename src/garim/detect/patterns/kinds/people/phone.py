"""Telephone numbers of the world: E.164 and national forms, judged by the metadata of phonenumbers; extensions next to "ext"."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

import garim.late as re
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import digits


@lru_cache(2048)
def is_phone(text: str) -> bool:
    """Whether phonenumbers holds it for a possible and valid number, or a US number of the 555 film range."""
    import phonenumbers  # 60 ms to import: only once a candidate is there

    plain = digits(text)
    # Korean mobiles are kr_phone's: asking phonenumbers seven times for each would cost a millisecond.
    if len(plain) < 8 or len(set(plain)) < 3 or (len(plain) == 11 and plain.startswith("010")):
        return False
    regions = (None,) if text.lstrip("( ").startswith(("+", "00")) else REGIONS
    for region in regions:
        try:
            number = phonenumbers.parse(
                f"+{plain[2:]}" if region is None and text.lstrip("( ").startswith("00") else text, region
            )
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
        # A "+" and separators say enough: plans change, and people mistype.
        if "+" in text and phonenumbers.is_possible_number(number) and len(plain) > 9 and _SEPARATED.search(text):
            return True
        if number.country_code == 1 and phonenumbers.is_possible_number(number) and plain[-7:-4] == "555":
            return True
    return False


@lru_cache(2048)
def is_mobile(text: str) -> bool:
    """Whether it is a mobile number in the groups in which its country writes it: nothing else has them, a 0 before them, and as
    many digits."""
    import phonenumbers

    plain = digits(text)
    if not 9 <= len(plain) <= 12 or len(set(plain)) < 3 or (len(plain) == 11 and plain.startswith("010")):
        return False
    return any(_is_mobile_in(phonenumbers, region, plain, text) for region in WITH_TRUNK)


def _is_mobile_in(phonenumbers: ModuleType, region: str, plain: str, text: str) -> bool:
    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.MOBILE:
        return False
    strict = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.STRICT_GROUPING)
    return any(met.raw_string == text for met in strict)


WITH_TRUNK = (
    "AU", "NZ", "GB", "IE", "DE", "BE", "CH", "AT", "SE", "FI", "NL", "TW", "MY", "TH", "VN", "PH", "ID", "ZA", "NG", "KE", "TR",
    "RO", "UA", "AE", "SA", "IL", "PK",
)  # fmt: skip
"""Countries whose mobile numbers are written with a 0 before them and their own digits in groups that are no pairs."""
REGIONS = ("US", "GB", "JP", "DE", "FR", "CN", "AU", "IT", "ES", "NL", "NO", "SE", "DK", "CH", "AT", "IN", "BR", "FI")
_SEPARATED = re.compile(r"\d[ .()/-]{1,3}\d")
_EXTENSION = r"(?:,? ?(?:x|ext\.?|extension|durchwahl|poste) ?\d{1,6})?"
_DATE = re.compile(
    r"(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,3}(?:\.\d{1,3}){3}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d{2}|(?:19|20)\d{6}"
)


def is_written(text: str) -> bool:
    """Whether it has the seven to fifteen digits of a number and is no date and no network address."""
    plain = digits(re.sub(r"(?i)(?:x|ext).*", "", text))
    return 7 <= len(plain) <= 15 and len(set(plain)) > 2 and plain[-7:].strip("0") != "" and not _DATE.match(text)


NEAR = (
    "phone", "tel", "mobile", "cell", "call", "fax", "pager", "contact", "dial", "whatsapp", "sms", "전화", "연락", "휴대",
    "電話", "携帯", "电话", "手机", "telefon", "téléphone", "tél", "handy", "reach ", "text me", "tfno", "teléfono", "móvil",
    "chiamami", "cellulare", "telefoon", "tlf", "mob", " ring ", "rufnummer", "landline",
)  # fmt: skip

KINDS = (
    Kind(
        name="phone",
        pattern=r"(?:\+ ?|\b00)[1-9]\d{0,2}(?:[ .\-/]{0,2}(?:\d{1,4}|\(\d{1,4}\))){2,6}",
        family="phone",
        accept=is_phone,
        found=(
            "call «+44 20 7946 0958»",
            "Tel «+1 (402) 555-0131» or",
            "«+81-3-3224-9999»",
            "(Herr Vell, «+49 521 9830-417»).",
            "(tel «+44 (0)20 7946 0958»)",
        ),
        ignored=("081110 001250 4631 INFO dfs: y", "x = a +1234", "UTC+09:00", "+999 123 4567"),
        rank=68,
        source="ITU-T E.164; phonenumbers metadata",
    ),
    Kind(
        name="phone.us",
        pattern=r"(?:1[-. ])?(?:\([2-9]\d{2}\)[ -]?|[2-9]\d{2}[-./])[2-9]\d{2}[-.]?\d{4}",
        family="phone",
        accept=is_phone,
        found=("pager «402-555-0131»", "«(212) 736-5000»", "«1-800-275-2273»"),
        ignored=("402-155-0131", "4402-555-0131", "302-555-01312", "999-999-9999"),
        rank=62,
        source="North American Numbering Plan; phonenumbers metadata",
    ),
    Kind(
        name="phone.pairs",
        pattern=r"0[1-9](?:[ .]\d{2}){4}|[679]\d{2}(?: \d{2}){3}",
        family="phone",
        accept=is_phone,
        near=(*NEAR, "joign", "appel", "numéro", "portable", "llám", "llam", "número", "guardia"),
        found=("joignable au «01 42 68 53 17» ce soir", "Appelez-moi au «06.39.98.56.21» svp", "llámame al «612 34 56 78»"),
        ignored=("trame 01 42 68 53 17", "appel 12 34 56 78 90", "llámame 112"),
        rank=60,
        source="ARCEP and CNMC numbering plans; phonenumbers metadata of FR and ES",
    ),
    Kind(
        name="phone.national",
        pattern=(
            r"\(?0\d{1,4}\)?(?: ?[-/] ?|[. ])(?:\d{2,4}(?: ?- ?|[. ])?){1,4}\d{2,4}|0\d{8,10}|[2-9]\d{9}|"
            r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
            r"|[2-9]\d{2} \d{3,4} \d{3,4}"
        ),
        family="phone",
        accept=is_phone,
        near=NEAR,
        edges="word",
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
        pattern=r"(?i)(?:\bext(?:ension)?|\bx) ?[:#]? ?(?P<v>\d{3,5})",
        family="phone",
        accept=lambda text: text not in ("100", "200"),
        edges="word",
        near=("ext", "call", "phone", "tel", "desk", "reach", "dial", "전화"),
        found=("ping me or ext «4417».", "extension «2204», please", "desk phone x«4417»"),
        ignored=("ext4 filesystem", "x86 phone", "context 4417"),
        carry=False,
        rank=55,
        source="common notation of office extensions",
    ),
    Kind(
        name="phone.inside",
        pattern=r"(?i)(?:\bext(?:ension)?\.|내선(?:번호)?) ?[:#]? ?(?P<v>\d{2,6})",
        family="phone",
        accept=lambda text: text not in ("100", "200"),
        edges="word",
        found=("ping me or ext. «4417».", "내선 «2204»로", "02-2231-4471(내선 «12»)"),
        ignored=("file.ext. none", "내선 연결", "text. 4417"),
        carry=False,
        rank=55,
        source="common notation of office extensions",
    ),
    Kind(
        name="phone.extended",
        pattern=r"(?i)(?:(?:\+|00)?1[-. ]|001[-. ])?(?:\(\d{3}\) ?|\d{3}[-. /])\d{3}[-. ]\d{4} ?(?:x|ext\.?|extension) ?\d{1,6}",
        family="phone",
        edges="word",
        found=("«001-402-555-2231x887» is the helpdesk", "or «402.555.2231 ext. 44».", "«(402)555-2231x4471»"),
        ignored=("402-555-2231", "1920 x 1080", "0x4025552231x8"),
        rank=64,
        source="North American Numbering Plan, usual notation of extensions",
    ),
    Kind(
        name="phone.cue",
        pattern=(
            r"(?i)(?:\b(?:(?:tele|cell ?|mobile ?|work ?|home ?)?phone|tel|telephone|mobile|mob|cell|fax|whatsapp|sms|handy|"
            r"telefon|rufnummer|tél|téléphone|"
            r"tfno|teléfono|móvil|telefono|cellulare|telefoon|tlf|puh|ph|cel|landline|pager)(?: ?(?:no|nr|number|num|"
            r"#)\b)?\.?(?: is| was|:is)?"
            r"|\b(?:my|his|her|your|their) (?:number|digits|cell|mobile)(?: is|['’]s)?|\bnumber is|\breach (?:me|him|her|us|"
            r"them) (?:at|on)|\b(?:call|text|ring|dial) (?:me|him|her|us|them) (?:at|on)|"
            r"\b(?:call|text|ring|dial) (?:me|him|her|us|them)|电话|手机|電話(?:番号)?は?|携帯(?:電話|番号)?は?|"
            r"전화(?:번호)?(?:는|은)?|연락처(?:는|은)?|(?:휴대|핸드)(?:폰|전화)(?:번호)?(?:는|은)?|직통)"
            r"[\"']?[ :.=#(]{0,3}[\"']?(?P<v>\+?\(?\d{1,5}\)?(?:[ .\-/()·]{1,2}\d{1,5}){1,6}"
            + r"(?:,? ?(?:x|ext\.?|extension) ?\d{1,6})?|\d{9,13})"
        ),
        family="phone",
        edges="word",
        accept=is_written,
        found=(
            "phone: «555-2231»",
            "number is «555 2231», ask for mara",
            "mobile «0412345678» please",
            "tlf. «22 44 71 18»",
            "phone «402.155.2231 x44»",
            "her cell «4021552231»",
        ),
        ignored=("call 2024-01-02", "phone 12-34", "call 10.0.0.1", "the call 12345", "tel: 00000000", "phone 1.2.3"),
        rank=60,
        source="usual notation of telephone numbers",
    ),
    Kind(
        name="phone.mobile",
        pattern=r"0\d{1,4}(?:[ -]\d{2,8}){1,4}",
        family="phone",
        accept=is_mobile,
        edges="word",
        found=(
            "Sam's on «0491 570 737» until 5",
            "| Vell | «021 179 1907» |",
            "Reach the site manager: «07400 483 378»",
            "«085 087 6232», «078 135 04 92» und «0812-461-0921»",
            "«070-194 41 17» eller «071 108 3592»",
        ),
        ignored=(
            "set 0491 570",
            "0100 0200 0300",
            "trame 06 12 86 01 29",
            "10491 570 737",
            "lot 0100 123 456",
            "0491-570-737-221",
        ),
        rank=60,
        source="phonenumbers metadata: national plans and the groups in which they are written",
    ),
    Kind(
        name="phone.called",
        pattern=(
            r"\b(?:[Cc]all|[Tt]ext|[Rr]ing|[Dd]ial|[Rr]each|[Pp]hone|[Mm]essage)(?:ing|ed)? (?:[A-Z][\w.'’-]* ){1,3}(?:at|on) "
            r"(?P<v>\(?\d{1,4}\)?(?:[ .-]\d{2,5}){1,4})"
        ),
        family="phone",
        accept=lambda text: is_written(text) and is_phone(text),
        edges="behind",
        found=("You can call Vell on «512 011 980»", "text Ada Ruys at «612 66 69 72».", "Reach Dr. Vell on «40 71 51 62»"),
        ignored=("Call Vell on 2024-11-30", "call it on 512 011 980", "Ring Vell at 10 30 11"),
        rank=60,
        source="usual notation of telephone numbers",
    ),
)

"""National identity and tax numbers of Europe, each with its own check digit or date."""

from __future__ import annotations

from collections.abc import Callable

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import digits, is_day, is_short_day, iso_11_10, luhn, weighted

_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CF_ODD = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (
            1,
            0,
            5,
            7,
            9,
            13,
            15,
            17,
            19,
            21,
            1,
            0,
            5,
            7,
            9,
            13,
            15,
            17,
            19,
            21,
            2,
            4,
            18,
            20,
            11,
            3,
            6,
            8,
            12,
            14,
            16,
            10,
            22,
            25,
            24,
            23,
        ),
        strict=True,
    )
)


def de_steuerid(text: str) -> bool:
    """German tax id: MOD 11,10, and one digit stands twice or three times among the first ten."""
    plain = digits(text)
    most = max(plain[:10].count(c) for c in plain[:10])
    return plain[0] != "0" and most in (2, 3) and iso_11_10(plain)


def fr_nir(text: str) -> bool:
    """French social security number: the key is 97 less the rest of the number by 97."""
    plain = text.replace(" ", "").upper().replace("2A", "19").replace("2B", "18")
    return 97 - int(plain[:13]) % 97 == int(plain[13:])


def it_codice_fiscale(text: str) -> bool:
    """Italian tax code: the last letter checks the fifteen characters before it."""
    even = sum(int(c) if c.isdigit() else ord(c) - 65 for c in text[1:15:2])
    return chr(65 + (even + sum(_CF_ODD[c] for c in text[0:15:2])) % 26) == text[15]


def es_dni(text: str) -> bool:
    """Spanish DNI or NIE: the letter is the number modulo 23."""
    plain = text.upper().replace("-", "").replace(" ", "")
    plain = str("XYZ".index(plain[0])) + plain[1:] if plain[0] in "XYZ" else plain
    return _DNI[int(plain[:-1]) % 23] == plain[-1]


def nl_bsn(text: str) -> bool:
    """Dutch BSN: the eleven test."""
    plain = digits(text)
    return len(set(plain)) > 1 and (weighted(plain, range(9, 1, -1)) - int(plain[8])) % 11 == 0


def be_rrn(text: str) -> bool:
    """Belgian register number: 97 less the rest by 97, with a 2 before it for those born since 2000."""
    plain = digits(text)
    return any(97 - int(century + plain[:9]) % 97 == int(plain[9:]) for century in ("", "2"))


def pl_pesel(text: str) -> bool:
    """Polish PESEL: weights 1 3 7 9, and a birth date whose month carries the century."""
    month = int(text[2:4]) % 20
    return 1 <= month <= 12 and 1 <= int(text[4:6]) <= 31 and (weighted(text[:10], (1, 3, 7, 9) * 3) + int(text[10])) % 10 == 0


def pt_nif(text: str) -> bool:
    """Portuguese NIF: modulo 11."""
    rest = weighted(text[:8], range(9, 1, -1)) % 11
    return (0 if rest < 2 else 11 - rest) == int(text[8])


def se_personnummer(text: str) -> bool:
    """Swedish personal number: a date and a Luhn digit over the last ten digits."""
    plain = digits(text)[-10:]
    return is_short_day(plain[:4] + f"{(int(plain[4:6]) - 1) % 60 + 1:02}") and luhn(plain)


def fi_hetu(text: str) -> bool:
    """Finnish personal identity code: the last character is the number modulo 31."""
    return is_short_day(text[4:6] + text[2:4] + text[:2]) and _HETU[int(text[:6] + text[7:10]) % 31] == text[10]


def dk_cpr(text: str) -> bool:
    """Danish CPR number: a date; numbers since 2007 have no check digit."""
    return is_short_day(text[4:6] + text[2:4] + text[:2])


def at_svnr(text: str) -> bool:
    """Austrian insurance number: the fourth digit checks the others, then follows a date."""
    plain = digits(text)
    rest = (weighted(plain[:3], (3, 7, 9)) + weighted(plain[4:], (5, 8, 4, 2, 1, 6))) % 11
    return rest == int(plain[3]) and is_short_day(plain[8:] + plain[6:8] + plain[4:6])


def ro_cnp(text: str) -> bool:
    """Romanian CNP: a date and modulo 11."""
    rest = weighted(text[:12], (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return is_short_day(text[1:7]) and (1 if rest == 10 else rest) == int(text[12])


def bg_egn(text: str) -> bool:
    """Bulgarian EGN: month plus 0, 20 or 40, and modulo 11."""
    rest = weighted(text[:9], (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10
    return is_short_day(f"{text[:2]}{int(text[2:4]) % 20:02}{text[4:6]}") and rest == int(text[9])


def cz_rc(text: str) -> bool:
    """Czech and Slovak birth number: month plus 0, 20, 50 or 70, and divisible by 11."""
    plain = digits(text)
    month = int(plain[2:4]) % 50 % 20
    return 1 <= month <= 12 and 1 <= int(plain[4:6]) <= 31 and int(plain) % 11 == 0


def ee_isikukood(text: str) -> bool:
    """Estonian and Lithuanian personal code: a date and two rounds of modulo 11."""
    rest = weighted(text[:10], (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if rest == 10:
        rest = weighted(text[:10], (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return is_short_day(text[1:7]) and rest == int(text[10])


def ie_pps(text: str) -> bool:
    """Irish PPS number: the first letter after the digits is the sum modulo 23."""
    extra = 9 * (ord(text[8]) - 64) if len(text) > 8 and text[8] != "W" else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(weighted(text[:7], range(8, 1, -1)) + extra) % 23] == text[7]


def gr_amka(text: str) -> bool:
    """Greek AMKA: a date and a Luhn digit."""
    return is_day(2000 + int(text[4:6]), int(text[2:4]), int(text[:2])) and luhn(text)


def _kind(name: str, pattern: str, check: Callable[[str], bool], near: str, numbers: str) -> Kind:
    """One country's number; `near` and `numbers` are lists with bars between."""
    words, plain = tuple(near.split("|")) if near else (), numbers.split("|")
    before = words[0] if words else "no."
    return Kind(
        name=f"eu_id.{name}",
        pattern=pattern,
        family="code",
        edges="word",
        accept=check,
        near=words,
        found=tuple(f"{before} «{number}»" for number in plain),
        ignored=(f"{before} pending", f"{before} {plain[0]}7", f"{before} 12-34"),
        rank=66 if words else 58,
        source="national registers' published algorithms, as in OECD's TIN descriptions",
    )


KINDS = (
    _kind(
        "de_steuerid",
        r"[1-9]\d ?\d{3} ?\d{3} ?\d{3}",
        de_steuerid,
        "steuer|idnr|tax id|tin",
        "86095742719|47 036 892 816|65929970489",
    ),
    _kind(
        "fr_nir",
        r"[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}",
        fr_nir,
        "",
        "1 84 12 76 451 089 46|255081416802538|2 69 05 49 588 157 80",
    ),
    _kind(
        "it_codice_fiscale",
        r"[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z]",
        it_codice_fiscale,
        "",
        "RSSMRA85T10A562S|AXGNIF21C22A332F|QUEXAY73P24P465E",
    ),
    _kind("es_dni_nie", r"(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z]", es_dni, "", "12345678Z|X1234567L|54362315-K"),
    _kind("nl_bsn", r"\d{9}", nl_bsn, "bsn|burgerservice|sofi", "111222333|123456782|999999990"),
    _kind(
        "be_rrn",
        r"\d{2}\.?\d{2}\.?\d{2}-?\d{3}\.?\d{2}",
        be_rrn,
        "rijksregister|national register|registre national|niss|insz",
        "85.07.30-033.28|93051822361|610715-70015",
    ),
    _kind("pl_pesel", r"\d{11}", pl_pesel, "pesel", "44051401359|02070803628|92071314764"),
    _kind("pt_nif", r"[1-3568]\d{8}", pt_nif, "nif|contribuinte", "123456789|501964843|185189539"),
    _kind("se_personnummer", r"(?:19|20)?\d{6}[-+]\d{4}", se_personnummer, "", "811228-9874|670919-9530|19811228-9874"),
    _kind("fi_hetu", r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", fi_hetu, "", "131052-308T|010594Y9032|270799Y8589"),
    _kind("dk_cpr", r"\d{6}-\d{4}", dk_cpr, "cpr|personnummer|sundheds", "211062-5629|010190-1234|311299-4475"),
    _kind(
        "at_svnr",
        r"\d{4} ?\d{6}",
        at_svnr,
        "svnr|sozialversicherung|sv-nummer|versicherungsnummer",
        "1237 010180|1237010180|6531 291086",
    ),
    _kind("ro_cnp", r"[1-8]\d{12}", ro_cnp, "", "1800101221144|1630615123457|7210622235328"),
    _kind("bg_egn", r"\d{10}", bg_egn, "егн|egn", "6101057509|7523169263|8032056031"),
    _kind("cz_rc", r"\d{6}/\d{4}", cz_rc, "", "710319/2745|224211/7812|854111/0490"),
    _kind("hr_oib", r"\d{11}", iso_11_10, "oib", "33392005961|94577403194|69435151530"),
    _kind("ee_isikukood", r"[1-6]\d{10}", ee_isikukood, "isikukood|asmens kod|id-kood", "37605030299|33309240064|38703181745"),
    _kind("ie_pps", r"\d{7}[A-W][A-IW]?", ie_pps, "pps|rsi", "6433435F|1234567T|1234567FA"),
    _kind("gr_amka", r"\d{11}", gr_amka, "amka|αμκα", "01013099997|29129682190|07124382321"),
    *(
        Kind(
            name=f"eu_id.{name}",
            pattern=rf"(?i)(?:{cue})(?: (?:no\.?|nr\.?|n[º°]\.?|number|num|is|:|#))*[ :=#(]{{0,3}}(?P<v>{pattern})",
            family="code",
            edges="word",
            found=found,
            ignored=(f"{found[0].partition(' ')[0]} pending", "no. 12-34", "x 1"),
            rank=62,
            source="national registers; people mistype check digits, and forms are in any case",
        )
        for name, cue, pattern, found in (
            (
                "it_near",
                r"codice fiscale|cod\. ?fisc\.?|\bc\.?f\.?",
                r"[a-z]{6} ?\d{2}[a-ehlmprst]\d{2} ?[a-z]\d{3}[a-z]",
                ("cf «rssmra85t10a562s»", "codice fiscale: «LNDMRA74C42H501Z»", "C.F. «LNDMRA74C42H501Z»"),
            ),
            (
                "es_near",
                r"\b(?:dni|nie|nif)",
                r"[xyz]?-?\d{1,2}\.?\d{3}\.?\d{3}[- ]?[a-z]",
                ("dni «12.345.678-z»", "NIE «x1234567l»", "DNI: «44712231K»"),
            ),
            (
                "de_near",
                r"steuer-?id(?:entifikationsnummer|nr\.?)?|idnr\.?|steuernummer|sozialversicherungsnummer|\bsv-?nr\.?",
                r"\d{2} ?\d{6} ?[a-z] ?\d{3}|\d{2,3}[ /]?\d{3}[ /]?\d{3,5}(?: ?\d{2,3})?",
                ("Steuer-ID «44 712 231 094»", "Steuernummer «447/122/31094»", "sozialversicherungsnummer: «65 020374 L 447»"),
            ),
            (
                "nl_near",
                r"\bbsn|burgerservicenummer",
                r"\d{4}[. ]?\d{2}[. ]?\d{3}",
                ("BSN «4471.22.310»", "bsn: «447122310»", "burgerservicenummer «447122310»"),
            ),
            (
                "fr_near",
                r"\bnir|sécurité sociale|num[ée]ro de s[ée]cu|\binsee",
                r"[12] ?\d{2} ?\d{2} ?\d[\dab] ?\d{3} ?\d{3}(?: ?\d{2})?",
                ("NIR «1 84 12 76 451 089 40»", "sécurité sociale «184127645108940»", "insee: «2 69 05 49 588 157 80»"),
            ),
        )
    ),
)

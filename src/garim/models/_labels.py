"""What a foreign model's labels mean here, and its spans as findings.

    meanings(labels, given)     label → one of MEANINGS, or "off"; a label that nobody knows stops the start
    findings(text, spans)       spans with a meaning and a score → findings that the surrogates can stand in for

A span is only as good as its form: an e-mail address without an @ gets no e-mail's surrogate but an id's, what
everyone knows stays (`_sense.py`), and each line of an address stands by itself.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from garim.detect.names.korean import PARTICLES
from garim.detect.words import generic
from garim.errors import BadSettings
from garim.models._sense import known
from garim.values import Finding

MEANINGS = {
    "person": ("person", "person"),
    "org": ("org", "stem"),
    "place": ("place", "stem"),
    "address": ("address", "address"),
    "email": ("email", "email"),
    "phone": ("phone", "phone"),
    "account": ("account", "code"),
    "card": ("card", "card"),
    "id": ("record_id", "code"),
    "date": ("date_of_birth", "date"),
    "secret": ("secret.model", "secret"),
    "url": ("host_fqdn", "domain"),
    "ip": ("ipv4", "ip"),
    "handle": ("social_handle", "code"),
    "age": ("age", "number"),
}
"""What a label can mean: the kind, as policies and receipts name it, and the surrogate family of its findings."""
OFF = "off"
"""Said of a label that is to be left alone."""
_KNOWN = {
    "person": "per person pers ps name names first_name firstname given_name givenname last_name lastname surname full_name"
    " fullname middle_name middlename prefix_name private_person person_name patient doctor b_per",
    "org": "org organization organisation company og employer company_name companyname",
    "place": "loc location lc gpe place city state county country town district",
    "address": "address street street_address streetaddress addr private_address building_number buildingnum building"
    " street_name secondary_address zip zipcode zip_code postal_code postcode",
    "email": "email email_address e_mail mail private_email",
    "phone": "phone phone_number telephone telephonenum telephone_number phonenumber mobile tel fax private_phone",
    "account": "account account_number accountnum bank_account iban account_name bban routing_number",
    "card": "card credit_card creditcard credit_card_number creditcardnumber debit_card",
    "id": "id ssn social_security_number government_id drivers_license socialnum idcard idcardnum id_number passport"
    " passport_number driver_license driverlicensenum driver_license_number tax_id taxnum national_id"
    " customer_id employee_id medical_record_number license_plate vehicle_id",
    "date": "dob date_of_birth dateofbirth birthdate birth_date birthday private_date",
    "secret": "secret password pass api_key token key pin cvv",
    "url": "url uri domain website hostname host private_url",
    "ip": "ip ip_address ipv4 ipv6 ipaddress",
    "age": "age",
    "handle": "handle username user_name nickname login",
}
_LABELS = {word: meaning for meaning, words in _KNOWN.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LINE = re.compile(r"[^\s,;][^\n]*")
_SIGNS = "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_EDGES = " \t\r\n\f\v,;:!?\"'`“”‘’()[]{}<>|*_~\ufeff" + _SIGNS
"""Blanks, marks and signs of direction, which are no part of a name."""
_PARTICLE = re.compile(rf"(?<=[가-힣]{{3}})(?:{PARTICLES})$")
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w@])")
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_CHANGES = re.compile(r"[A-Za-z0-9가-힣]")
"""What the surrogates of ids can change."""


class Span(NamedTuple):
    """What a model says of a stretch of a text."""

    start: int
    end: int
    meaning: str
    score: float
    """0 to 1: how sure it is."""


def meanings(labels: Iterable[str], given: Mapping[str, str], where: str) -> dict[str, str]:
    """What each of a model's labels means.

    Args:
        labels: As the model has them, without B- and I-.
        given: Label → meaning, as the settings say; wins over what is known.
        where: The setting, for messages.

    Raises:
        BadSettings: A label that nobody knows, a meaning that there is not, a label given that the model has not.
    """
    names = list(dict.fromkeys(labels))
    choices = ", ".join([*MEANINGS, OFF])
    for label, meaning in given.items():
        if label not in names:
            raise BadSettings(f"{where}: the model has no label {label!r}", hint="it has " + ", ".join(names))
        if meaning != OFF and meaning not in MEANINGS:
            raise BadSettings(f"{where}: {label} = {meaning!r}", hint="one of " + choices)
    out = {label: given.get(label) or _LABELS.get(re.sub(r"[\s-]+", "_", label.strip()).lower(), "") for label in names}
    unknown = [label for label, meaning in out.items() if not meaning]
    if unknown:
        hint = f'say what it means: {where} = {{ "{unknown[0]}" = "…" }}, one of {choices}'
        raise BadSettings(f"{where}: what the model calls {', '.join(unknown[:20])} is not known", hint=hint)
    return out


def findings(text: str, spans: Sequence[Span]) -> list[Finding]:
    """A model's spans as findings, in the order given."""
    return [finding for span in spans for finding in _of(text, span)]


def _of(text: str, span: Span) -> Iterator[Finding]:
    """The findings of one span: none, one, or one a word or line."""
    kind, family = MEANINGS[span.meaning]
    rank, why = 41 + int(14 * min(1.0, max(0.0, span.score))), f"{span.meaning} as the model reads it"
    start, end = _trimmed(text, span)
    value = text[start:end]
    if sum(c.isalnum() for c in value) < 2 or known(text, start, end, span.meaning):
        return
    if family == "stem":
        words = list(_WORD.finditer(text, start, end))
        for word in words:
            if len(word[0]) > 1 and not (len(words) > 1 and generic(word[0].lower())):
                yield Finding(word.start(), word.end(), kind, family, word[0], why, rank=rank)
        return
    for line in _LINE.finditer(text, start, end):
        low, high = line.start(), line.end() - len(line[0]) + len(line[0].rstrip(_EDGES))
        if high - low > 1:
            at, to, family, entity, part = _formed(span.meaning, text[low:high])
            yield Finding(low + at, low + to, kind, family, entity, why, part=part, rank=rank)


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """The span without blanks, quotes and marks at its ends, and without a name's particle."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and (text[end - 1] in _EDGES or text[end - 1] == "."):
        end -= 1
    if span.meaning == "person" and (particle := _PARTICLE.search(text[start:end])):
        end = start + particle.start()
    return start, end


def _formed(meaning: str, value: str) -> tuple[int, int, str, str, str]:
    """Where in a value the finding is, its family, entity and part."""
    digits = "".join(c for c in value if c.isdigit() and c.isascii())
    family, entity, part = MEANINGS[meaning][1], value, ""
    at, to = 0, len(value)
    if meaning == "person":
        words = value.split()
        # One Latin word, or two syllables, are a part of a name; they stand for the person only where they were read.
        alone = len(words) == 1 and (value[0] < "\u0250" or ("가" <= value[0] <= "힣" and len(value) < 3))
        return at, to, family, " ".join(words), "given" if alone else "full"
    if meaning == "email":
        mail = _MAIL.search(value)
        fits, (at, to) = mail is not None, mail.span() if mail else (at, to)
        entity = value[at:to].lower()
    elif meaning == "url":
        host = _HOST.search(value)
        fits, (at, to) = host is not None, host.span() if host else (at, to)
        entity = value[at:to].lower()
    elif meaning == "ip":
        fits, entity = _is_ip(value), value.lower()
    else:
        least = {"phone": 5, "card": 12, "date": 1, "age": 1}.get(meaning, 0)
        fits = len(digits) >= least
        entity = digits if meaning in ("phone", "card") and fits else value
    if not fits or (family == "code" and not _CHANGES.search(value)):
        # Not of that form: hidden all the same, by what stands in for anything.
        family, entity = ("code" if _CHANGES.search(value) else "address"), value
    return at, to, family, entity, part


def _is_ip(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True

"""Presidio's REST shape: what can call Presidio (LiteLLM, Open WebUI …) can call Garim, for its analyzer and its anonymizer.

POST /analyze      text or texts → [{entity_type, start, end, score, analysis_explanation}]
POST /anonymize    text and an analyzer's results → {text, items}
POST /deanonymize  the way back of the operator `encrypt`
GET  /recognizers /supportedentities /anonymizers /deanonymizers → names

Offsets are code points. Our kinds go by Presidio's names where it has one. All languages are read at once, so `language`
says nothing new; it is checked for its form. Nothing is kept and nothing leaves.
Source: https://microsoft.github.io/presidio/api-docs/api-docs.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import parse_qs

import msgspec
import orjson
import re2

from garim.detect.lexicon.source import KINDS as LEXICON_KINDS
from garim.detect.patterns.kinds import all_kinds
from garim.errors import BadInput, GarimError
from garim.exchange import Screening
from garim.gateway.parts import Parts
from garim.gateway.presidio_operators import BACK, FORTH, Operator, Span, operate
from garim.gateway.reply import with_status
from garim.values import Finding

POSTS = ("/analyze", "/anonymize", "/deanonymize")
GETS = ("/recognizers", "/supportedentities", "/anonymizers", "/deanonymizers")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
MOST_PATTERNS = 200
"""Ad-hoc patterns of one request."""
BUDGET = 5.0
"""Seconds that one request's ad-hoc patterns may take: each match is linear, all matches of a spiteful pattern are not."""
CONTEXT_REACH = 100
"""Characters before a match in which its recognizer's context words are looked for."""
CONTEXT_GAIN, CONTEXT_LEAST = 0.35, 0.4
"""What a context word adds to a score, and the least it makes of it; Presidio's own values."""
NEVER_MORE = 70
"""Rank of a finding from which its score is 1: a checksum, a vendor's prefix, a word of the company's own."""

NAMES = {
    "person": "PERSON",
    "email": "EMAIL_ADDRESS",
    **dict.fromkeys(("phone", "kr_phone", "kr_phone_short", "kr_phone_words"), "PHONE_NUMBER"),
    "card": "CREDIT_CARD",
    "iban": "IBAN_CODE",
    **dict.fromkeys(("ipv4", "ipv6", "network"), "IP_ADDRESS"),
    "mac": "MAC_ADDRESS",
    "crypto_wallet": "CRYPTO",
    **dict.fromkeys(("url_host", "host_fqdn", "domain"), "URL"),
    "date_of_birth": "DATE_TIME",
    **dict.fromkeys(("org", "customer"), "ORGANIZATION"),
    **dict.fromkeys(
        ("address", "location", "geo", "kr_address_road", "kr_address_lot", "kr_branch", "us_address", "uk_address"), "LOCATION"
    ),
    "us_routing": "ABA_ROUTING_NUMBER",
    "us_routing.account": "US_BANK_NUMBER",
    "kr_driver": "KR_DRIVER_LICENSE",
    "eu_id.es_dni_nie": "ES_NIF",
    "eu_id.it_codice_fiscale": "IT_FISCAL_CODE",
    "eu_id.pl_pesel": "PL_PESEL",
    "eu_id.fi_hetu": "FI_PERSONAL_IDENTITY_CODE",
    "eu_id.se_personnummer": "SE_PERSONNUMMER",
    "eu_id.de_steuerid": "DE_TAX_ID",
    **dict.fromkeys(
        ("product", "project", "host", "database", "db_object", "column", "package", "service", "repository", "document", "word"),
        "COMPANY_WORD",
    ),
}
"""Our kinds, or what stands before their dot, by Presidio's names; what is not here goes by its own name in capitals."""


class Pattern(msgspec.Struct):
    """One expression of an ad-hoc recognizer."""

    name: str
    regex: str
    score: float


class Recognizer(msgspec.Struct, kw_only=True):
    """An ad-hoc recognizer: patterns, and words that are always found."""

    supported_entity: str
    name: str = "ad-hoc"
    patterns: list[Pattern] | None = None
    deny_list: list[str] | None = None
    deny_list_score: float = 1.0
    context: list[str] | None = None
    global_regex_flags: int | None = None


class Analyze(msgspec.Struct, kw_only=True):
    """What /analyze takes."""

    text: str | list[str]
    language: str = "en"
    entities: list[str] | None = None
    score_threshold: float | None = None
    return_decision_process: bool | None = None
    ad_hoc_recognizers: list[Recognizer] | None = None
    context: list[str] | None = None
    allow_list: list[str] | None = None
    allow_list_match: str | None = None
    regex_flags: int | None = None
    correlation_id: str | None = None


class Anonymize(msgspec.Struct, kw_only=True):
    """What /anonymize takes."""

    text: str
    analyzer_results: list[Span]
    anonymizers: dict[str, Operator] | None = None


class Deanonymize(msgspec.Struct, kw_only=True):
    """What /deanonymize takes."""

    text: str
    anonymizer_results: list[Span]
    deanonymizers: dict[str, Operator]


class Searcher(msgspec.Struct):
    """One compiled expression of a request."""

    entity: str
    score: float
    recognizer: str
    name: str
    pattern: str | None
    """None for a list of words, which stands in group 1."""
    regex: Any
    context: tuple[str, ...] = ()


Ask = TypeVar("Ask", Analyze, Anonymize, Deanonymize)


async def answer_post(path: str, body: bytes, parts: Parts) -> bytes:
    """Answer one call of POSTS.

    Raises:
        BadInput: It is not what the path takes; an ad-hoc expression is none that runs in linear time.
        Broken: A finder failed. Nothing was given out.
    """
    if path == "/analyze":
        ask, screening = _read(body, Analyze), parts.screening()
        return await parts.pace.soon(body, screening, _analyze, ask, screening)
    if path == "/anonymize":
        forth = _read(body, Anonymize)
        return orjson.dumps(operate(forth.text, forth.analyzer_results, forth.anonymizers or {}))
    ask_back = _read(body, Deanonymize)
    return orjson.dumps(operate(ask_back.text, ask_back.anonymizer_results, ask_back.deanonymizers, back=True))


def answer_get(path: str, query: bytes) -> bytes:
    """Answer one call of GETS.

    Raises:
        BadInput: `language` is none.
    """
    _check_language(parse_qs(query.decode("latin-1"), keep_blank_values=True).get("language", ["en"])[0])
    if path == "/supportedentities":
        return orjson.dumps(sorted(entities()))
    if path == "/recognizers":
        return orjson.dumps(sorted({kind.name.partition(".")[0] for kind in all_kinds()} | {"columns", "lexicon", "names"}))
    return orjson.dumps(list(FORTH if path == "/anonymizers" else BACK))


def error_body(error: GarimError) -> bytes:
    """An error as Presidio's clients read it: `error` is a text. Its code stands beside it."""
    said = f"{error.message}: {error.hint}" if error.hint else error.message
    return orjson.dumps({"error": said, "code": error.code})


@cache
def entities() -> frozenset[str]:
    """Every entity type that can be found without ad-hoc recognizers."""
    kinds = {kind.name for kind in all_kinds()} | LEXICON_KINDS | {"person", "address", "login_id", "national_id"}
    return frozenset(map(entity_of, kinds))


@cache
def entity_of(kind: str) -> str:
    """A kind's entity type."""
    base, _, variant = kind.partition(".")
    if base == "eu_id" and kind not in NAMES:
        return variant.upper()
    return NAMES.get(kind) or NAMES.get(base) or base.upper()


# ---- finding


def _analyze(ask: Analyze, screening: Screening) -> bytes:
    _check_language(ask.language)
    if ask.score_threshold is not None and not 0 <= ask.score_threshold <= 1:
        raise _invalid("score_threshold is no score", "0 to 1")
    searchers = list(_searchers(ask))
    known = entities() | {searcher.entity for searcher in searchers}
    if ask.entities and not known.intersection(ask.entities):
        raise _invalid("none of the entities that are asked for is known here", "GET /supportedentities lists them")
    allowed = _allowed(ask)
    texts = [ask.text] if isinstance(ask.text, str) else ask.text
    results = [_results(text, ask, screening, searchers) for text in texts]
    if allowed is not None:
        results = [[r for r in row if not allowed(text[r["start"] : r["end"]])] for text, row in zip(texts, results, strict=True)]
    return orjson.dumps(results[0] if isinstance(ask.text, str) else results)


def _results(text: str, ask: Analyze, screening: Screening, searchers: list[Searcher]) -> list[dict[str, Any]]:
    kept = {kind for kind, style in screening.styles.items() if style == "keep"}
    detector = screening.detector
    (found,) = detector.carry([text], [detector.scan(text)])
    results = [_result(finding, bool(ask.return_decision_process)) for finding in found if finding.kind not in kept]
    results += _ad_hoc(text, ask, searchers)
    wanted, least = set(ask.entities or ()), ask.score_threshold or 0.0
    results = [r for r in results if r["score"] >= least and (not wanted or r["entity_type"] in wanted)]
    results.sort(key=lambda r: (r["start"], -r["end"], -r["score"]))
    return _without_contained(results)


def _result(finding: Finding, explain: bool) -> dict[str, Any]:
    score = min(1.0, (finding.rank + 100 - NEVER_MORE) / 100)
    about = _explanation(finding.kind, None, None, score, finding.why) if explain else None
    return {
        "entity_type": entity_of(finding.kind),
        "start": finding.start,
        "end": finding.end,
        "score": score,
        "analysis_explanation": about,
    }


def _ad_hoc(text: str, ask: Analyze, searchers: list[Searcher]) -> Iterator[dict[str, Any]]:
    if not searchers:
        return
    data, until = text.encode(), monotonic() + BUDGET
    for searcher in searchers:
        for start, end in _in_characters(data, _spans(searcher, data)):
            if monotonic() > until:
                raise _invalid("the ad-hoc patterns take too long on this text", "a shorter text or simpler patterns")
            score, word = searcher.score, ""
            before = text[max(0, start - CONTEXT_REACH) : start].lower()
            word = next((word for word in searcher.context if word and word in before), "")
            if word:
                score = min(1.0, max(score + CONTEXT_GAIN, CONTEXT_LEAST))
            about = None
            if ask.return_decision_process:
                about = _explanation(searcher.recognizer, searcher.name, searcher.pattern, searcher.score, None)
                about.update(score=score, score_context_improvement=score - searcher.score, supportive_context_word=word)
            yield {
                "entity_type": searcher.entity,
                "start": start,
                "end": end,
                "score": score,
                "analysis_explanation": about,
            }


def _spans(searcher: Searcher, data: bytes) -> Iterator[tuple[int, int]]:
    """A pattern's matches, or a word list's, whose edges two neighbours share."""
    group = int(searcher.pattern is None)
    at = 0
    while at <= len(data):
        match = searcher.regex.search(data, at)
        if match is None:
            return
        start, end = match.span(group)
        if start < end:
            yield start, end
        at = max(end, at + 1)


def _in_characters(data: bytes, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = count = 0
    for start, end in spans:
        first = count + len(data[at:start].decode("utf-8", "ignore"))
        at, count = end, first + len(data[start:end].decode("utf-8", "ignore"))
        yield first, count


def _without_contained(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ordered results without those that lie inside another of the same type."""
    ends: dict[str, int] = {}
    out = []
    for result in results:
        kind, end = result["entity_type"], result["end"]
        if end > ends.get(kind, -1):
            ends[kind] = end
            out.append(result)
    return out


def _explanation(recognizer: str, name: str | None, pattern: str | None, score: float, why: str | None) -> dict[str, Any]:
    return {
        "recognizer": recognizer,
        "pattern_name": name,
        "pattern": pattern,
        "original_score": score,
        "score": score,
        "textual_explanation": why,
        "score_context_improvement": 0,
        "supportive_context_word": "",
        "validation_result": None,
        "regex_flags": None,
    }


# ---- what a request brings along


def _searchers(ask: Analyze) -> Iterator[Searcher]:
    recognizers = ask.ad_hoc_recognizers or []
    if sum(len(r.patterns or ()) for r in recognizers) > MOST_PATTERNS or len(recognizers) > MOST_PATTERNS:
        raise _invalid("there are too many ad-hoc patterns", f"{MOST_PATTERNS} in one request, at most")
    for recognizer in recognizers:
        entity = recognizer.supported_entity
        if not entity or not (recognizer.patterns or recognizer.deny_list):
            raise _invalid("an ad-hoc recognizer has no entity, or neither patterns nor a deny_list", "see Presidio's docs")
        context = tuple(word.lower() for word in (*(recognizer.context or ()), *(ask.context or ())))
        flags = _flags(recognizer.global_regex_flags)
        for pattern in recognizer.patterns or ():
            regex = _compiled(flags + pattern.regex)
            yield Searcher(entity, _score(pattern.score), recognizer.name, pattern.name, pattern.regex, regex, context)
        words = [word for word in recognizer.deny_list or () if word]
        if words:
            edge = r"[^\pL\pN_]"
            quoted = "|".join(map(re2.escape, sorted(words, key=len, reverse=True)))
            regex = _compiled(f"{flags}(?:^|{edge})({quoted})(?:$|{edge})")
            yield Searcher(entity, _score(recognizer.deny_list_score), recognizer.name, "deny_list", None, regex)


def _allowed(ask: Analyze) -> Any:
    """Whether a found text is on the caller's list; None where there is no list."""
    if ask.allow_list_match not in (None, "exact", "regex"):
        raise _invalid("allow_list_match is not known here", "exact or regex")
    if not ask.allow_list:
        return None
    if ask.allow_list_match != "regex":
        return frozenset(ask.allow_list).__contains__
    regex = _compiled(_flags(ask.regex_flags) + "(?:" + "|".join(ask.allow_list) + ")")
    return lambda text: regex.search(text.encode()) is not None


def _flags(flags: int | None) -> str:
    """Python's regex flags as RE2 writes them; Presidio's default is IGNORECASE | MULTILINE | DOTALL."""
    given = flags if flags is not None else re.IGNORECASE | re.MULTILINE | re.DOTALL
    letters = "".join(letter for flag, letter in ((re.I, "i"), (re.M, "m"), (re.S, "s")) if given & flag)
    return f"(?{letters})" if letters else ""


def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern.encode(), options)
    except re2.error:
        raise _invalid(
            "an expression does not compile as RE2", "no lookaround and no backreferences: it must run in linear time"
        ) from None


def _score(score: float) -> float:
    if not 0 <= score <= 1:
        raise _invalid("an ad-hoc score is no score", "0 to 1")
    return score


def _check_language(language: str) -> None:
    if not LANGUAGE.fullmatch(language):
        raise _invalid("language is no language", "two letters, as in en or ko")


def _read(body: bytes, shape: type[Ask]) -> Ask:
    try:
        if b"\\u" in body:
            orjson.loads(body)  # it refuses half a surrogate pair, which msgspec lets pass and no text may hold
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, orjson.JSONDecodeError, UnicodeError, RecursionError):
        # The decoder's own message may quote the body.
        fields = ", ".join(shape.__struct_fields__)
        raise BadInput("the body is not what this path takes", hint=f"JSON with {fields}, as in Presidio's docs") from None


def _invalid(message: str, hint: str) -> BadInput:
    error = BadInput(message, hint=hint)
    with_status(422, error)
    return error

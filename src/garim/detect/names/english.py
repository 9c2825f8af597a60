"""People named in Latin letters: English names, romanised Korean, Japanese and Chinese ones, in prose of any language.

Runs of capitalised words are weighed by what the lists know of each word and by what stands around them. Words that are
ordinary English too (Mark, Will, Rose), months, places and products need evidence of their own.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

import garim.lang as lang
import garim.late as re
from garim.detect.names.korean import PARTICLES, RANKS, Mention
from garim.detect.words import generic
from garim.text.fold import without_marks
from garim.text.lately import Lately
from garim.text.places import places

NEEDED = 3.0
"""Evidence from which a run is a name; see `EnglishNames.weigh`."""

KOREAN_SURNAMES = frozenset(
    spelling for written in lang.spellings("romanised_surnames", "ko").values() for spelling in written
) - frozenset(lang.words("words_in_prose", "ko"))
_ROMAN = re.compile(
    r"(?:(?:(?:ch|kk|[bcdghjkmnprstwy])?(?:yeo|yae|wae|woo|eui|eu|eo|ae|oe|ui|wi|wo|wa|ya|ye|yo|yu|oo|ee|[aeiou])(?:ng|[nklmpt])?)-?){2}"
)
OTHER = frozenset(
    # Products, vendors, places, months, days and nationalities that are on lists of names too.
    "jenkins maven ruby jasmine cassandra django julia ada alexa siri travis kafka kotlin linus docker athena aurora jupyter kali debian "
    "pascal haskell erlang delphi sonar oracle apache lambda jackson lombok tomcat scala azure amazon allure jasper flink ray dask panda "
    "selenium perl java groovy crystal dart swift rust elm hugo gatsby flask tornado celery nginx luna gemini claude grok mistral llama "
    "cortana watson tesla loki thanos vault consul nomad helm istio envoy jaeger bamboo nexus harbor maria redis spring hibernate struts "
    "quartz spark hadoop hive airflow prefect dagster elastic kibana grafana prometheus sentry datadog splunk github gitlab bitbucket jira "
    "confluence slack teams zoom notion figma linear trello asana monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december berkeley cambridge austin houston paris london sydney dallas "
    "madison charlotte orlando lincoln jordan georgia virginia carolina dakota israel chad india china asia america florence victoria "
    "sofia milan geneva vienna boston denver phoenix cleveland savannah brooklyn chelsea kent devon santiago san los santa saint new york "
    "jersey england ireland france germany italy spain japan korea seoul busan omaha nebraska california texas florida arizona ohio "
    "washington oxford stanford windows linux mac unix ubuntu fedora alpine python postgres mysql mongo mariadb sqlite kubernetes terraform "
    "ansible chef puppet vagrant bazel gradle ant make chrome firefox safari edge opera android apple google microsoft meta intel amd nvidia "
    "cisco dell lenovo sap adobe vercel netlify heroku stripe visa mastercard paypal excel word outlook sharepoint power english french "
    "german spanish korean japanese chinese american british indian european hello dear regards thanks thank best cheers sincerely hi hey "
    "null true false none void todo fixme note select from where group order join inner left right outer error warn info debug trace fatal "
    "api sql json xml http https url uri aws gcp ibm vmware citrix veeam veritas solaris hana snowflake looker tableau metabase ceph minio "
    "jwt oauth saml okta keycloak cognito lex polly rekognition sage sagemaker textract macie kinesis redshift neptune glacier euler abel "
    "gauss laplace fourier markov bayes bernoulli poisson gaussian boolean turing dijkstra bellman ford fisher newton euclid hamming levenshtein "
    "jaro winkler luhn huffman fibonacci mersenne pareto christmas easter eid diwali ramadan christ jesus bible quran western eastern northern "
    "southern pacific atlantic unicode ascii latin arabic cyrillic hebrew greek hangul java javascript typescript react angular vue svelte "
    "herr herrn frau der die das kunde kunden ember jest mocha chai karma cypress playwright storybook tailwind bootstrap ada cobol fortran basic lisp scheme prolog eiffel simula dear".split()
)
HOMONYMS = frozenset(
    "april may june august jordan austin madison charlotte georgia virginia florence victoria sofia chelsea devon israel chad "
    "paris jasmine ruby ada julia travis jackson lincoln kent orlando dallas phoenix savannah brooklyn carolina hugo luna "
    "claude watson maria jasper crystal ray aurora athena cassandra linus santiago sydney london dakota abel newton ford fisher "
    "jenkins washington denver cleveland houston boston berkeley grant chase summer autumn".split()
)
"""Of those, the ones that are a person's with the other half of a name beside them."""
_ROLES = lang.words("roles", "en", "de", "ko") + lang.words("cues", "en") + lang.words("fields", "ko")
_BEFORE = re.compile(
    rf"[\s\"'*@(<]{{0,3}}(?:[:=(\-,][ \t]*)?(?P<role>{lang.either(r[::-1] for r in _ROLES)})"
    r"(?:\Z|[^A-Za-z가-힣])",
    re.IGNORECASE,
)
"""A role directly before, read backwards: one place to try instead of every one of the window."""
_BETWEEN = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\"'*@(<:=-,"
_ROLE_ENDS = frozenset(role.rstrip(_BETWEEN).casefold()[-2:] for role in _ROLES)
"""What may stand between a role and a name, and the last two letters of what `_BEFORE` has: most words before names have others."""
_DASHES, _SAYING, _OPENING = frozenset("—–-"), frozenset("'’ ,"), frozenset(") ")
"""Before a blank what signs, and with what `_SAID` and `_KOREAN` begin."""
_SIGNED = re.compile(
    r"(?:[—–]|--|\n-) ?$|(?:regards|best|cheers|thanks|sincerely|gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)|lg|vg|mfg),?\n{1,2}$",
    re.IGNORECASE,
)
_WRITTEN_TITLES = (
    *(f"{t.capitalize()}{dot} " for t in lang.words("titles", "en", "de") for dot in ("", ".")),
    *(f"{t.upper()}. " for t in lang.words("titles", "en", "de")),
    *("mr ", "mr. ", "mrs ", "mrs. ", "dr. ", "prof. ", "HERR ", "FRAU ", "MRS "),
)
"""As they stand before a name; `ms` is a unit, `miss` a verb, `DR` a site and `MS` a vendor too."""
_TITLED_LOW = re.compile(
    r"(?<![A-Za-z0-9_.-])(?:mrs?\.?|dr\.|prof\.) (?:(?:&|and) mrs?\.? )?([a-z][a-z-]{2,20})(?![A-Za-z0-9_@/=-]|\.[a-z])"
)
KEPT = 4_000
"""Words of which is remembered whether they may be a name."""
_BARE = str.maketrans("äöüß", "aous")
_CLOSE = frozenset(" \n—–-")
_SAID = re.compile(
    rf"(?:'s|’s)? (?:{lang.either(lang.words('says'))})\b"
    r"|, (?:the|our|my|who|a) | \((?!\))|,? (?:cc|and) "
)
_CONTACT = re.compile(
    r"[\"']?,? ?[<(\[,:|]? ?(?:[\w.+-]{2,40}@|\+?\d[\d .()-]{6,})|[^\n]{0,3}<[^>\n]{3,60}@|, (?:pager|phone|cell|ext|tel)\b"
)
_KOREAN = re.compile(rf"\)? ?(?P<sure>님|씨|쌤|말로는|{RANKS})|(?:{PARTICLES}|쪽)(?![가-힣])| (?:합류|제안|확인|담당|요청)")
_NICK = re.compile("(?P<v>[가-힣]{2,4})(?:님|씨)? ?[(]$")
_TODO = re.compile(r"(?:TODO|FIXME|XXX|HACK)\((?P<v>@?[A-Za-z][a-z]{2,15}(?:[._][a-z]{2,15})?)\)")
_UP, _ANY = "A-ZÀ-ÖØ-Þ", "A-Za-zÀ-ÖØ-öø-ž"
_CAP = rf"(?:(?:[A-Z]\.){{1,3}}|[{_UP}](?:[{_ANY}]|['’-][{_ANY}])*)"
_HONORIFIC = re.compile(r"-(?:san|sama|kun|chan|ssi|nim)\b")
_RUN = re.compile(
    rf"(?<![{_ANY}0-9_@#$./\\&-]){_CAP}(?: (?:(?:de|da|di|du|dos|la|le|van|von|der|den|ter|bin|ibn|al|el|of) ){{0,2}}{_CAP})*(?![{_ANY}0-9_])"
)
_WORD_BEFORE, _WORD_BEHIND = re.compile(rf"([{_UP}][\w.'’-]*) $"), re.compile(r" [A-Z][a-z]")
_REVERSED = re.compile(
    rf"(?<![{_ANY}0-9_.])([{_UP}][a-zß-öø-ž'’-]{{2,20}}), ([{_UP}][a-zß-öø-ž-]{{2,20}})(?: [A-Z]\.)?(?![{_ANY}0-9_])"
)
_COMMA = re.compile(rf"[a-zß-öø-ž'’-], [{_UP}]")
"""What each of those holds."""
_CODE = re.compile(r"[;{}=]|\w\(|::|->|</|^\s*(?:import|from|package|using|class|def|return|at)\b")
_LOWER = re.compile(
    r"(?<![A-Za-z0-9_@./\\-])([a-z]{3,15})(?![A-Za-z0-9_@/\\-]|\.[a-z])(?=(?: ([a-z][a-z'-]{2,18})(?![A-Za-z0-9_@/\\-]))?)"
)
_FILE = re.compile(r"(?<![A-Za-z0-9._-])([a-z]{5,15})[_-][a-z0-9_-]{1,40}$")
_FILE_END = re.compile(r"\.(?:jpe?g|png|pdf|docx?|xlsx?|pptx?|hwpx?|heic|zip)\b")
_HANDLE = re.compile(
    r"(?:login|owner|actor|assignee|reviewer|author|on-?call|nickname|approver|requester)[\"']? ?[:=] ?[\"']?@?"
    r"(?P<v>[a-z]{1,12}[._][a-z]{1,12})(?![A-Za-z0-9_@/(-]|\.\w)"
)
_EDGE, _END = re.compile(r"[^A-Za-z0-9_.@-]?", re.DOTALL), re.compile(r"(?![A-Za-z0-9_@]|\.\w)")
_LOWER_WORDS = re.compile(r"[a-z]{3,15}")
_LOWER_ROLE = re.compile(
    r"(?:^|[^a-z])(?:ask|asked|ping|pinged|tell|told|cc|call|called|emailed?|contact|hi|hey|hello|dear|thanks|thx|from|with|by|todo\(|owner:?|mr|ms|mrs|dr"
    r"|assignee:?|author:?|reviewer:?|name is|i'm|i am|this is|@|and|met|loop in|per) ?\.? ?$"
)
_MAIL = re.compile(r"(?<![\w.+-])([a-z]{2,15})[._]([a-z]{2,20})$", re.IGNORECASE)
_CELL_LEFT, _CELL_RIGHT = frozenset(",\"'|;\t>(["), frozenset(",\"'|;\t<)]\n")
_SMALL = frozenset("de da di du dos la le van von der den ter bin ibn al el".split())


def _starts(text: str, at: int) -> bool:
    """Whether a word begins there: a pattern that begins with a choice of letters is far faster without its own \\b."""
    return not at or not (text[at - 1].isalnum() or text[at - 1] == "_")


def _personal(handle: str) -> bool:
    """Whether no part of a handle names a role or a thing (admin.local, self.name)."""
    return not any(len(p) > 2 and (generic(p) or p in ("self", "this", "root", "os", "system")) for p in re.split("[._]", handle))


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    sort: str
    """F f: first name, f an ordinary word too; L l: last name; I: initial; u: unknown; o: ordinary; x: something else."""


@dataclass(frozen=True, slots=True)
class EnglishNames:
    """Lists of first and last names and ordinary words, and the rules that weigh a run of words with them."""

    first: frozenset[str]
    first_word: frozenset[str]
    last: frozenset[str]
    last_word: frozenset[str]
    words: frozenset[str]
    core: frozenset[str]
    may: dict[str, bool] = field(default_factory=lambda: Lately(KEPT), compare=False, repr=False)
    """Words looked at lately and whether they may be a name."""

    @classmethod
    def read(cls, data: bytes) -> EnglishNames:
        """The lists from the JSON that `training/names_lists.py` writes."""
        lists = {name: frozenset(content.split()) for name, content in json.loads(data).items()}
        return cls(lists["first"], lists["first_word"], lists["last"], lists["last_word"], lists["words"], lists["core"] - OTHER)

    def sort(self, word: str) -> str:
        """What the lists know of a word: see `_Word.sort`; an upper-case letter outweighs a lower-case one."""
        if len(word.rstrip(".")) == 1:
            return "I"
        low = word.lower().rstrip(".")
        if not low.isascii():
            spelled = (low, without_marks(low), without_marks(low.translate(_BARE)))
            low = next((s for s in spelled if s in self.first or s in self.last), low)
        if low in OTHER or low in HOMONYMS:
            return "h" if low in HOMONYMS else "x"
        if low in self.first:
            return "FL" if low in self.last else "F"
        if low in self.last:
            return "L"
        marks = ("f" if low in self.first_word else "") + ("l" if low in self.last_word else "")
        if marks or low in self.words:
            return marks or "o"
        if "-" in low or "'" in low or "’" in low:
            parts = re.split("[-'’]", low)
            return "L" if any(p in self.last or p in self.first for p in parts) or _ROMAN.fullmatch(low) else "u"
        plain = word[1:].islower() and len(word) > 2
        return "u" if plain and not (low.endswith("s") and low[:-1] in self.words) else "o"

    def people(self, text: str, hint: bool, tagged: Sequence[Mention] = ()) -> list[Mention]:
        """People named in Latin letters, those whom the tagger reads among them; each place of a name found once."""
        found = [m for run in _RUN.finditer(text) if self._may(run[0]) for m in self._run(text, run, hint)]
        found += self._reversed(text)
        notes = _TODO.finditer(text) if "(" in text else ()
        found += [Mention(m.start("v"), m.end("v"), m["v"].title(), "nick", 55, "who a note is for") for m in notes]
        found += [
            Mention(m.start("v"), m.end("v"), m["v"], "nick", 50, "a handle after a role")
            for m in _HANDLE.finditer(text)
            if _starts(text, m.start()) and _personal(m["v"])
        ]
        found += list(self._files(text)) if "." in text else []
        found += list(self._nicks(text, found))
        found += () if text.isupper() else self._lower(text)
        spans = sorted((m.start, m.end) for m in found)
        reach = list(accumulate((end for _, end in spans), max, initial=0))
        found += [m for m in tagged if reach[bisect_right(spans, (m.start, len(text)))] < m.end]
        return found + self._known(text, found)

    def _may(self, run: str) -> bool:
        """Whether a run can hold a name: cheap, for the many words with a capital that cannot."""
        if " " in run:
            return True
        known = self.may.get(run)
        if known is not None:
            return known
        if "-" in run:
            return True
        word = run[:-2] if run[-2:] in ("'s", "’s") else run[:-1] if run.endswith(".") and len(run) > 2 else run
        found = self.may[run] = self._single(_Word(0, 0, word, self.sort(word))) > -1.0
        return found

    def _split(self, run: re.Match[str]) -> list[_Word]:
        words, at = [], run.start()
        for piece in run[0].split(" "):
            end, word = at + len(piece), piece
            if word[-2:] in ("'s", "’s"):
                word = word[:-2]
            elif polite := _HONORIFIC.search(word):
                word = word[: polite.start()]
            elif word.endswith(".") and len(word) > 2:
                word = word[:-1]
            sort = "" if word in _SMALL or word == "of" else self.sort(word)
            words.append(_Word(at, at + len(word), word, sort or "x" if word == "of" else sort or "-"))
            at = end + 1
        return words

    def _run(self, text: str, run: re.Match[str], hint: bool) -> Iterator[Mention]:
        words, i = self._split(run), 0
        if all(word.sort in ("o", "x", "-") for word in words):
            return
        while i < len(words):
            for size in (4, 3, 2, 1):
                group = words[i : i + size]
                if len(group) < size or group[-1].sort == "-":
                    continue
                shape = self._shape(group)
                if shape <= -1.0:
                    continue
                weight = shape + self.context(text, group, hint, shape)
                if weight >= NEEDED:
                    yield self._mention(text, group, weight)
                    i += size - 1
                    break
            i += 1

    def _shape(self, group: list[_Word]) -> float:
        """How much the words look like a name by themselves; at most -1 where they cannot be one."""
        sorts = [word.sort for word in group if word.sort != "-"]
        if group[0].sort == "-" or (len(sorts) < len(group) and sorts[0] == "u"):  # German "von": Freigabe von …
            return -9.0
        if any(s == "x" for s in sorts) or sorts[0] == "":
            return -9.0
        if len(sorts) == 1:
            return self._single(group[0])
        if (
            any(s == "o" for s in sorts[:-1])
            or "".join(sorts).strip("h") == ""
            or (len(sorts) > 2 and any(s == "o" for s in sorts))
        ):
            return -9.0
        head, tail = sorts[0], sorts[-1]
        low, last = group[0].text.lower(), group[-1].text.lower()
        if len(sorts) == 2 and (
            (low in KOREAN_SURNAMES and _ROMAN.fullmatch(last)) or (last in KOREAN_SURNAMES and _ROMAN.fullmatch(low))
        ):
            return 3.5
        if head == "I":
            return 3.0 if "L" in tail else 1.5 if tail[0] in "uFlh" and "." in group[0].text else -9.0
        if tail == "I":
            return 3.5 if "F" in head else 1.5 if head in ("f", "fl", "u", "h") and group[-1].text.endswith(".") else -9.0
        first = 2.5 if "F" in head else 1.0 if head[0] in "fh" else 0.5 if head == "L" else 0.0
        first += 0.5 if low in self.core and tail[-1] in "lh" else 0.0
        second = {"L": 1.5, "F": 1.0, "u": 0.5, "l": 0.0, "f": 0.0, "h": 0.0}.get(tail[-1], -2.0)
        caps = sum(len(w.text) > 2 and w.text.isupper() for w in group)
        return first + second - (1.0 if caps and not (caps == len(group) and first > 2 and second > 1) else 0.0)

    def _single(self, word: _Word) -> float:
        low = word.text.lower()
        if word.text.isupper() and len(word.text) < 4 or len(low) < 3:
            return -9.0
        if low in self.core:
            return 1.5
        return {"F": 1.0, "L": 0.0, "f": 0.0, "u": -0.5, "l": -0.9}.get(word.sort[0], -9.0)

    def context(self, text: str, group: list[_Word], hint: bool, shape: float) -> float:
        """What stands around a run: roles, titles, verbs of people, addresses, cells, Korean particles."""
        start, end = group[0].start, group[-1].end
        before, single = text[max(0, start - 18) : start], len(group) == 1
        weight = 0.0
        close = before[-1:] in _CLOSE
        if close and before.removesuffix("\n").endswith(_WRITTEN_TITLES):
            weight += 4.0
        elif close and (before[-1:] != " " or before[-2:-1] in _DASHES) and _SIGNED.search(before):
            weight += 2.5
        elif before.rstrip(_BETWEEN)[-2:].casefold() in _ROLE_ENDS and (role := _BEFORE.match(before[::-1])):
            low = role["role"][::-1].lower()
            vague = low in (
                "by",
                "with",
                "to",
                "from",
                "via",
                "per",
                "user",
                "best",
                "name",
                "call",
                "primary",
                "backup",
                "this is",
                "signed",
                "client",
            )
            weight += 1.5 if single and vague else 2.0
        after = text[end : end + 1]
        if text[end : end + 2] in ("'s", "’s") or (text[end : end + 1] == "'" and text[end - 1] == "s"):
            weight += 2.0 if not single else 1.0 if group[0].sort[0] == "F" else 0.5
        elif after in _SAYING and _SAID.match(text, end):
            weight += 1.5 if group[0].sort[0] in "Fu" or not single else 1.0
        elif (after in _OPENING or after.isalpha()) and (korean := _KOREAN.match(text, end)):
            weight += 3.0 if korean["sure"] else 1.5 if "가" <= text[end] <= "힣" else 1.0
        if after == ")" and _NICK.search(before):
            weight += 2.0
        if _CONTACT.match(text, end):
            weight += 2.0
        if after == "-" and _HONORIFIC.match(text, end):
            weight += 4.0
        left, right = text[start - 1 : start] if start else "", after
        if (not left or left in _CELL_LEFT or left == "\n") and (not right or right in _CELL_RIGHT):
            weight += 2.5 if hint else 0.5 if single else 1.0
        if single and shape + weight + 1.5 >= NEEDED:  # what else it may win
            weight += self._alone(text, start, end)
        return weight

    def _alone(self, text: str, start: int, end: int) -> float:
        """What a single word needs more: prose around it, or Korean."""
        left, right = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        line = text[max(left, start - 80) : end + 80 if right < 0 else min(right, end + 80)]
        if (
            text[end : end + 1] in ("(", "_", "=", "[")
            or text[end : end + 2] in ("::",)
            or re.match(r"\.\w", text[end : end + 2])
        ):
            return -2.0
        korean = any("가" <= c <= "힣" for c in text[max(left, start - 12) : end + 12])
        if _CODE.search(line):
            return 0.0 if korean else -1.0
        return 1.5 if korean and text[start:end].lower() in self.core else 1.0 if korean else 0.5

    def _mention(self, text: str, group: list[_Word], weight: float) -> Mention:
        start, end = group[0].start, group[-1].end
        part = "given"
        if len(group) > 1:
            part = "initials" if "I" in (group[0].sort, group[-1].sort) else "full"
        elif text[max(0, start - 11) : start].removesuffix("\n").endswith(_WRITTEN_TITLES):
            part = "family"
        entity = " ".join(w.text for w in group)
        return Mention(
            start,
            end,
            entity.title() if entity.isupper() else entity,
            part,
            min(75, int(35 + 5 * weight)),
            "a name with evidence",
        )

    def _nicks(self, text: str, found: list[Mention]) -> Iterator[Mention]:
        """The Hangul nickname before a Latin one in brackets: 베키(Bella) 매니저."""
        for mention in found:
            nick = _NICK.search(text, max(0, mention.start - 8), mention.start)
            if nick and text[mention.end : mention.end + 1] == ")":
                yield Mention(nick.start("v"), nick.end("v"), nick["v"], "nick", 45, "a nickname with its Latin form")

    def _files(self, text: str) -> Iterator[Mention]:
        """A document named after someone: castellano_invoice_02.pdf."""
        for end in _FILE_END.finditer(text):
            match = _FILE.search(text, max(0, end.start() - 60), end.start())
            if match and match[1] in self.last and match[1] not in self.words and match[1] not in OTHER:
                yield Mention(match.start(1), match.end(1), match[1].title(), "family", 45, "a family name that a document bears")

    def _reversed(self, text: str) -> Iterator[Mention]:
        for match in () if _COMMA.search(text) is None else _REVERSED.finditer(text):
            before = _WORD_BEFORE.search(text, max(0, match.start() - 24), match.start())
            if (before and self.sort(before[1])[0] in "FfhI") or _WORD_BEHIND.match(text, match.end(2)):
                continue  # Ann Brown, Carl Dean
            last, first = match[1].lower(), match[2].lower()
            if last in self.last and first in self.first and last not in self.first and not {last, first} & OTHER:
                yield Mention(match.start(), match.end(2), f"{match[2]} {match[1]}", "full", 55, "a name, family name first")

    def _lower(self, text: str) -> Iterator[Mention]:
        """Chat in lower case: both names on the lists, or one after a verb that takes a person."""
        for match in _TITLED_LOW.finditer(text) if "mr" in text or "r. " in text or "f. " in text else ():
            if self.sort(match[1])[0] in "FLu" and match[1] not in OTHER:
                yield Mention(match.start(1), match.end(1), match[1].title(), "family", 70, "a family name behind a title")
        if self.core.isdisjoint(_LOWER_WORDS.findall(text)):
            return
        for match in _LOWER.finditer(text):
            first, last = match[1], match[2]
            if first not in self.core and not (last and first in self.first):
                continue
            if first in OTHER or first in self.words:
                continue
            asked = _LOWER_ROLE.search(text[max(0, match.start() - 12) : match.start()])
            if last and last not in self.words and last not in OTHER and (asked or last in self.last or last in self.core):
                yield Mention(match.start(), match.end(2), f"{first} {last}".title(), "full", 50, "a name in lower case")
            elif first in self.core and asked:
                yield Mention(match.start(), match.end(1), first.title(), "given", 45, "a first name in lower case")

    def _known(self, text: str, found: list[Mention]) -> list[Mention]:
        """Mentions by first or last name of people whose full name stands in the text or in an address of it."""
        names = {m.entity for m in found if m.part == "full"}
        signs = re.finditer("@", text) if "@" in text else ()
        mails = (_MAIL.search(text, max(0, sign.start() - 37), sign.start()) for sign in signs)
        names |= {
            f"{m[1].title()} {m[2].title()}"
            for m in mails
            if m and (m[1].lower() in self.first or m[1].lower() in self.first_word)
        }
        owners: dict[str, set[str]] = {}
        for name in names:
            for half in (name.split(" ")[0], name.split(" ")[-1]):
                owners.setdefault(half, set()).add(name)
        out = [m._replace(entity=_owner(m.entity, owners)) if m.part != "full" else m for m in found]
        values: dict[str, tuple[str, str]] = {}
        for name in sorted(names):
            pieces = name.split(" ")
            for value, part in ((name, "full"), (pieces[0], "given"), (pieces[-1], "family")):
                low = value.lower()
                if len(value) > 2 and (part == "full" or (low not in self.words and low not in OTHER)):
                    values.setdefault(value, (name, part))
        taken, told, more = {m.start for m in found}, list(values.values()), list[Mention]()
        for at, end, number in sorted(places(text, list(values)), key=lambda hit: hit[2]):
            if at not in taken and _EDGE.fullmatch(text, max(0, at - 1), at) and _END.match(text, end):
                taken.add(at)
                more.append(Mention(at, end, *told[number], 55, "a name that the text gives elsewhere"))
        found[:] = out
        return more


def _owner(entity: str, owners: dict[str, set[str]]) -> str:
    """The one full name that a short mention belongs to, else the mention itself."""
    named = owners.get(entity, set())
    return next(iter(named)) if len(named) == 1 else entity

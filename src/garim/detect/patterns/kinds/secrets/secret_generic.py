"""Random-looking values next to a word that says "key" or "token", and what all secret files share to judge a value.

A token template is text with places in braces, `{class length}`: `ghp_{an36}`, `xoxb-{d10,13}-{an24}`, `{hex32,}`.
It gives both the RE2 pattern and the examples, so no real-looking token stands in this code.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

import garim.late as re
from garim.detect import words as known
from garim.detect.patterns.kind import Kind

CLASSES = {
    "an": "A-Za-z0-9", "hex": "a-f0-9", "HEX": "A-F0-9", "xdig": "A-Fa-f0-9", "d": "0-9", "up": "A-Z0-9", "UP": "A-Z",
    "low": "a-z0-9", "az": "a-z", "b32": "A-Z2-7", "b64": "A-Za-z0-9+/", "url": "A-Za-z0-9_-", "w": "A-Za-z0-9_",
    "eq": "A-Za-z0-9_=-", "dot": "A-Za-z0-9_.-", "lowd": "a-z0-9_-", "b64e": "A-Za-z0-9+/=",
    "bech": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
}  # fmt: skip
_NAMED = re.compile(r"\{(b32|b64e|b64|[A-Za-z]+)(\d+)(,(\d*))?\}")
_ORDER = "7aK2bQ9cX4dM0eR5fZ8gT1hV3jW6kY-_nN+/AsB2CtD9EuF"


def entropy(text: str) -> float:
    """Shannon entropy of the text's own characters, in bits per character; 0 for the empty text."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def pattern_of(template: str) -> str:
    """The RE2 pattern of a token template; outside the places it is RE2 already."""
    return _NAMED.sub(lambda m: f"[{CLASSES[m[1]]}]{{{m[2]}{m[3] or ''}}}", template)


def sample_of(template: str) -> str:
    """One text that a template (of literals and places, first of its alternatives) stands for; always the same."""

    def fill(m: re.Match[str]) -> str:
        letters, size = _letters(CLASSES[m[1]]), int(m[2])
        return (letters * (size // len(letters) + 1))[:size]

    literal = template.split("|")[0].replace("={0,2}", "==")
    return re.sub(r"\\(.)", r"\1", _NAMED.sub(fill, literal))


@cache
def _letters(those: str) -> str:
    return "".join(re.findall(f"[{those}]", _ORDER))


def is_varied(text: str) -> bool:
    """Whether this is more than a prefix and filler: `xxxx…` and `0000…` are filler."""
    tail = text[-16:]
    return len(set(tail)) >= 5 and "xxxxx" not in text.lower() and "****" not in text


_PREFIX = re.compile(r"(?:[A-Za-z0-9_-]|\\.|\[[^\]]*\])*")
_TIGHT = frozenset(("an", "hex", "HEX", "xdig", "d", "up", "UP", "low", "az", "b32", "b64", "b64e"))


def stands_out(template: str) -> bool:
    """Whether a token's prefix is such that it is one also behind a letter: `keyghp_…`; of words like `live_…` it is not."""
    for one in template.split("|"):
        prefix = _PREFIX.match(one)
        said = re.sub(r"\[[^\]]*\]|\\.", "x", prefix[0]) if prefix else ""
        tight = all(met[1] in _TIGHT for met in _NAMED.finditer(one))
        if not ("_" in said or "-" in said[:-1] or len(said) > 4 and said.endswith("-")) or len(said) < (4 if tight else 7):
            return False
    return "(" not in template and not re.search(r"\][{+*]", template)


def token(name: str, template: str, *, sample: str = "", rank: int = 85, glued: bool = False) -> Kind:
    """A token that its own prefix gives away.

    Args:
        name: The vendor, snake_case; the kind is called `secret.<name>`.
        template: Token templates, alternatives separated by `|`.
        sample: A sample's template, where `template` is too much of a pattern to be its own.
        rank: 70 to 100.
        glued: Whether it is known behind letters too, although its prefix is one of letters.
    """
    text = sample_of(sample or template)
    glued = glued or stands_out(template)
    behind = (f"key«{text}»", f"API_«{text}»") if glued else ()
    return Kind(
        name=f"secret.{name}",
        # In code a token often follows an escape: the n of "\\n" is no letter of a longer word.
        pattern=rf"(?:\\[nrt])?(?P<v>{pattern_of(template)})",
        family="secret",
        found=(f"이 키 «{text}»를 지워 주세요", f'{{"k": "«{text}»"}}', f"- it was «{text}», I think", *behind),
        ignored=(
            text[0] + text[2:] if glued else f"a9{text}",
            text[: max(4, len(text) // 8)],
            f"{name.replace('_', ' ')} tokens are rotated every 90 days",
        ),
        edges="behind" if glued else "word",
        accept=is_varied,
        rank=rank,
        source="the vendor's documentation of its token format",
    )


def is_random(text: str) -> bool:
    """Whether it looks drawn by a machine: letters and digits mixed, no words, high entropy for its length."""
    digits = sum(map(text.count, "0123456789"))
    if digits < 2 or digits == len(text) or not is_varied(text) or is_reference(text):
        return False
    return entropy(text) >= (2.6 if len(text) < 16 else 3.0) and not _WORDY.fullmatch(text)


_LETTERS = re.compile(r"[A-Za-z]+")
SHORT, USED = 3, 3.0
"""Letters and Zipf frequency from which a word is one that names are put together from."""


def is_spelled(text: str) -> bool:
    """Whether it is put together from ordinary words and a few digits: such a name is as long as a key by chance."""
    runs = [run.lower() for run in _LETTERS.findall(text)]
    return sum(map(len, runs)) * 4 >= 3 * len(text) and all(_are_words(run) for run in runs)


def _are_words(run: str) -> bool:
    reached = [True] + [False] * len(run)
    for end in range(SHORT, len(run) + 1):
        starts = range(max(0, end - 16), end - SHORT + 1)
        reached[end] = any(reached[start] and known.zipf(run[start:end]) >= USED for start in starts)
    return reached[-1]


def is_drawn(text: str) -> bool:
    """Whether it looks drawn by a machine, and is no name of words."""
    return is_random(text) and not is_spelled(text)


GAP = r"[\s\"'\x60=:>,|()]{1,8}"
"""What stands between a word and the value that it names."""


def keyed(name: str, words: str, template: str, *, word: str = "", sample: str = "", gap: str = GAP) -> Kind:
    """A token without a prefix of its own, right after a word (of the vendor) that gives it away.

    Args:
        name: The vendor, snake_case; the kind is called `secret.<name>`.
        words: RE2 alternatives of the words, any case; the first is used in the examples.
        template: Token templates, alternatives separated by `|`.
        word: What the examples say instead of the first word, where that is a pattern.
        sample: A sample's template, where `template` is too much of a pattern to be its own.
        gap: RE2 of what stands right before the token.
    """
    text, word = sample_of(sample or template), word or words.split("|")[0].replace("[_-]?", "_")
    return Kind(
        name=f"secret.{name}",
        pattern=rf"(?i:{words})[ \t\w.-]{{0,24}}(?:키|토큰|시크릿)?[는은]?{gap}(?P<v>{pattern_of(template)})",
        family="secret",
        found=(f'{word}_key = "«{text}»"', f'"{word}": "«{text}»"', f"{word} 키: «{text}»", f"our {word} token is «{text}»"),
        ignored=(f"commit {text}", f'{word}_key = "{text[:6]}"', f"{word}_key = ${{KEY}}"),
        edges="word",
        accept=is_drawn,
        rank=70,
        source="the vendor's documentation of its token format",
    )


# Python's engine backtracks: no two neighbours below may match the same character in a loop.
_REFERENCE = re.compile(
    r"""(?ix) \$\{.* | \$\(.* | \$(?-i:[A-Z_][A-Z0-9_]*|[a-z_]+[0-9]?|[a-z]+(?:[A-Z][a-z]+)+) | \$\$?\w+:\w+ | %\w+% | %\(\w+\)s
    | %[sdvr] | \{[\w.:$ -]*\}? | \{\{.* | <[^>]*>?
    | \#\{.* | @\w+@ | [@:&]{1,2}[a-z_]+ | __\w+ | \[[\w.:$ -]*\]? | !(?:vault|ref|sub|env|secret|reference|getatt).*
    | (?:op|vault|ref\+\w+|keyring|file|https?|awssm|gcpsm|s3)://.* | (?:arn|vault|ssm|secretsmanager|env):.*
    | (?:env|enc|lookup|base64|file)\(.* | [.~]{0,2}/(?:[\w.-]+/)*[\w.-]*
    | (?:your|my|enter|insert|replace|put|add|some|the|an?)[-_ .]?(?:[a-z0-9]+[-_ .])*
      (?:key|pass|password|passwd|pwd|pw|token|secret|here|me|this)
    | \W*(?:example|sample|dummy|placeholder|redacted|masked|hidden|removed|todo|tbd|fixme)[\w-]*\W* | (?:.*[-_])?here
    | [x*.\-_\#•●?]+ | [a-z0-9]{0,4}[x*]{4,}\w{0,4} | \.{2,}.*""",
)
_NAME = r"[A-Za-z_]+(?:\d{1,3}[A-Za-z_]+)?\d{0,2}"
_WORDY = re.compile(
    rf"{_NAME}(?:\.{_NAME})+|"
    r"[A-Za-z]+\d{0,2}(?:[-_./:][A-Za-z]+\d{0,2})*|(?:[A-Za-z]+[-_.]){2,}\d{1,4}|v?\d+(?:[.\-:TZ]+\d+)+"
    r"|\d+(?:ms|[smhdkKMG][bB]?|px|em|pt)?|[a-z]*(?:[A-Z][a-z]{2,}\d{0,2})+"
)


def is_reference(text: str) -> bool:
    """Whether it is no secret itself but names one, or is a filler for one: `${PW}`, `{{ pw }}`, `<pw>`, `****`."""
    return bool(_REFERENCE.fullmatch(text))


_KEYS = (
    r"(?:api|app|access|secret|private|encryption|encrypt|decrypt|signing|service|auth|"
    r"account|master|shared|storage|license|admin|client|hmac|aes|crypto|jwt|webhook|session|"
    r"integration)"
    r"[_.\- ]?(?:access[_.\- ]?|secret[_.\- ]?|auth[_.\- ]?)?(?:key|token|secret|salt)|apikey|"
    r"secret|token|credentials?|api[_.\- ]?hash|authkey|appkey"
)
_KO_KEYS = r"(?:인증|접근|서비스|비밀|암호화|라이선스|API|앱|보안|액세스|개인)[ \t]?키|토큰|시크릿"
_SUFFIX = r"(?:[_.-]?(?:\d{1,2}|prod|dev|stg|test|live|value|val|old|new|primary|secondary|base64|b64|key|str|id))?"
_SEPARATOR = (
    r"(?:은|는|이|가)?\\?[\"'\x60\])]{0,2}[ \t]{0,8}"
    r"(?::[ \t]?\w{2,10}[ \t]?=|=>|:=|={1,2}|:| is |,[ \t]{0,2}\\?[\"'\x60]?value\\?[\"'\x60]?[ \t]?[:=]|[ \t])"
    r"[ \t]{0,8}\\?[\"'\x60]?"
)

KINDS = (
    Kind(
        name="secret.generic_key",
        pattern=rf"(?i)(?:{_KEYS}|{_KO_KEYS}){_SUFFIX}{_SEPARATOR}(?P<v>[A-Za-z0-9]"
        rf"[A-Za-z0-9_.=+/~!@#$%^&*-]{{8,198}}[A-Za-z0-9=+/!@#$%^&*_-])",
        family="secret",
        found=(
            'api_key = "«' + "k9fQ2mX7wLp4Zr8T" * 2 + '»"',
            "ACCESS_TOKEN=«" + "7c1e9a4bd2f80635" * 2 + "»",
            '"clientSecret": "«' + "Zx~8Q" + "mA3.kP9-rT5_wL2" + '»"',
            "인증키는 «" + "Qm7Xk2Lp9Zr4Tw8B" + "»입니다",
            "service key: «" + "f3b1c9d2-7e4a-4c58-9b0d-" + "2a6e8f1c3d57" + "»",
        ),
        ignored=(
            'api_key = os.getenv("API_KEY")',
            "token = tokenizer.next_token()",
            "token_count: 128000",
            "secretKeyRef: {name: orders-db, key: password}",
            "api_key: ${API_KEY}",
            "secret: my-app-secret-name",
            "token: string;",
            "access token expired at 2026-03-11T09:00:12",
        ),
        edges="none",
        accept=is_random,
        rank=60,
    ),
)

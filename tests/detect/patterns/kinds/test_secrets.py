"""Secret kinds against what they were not written with: generated secrets in real carriers, and text without secrets."""

from __future__ import annotations

import base64
import json
import random
import re
import string
import sys
import sysconfig
import uuid
from functools import cache
from pathlib import Path

import pytest
import rstr

from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.hosts import db_user
from garim.detect.patterns.kinds.secrets import (
    secret_ai,
    secret_blocks,
    secret_chat,
    secret_clouds,
    secret_connections,
    secret_generic,
    secret_korea,
    secret_mail,
    secret_monitoring,
    secret_pairs,
    secret_passwords,
    secret_payment,
    secret_registries,
    secret_services,
    secret_sources,
)
from garim.text.views import View

VENDORS = tuple(
    kind
    for table in (
        secret_ai,
        secret_chat,
        secret_clouds,
        secret_korea,
        secret_mail,
        secret_monitoring,
        secret_payment,
        secret_registries,
        secret_services,
        secret_sources,
    )
    for kind in table.KINDS
)
PASSWORDS = secret_passwords.KINDS
OTHERS = secret_generic.KINDS + secret_connections.KINDS + secret_blocks.KINDS
PAIRS = secret_pairs.KINDS
SECRETS = VENDORS + PASSWORDS + OTHERS + PAIRS
USERS = db_user.KINDS
# rstr caps every repeat at 100, and tokens are longer; `shortened` keeps the open ones short instead.
sys.modules["rstr.xeger"].STAR_PLUS_LIMIT = 2000  # type: ignore[attr-defined]
SPECIALS = "!@#$%^&*"
PROSE = (
    "어제 배포한 키 {} 를 폐기해 주세요",
    "운영 키가 {}인데 왜 401이 나나요?",
    "We rotated {} yesterday, please check.",
    "curl -d key={} https://api.zz.net/v1",
    '{{"retry": 3, "value": "{}", "ttl": 60}}',
    "env:\n  - name: X\n    value: {}\n",
    "x = '{}'  # old",
)


@cache
def engine() -> Engine:
    return Engine(SECRETS + USERS)


def spans(text: str, kind: Kind) -> list[tuple[int, int]]:
    found, _ = engine().find(View(text))[:2]
    return sorted((f.start, f.end) for f in found if f.kind == kind.name)


def hidden_group(pattern: str) -> str:
    """The RE2 text of group `v`."""
    start = pattern.find("(?P<v>")
    if start < 0:
        return pattern
    depth, at, in_class = 0, start, False
    while True:
        c = pattern[at]
        if c == "\\":
            at += 1
        elif in_class:
            in_class = c != "]"
        elif c == "[":
            in_class = True
        elif c in "()":
            depth += 1 if c == "(" else -1
            if not depth:
                return pattern[start + len("(?P<v>") : at]
        at += 1


def shortened(pattern: str) -> str:
    """The pattern with repeats of at most nine above their least, for rstr draws no longer ones."""
    pattern = re.sub(r"(?<=[\])])([+*])", lambda m: "{1,9}" if m[1] == "+" else "{0,9}", pattern)
    return re.sub(r"\{(\d+),(\d*)\}", lambda m: f"{{{m[1]},{min(int(m[2] or 9999), int(m[1]) + 9)}}}", pattern)


def carriers(kind: Kind) -> list[str]:
    """The kind's own examples with a hole for the secret; those with two marked spans are left out."""
    texts = [t for t in kind.found if t.count("«") == 1]
    return [t[: t.index("«")].replace("{", "{{").replace("}", "}}") + "{}" + t[t.index("»") + 1 :].replace("{", "{{").replace("}", "}}") for t in texts]


def password(rng: random.Random) -> str:
    """As people and generators make them: letters, two digits or more, a special character inside or at the end."""
    body = "".join(rng.choices(string.ascii_letters, k=rng.randint(4, 9)))
    tail = "".join(rng.choices(string.digits, k=rng.randint(2, 4)))
    special = rng.choice(SPECIALS)
    return rng.choice((body + special + tail, body + tail + special, body[:3] + special + body[3:] + tail))


def assert_all_found(kind: Kind, texts: list[str], secrets: list[str]) -> None:
    for i, secret in enumerate(secrets):
        before, after = texts[i % len(texts)].split("{}")
        before, after = before.replace("{{", "{").replace("}}", "}"), after.replace("{{", "{").replace("}}", "}")
        text = before + secret + after
        assert (len(before), len(before) + len(secret)) in spans(text, kind), f"{kind.name}: {text!r}"


@pytest.mark.parametrize("kind", VENDORS, ids=lambda k: k.name)
def test_every_vendor_token_is_found_in_sentences_json_and_yaml(kind: Kind) -> None:
    """50 tokens drawn from the pattern, each found whole and exactly; prefixed ones stand in any text."""
    draw = rstr.Rstr(random.Random(kind.name))
    pattern, secrets = shortened(hidden_group(kind.pattern)), []
    while len(secrets) < 50:
        secret = draw.xeger(pattern)
        if kind.accept is None or kind.accept(secret):
            secrets.append(secret)
    keyed = "[ \\t\\w.-]{0,24}" in kind.pattern
    assert_all_found(kind, carriers(kind) if keyed else [*PROSE, *carriers(kind)], secrets)


@pytest.mark.parametrize("kind", PASSWORDS + PAIRS, ids=lambda k: k.name)
def test_every_password_form_finds_generated_passwords(kind: Kind) -> None:
    rng = random.Random(kind.name)
    secrets = [password(rng) for _ in range(50)]
    if kind.name in ("secret.account_pair", "secret.password_table"):  # an address there is no password
        secrets = [s.replace("@", "!") for s in secrets]
    if kind.name == "secret.password_digest":
        secrets = [rng.randbytes(rng.choice((16, 20, 32))).hex() for _ in range(50)]
    if kind.name in ("secret.password_bare", "secret.password_of"):  # in a URL's query `&` ends the value
        secrets = [s.replace("&", "~") for s in secrets]
    assert_all_found(kind, carriers(kind), secrets)


@pytest.mark.parametrize("kind", OTHERS, ids=lambda k: k.name)
def test_every_other_form_finds_generated_secrets(kind: Kind) -> None:
    """Where the hidden part is free text it is a password, else it is drawn from the pattern's own alphabet."""
    rng = random.Random(kind.name)
    draw, pattern, secrets = rstr.Rstr(rng), shortened(hidden_group(kind.pattern)), []
    free = "[^\\s" in pattern or "\\S" in pattern
    assert kind.accept is not None
    while len(secrets) < 50:
        secret = sample_like(kind, rng) if kind.name in LIKE else password(rng) if free else draw.xeger(pattern)
        if free:  # what ends the value in this form cannot stand in it
            secret = secret.replace("&", "!").replace("@", "!" if kind.name in AT_ENDS_IT else "@")
        if kind.accept(secret):
            secrets.append(secret)
    assert_all_found(kind, carriers(kind), secrets)


AT_ENDS_IT = ("secret.userinfo", "secret.userinfo_ip", "secret.sqlplus")
LIKE = (
    "secret.shadow_file",    "secret.private_key", "secret.private_key_cut", "secret.putty_key", "secret.kubernetes_secret", "secret.kubernetes_secret_json",
    "secret.kubectl_secret_value", "secret.url_user_token", "secret.ansible_vault", "secret.bearer", "secret.generic_key",
    "secret.key_header", "secret.session_cookie", "secret.signed_url", "secret.digest_auth", "secret.docker_auth", "secret.npmrc",
    "secret.kubeconfig", "secret.basic_auth", "secret.jwt",
)  # fmt: skip


def sample_like(kind: Kind, rng: random.Random) -> str:
    """A body as the tools write it."""
    raw = rng.randbytes(rng.randint(60, 120))
    b64 = "MIIE" + base64.b64encode(raw).decode()[4:]
    if kind.name == "secret.shadow_file":
        return f"$6${raw.hex()[:8]}${raw.hex()[:86]}"
    if kind.name == "secret.jwt":
        parts = [base64.urlsafe_b64encode(x).decode().rstrip("=") for x in (b'{"alg":"HS256"}', b'{"sub":"%d"}' % rng.randrange(10**9), raw)]
        return ".".join(parts)
    if kind.name in ("secret.private_key", "secret.putty_key"):
        return "\n".join(b64[i : i + 64] for i in range(0, len(b64), 64))
    if kind.name == "secret.private_key_cut":
        return f"{b64[:64]}"
    if kind.name == "secret.ansible_vault":
        return raw.hex()[:80]
    if "kube" in kind.name or kind.name in ("secret.basic_auth",):
        return b64
    return rng.choice((raw.hex()[:32], raw.hex()[:64], str(uuid.UUID(bytes=raw[:16])), "".join(rng.choices(string.ascii_letters + string.digits, k=32))))


@pytest.mark.parametrize("kind", USERS, ids=lambda k: k.name)
def test_own_user_names_are_found_and_generic_ones_stay(kind: Kind) -> None:
    names = [f"velor_{w}" for w in ("app", "batch", "ro", "etl")] + ["HBRLOAD", "qntapp01", "dalmi.rw"]
    assert_all_found(kind, carriers(kind), names)
    for text in carriers(kind):
        for generic in ("postgres", "root", "admin", "oracle", "sa", "sys", "system", "scott"):
            assert spans(text.replace("{}", generic).replace("{{", "{").replace("}}", "}"), kind) == []


# ---- text without secrets


def log_piece(rng: random.Random) -> str:
    """2 KB of a log, a lock file, a diff or markup with every random-looking thing that is no secret."""
    lines = []
    while sum(map(len, lines)) < 2048:
        raw = rng.randbytes(64)
        sha, b64, ident = raw.hex(), base64.b64encode(raw).decode(), str(uuid.UUID(bytes=raw[:16]))
        lines.append(
            rng.choice(
                (
                    f"2026-03-{rng.randint(10, 28)}T09:14:{rng.randint(10, 59)}.{rng.randint(100, 999)}Z INFO [http-8080-{rng.randint(1, 99)}] requestId={ident} took {rng.randint(1, 900)}ms",
                    f"commit {sha[:40]}\nAuthor: nobody\n    토큰 만료 시간을 30분으로 변경",
                    f'      "integrity": "sha512-{b64}",',
                    f"golang.org/x/text v0.14.0 h1:{b64[:43]}=",
                    f'<img src="data:image/png;base64,{b64 * 2}">',
                    f"Digest: sha256:{sha[:64]}",
                    f"ERROR ORA-00060 sid={rng.randint(1, 999)} serial={rng.randint(1000, 99999)} 비밀번호 오류 {rng.randint(1, 9)}회",
                    f"at com.zz.auth.TokenService.refresh(TokenService.java:{rng.randint(10, 900)}) ~[app-{rng.randint(1, 9)}.2.{rng.randint(1, 99)}.jar]",
                    f"password changed at 2026-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}, next change in {rng.randint(10, 90)} days",
                    f"{sha[:8]} {sha[8:16]} {sha[16:24]}  |{'.' * 16}|",
                    f'{{"trace_id":"{sha[:32]}","span_id":"{sha[32:48]}","parent":"{sha[48:64]}"}}',
                    f"etag: W/\"{sha[:32]}\"  x-request-id: {ident}",
                    f".icon-{rng.randint(1, 99)}{{color:#{sha[:6]};background:url(/static/{sha[:20]}.svg)}}",
                    f"SELECT pwd_chg_dt, pw_err_cnt FROM usr WHERE user_id = :id AND reg_dt > DATE '2026-01-{rng.randint(10, 28)}'",
                    f"max_tokens={rng.randint(100, 9999)} prompt_tokens: {rng.randint(100, 9999)} token usage 12.5%",
                    f"+        self.secret_name = 'app-secret-v{rng.randint(1, 9)}'\n-        token = await self.get_token(scope)",
                )
            )
        )
    return "\n".join(lines)[:2048]


def natural_pieces() -> list[str]:
    rng = random.Random(7)
    library, packages = Path(sysconfig.get_paths()["stdlib"]), Path(sysconfig.get_paths()["purelib"])
    pools = [
        sorted(p for p in [*library.glob("*.py"), *library.glob("[a-rt-z]*/*.py")] if p.stat().st_size > 4096),
        sorted(p for p in packages.glob("*/*.py") if p.stat().st_size > 4096),
        sorted(p for p in Path("/usr/share/doc").glob("*/*") if p.is_file() and p.suffix != ".gz" and p.stat().st_size > 4096),
    ]
    pieces = [log_piece(rng) for _ in range(100)]
    while len(pieces) < 500:
        path = rng.choice(rng.choice([pool for pool in pools if pool]))
        text = path.read_text(errors="replace")
        at = rng.randrange(max(1, len(text) - 2048))
        pieces.append(text[at : at + 2048])
    return pieces


def test_at_most_two_of_500_natural_pieces_are_flagged() -> None:
    """Library code, documentation and logs full of hashes, ids and images hold no secrets (or next to none)."""
    flagged = []
    for piece in natural_pieces():
        found = [f for f in engine().find(View(piece))[0] if f.family == "secret"]
        flagged += [(f.kind, piece[max(0, f.start - 40) : f.end + 10]) for f in found[:1]]
    assert len(flagged) <= 2, flagged


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"type": "object", "properties": {"password": {"type": "string", "minLength": 8}, "api_key": {"type": "string"}}}),
        "비밀번호는 8자 이상, 영문·숫자·특수문자를 섞어야 합니다. 비밀번호 변경 주기는 90일입니다.",
        "The token is refreshed every 3600 seconds; the secret is mounted at /run/secrets/db-password.",
        "ALTER TABLE usr ADD (password VARCHAR2(64) NOT NULL, pw_salt CHAR(16), api_key VARCHAR2(40));",
        "class Login(BaseModel):\n    password: SecretStr\n    token: str | None = None\n    api_key: Annotated[str, Depends(get_key)]\n",
        "const { password, token } = req.body; if (!password) throw new Error('password required');",
        "password = hashlib.sha256(pw.encode()).hexdigest()\ntoken = secrets.token_urlsafe(32)",
        "spring:\n  datasource:\n    password: ${DB_PASSWORD:}\n    url: jdbc:postgresql://localhost:5432/app",
        "암호화 키는 KMS에서 관리하고, 토큰 검증은 게이트웨이에서 합니다.",
        "kubectl create secret generic db --from-literal=password=$DB_PASS -n app",
        "mysql -h 10.1.2.3 -u app -p sales < dump.sql",
        "Authorization: Bearer <access_token>",
        "docker run -e POSTGRES_PASSWORD=$PGPASS -p 5432:5432 postgres:16",
        "password:required|min:8|max:20",
        "pw: PBKDF2WithHmacSHA256",
        "id/pw 를 발급해 주세요(2명). 로그인 성공/실패 건수, 계정 A/B 테스트!",
        "PWD=/opt/app1 OLDPWD=/ make && echo pass: 12, fail: 3",
        "CREATE PROFILE p LIMIT PASSWORD_LIFE_TIME 90 PASSWORD_REUSE_MAX 5;",
        "uses: actions/setup-java@v4 with npm i @types/node@20.1.1",
        "초기 비밀번호는 생년월일 6자리, 변경일 20240311",
        "git clone git@github.com:psf/requests.git && pip install requests==2.32.3",
    ],
)
def test_talk_about_secrets_is_no_secret(text: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in engine().find(View(text))[0]] == []


def test_long_input_without_line_ends_is_judged_in_linear_time() -> None:
    """A megabyte of what the patterns loop over still ends."""
    for unit in ("password=", "a.b-", "A" * 64, "eyJ.", "x:/@", "-----BEGIN PRIVATE KEY-----", "token token "):
        engine().find(View(unit * (250_000 // len(unit))))


@pytest.mark.parametrize("judge", [secret_generic.is_random, secret_generic.is_reference, secret_passwords.is_password, secret_passwords.is_weak_password])
@pytest.mark.parametrize("unit", ["a", "a_", "aB", "Aa1", "your_", "x*", "/a", "a.", "1-", "{a", "!", "a-b_", "%s", "example"])
def test_judges_take_any_text(judge: object, unit: str) -> None:
    """Python's own regex engine backtracks: 20,000 characters of each loop's food must not blow up."""
    assert callable(judge)
    assert judge(unit * 20_000) in (True, False)
    assert judge("") is False


def test_a_name_of_ordinary_words_is_no_key_however_long() -> None:
    """32 letters and digits behind a vendor's name are its key only where a machine drew them."""
    assert not secret_generic.is_drawn("spring2024releasenotesdocument32") and not secret_generic.is_drawn("customerorderhistoryserviceapi42")
    assert secret_generic.is_drawn("k9fQ2mX7wLp4Zr8T" * 2) and secret_generic.is_drawn("orderhistx7qk2vbzserviceapi42wpq")

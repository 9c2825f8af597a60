"""Keys that stand in blocks and in tools' own files: PEM, PGP, PuTTY, JWT, kubeconfig, docker, .netrc, .pgpass, cloud files.

Of a block only the body is hidden, so its frame stays valid; a body may hold line breaks, quotes, `+` and the two
characters `\\n`, which the surrogate must keep.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.secrets.secret_connections import is_session
from garim.detect.patterns.kinds.secrets.secret_generic import entropy, is_random, is_reference, is_varied
from garim.detect.patterns.kinds.secrets.secret_passwords import is_weak_password

_PW = "Rk7!" + "vum#42"
_RANDOM = "k9fQ2mX7" + "wLp4Zr8T" + "bN3cV6hJ"
_LINE = (_RANDOM * 3)[:64]
_HEX = "7c1e9a4b" * 8
_BEGIN, _END = "-----BEGIN ", "-----END "
_GAP = r"(?:\\+[nrt]|[\s\"',+>|*#])"
_HEADERS = rf"(?:{_GAP}{{0,12}}(?:Proc-Type|DEK-Info|Version|Comment|Charset|Hash|Subject|x-\w+): ?[^\n\\]{{0,120}})*"
_FRAME = r"-{4,5} ?BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)? ?-{4,5}"


def is_key_body(text: str) -> bool:
    """Whether a block's body holds key material at all, and not `...` or a word."""
    return len(text) >= 24 and len(set(text)) >= 10


def is_secret_data(text: str) -> bool:
    """Whether this is base64 that a Kubernetes Secret's `data` may hold, and no plain word of the same alphabet."""
    try:
        plain = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    mixed = text.endswith("=") or (any(map(str.isdigit, text)) and text.lower() != text and text.upper() != text)
    return len(plain) >= 4 and mixed


def is_login(text: str) -> bool:
    """Whether a field of a password file holds a password."""
    return not is_reference(text) and text.lower() not in ("password", "pass", "passwd", "login", "none")


def is_base64_key(text: str) -> bool:
    """Whether 44 characters of base64 look like 32 random bytes."""
    return entropy(text) >= 3.8


def _kind(
    name: str, pattern: str, accept: Callable[[str], bool], found: tuple[str, ...], ignored: tuple[str, ...],
    near: tuple[str, ...] = (),
) -> Kind:  # fmt: skip
    return Kind(
        name=f"secret.{name}", pattern=pattern, family="secret", found=found, ignored=ignored, edges="none",
        accept=accept, near=near, reach=400 if near else 40, rank=90,
    )  # fmt: skip


def _pem(label: str, body: str) -> str:
    return f"{_BEGIN}{label}-----\n«{body}»\n{_END}{label}-----\n"


KINDS = (
    _kind(
        "private_key",
        rf"{_FRAME}{_HEADERS}{_GAP}*(?P<v>=?[A-Za-z0-9/][A-Za-z0-9+/]*={{0,2}}(?:{_GAP}+=?"
        rf"[A-Za-z0-9+/]+={{0,2}})*){_GAP}*-{{4,5}} ?END ",
        is_key_body,
        (
            _pem("RSA PRIVATE KEY", f"{_LINE}\n{_LINE}\nkQ=="),
            "key: |\n  " + _pem("OPENSSH PRIVATE KEY", f"{_LINE}\n  {_RANDOM}="),
            _pem("PGP PRIVATE KEY BLOCK", f"{_LINE}\n{_LINE}\n=aB3d").replace("-----\n«", "-----\nVersion: 2\n\n«"),
            f'"private_key": "{_BEGIN}PRIVATE KEY-----\\n«{_LINE}\\n{_RANDOM}=»\\n{_END}PRIVATE KEY-----\\n"',
        ),
        (
            f"{_BEGIN}CERTIFICATE-----\n{_LINE}\n{_END}CERTIFICATE-----",
            f"{_BEGIN}PRIVATE KEY-----\n...\n{_END}PRIVATE KEY-----",
            f"{_BEGIN}PUBLIC KEY-----\n{_LINE}",
        ),
    ),
    _kind(
        "private_key_cut",
        rf"{_FRAME}{_HEADERS}{_GAP}*(?P<v>[A-Za-z0-9/][A-Za-z0-9+/]{{23,}}={{0,2}}(?"
        rf":{_GAP}+[A-Za-z0-9+/]{{40,}}={{0,2}})*)",
        is_key_body,
        (
            f"{_BEGIN}PRIVATE KEY-----\n«{_LINE}\n{_LINE}»\n(잘림)",
            f"{_BEGIN}EC PRIVATE KEY-----\n«{_LINE}»",
            f"{_BEGIN}PRIVATE KEY-----\\n«{_LINE}»",
        ),
        (f"{_BEGIN}PRIVATE KEY-----", f"{_BEGIN}CERTIFICATE-----\n{_LINE}", f"{_BEGIN}PRIVATE KEY-----\nBASE64"),
    ),
    _kind(
        "putty_key",
        r"(?:Private-Lines: \d+\s+(?P<v>[A-Za-z0-9+/=\s]{32,}?)\s+Private-(?:MAC|Hash):)",
        is_key_body,
        (
            f"Private-Lines: 2\n«{_LINE}\n{_RANDOM}»\nPrivate-MAC: 12",
            f"Private-Lines: 1\r\n«{_LINE}»\r\nPrivate-MAC: ab",
            f"Private-Lines: 1\n«{_LINE}=»\nPrivate-Hash: ab",
        ),
        ("Private-Lines: 0\nPrivate-MAC: ab", "Public-Lines: 2", "Private-Lines: 14"),
    ),
    _kind(
        "jwt",
        r"\beyJ[A-Za-z0-9_-]{8,}(?:\.|%2E)eyJ[A-Za-z0-9_-]{8,}(?:\.|%2E)[A-Za-z0-9_-]*",
        is_varied,
        (
            f"«eyJhbGciOiJI.eyJ{_RANDOM}.{_RANDOM}»",
            f"token=«eyJhbGciOiJI.eyJ{_RANDOM}.{_RANDOM}» ok",
            f'"«eyJhbGciOiJI.eyJ{_RANDOM}.»"',
        ),
        ("eyJhbGciOiJI", "eyJ.eyJ.x", "a eyJ... token"),
    ),
    _kind(
        "jwe",
        r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
        is_varied,
        (
            f"«eyJhbGciOiJI..{_RANDOM}.{_RANDOM}.{_RANDOM}»",
            f'"«eyJhbGciOiJI.{_RANDOM}.{_RANDOM}.{_RANDOM}.{_RANDOM}»"',
            f"t=«eyJlbmMiOiJB.{_HEX}.{_RANDOM}.{_RANDOM}.{_RANDOM}»",
        ),
        ("eyJhbGciOiJI.a.b", "eyJhbGciOiJI", "eyJ.a.b.c.d"),
    ),
    _kind(
        "jwt_base64",
        r"\bZXlK(?:(?:aGJHY2lP|aGNIVWlP|aGNIWWlP|aGRXUWlP|aU5qUWlP|amNtbDBJ|amRIa2lP|bGNHc2lP|"
        r"bGJtTWlP|cWEzVWlP|cWQyc2lP|cmFXUWlP|cmRIa2lP|MGVYQWlP)[A-Za-z0-9+/_=-]{40,})",
        is_varied,
        (
            f"«ZXlKaGJHY2lP{_RANDOM * 2}»",
            '"«ZXlK0eXAiP»"'.replace("0eXAiP", f"MGVYQWlP{_RANDOM * 2}=="),
            f"t: «ZXlKcmFXUWlP{_RANDOM * 3}»",
        ),
        ("ZXlK", "ZXlKaGJHY2lP", f"ZXlKzzzzzzzz{_RANDOM * 2}"),
    ),
    _kind(
        "kubernetes_secret",
        r"(?m)^[ \t]+[\w./-]{1,80}:[ \t]*[\"']?(?P<v>[A-Za-z0-9+/]{6,}={0,2})[\"']?[ \t]*\r?$",
        is_secret_data,
        (
            f"kind: Secret\ndata:\n  url: «{_RANDOM}»\n  pw: «UGE1NXcwcmQh»\n",
            "kind: Secret\ndata:\n  a.b: «dmVsYTE=»",
            f'kind: Secret\nmetadata:\n  name: velaapi1\ndata:\n  k: "«{_RANDOM}»"',
        ),
        (
            f"kind: ConfigMap\ndata:\n  url: {_RANDOM}",
            "kind: Secret\nmetadata:\n  name: velaapis\n  namespace: default1",
            "kind: Secret\ntype: Opaque",
        ),
        ("kind: secret", "kind: sealedsecret"),
    ),
    _kind(
        "kubernetes_secret_json",
        r"\"[\w./-]{1,80}\":\s*\"(?P<v>[A-Za-z0-9+/]{6,}={0,2})\"",
        is_secret_data,
        (
            f'{{"kind": "Secret", "data": {{"k": "«{_RANDOM}»"}}}}',
            '"kind":"Secret","data":{"a":"«dmVsYTE=»"}',
            '"data": {"pw": "«UGE1NXcwcmQh»"}, "kind": "Secret"',
        ),
        (
            f'{{"kind": "ConfigMap", "data": {{"k": "{_RANDOM}"}}}}',
            '"kind":"Secret","name":"velaapis"',
            '"kind": "Secret", "type": "Opaque"',
        ),
        ('"kind": "secret"', '"kind":"secret"'),
    ),
    _kind(
        "kubectl_secret_value",
        r"get secrets?[^\n]{0,200}jsonpath[^\n]{0,120}\n(?P<v>[A-Za-z0-9+/]{8,}={0,2})",
        is_secret_data,
        (
            f"$ kubectl get secret db -o jsonpath='{{.data.url}}'\n«{_RANDOM}»\n$",
            "oc get secret x -o jsonpath={.data.a}\n«dmVsYTE6eA==»",
            "kubectl get secret d -o jsonpath='{.data.p}'\n«UGE1NXcwcmQh»",
        ),
        (
            "kubectl get secret db -o jsonpath='{.data.url}'\n$ kubectl",
            "kubectl get secret db\nNAME",
            "kubectl get pods -o jsonpath={.items}\nUGE1NXcwcmQh",
        ),
    ),
    _kind(
        "kubectl_literal",
        r"--from-literal[= ][\"']?[\w.-]{1,80}=[\"']?(?P<v>[^\s\"']{3,200})",
        is_weak_password,
        (
            f"kubectl create secret generic x --from-literal=pw=«{_PW}»",
            "--from-literal=a='«tiger»'",
            f"--from-literal k=«{_RANDOM}» x",
        ),
        ("--from-literal=pw=$PW", "--from-literal=pw=<password>", "--from-file=pw.txt"),
    ),
    _kind(
        "kubeconfig",
        r"(?:client-key-data|client-certificate-data|id-token|refresh-token)[\"']?:\s*[\"']?(?"
        r"P<v>[A-Za-z0-9+/_.-]{24,}={0,2})",
        is_varied,
        (
            f"    client-key-data: «{_RANDOM * 4}==»\n",
            f'"client-key-data": "«{_RANDOM * 4}»"',
            f"  client-certificate-data: «{_RANDOM * 4}»",
        ),
        ("client-key-data: DATA+OMITTED", "client-key-data: REDACTED", "client-key: /etc/k.pem"),
    ),
    _kind(
        "docker_auth",
        r"\"(?:auth|identitytoken|registrytoken)\"\s*:\s*\"(?P<v>[A-Za-z0-9+/_.=-]{8,2000}?)\"".replace("2000", "1000"),
        is_varied,
        ('{"auths": {"r.zz.net": {"auth": "«dmVsYTpSazch»"}}}', f'"identitytoken": "«{_RANDOM}»"', f'"auth":"«{_RANDOM}==»"'),
        ('"auth": "none"', '"auth": "bearer"', '"auths": {}'),
    ),
    _kind(
        "netrc",
        r"machine[ \t]+\S{1,100}\s+login[ \t]+\S{1,100}\s+password[ \t]+(?P<v>\S{1,200})",
        is_login,
        (
            f"machine git.zz.net login vela password «{_PW}»",
            f"machine h\n  login v\n  password «{_PW}»\n",
            "machine h login v password «tiger»",
        ),
        ("machine h login v password ${PW}", "machine h login v", "machine learning password"),
    ),
    _kind(
        "pgpass",
        r"(?m)^(?:[A-Za-z0-9.-]{1,100}|\*):(?:\d{4,5}|\*):[\w*.-]{1,60}:[\w*.-]{1,60}:(?P<v>[^\s:]{3,100})\r?$",
        is_login,
        (f"db7.zz.net:5432:sales:vela:«{_PW}»", f"*:*:*:vela:«{_PW}»\n", f"10.1.2.3:5432:*:v:«{_PW}»"),
        ("db7:5432:sales:vela:${PW}", "12:30:00:a:b", "root:x:0:0:root"),
    ),
    _kind(
        "shadow_file",
        r"(?m)^[a-z_][\w-]{0,31}:(?P<v>\$[0-9a-z]{1,3}\$[^\s:]{10,200}):\d*:",
        is_varied,
        (f"vela:«$6${_RANDOM}${_RANDOM}»:19000:0:", f"root:«$y$j9T${_RANDOM}${_RANDOM}»:1:0:", f"x:«$1${_RANDOM}»::"),
        ("vela:!:19000:0:", "root:x:0:0:root:/root", "a:*:1:"),
    ),
    _kind(
        "npmrc",
        r"\b_(?:authToken|auth|password)\s*=\s*[\"']?(?P<v>[A-Za-z0-9+/_.=-]{8,600})",
        is_session,
        (f"//npm.zz.net/:_authToken=«{_RANDOM}»", f"_auth=«{_RANDOM}=»", f"//r/:_password=«{_RANDOM}»"),
        ("//npm.zz.net/:_authToken=${NPM_TOKEN}", "_auth=", "always-auth=true"),
    ),
    _kind(
        "wireguard",
        r"(?i)(?:private|preshared|public)_?key[\"']?[ \t]*[=:][ \t]*[\"']?(?P<v>[A-Za-z0-9+/]{43}=)",
        is_base64_key,
        (
            f"PrivateKey = «{_RANDOM}{_RANDOM[:19]}=»",
            f"PresharedKey=«{_RANDOM}{_RANDOM[:19]}=»",
            f'private_key: "«{_RANDOM}{_RANDOM[:19]}=»"',
        ),
        ("PrivateKey = ", "PrivateKey = ${WG}", "PrivateKey = " + "A" * 43 + "="),
    ),
    _kind(
        "ansible_vault",
        r"\$ANSIBLE_VAULT;[\d.]+;AES256(?:;[\w.-]+)?(?:\\n|\s)+(?P<v>[0-9a-f]{16,}(?:(?:\\n|\s)+[0-9a-f]{16,})*)",
        is_varied,
        (
            f"$ANSIBLE_VAULT;1.1;AES256\n  «{_HEX}\n  {_HEX}»\n",
            f"$ANSIBLE_VAULT;1.2;AES256;prod\n«{_HEX}»",
            f"$ANSIBLE_VAULT;1.1;AES256\\n«{_HEX}»",
        ),
        ("$ANSIBLE_VAULT;1.1;AES256", "ansible-vault encrypt", "$ANSIBLE_VAULT;1.1;AES256\n..."),
    ),
    _kind(
        "gcp_service_account",
        r"\"private_key_id\"\s*:\s*\"(?P<v>[0-9a-f]{40})\"",
        is_random,
        (
            f'{{"private_key_id": "«{_HEX[:40]}»"}}',
            f'"private_key_id":"«{_HEX[8:48]}»"',
            f'"type": "service_account", "private_key_id": "«{_HEX[:40]}»"',
        ),
        ('"private_key_id": "x"', '"private_key_id": ""', '"key_id": "1"'),
    ),
    _kind(
        "maven_settings",
        r"\{(?P<v>[A-Za-z0-9+/]{40,80}={0,2})\}",
        is_session,
        (
            f"<password>{{«{_RANDOM}{_RANDOM}=»}}</password>",
            f"<passphrase>{{«{_RANDOM * 2}»}}",
            f"<master>{{«{_RANDOM * 2}==»}}</master>",
        ),
        ("${project.version}", "{abc}", f"{{{_RANDOM * 2}}}"),
        ("<password", "<passphrase", "<master"),
    ),
    _kind(
        "jasypt",
        r"(?:ENC|DEC|CRYPT|AES)\((?P<v>[A-Za-z0-9+/]{12,400}={0,2})\)",
        is_varied,
        (f"db.pw=ENC(«{_RANDOM}=»)", f"password: ENC(«{_RANDOM}»)", f"x=DEC(«{_RANDOM}==»)"),
        ("ENC(x)", "ENC(${PW})", "AES(password)"),
    ),
    _kind(
        "oracle_verifier",
        r"(?:S:[0-9A-F]{60}(?:;[HT]:[0-9A-F]{32,160}){0,2}|T:[0-9A-F]{160})",
        is_varied,
        (
            f"VALUES 'x «S:{_HEX[:60].upper()}»'",
            f"'«T:{(_HEX * 3)[:160].upper()}»'",
            f"«S:{_HEX[:60].upper()};T:{(_HEX * 3)[:160].upper()}»",
        ),
        ("S:12", "T:AB", "S:" + "0" * 60),
    ),
    _kind(
        "totp_seed",
        r"(?i:otpauth://[^\s\"']{1,200}?secret=|(?:totp|otp|mfa|2fa)[_ -]?(?:secret|seed)[\"']?"
        r"\s*[=:]\s*[\"']?)(?P<v>[A-Z2-7]{16,64})",
        is_varied,
        (
            "otpauth://totp/V:v?secret=«JBSWY3DPEHPK3PXP»&issuer=V",
            "TOTP_SECRET=«JBSWY3DPEHPK3PXP»",
            'mfa_seed: "«JBSWY3DPEHPK3PXPQ»"',
        ),
        ("otpauth://totp/V", "totp_secret=None", "TOTP_SECRET=${S}"),
    ),
)

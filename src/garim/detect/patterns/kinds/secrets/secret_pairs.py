"""Passwords that stand beside a user name or a default, where no word stands right before them."""

from __future__ import annotations

from collections.abc import Callable

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.secrets.secret_connections import is_special
from garim.detect.patterns.kinds.secrets.secret_generic import is_varied
from garim.detect.patterns.kinds.secrets.secret_passwords import EQUALS, KEY_END, WORD, is_strong, is_weak_password

_PW = "Rk7!" + "vum#42"
_HEX = "7c1e9a4b" * 4


def is_marked(text: str) -> bool:
    """As is_special, where no address can stand: an `@` counts too."""
    return is_special(text) or ("@" in text and is_strong(text))


def is_community(text: str) -> bool:
    """Whether an SNMP community string is the company's own."""
    return text.lower() not in ("public", "private", "string") and is_weak_password(text)


def _kind(
    name: str, pattern: str, accept: Callable[[str], bool], examples: tuple[tuple[str, ...], tuple[str, ...]],
    near: tuple[str, ...] = (), reach: int = 40,
) -> Kind:  # fmt: skip
    found, ignored = examples
    return Kind(
        name=f"secret.{name}", pattern=pattern, family="secret", found=found, ignored=ignored, edges="none",
        accept=accept, near=near, reach=reach, rank=76,
    )  # fmt: skip


_TOLD = r"(?P<v>[!-&*-.0-_a-{}~]{4,63}[!#-&*+0-9=?-Z^_a-z~@])"

KINDS = (
    _kind(
        "login_pair",
        r"(?i:id|user(?:name)?|아이디|계정|account|login)[ ]?[/,·][ ]?(?i:pw|pass(?:word|wd)?|비번|비밀번호|패스워드)"
        r"[ \t]*[:=은는]?[ \t]*[\w.@-]{1,40}[ ]?[/,][ ]?" + _TOLD,
        is_strong,
        (
            (f"id/pw: velor/«{_PW}»", f"아이디/비번 velor / «{_PW}» 입니다", f"계정/비밀번호: velor, «{_PW}»"),
            ("id/pw: 별도 공유", "id/pw 변경 요청", "user/password: ${U}/${P}"),
        ),
    ),
    _kind(
        "account_pair",
        r"\b[A-Za-z][\w.@-]{1,40}[ ]?/[ ]?" + _TOLD,
        is_special,
        (
            (f"관리자 계정 admin / «{_PW}»", f"velor/«{_PW}» 로 로그인", f"login with velor / «{_PW}» please"),
            ("로그인 admin / user", "계정 and/or x", "login src/app/main.py!", "로그인 성공/실패 2회"),
        ),
        ("계정", "로그인", "접속", "아이디", "login", "log in", "account", "credential", "sign in"),
    ),
    _kind(
        "call_pair",
        r"(?i:getconnection|networkcredential|basicauth|basic_auth|auth|login|authenticate|usernamepassword\w*|credentials?)\w{0,12}"
        r"[ \t]*[=(][ \t]*\(?(?:[\w.]{1,40},[ \t]*|[\"'][^\"'\n]{1,120}[\"'],[ \t]*)?[\"'][\w.@-]{1,40}[\"'],[ \t]*"
        r"[\"'](?P<v>[^\"'\s\\]{4,64})[\"']",
        is_strong,
        (
            (
                f'DriverManager.getConnection(url, "velor", "«{_PW}»")',
                f"requests.get(u, auth=('velor', '«{_PW}»'))",
                f'new NetworkCredential("velor","«{_PW}»")',
            ),
            ('auth=("user", "pass")', 'login("velor", "ko_KR")', "auth=(USER, PW)"),
        ),
    ),
    _kind(
        "password_default",
        r"(?i)\$\{[\w.-]{0,40}(?:pass(?:word|wd)?|pwd|_pw|secret|token)[\w.-]{0,10}:[-=]?(?P<v>[^}\s\"']{3,100})\}",
        is_weak_password,
        (
            (f"${{DB_PASSWORD:-«{_PW}»}}", "password: ${VELOR_PWD:«tiger»}", f"${{db.password:«{_PW}»}}"),
            ("${DB_PASSWORD:}", "${DB_PASSWORD:?error}", "${DB_PASSWORD:-${PW}}", "${HOST:-db7}"),
        ),
    ),
    _kind(
        "password_fallback",
        r"(?i)(?:pass(?:word|wd)?|pwd|_pw|secret|token)[\w\"'\]) ]{0,12}"
        r"(?:\|[ ]?default\(|[ ]or[ ]|\?\?[ ]?|\|\|[ ]?|\?:[ ]?)[ ]?"
        r"[\"'\x60](?P<v>[^\"'\x60\s\\]{4,100})[\"'\x60]",
        is_strong,
        (
            (
                f'getenv("DB_PASS") or "«{_PW}»"',
                f"{{{{ vault_pw | default('«{_PW}»') }}}}",
                f"process.env.DB_PASSWORD || '«{_PW}»'",
            ),
            ('token or "none"', "password || 'changeme'", "{{ pw | default('') }}"),
        ),
    ),
    _kind(
        "password_entry",
        r"(?i)(?:key|name|id)=[\"'][\w.:-]{0,60}(?:password|passwd|pwd|passphrase)[\"'][^<>\n]{0,60}>\s{0,20}(?P<v>[^<>\s]{3,128})\s{0,20}</",
        is_weak_password,
        (
            (
                f'<entry key="db.password">«{_PW}»</entry>',
                '<property name="pwd">«tiger»</property>',
                f"<p id='x.passwd' a='b'>«{_PW}»</p>",
            ),
            ('<entry key="db.password">${pw}</entry>', '<a id="password">Password</a>', '<entry key="db.password"></entry>'),
        ),
    ),
    _kind(
        "password_of",
        WORD
        + r"[_.-][A-Za-z][\w.-]{1,24}"
        + KEY_END
        + EQUALS
        + r"[ \t]*[\"']?(?P<v>[^\s\"'\x60,;&<>\\=({\[][^\s\"'\x60,;&<>\\]{3,100})",
        is_marked,
        (
            (f"password.velor=«{_PW}»", f"PW_VELOR_PRD: «{_PW}»", f'{{"pwd-velor": "«{_PW}»"}}'),
            ("password_min_length: 12", "password_encryption: scram-sha-256", "pw_chg_dt >= SYSDATE-90"),
        ),
    ),
    _kind(
        "password_digest",
        r"(?i)(?:password|passwd|pwd|pass|pw)[_.-]?(?:hash|digest|md5|sha1|sha256|sha512|enc|encrypted|crypt)"
        r"[\"']?[ \t]*[:=][ \t]*"
        r"[\"']?(?P<v>[A-Za-z0-9+/=$.]{16,200})",
        is_varied,
        (
            (f'passwordHash: "«{_HEX}»"', f"pw_md5=«{_HEX}»", f"password_sha256: «{_HEX}{_HEX}»"),
            ("password_hash = hash(pw)", "passwordHash: string", "password_hash VARCHAR(64)"),
        ),
    ),
    _kind(
        "password_table",
        r"\|[ \t]*[\"'\x60]?(?P<v>[!#-&(-{}~]{5,64})[\"'\x60]?[ \t]*\|",
        is_special,
        (
            (f"| 계정 | 비밀번호 |\n|---|---|\n| velor | «{_PW}» |", f"|pw|«{_PW}»|", f"password | env\n x | «{_PW}» | prd"),
            ("| 비밀번호 | 길이 8 |", f"| a | {_PW} |", "| password | varchar(20)! |"),
        ),
        ("비밀번호", "비번", "패스워드", "password", "pw", "passwd", "암호"),
        300,
    ),
    _kind(
        "password_tool",
        r"(?:smbclient\b[^\n|;]{0,160}? -U[ \t]*[\w.\\-]{1,40}%|/user:[^\s]{1,60}[ \t]+|"
        r"htpasswd[ \t]+-\w*b\w*[ \t]+\S{1,80}[ \t]+\S{1,40}[ \t]+)"
        r"(?P<v>[^\s\"']{4,100})",
        is_strong,
        (
            (
                f"smbclient //h/s -U velor%«{_PW}»",
                f"net use Z: \\\\h\\s /user:velor «{_PW}»",
                f"htpasswd -cb .htpasswd velor «{_PW}»",
            ),
            ("smbclient //h/s -U velor", "net use Z: /user:velor /persistent:yes", "htpasswd -c f velor"),
        ),
    ),
    _kind(
        "snmp_community",
        r"(?i)(?:snmp[^\n]{0,40}|ro|rw)community(?:[ \t]+string)?[ \t:=]+[\"']?(?P<v>[A-Za-z0-9!@#$%^&*_-]{4,40})",
        is_community,
        (
            ("snmp-server community «velq9x» RO", "rocommunity «velq9x!» 10.0.0.0/8", 'snmp community string: "«velq9x»"'),
            ("snmp-server community public RO", "rocommunity public", "community edition"),
        ),
    ),
)

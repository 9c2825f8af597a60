"""Passwords where a word says so: settings in every language, calls, command lines, SQL, XML, and prose.

A value in quotes after the word may be weak (`tiger`); a bare value must not read as code, and in prose it must hold
a digit or a special character. References and fillers (`${PW}`, `getpass()`, `****`) are left alone.
"""

from __future__ import annotations

from collections.abc import Callable

import garim.late as re
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.secrets.secret_generic import is_reference

_LONG = (
    r"password|passwd|passwort|passphrase|passcode|contraseña|kennwort|senha|mot de passe|mật khẩu|pwd|psk|p/w|p\.w\.?"
    r"|(?:db|root|user|usr|login|admin|sys|app|svc|ora|ftp|ssh|my)_?pw"
    r"|비밀[ ]?번호|비번|패스워드|암호|핀번호|PIN[ ]?번호|パスワード|密码|密碼|口令"
)
WORD = rf"(?:(?i:{_LONG})|(?:\b|[_0-9])(?i:pass|pw)|[a-z](?:Pass|Pw|PW))"
SUFFIX = r"(?i:[_.-]?(?:\d{1,2}|prod|prd|dev|stg|test|live|value|val|old|new|ro|rw|plain|str|db|admin|user))?"
EQUALS = r"(?:[ \t]*:[ \t]*[A-Za-z][\w.|\[\]]{1,20}[ \t]*=|[ \t]+string[ \t]*=|[ \t]*(?:={1,3}>?|:=|:))"
KEY_END = r"\\?[\"'\x60]?[\])]?"
_SPECIAL = frozenset("!@#$%^&*~?+=|")
# What stands where a password might, in code, schemas and interface texts.
_WORDS = frozenset(
    """null none nil true false undefined string str text char varchar varchar2 bytes byte bool boolean int integer number
    any object optional required hidden input type value name username user email e-mail login key token field label
    password passwd pass pwd pw passcode passphrase passwort secret secretstr pin code hash digest salt encrypted plain
    plaintext cleartext raw empty blank default yes no on off not set unset prompt ask env file stdin vault self this
    new old current confirm confirmation repeat reset change update forgot forgotten invalid incorrect wrong missing
    error failed failure expired credentials authentication auth basic bearer oauth kerberos ldap const var let final
    비밀번호 암호 패스워드 sha1 sha256 sha-256 sha512 md5 base64 bcrypt scrypt argon2 argon2id pbkdf2 aes aes128 aes256
    aes-256 rsa rsa2048 utf8 utf-8 oauth2 x509 tls1.2 tls1.3 ssl3 http2 ipv4 ipv6 2fa mfa otp totp u2f fido2 sso
    values by externally xxx test_password the_password mypassword
    yourpassword password_hash userpassword db_password dbpassword""".split()
)
_CODE = re.compile(r"\$?[A-Za-z_]\w*(?:(?:\.|::|->|\?\.)[A-Za-z_]\w*)*(?:[(\[<].*)?")
_NAMED = re.compile(
    r"(?i)[a-z0-9-]*(?:pbkdf2|hmacsha|sha-?(?:1|256|384|512)|aes-?(?:128|256)|bcrypt|scrypt|argon2|aria-?256)[a-z0-9-]*"
    r"|[a-z]+(?:\|[a-z]+(?::\d+)?)+"
)
"""Algorithms and validation rules: digits and bars, but no password."""
_PATH = re.compile(
    r"(?:[A-Za-z]:)?[\w.~-]*(?:[/\\][\w.~-]*)+|\w+://.*|[\w.-]+\.(?:txt|ya?ml|json|py|java|"
    r"properties|pem|key|conf|cfg|ini|xml|md|sh)"
)


def is_weak_password(text: str) -> bool:
    """Whether this, quoted and next to the word, may be a password at all: no reference, filler, type or label."""
    if not text.isascii() or len(text) < 3 or is_reference(text) or text.lower().strip(".,:!?;") in _WORDS:
        return False
    bare = text.strip("\"'`:;,.")
    return len(bare) >= 3 and not re.fullmatch(
        r"[\W_]+|[\w.]+\(.*\)|[\w.]*\$\{.*|.*\{\w*\}.*|.*%[sd](?:\W.*)?|[\w-]+[_-](?:password|"
        r"passwd|pwd|pw|pass|key)",
        bare,
    )


def is_password(text: str) -> bool:
    """Whether this bare value reads as a password rather than as code, a path, a date or a word."""
    if not is_weak_password(text) or _PATH.fullmatch(text) or _NAMED.fullmatch(text):
        return False
    digits = sum(map(text.count, "0123456789"))
    special = not _SPECIAL.isdisjoint(text)
    if _CODE.fullmatch(text.rstrip("!?;") if not digits else text):
        return digits >= 2 and text.replace("_", "").isalnum() and not text.isupper()
    if text[0] in "([{<=\\" or "==" in text or "->" in text or text[-1] in "([{<":
        return False
    return (
        (digits >= 1 or special)
        and len(set(text)) >= 4
        and not re.fullmatch(r"[\d.:/TZ,-]+|[-+*/=<>&|^%!~?]+\w*|v?[\d.]+\w?", text)
    )


def is_strong(text: str) -> bool:
    """Whether this reads as a password with only a word before it: letters or specials with digits, no plain word."""
    return len(text) >= 5 and is_password(text) and any(map(text.__contains__, "0123456789")) and not text.isdigit()


def is_line_value(text: str) -> bool:
    """Whether this, the whole value of a settings line, is a password: weak words too, but no type name or code."""
    if is_password(text):
        return True
    return bool(re.fullmatch(r"[a-z]{4,16}\d*|\d{4,12}", text)) and is_weak_password(text)


def is_said(text: str) -> bool:
    """Whether this is a password that someone tells in prose: as is_strong, or four to eight digits."""
    if re.fullmatch(r"[a-z]+(?:_[a-z]+)+\d{0,3}", text):
        return False
    return is_strong(text) or (text.isdigit() and 4 <= len(text) <= 8 and not text.startswith(("19", "20")))


def _kind(
    name: str, pattern: str, accept: Callable[[str], bool], found: tuple[str, ...], ignored: tuple[str, ...], rank: int = 70
) -> Kind:
    return Kind(
        name=f"secret.{name}", pattern=pattern, family="secret", found=found, ignored=ignored, edges="none",
        accept=accept, rank=rank,
    )  # fmt: skip


_NOT_QUOTED = (
    'password = ""', 'password: "${DB_PASS}"', '"password": "{{ vault_pw }}"',
    "password = '********'", '"password": "string"',
    'password = "your_password_here"', '{"type": "password", "name": "user"}',
    'os.getenv("DB_PASSWORD", "")', 'PASSWORD: "<password>"',
)  # fmt: skip
_NOT_BARE = (
    "password = getpass.getpass()", "password: string", "self.password = password", "password=os.environ['PW']",
    "PWD=/home/ubuntu/app",
    'password = request.getParameter("pw")', "password: Optional[str] = None", "if password == stored_password:",
    "pw=%s", "pass: 12",
    "password = $PASS", "password=****", "String password;", "db_password: ${DB_PASS}", "password: !vault |", "암호: AES256",
)  # fmt: skip

_PW = "Rk7!" + "vum#42"

KINDS = (
    _kind(
        "password_double_quoted",
        rf"{WORD}{SUFFIX}{KEY_END}{EQUALS}\s{{0,12}}[rbufRBUF$@(]{{0,2}}\\?\"(?P<v>[^\"\s\\]{{3,128}})\\?\"",
        is_weak_password,
        (
            f'password="«{_PW}»"',
            '{"vela_vault_pw": "«' + _PW + '»"}',
            f'비밀번호 = "«{_PW}»"',
            'spring.datasource.password: "«tiger»"',
            f'String dbPass = "«{_PW}»";',
            f'const password: string = "«{_PW}»"',
            f'{{\\"password\\": \\"«{_PW}»\\"}}',
        ),
        _NOT_QUOTED,
        75,
    ),
    _kind(
        "password_single_quoted",
        rf"{WORD}{SUFFIX}{KEY_END}{EQUALS}\s{{0,12}}[rbufRBUF$@(]{{0,2}}['\x60](?P<v>[^'\x60\s]{{3,128}})['\x60]",
        is_weak_password,
        (f"password='«{_PW}»'", f"'db_pw' => '«{_PW}»'", "passwd: '«tiger»'", f"비번: `«{_PW}»`"),
        _NOT_QUOTED,
        75,
    ),
    _kind(
        "password_call",
        rf"(?:{WORD}|(?i:storepass|keypass)){SUFFIX}\\?[\"'\x60]?(?:,[ \t]*|\.equals[ \t]*\(|\()[ "
        rf"\t]*[rbu]?\\?[\"'\x60](?P<v>[^\"'\x60\s\\]{{4,128}})\\?[\"'\x60]",
        is_strong,
        (
            f'props.put("password", "«{_PW}»")',
            f'ds.setPassword("«{_PW}»");',
            f'if (pw.equals("«{_PW}»"))',
            f".password('«{_PW}»')",
        ),
        ('cols = ["password", "email"]', 'getString("password", "")', '.setPassword(decrypt("x"))', '("passwd", "user_name")'),
    ),
    _kind(
        "password_named_value",
        r"(?i)(?:name|key|property|id)\\?[\"']?[ \t]*[=:][ \t]*\\?[\"']?[\w.:-]{0,60}(?:password|"
        r"passwd|pwd|passphrase|[_.-]pass|[_.-]pw)\\?[\"']?[\s,]{1,24}(?:-[ \t]+)?\\?[\"']?"
        r"value\\?[\"']?[ \t]*[=:][ \t]*\\?[\"']?(?P<v>[^\"'\s\\<>]{3,128})",
        is_weak_password,
        (
            f'- name: VELA_DB_PASSWORD\n  value: "«{_PW}»"',
            f'<property name="password" value="«{_PW}»"/>',
            f'{{"name": "DB_PW", "value": "«{_PW}»"}}',
            '<add key="ErpPwd" value="«tiger»" />',
        ),
        (
            '{"name": "password", "type": "string"}',
            '<property name="password" value="${pw}"/>',
            "- name: DB_PW\n  valueFrom: {secretKeyRef: {}}",
        ),
        75,
    ),
    _kind(
        "password_xml",
        r"(?i)<(?:[\w.-]{0,30}[:_.-])?[\w.-]{0,30}(?:password|passwd|pwd|passphrase|passcode)"
        r"[^<>\n]{0,60}>\s*(?:<!\[CDATA\[)?(?P<v>[^<>\s\]]{3,128})(?:\]\]>)?\s*</",
        is_weak_password,
        (
            f"<password>«{_PW}»</password>",
            f'<db:Password type="x">«{_PW}»</db:Password>',
            f"<userPwd><![CDATA[«{_PW}»]]></userPwd>",
        ),
        ("<password></password>", "<password>${pw}</password>", "<label>password</label>", "<password>********</password>"),
        75,
    ),
    _kind(
        "password_line",
        rf"(?m)^[ \t]*(?:export |set |ENV |ARG |- )?[\w.\-/]{{0,60}}?(?:{WORD}){SUFFIX}(?:[ \t]*:[ "
        rf"\t]+|=|[ \t]+=[ \t]+)(?P<v>[^\s\"'\x60<>]{{4,128}})[ \t]*\r?$",
        is_line_value,
        (f"  VELA_DB_PASS: «{_PW}»\n", "DB_PASSWORD=«tiger»", f"spring.datasource.password=«{_PW};&x»", "비밀번호: «welcome1»"),
        _NOT_BARE,
        74,
    ),
    _kind(
        "password_bare",
        rf"{WORD}{SUFFIX}{KEY_END}{EQUALS}[ \t]*(?P<v>[^\s\"'\x60,;=<>(){{}}\[\]&\\]"
        rf"[^\s\"'\x60,;&<>\\]{{2,127}}[^\s\"'\x60,;&<>\\.:)\]}}])",
        is_password,
        (
            f"{{user: vela_app, password: «{_PW}»}}",
            f"PWD=«{_PW}»;",
            f"export DB_PW=«{_PW}» && run",
            f"login (pw=«{_PW}»)",
            "비번:«abcd1234!»",
        ),
        _NOT_BARE,
        70,
    ),
    _kind(
        "password_said",
        rf"{WORD}(?:[은는이가을를]|입니다|(?i: is| was|'s| to| =|:|：))?(?: (?i:now|changed to|set to|reset "
        rf"to)|[ \t]?변경[^\n]{{0,6}})?[ \t:：=]{{1,3}}[\"'\x60“‘«(]?(?P<v>[!-&*-;?-_a-~]"
        rf"{{3,63}}[!#-&*+/-9=?-Z^_a-z~@])",
        is_said,
        (
            '"Vela mapping workshop, 9시 Zoom, passcode «gull!5582»" 초대',
            "비밀번호는 «abcd1234!»입니다",
            "the pw is «Rk7vum42», thanks",
            "비번은 «4821»이에요",
            f"패스워드 «{_PW}» 로 바꿨어요",
            f"password was changed to «{_PW}».",
            f"암호가 «{_PW}»라서",
        ),
        (
            "password must be at least 12 characters",
            "비밀번호 8자 이상",
            "비밀번호는 2026-03-11에 바뀜",
            "the password is stored with SHA-256 now",
            "pw 변경 3회 실패",
            "password expired at 2024",
            "비밀번호 규칙",
            "password policy v2.1",
        ),
        60,
    ),
    _kind(
        "password_cli",
        r"(?:--(?i:password|passwd|pass|pw|passphrase|db-pass(?:word)?|storepass|keypass|"
        r"admin-password|user-password|http-password|proxy-password)[= \t]{1,2}|(?i:-storepass|"
        r"-keypass|-Password)[ \t]+|(?i:-passin pass:|-passout pass:|/password:))[\"']?(?"
        r"P<v>[^\s\"'(][^\s\"']{2,127})",
        is_weak_password,
        (
            f"run --password {_PW}".replace(_PW, f"«{_PW}»"),
            "tool --passwd=«tiger» x",
            f"keytool -storepass «{_PW}» -v",
            f"openssl -passin pass:«{_PW}» x",
        ),
        ("run --password $PW", "tool --password-file /run/pw", "x --pass '${PW}'", "use --password or --help"),
    ),
    _kind(
        "password_cli_short",
        r"(?:(?:mysql\w*|mariadb\w*|mysqldump|mysqladmin)\b[^\n|;]{0,120}? -p|sshpass -p[ \t]*|"
        r"redis-cli\b[^\n|;]{0,120}? -a[ \t]+|(?:sqlcmd|bcp|osql)\b[^\n|;]{0,120}? -P[ \t]*|"
        r"ldap\w+\b[^\n|;]{0,160}? -w[ \t]+|(?:docker login|podman login|registry login|oc login|"
        r"az login|mongo\w*|ftp|lftp)\b[^\n|;]{0,120}? -p[ \t]+)[\"']?(?"
        r"P<v>[^\s\"'-][^\s\"']{2,127})",
        is_weak_password,
        (
            f"mysql -u root -p«{_PW}» sales",
            f"sshpass -p '«{_PW}»' ssh x",
            f"redis-cli -h r1 -a «{_PW}» ping",
            f"docker login -u vela -p «{_PW}» reg",
        ),
        (
            "mysql -u root -p sales",
            "sshpass -p $PW ssh x",
            "docker run -p 8080:80 nginx",
            "mkdir -p /opt/app",
            "redis-cli -a ${PW}",
        ),
    ),
    _kind(
        "password_sql",
        r"(?i)(?:(?:user|role|to|database|exists|current_user)\s+[\w\"'$#@%.&\x60-]{1,80}"
        r"\s+identified\s+(?:with\s+[\w\"'-]+\s+)?(?:by|as)\s+(?:values?\s+)?[\"']?|(?:(?"
        r":encrypted|with|login|valid until[^\n]{0,30}|role[^\n;]{0,80}|user[^\n;]{0,80})[ \t]"
        r"+password[ \t]*=?[ \t]*|old_password[ \t]*=[ \t]*|set[ \t]+password[^=;\n]{0,60}=[ \t]"
        r"*(?:password\()?[ \t]*)N?[\"'])(?P<v>[^\s\"';,)]{3,128})",
        is_weak_password,
        (
            f'CREATE USER vela IDENTIFIED BY "«{_PW}»";',
            "alter user hr identified by «tiger» account unlock;",
            f"CREATE ROLE r LOGIN PASSWORD '«{_PW}»';",
            f"CREATE LOGIN x WITH PASSWORD = N'«{_PW}»'",
        ),
        ("IDENTIFIED BY <password>", "IDENTIFIED BY &pw", "CREATE USER x IDENTIFIED EXTERNALLY", "ALTER USER x PASSWORD EXPIRE"),
        75,
    ),
    _kind(
        "password_fed",
        r"(?:echo[ \t]+(?:-n[ \t]+)?[\"']?(?:[\w.-]{1,32}:)?(?P<v>[^\s\"'|]{4,64})[\"']?[ \t]*\|[ "
        r"\t]*(?:sudo[ \t]+)?(?:-S|chpasswd|passwd|sudo -S|kinit|docker login|cryptsetup))",
        is_weak_password,
        (
            f"echo '«{_PW}»' | sudo -S reboot",
            f"echo vela:«{_PW}» | chpasswd",
            f"echo -n {_PW} | docker login".replace(_PW, f"«{_PW}»"),
        ),
        ("echo $PW | sudo -S ls", "echo done | tee log", "echo hello | grep passwd"),
    ),
)

"""The password in connection strings, URLs, headers and signed links; one kind for each form."""

from __future__ import annotations

import re
from collections.abc import Callable

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.secrets.secret_generic import is_random, is_reference, is_varied
from garim.detect.patterns.kinds.secrets.secret_passwords import is_password, is_strong

_PW = "Rk7!" + "vum#42"
_B64 = "dmVsYTpSazch" + "dnVtIzQy"
_HEX = "7c1e9a4b" * 4
_RANDOM = "k9fQ2mX7" + "wLp4Zr8T" + "bN3cV6hJ"
_GENERIC = frozenset("password passwd pass pwd pw secret token key user username port x-oauth-basic x-access-token".split())


def is_url_password(text: str) -> bool:
    """Whether the part between `:` and `@` of a URL is a password: no reference, no filler, no port."""
    return (
        not is_reference(text) and text.lower() not in _GENERIC and not re.fullmatch(r"\W+|.*[{}].*|\d{1,5}/.*|.*\$[A-Z_]+", text)
    )


def is_special(text: str) -> bool:
    """Whether it holds a special character that neither a name, a version nor an address holds, and is strong."""
    return is_strong(text) and any(map(text.__contains__, "!#$%^&*~?="))


def is_session(text: str) -> bool:
    """Whether a cookie's or header's value looks drawn by a machine."""
    return is_random(text) or (len(text) >= 20 and is_varied(text) and not is_reference(text))


def _kind(
    name: str, pattern: str, accept: Callable[[str], bool], found: tuple[str, ...], ignored: tuple[str, ...],
    near: tuple[str, ...] = (),
) -> Kind:  # fmt: skip
    return Kind(
        name=f"secret.{name}", pattern=pattern, family="secret", found=found, ignored=ignored, edges="none",
        accept=accept, near=near, reach=160 if near else 40, rank=80,
    )  # fmt: skip


_HOST = r"(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9가-힣_%$({-])"

KINDS = (
    _kind(
        "url_password",
        rf"[A-Za-z][A-Za-z0-9+.-]{{1,30}}:(?:\\?/){{2}}[^\s/:@\"'<>\x60]{{0,64}}:(?"
        rf"P<v>[^\s\"'<>\x60/?]{{1,200}}|[^\s\"'<>\x60]{{1,200}}?)@{_HOST}",
        is_url_password,
        (
            f"postgres://vela:«{_PW}»@db-7:5432/x",
            "redis://:«tiger»@cache:6379/0",
            f"mongodb+srv://vela:«p@{_PW}»@c0.zz.net/x?a=b",
            f"https://vela:«{_RANDOM}»@git.zz.net/x.git",
            f"amqps://vela:«{_PW}»@mq1,mq2:5671//",
        ),
        (
            "https://db:5432/x",
            "postgres://user:${PW}@host/x",
            "postgres://user:password@localhost",
            "http://a:8080/users/@me",
            "postgresql://u:{pw}@h",
        ),
    ),
    _kind(
        "url_user_token",
        rf"https?://(?P<v>[A-Za-z0-9_-]{{20,200}})(?::x-oauth-basic)?@{_HOST}",
        is_session,
        (
            f"https://«{_HEX}»@o41.ingest.zz.io/7",
            f"SENTRY_DSN: https://«{_HEX}»@s.zz.io/12",
            f"clone https://«{_RANDOM}»@git.zz.net/x",
        ),
        ("https://zz.net/@vela", "https://user@zz.net", "https://${TOKEN}@git.zz.net"),
    ),
    _kind(
        "userinfo",
        r"[A-Za-z][A-Za-z0-9_.$-]{1,31}[:/](?P<v>[^\s\"'<>\x60/:,;]{4,64})@(?:\d{1,3}(?:\.\d{1,3}"
        r"){3}|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)",
        is_special,
        (f'["--ftp", "velaftp:«{_PW}»@10.1.2.3"]', f"sftp vela:«{_PW}»@files.zz.net", f"vela_app/«{_PW}»@VELAPRD"),
        ("mailto:kim.lee23@zz.net", "actions/checkout@v4", "node_modules/types1/x@1.2.3", "repo:v1.2@sha256"),
    ),
    _kind(
        "userinfo_ip",
        r"[A-Za-z][A-Za-z0-9_.$-]{1,31}:(?P<v>[^\s\"'<>\x60/:@,;]{4,64})@\d{1,3}(?:\.\d{1,3}){3}",
        is_password,
        ("ftp velaftp:«velt4471»@10.1.2.3", f"velaftp:«{_PW}»@10.1.2.3:21", "scp root:«x9!kQ»@192.168.0.9"),
        ("ssh root@10.1.2.3", "git:user@10.1.2.3", "to:kim@10.1.2.3"),
    ),
    _kind(
        "go_dsn",
        r"\b[A-Za-z][\w.$-]{0,40}:(?P<v>[^\s\"'<>\x60:]{3,100})@(?:tcp|tcp4|tcp6|udp|unix|cloudsql)\(",
        is_url_password,
        (f"vela_rw:«{_PW}»@tcp(db7:3306)/x", 'DSN: "vela:«tiger9»@unix(/tmp/s.sock)/x"', f'Open("mysql", "v:«{_PW}»@tcp(h)/")'),
        ("user:password@tcp(localhost:3306)/db", "vela:${PW}@tcp(h)/x", "mail kim@tcp(x)"),
    ),
    _kind(
        "auth_variable",
        r"\b[A-Z][A-Z0-9]{1,20}(?:_[A-Z0-9]{1,20}){0,3}_AUTH[\"']?\s{0,4}[:=]\s{0,4}[\"']?(?P<v>[A-Za-z0-9_.~+/=-]{16,400})",
        is_random,
        (f'env: {{FEED_AUTH: "«{_RANDOM}»"}}', f"VELA_NPM_AUTH=«{_HEX}»", f"REGISTRY_AUTH: «{_RANDOM}»"),
        ("BASIC_AUTH=enabled", "FEED_AUTH: ${TOKEN}", "SMTP_AUTH=login-and-plain-only"),
    ),
    _kind(
        "webhook_path",
        r"(?i)https?://[a-z0-9.-]{0,60}hooks?[a-z0-9.-]{0,60}(?::\d{1,5})?/(?:[\w-]{1,40}/){0,5}(?P<v>[A-Za-z0-9_-]{20,120})",
        is_random,
        (
            f"https://hooks.vela.internal/T07/«{_RANDOM}»",
            f"url: http://webhook.vela.lan:8080/«{_RANDOM}»",
            f"https://chat-hooks.vela.io/services/«{_HEX}»?a=1",
        ),
        (
            "https://webhook.vela.io/docs/getting-started-with-hooks",
            "https://hooks.vela.io/a",
            "https://docs.vela.io/hooks/intro",
        ),
    ),
    _kind(
        "jdbc_oracle",
        r"(?i)jdbc:oracle:(?:thin|oci8?|kprb):[^\s/\"'@]{1,64}/\\?\"?(?P<v>[^\s\"'/]{1,100})\\?\"?@",
        is_url_password,
        (
            f"jdbc:oracle:thin:vela_app/«{_PW}»@//db5.zz.net:1521/PRD",
            "jdbc:oracle:oci:scott/«tiger»@PRD",
            f"jdbc:oracle:thin:v/«p@{_PW}»@db:1521:X",
        ),
        ("jdbc:oracle:thin:@//db5:1521/PRD", "jdbc:oracle:thin:${U}/${P}@x", "jdbc:oracle:thin:@db:1521:ORCL"),
    ),
    _kind(
        "jdbc_parameter",
        r"(?i)jdbc:[a-z0-9:]+//?[^\s\"'<>]{1,300}?[?&;](?:password|pwd|passwd|sslpassword|"
        r"trustStorePassword)=(?P<v>[^\s\"'<>&;]{1,128})",
        is_url_password,
        (
            f"jdbc:mysql://db7/x?user=vela&password=«{_PW}»&ssl=true",
            "jdbc:postgresql://db7/x?password=«tiger»",
            f"jdbc:sqlserver://h:1433;user=sa;password=«{_PW}»;x=1",
        ),
        ("jdbc:mysql://db7/x?user=vela", "jdbc:mysql://db7/x?password=${PW}", "jdbc:postgresql://h/x?passwordFile=x"),
    ),
    _kind(
        "sqlplus",
        r"(?i)(?:sqlplus|sqlldr|expdp|impdp|exp|imp|rman|sqlcl|sql|connect(?: target)?|conn|"
        r"catalog|userid=|target|auxiliary)[ \t]*(?:-[a-z]+[ \t]+){0,3}[\"']?[\w$#]{1,32}(?"
        r":\[[\w$#]+\])?/\\?\"?(?P<v>[^\s\"'/@]{2,64}(?:@[^\s\"'/@.]{1,20}[!#$^&*][^\s\"'/@]{0,20}"
        r")?)\\?\"?@[/\w(]",
        is_url_password,
        (
            "sqlplus scott/«tiger»@PRD",
            f"$ sqlplus -s vela_app/«{_PW}»@db5:1521/PRD",
            f"SQL> conn vela/«{_PW}»@PRD",
            f"expdp userid=vela/«{_PW}»@PRD full=y",
        ),
        ("sqlplus / as sysdba", "sqlplus /@PRD", "sqlplus scott/$PW@PRD", "conn pool/size is 3"),
    ),
    _kind(
        "ado_password",
        r"(?i)\b(?:password|pwd)[ \t]*=[ \t]*(?P<v>[^;\"'\s]{1,128})",
        is_url_password,
        (
            f"Data Source=s3;Initial Catalog=L;User Id=v;Password=«{_PW}»",
            "Server=s3;Uid=v;Pwd=«tiger»;",
            f"Driver={{X}};Server=h;UID=v;PWD=«{_PW}»;",
        ),
        ("Server=s3;Uid=v;Pwd=${PW};", "password = getpass()", "Server=s3;Trusted_Connection=yes"),
        ("data source=", "server=", "initial catalog", "user id=", "uid=", "dsn=", "database="),
    ),
    _kind(
        "curl_user",
        r"(?:curl|wget|http|xh)\b[^\n|]{0,200}?[ \t](?:-u|--user|--proxy-user|-U|-a|--auth)[ =]?[ "
        r"\t]*[\"']?[^\s:\"']{1,64}:(?P<v>[^\s\"']{1,128})",
        is_url_password,
        (f"curl -u vela:«{_PW}» https://zz.net", "curl -s --user 'vela:«tiger»' x", f'curl https://zz.net -u "vela:«{_PW}»"'),
        ("curl -u vela https://zz.net", "curl -u $USER:$PASS https://zz.net", "curl https://zz.net:8080/x"),
    ),
    _kind(
        "basic_auth",
        r"(?i)(?:authorization|auth|basic[_-]?auth)[\"']?\s*[:=,]?\s*[\"']?basic\s+(?"
        r"P<v>[A-Za-z0-9+/_-]{8,400}={0,2})",
        is_varied,
        (
            f"Authorization: Basic «{_B64}»",
            f'"authorization": "Basic «{_B64}»"',
            f"curl -H 'Proxy-Authorization: Basic «{_B64}=»'",
        ),
        ("Authorization: Basic ${AUTH}", "WWW-Authenticate: Basic realm=x", "Basic authentication"),
    ),
    _kind(
        "bearer",
        r"(?i)(?:bearer|authorization[\"']?\s*[:=]\s*[\"']?(?:token|apikey|api-key|jwt|oauth|"
        r"aws4-hmac-sha256[^\n]{0,200}signature=))[ :=]+[\"']?(?P<v>[A-Za-z0-9_.~+/=-]{16,1000})",
        is_session,
        (f"Authorization: Bearer «{_RANDOM}»", f'-H "authorization: token «{_HEX}»"', f"bearer «{_HEX}»"),
        ("Authorization: Bearer ${TOKEN}", "Bearer authentication is used", "bearer token", "Authorization: Bearer <token>"),
    ),
    _kind(
        "key_header",
        r"(?i)(?:x-(?:[a-z]+-){0,3}(?:api-?key|token|auth|secret|signature|key|session|password)|"
        r"apikey|api-key|x-auth|private-token|job-token)[\"']?\s*[:=,]\s*[\"']?(?"
        r"P<v>[A-Za-z0-9_.~+/=-]{12,600})",
        is_session,
        (f"X-Api-Key: «{_RANDOM}»", f'-H "PRIVATE-TOKEN: «{_RANDOM}»"', f'{{"x-vela-auth-token": "«{_HEX}»"}}'),
        ("X-Api-Key: ${KEY}", "x-api-key: string", "X-Auth: none"),
    ),
    _kind(
        "session_cookie",
        r"(?i)(?:jsessionid|phpsessid|asp\.net_sessionid|connect\.sid|session(?:[_-]?id|token)?|"
        r"sess(?:id)?|sid|auth(?:[_-]?token)?|remember[_-]?me|csrf[_-]?token|xsrf[_-]?token|"
        r"wmonid|\.aspxauth|scouter|access[_-]?token|refresh[_-]?token)=(?P<v>[A-Za-z0-9%_.~+/:!|"
        r"-]{12,1000}={0,2})",
        is_session,
        (f"Cookie: a=1; JSESSIONID=«{_HEX}.n1»; b=2", f"Set-Cookie: session=«{_RANDOM}»; Path=/", f"PHPSESSID=«{_HEX}»"),
        ("session=requests.Session()", "sid=12", "JSESSIONID=${id}"),
    ),
    _kind(
        "digest_auth",
        r"(?i)\b(?:response|nonce|cnonce|opaque)=\"(?P<v>[A-Za-z0-9+/=_.:-]{8,128})\"",
        is_varied,
        (
            f'Authorization: Digest username="v", nonce="«{_HEX}»"',
            f'Digest realm="x", response="«{_HEX}»"',
            f'Digest qop=auth, cnonce="«{_HEX}»"',
        ),
        (f'response="{_HEX}"', 'Digest nonce="aaaa"', "Digest response=x"),
        ("digest",),
    ),
    _kind(
        "signed_url",
        r"(?i)(?:x-(?:amz|goog)-(?:signature|security-token)|[?&]signature|[?&](?:amp;)?sig|[?&]"
        r"hmac|awsaccesskeyid|x-oss-signature|[?&](?:access_)?token|[?&]api_?key|[?&]code|[?&](?"
        r":crtfc_|service|auth|app|consumer)_?key|sharedaccesssignature sr=[^\s\"']{1,200}?sig)=(?"
        r"P<v>[A-Za-z0-9%_.~+/-]{16,1000}={0,2})",
        is_session,
        (
            f"https://b.zz.net/o?X-Amz-Signature=«{_HEX}»",
            f"https://a.zz.net/c?sv=2024&sig=«{_RANDOM}%3D»",
            f"?token=«{_RANDOM}»&a=1",
        ),
        ("?sig=${SIG}", "?token=abc", "?signature=none"),
    ),
    _kind(
        "account_key",
        r"(?i)(?:accountkey|sharedaccesskey|sharedsecret|primarykey|secondarykey)\"?\s*[=:]"
        r"\s*[\"']?(?P<v>[A-Za-z0-9+/]{32,120}={0,2})",
        is_session,
        (
            f"AccountName=v;AccountKey=«{_RANDOM * 3}==»;x",
            f"SharedAccessKeyName=R;SharedAccessKey=«{_RANDOM}{_RANDOM}=»",
            f'"primaryKey": "«{_RANDOM * 2}»"',
        ),
        ("AccountKey=${KEY}", "AccountKey=;", "primaryKey: id"),
    ),
)

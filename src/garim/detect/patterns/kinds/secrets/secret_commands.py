"""Passwords as arguments of commands, and told in Japanese and Chinese, which put no blank before them.

What a command's own option says is a password may be a weak word; where only its place says so, it must read as one.
"""

from __future__ import annotations

from collections.abc import Callable

import garim.late as re
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.secrets.secret_passwords import is_strong, is_weak_password

VALUE = r"[\"']?(?P<v>[^\s\"'/*$%(<-][^\s\"']{2,127})"
FAR = r"[^\n|;]{0,160}?"
_METHOD = re.compile(
    r"(?i)(?:sha-?\d*|md5|aes|rsa|bcrypt|scrypt|argon2\w*|pbkdf2|ldap|kerberos|hash|utf-?8)[-\w]*|https?:.*|[\w.]+\([^)]*\)"
)


def is_argument(text: str) -> bool:
    """Whether it may be a password where an option asks for one: no reference, filler, option or file."""
    return is_weak_password(text) and not re.fullmatch(r"-.*|[\w.\\/-]+\.(?:zip|7z|rar|gz|txt|sql|exe|bat|ps1|sh|log)", text)


def is_told(text: str) -> bool:
    """Whether it may be what somebody says the password is: digits, or a word that is no method."""
    if text.isdigit():
        return 4 <= len(text) <= 12 and len(set(text)) > 1
    return is_weak_password(text) and not _METHOD.fullmatch(text)


def _kind(
    name: str, pattern: str, found: tuple[str, ...], ignored: tuple[str, ...], accept: Callable[[str], bool] = is_argument
) -> Kind:
    return Kind(
        name=f"secret.{name}", pattern=pattern, family="secret", found=found, ignored=ignored, edges="none",
        accept=accept, rank=72,
    )  # fmt: skip


KINDS = (
    _kind(
        "password_net_user",
        r"(?i)\bnet1?(?:\.exe)?[ \t]+user[ \t]+(?:\"[^\"\n]{1,60}\"|[^\s/\"]{1,60})[ \t]+"
        + VALUE
        + r"[\"']?[ \t]+/(?:add|domain|active|expires|passwordchg|comment|fullname|times|y)\b",
        (
            "net user velor «sunflower» /add",
            'NET USER "Velor Kim" "«Wint3r!Rose»" /domain',
            "C:\\> net.exe user velor «rose77» /active:yes",
        ),
        ("net user velor /add", "net user velor * /domain", "net user growth was high", "net user %1 %2 /add"),
    ),
    _kind(
        "password_net_user_bare",
        r"(?i)\bnet1?(?:\.exe)?[ \t]+user[ \t]+(?:\"[^\"\n]{1,60}\"|[^\s/\"]{1,60})[ \t]+" + VALUE,
        ("net user velor «Wint3r!Rose»", "net user velor «rk7vum42» & echo ok", "run net user admin «Aa1!bb2»"),
        ("net user growth was high", "net user velor", "the net user count doubled", "net user velor /active:no"),
        is_strong,
    ),
    _kind(
        "password_net_use",
        rf"(?i)\bnet1?(?:\.exe)?[ \t]+use\b{FAR}/user:[^\s]{{1,60}}[ \t]+{VALUE}",
        (
            "net use Z: \\\\fs01\\share /user:VL\\velor «sunflower»",
            'net use * \\\\fs01\\c$ /user:velor "«rose77»"',
            "NET USE \\\\fs01\\ipc$ /USER:velor «sunflower» /persistent:yes",
        ),
        ("net use Z: \\\\fs01\\share /user:velor /persistent:yes", "net use Z: /user:velor *", "net use Z: /delete"),
    ),
    _kind(
        "password_net_use_first",
        rf"(?i)\bnet1?(?:\.exe)?[ \t]+use[ \t]+(?:[a-z]:[ \t]+|\*[ \t]+)?\\\\[^\s]{{1,120}}[ \t]+{VALUE}[\"']?[ \t]+/user:",
        (
            "net use \\\\fs01\\c$ «sunflower» /user:velor",
            "net use Z: \\\\fs01\\share «rose77» /user:VL\\velor",
            'net use * \\\\fs01\\c$ "«Wint3r!Rose»" /user:velor',
        ),
        ("net use \\\\fs01\\c$ /user:velor", "net use Z: \\\\fs01\\share * /user:velor", "net use \\\\fs01\\c$ %PW% /user:velor"),
    ),
    _kind(
        "password_windows_option",
        rf"(?i)(?:\b(?:cmdkey|wmic|winscp|xfreerdp|wfreerdp|psexec\w*|runascmd|dism|reg|appcmd|iisreset|netdom|djoin)(?:\.exe)?\b"
        rf"{FAR}/(?:pass|password|passwordd|pwd|pw|p)[:=]|\bschtasks(?:\.exe)?\b{FAR}/rp[ \t]+"
        rf"|\bsc(?:\.exe)?[ \t]+(?:\\\\\S{{1,60}}[ \t]+)?(?:config|create)\b{FAR}password=[ \t]*"
        rf"|\b(?:psexec\w*|paexec|winexe|wmiexec|evil-winrm|winrs|rdesktop)(?:\.exe|\.py)?\b{FAR}[ \t][-/]p(?:assword)?[: \t]+"
        rf"|\b(?:plink|pscp|psftp|putty|kitty)(?:\.exe)?\b{FAR}[ \t]-pw[ \t]+"
        rf"|convertto-securestring[ \t]+(?:-(?:string|asplaintext|force)[ \t]+){{0,3}})" + VALUE,
        (
            "cmdkey /add:fs01 /user:velor /pass:«sunflower»",
            "schtasks /create /ru velor /rp «sunflower» /tn x",
            "sc config vlsvc obj= VL\\velor password= «sunflower»",
            "psexec \\\\fs01 -u velor -p «sunflower» cmd",
            "plink -ssh velor@fs01 -pw «sunflower» ls",
            "xfreerdp /u:velor /p:«sunflower» /v:fs01",
            'ConvertTo-SecureString "«sunflower»" -AsPlainText -Force',
            'ConvertTo-SecureString -String "«rose77»" -AsPlainText',
        ),
        (
            "cmdkey /list",
            "schtasks /query /rp",
            "psexec -u velor -p %PW% cmd",
            "ConvertTo-SecureString $pw -AsPlainText",
            "the reg /p option is gone",
            "psexec \\\\fs01 -p * cmd",
        ),
    ),
    _kind(
        "password_archive",
        rf"(?i)(?:\b(?:zip|unzip|zipcloak|funzip)\b{FAR}[ \t]-(?-i:P)[ \t]*|\b(?:7z[arz]?|7za|rar|unrar|bandizip|bz)(?:\.exe)?\b"
        rf"{FAR}[ \t]-h?p:?|\b(?:mosquitto_\w+|ipmitool|snowsql)\b{FAR}[ \t]-(?-i:P)[ \t]+)" + VALUE,
        (
            "unzip -P «sunflower» a.zip",
            "zip -r -P '«rose77»' a.zip d",
            "7z x a.7z -p«sunflower»",
            "rar a -hp«sunflower» a.rar d",
            "ipmitool -H bmc -U velor -P «sunflower» power status",
        ),
        ("unzip -p a.zip readme", "7z x a.7z -p", "rar a -p- a.rar", "unzip -P $PW a.zip", "zip -r a.zip docs"),
    ),
    _kind(
        "password_percent",
        rf"\b(?:smbclient|smbmap|rpcclient|smbget|net)\b{FAR} (?:-U|--user=?)[ \t]*[\"']?[\w.\\-]{{1,40}}%{VALUE}",
        (
            "smbclient //fs01/x -U velor%«sunflower»",
            "rpcclient -U 'VL\\velor%«rose77»' fs01",
            "net rpc info -U velor%«sunflower»",
        ),
        ("smbclient //fs01/x -U velor", "smbclient -U velor%$PW //fs01/x", "smbclient -U %"),
    ),
    _kind(
        "password_curl_quoted",
        rf"\b(?:curl|wget|http|https|xh)\b{FAR} (?:-u|-a|--user|--proxy-user|--auth)[= \t]*[\"'][^\"':\s]{{1,60}}:"
        r"(?P<v>[^\"'\n]{3,128})[\"']",
        (
            "curl --user 'velor:«sun flower1»' https://x.example",
            'curl -u "velor:«sun flower»" x',
            "http -a 'velor:«sunflower»' x",
        ),
        ("curl -u 'velor:$PW' x", "curl -u velor x", "curl -u 'velor:' x"),
    ),
    _kind(
        "password_told_cjk",
        r"(?:パスワード|パスコード|暗証番号|暗証コード|初期パス|密码|密碼|口令|暗号)"
        r"(?:[ \x{3000}]?(?:は|が|を|：|:|＝|=|是|为|為|改成|改为)[ \x{3000}]{0,2}[「『\"“'（(【]{0,2})"
        r"(?P<v>[!#-&*-;?-Z^_a-z~\\]{3,63})[」』\"”'）)】]{0,2}"
        r"(?:[ \x{3000}]?(?:です|でした|だよ|だ|になり|となり|に変|に設|に戻|にし|で入|で解|でロ|を使|的|了|，)|[、。」』\n]|$)",
        (
            "パスワードは«Sunflower7»です",
            "パスワードは「«sunflower»」です。",
            "暗証番号は«4821»です",
            "暗証番号：«48213»",
            "パスワードを«rose77»に変更しました",
            "密码是«sunflower7»，请保存",
        ),
        (
            "パスワードは8文字以上です",
            "パスワードはSHA256です",
            "パスワードはbcryptで保存",
            "暗証番号は忘れました",
            "パスワードはstringです",
            "密码是必填项",
        ),
        is_told,
    ),
    _kind(
        "password_sent",
        r"(?i)(?:password|passphrase|암호|비밀번호)[^\n]{0,40}\n?[^\n]{0,20}\bsend(?:line)?(?:[ \t]+--)?[ \t(]+"
        r"[\"'](?P<v>[^\"'\n\\]{3,64})(?:\\[rn])*[\"']",
        (
            'expect "*assword:" ; # password\nsend "«sunflower»\\r"',
            'expect "password:"\nsend "«rose77»\\r"',
            'child.expect("Password: "); child.sendline("«sunflower»")',
        ),
        ('expect "password:"\nsend "$pw\\r"', 'send "ls\\r"', "the password is sent to you"),
    ),
)

"""What a command sends to a stranger, read as a shell reads it: line ends behind a backslash, quotes, braces and escapes undone,
addresses in any base.

A program that is known to send makes every stranger's host in it count; one that is not known to stay on this machine makes
those count that are hosts beyond doubt: a URL, somebody at a host, a name under a well-known domain. What it writes into files
from itself is not read: a script may name whom it likes.

What is not seen: what a program sends to where its own settings say.
"""

from __future__ import annotations

import garim.late as re
from garim.surrogate.asked import untold
from garim.surrogate.files import Reach, sends
from garim.surrogate.home import SHARED, canonical
from garim.surrogate.outside import (
    ACCOUNTED,
    HOST,
    NUMBER,
    NUMBERED,
    Ours,
    addressed,
    before_host,
    buckets,
    is_far,
    is_owner,
    is_strangers,
    is_well_known,
    plain,
)
from garim.surrogate.programs import base, goes_out
from garim.surrogate.queries import is_query, leads_out
from garim.surrogate.restore import Table
from garim.surrogate.statements import patched
from garim.surrogate.urls import unspelled
from garim.surrogate.variables import environment, expanded, filled, settled, values_in
from garim.surrogate.written import PATCH, Files, told, without_files

MOST_FILES = 4
"""Files that a command writes, in files that it writes, whose text is not read."""
LONGEST = 64 * 1024
"""Characters of a command of which it is asked whether all that it starts stays here; a longer one may send."""
_SENDS = re.compile(
    r"(?<![\w.-])(?:[\w-]*(?:curl|wget|nslookup|netcat|telnet|sendmail|traceroute|tracert|rsync|smbclient|websocat|wscat)[\w-]*|"
    r"aria2c|axel|https?(?=\s)|xhs?|httpie|ncat|nc|socat|[kd]?dig|delv|drill|doggo|getent|resolvectl|systemd-resolve|host|"
    r"(?:[fhnt]|ar|tc)?ping[36]?|mtr|whois|nmap|masscan|ntpdate|snmp\w+|(?:auto)?ssh(?:pass|fs)?|mosh|scp|s?ftp|[tn]?c?ftp|lftp|"
    r"mailx?|mutt|swaks|msmtp|sendemail|himalaya|rclone|openssl|s3cmd|ffmpeg|"
    r"iwr|irm|Invoke-\w+|Start-BitsTransfer|Test-NetConnection|Resolve-DnsName|Send-MailMessage|certutil|bitsadmin|mstsc|"
    r"e?lynx|w3m|elinks|links2?|chrom(?:e|ium)[\w-]*|google-chrome[\w-]*|firefox|xdg-open|"
    r"ab|wrk2?|vegeta|siege|ldap\w+|psql|pg_dump|mysql\w*|redis-cli|mongosh?|sqlplus|kcat|kafkacat|kafka-\w+|nats|amqp-\w+|"
    r"mosquitto_\w+|requests|urllib\d?|urlopen|httpx|aiohttp|http\.client|smtplib|socket|create_connection|axios|fetch|"
    r"XMLHttpRequest|WebSocket|https?\.(?:get|request)|require\([\"']https?[\"']\)|gethostbyname|getaddrinfo|file_get_contents|fsockopen|LWP|IO::Socket\S*|Net::HTTP|URI\.open|open-uri)"
    r"(?:\.exe)?(?![\w-])|/dev/(?:tcp|udp)/|/inet/(?:tcp|udp)/",
    re.IGNORECASE,
)
"""What is known to send, in a shell or a language."""
_REACHES = re.compile(
    r"(?<![\w.-])(?:[\w-]*curl|[\w-]*wget|nc|ncat|netcat|socat|telnet|nslookup|dig|drill|host|ping6?|ssh|scp|sftp|ftp|iwr|irm)"
    r"(?:\.exe)?(?=\s)",
    re.IGNORECASE,
)
"""Programs whose argument is a host, whatever it looks like."""
_HIDES = re.compile(
    r"\b(?:base64|base32|xxd|uudecode|openssl enc)\b[^\n]{0,300}\|[^\n]{0,60}\b(?:ba|z|da|k)?sh\b"
    r"|\beval\b[^\n]{0,300}\bbase(?:64|32)\b"
)
"""A command that is decoded before it runs."""
_SHARE = re.compile(r"(?<![\\\w])\\\\([\w.-]+)[\\@:]")
_GISTS = re.compile(
    r"\bgh\s+gist\s+create\b|\bgh\s+api\b[^\n;|&]{0,300}[\s/\"']gists\b"
    r"|(?:^|[;&|\n(`])\s*(?:ntfy|(?:magic-)?wormhole|croc|pastebinit|wgetpaste|gist|hastebin)\s"
)
"""What anybody may read."""
_FORGE = r"(?<![\w.-])(?:gh|glab|hub)\s[^\n;|&]{0,300}?"
_OWNED = re.compile(
    rf"{_FORGE}(?:-R|--repo)[= ]+(?:https?://)?(?:git\w+\.\w+/)?(?P<a>[\w.-]+)/[\w.-]+"
    rf"|{_FORGE}(?<=\s)api(?=\s)[^\n;|&]{{0,300}}?[\s/\"'](?:repos|orgs|users|groups|projects)/(?P<b>[A-Za-z_][\w.-]*)"
    rf"|{_FORGE}(?<=\s)repo\s+(?:clone|fork|view|sync|edit|rename|deploy-key|create|set-default)\s+(?:-\S+\s+)*(?P<c>[\w.-]+)/[\w.-]+"
    r"|(?<![\w.-])(?:docker|podman|nerdctl|buildah|img|crane|skopeo)\s[^\n;|&]{0,200}?(?:(?<=\s)push\s+(?:-\S+\s+)*|--push\b[^\n;|&]{0,200}?"
    r"(?:-t|--tag)[= ]+|(?:-t|--tag)[= ]+(?=[^\n;|&]{0,200}--push\b))(?:docker\.io/)?(?P<d>[a-z0-9_-]+)/[\w./-]+"
    r"|(?<![\w.-])(?:github|gitlab|bitbucket|gist|sourcehut):(?P<e>[A-Za-z][\w.-]*)|(?:_REPO|_REPOSITORY)=(?:[\w-]+\.[\w.-]+/)?(?P<f>[\w.-]+)/"
    r"|(?<![\w.-])(?:npx|bunx|(?:npm|pnpm|yarn|bun)\s+(?:i|install|add|exec|dlx|x))\s+(?:-\S+\s+)*(?P<g>[A-Za-z][\w-]*)/[\w.-]+"
    r"|(?<=\s)projects/(?P<h>[\w.-]+)/(?:topics|subscriptions|secrets|locations)/"
)
"""Whose a repository, a topic, or an image of Docker's own registry, is."""
_ACCOUNT = re.compile(rf"{ACCOUNTED.pattern}|--(?:bucket|account-name)[= ]+(?P<name>[\w.-]+)|(?<![\w+?&/.:-])\+\d{{8,15}}(?!\w)")
"""What is one's own in all the world and may be open to everybody: an account, a bucket, a telephone."""
_PUSHED = re.compile(
    r"(?<![\w.-])(?:docker|podman|nerdctl|buildah|helm|oras|crane)\s[^\n;|&]{0,200}?(?<=\s)push\s+(?:-\S+\s+)*(?:\w+://)?"
    r"(?P<host>[\w-]+(?:\.[\w-]+)+)(?::\d+)?/"
)
"""The registry to which an image goes."""
_FETCHES = re.compile(
    r"(?<![\w.-])(?:go\s+(?:get|install|run|mod|list)|(?:npm|pnpm|yarn|bun|deno|pip3?|uv|uvx|npx|pipx|cargo|gem|docker|podman)\s"
    r"+(?:add|install|i|pull|x|exec|pip)|composer\s+(?:global\s+)?(?:require|create-project)|brew\s+(?:install|tap))\s[^\n;|&]*"
)
"""What asks a stranger for a thing by its name: the name itself may not be ours."""
_STARTED = re.compile(
    r"(?<![\w.-])go\s+run\s+(?:-\S+\s+)*(?!(?:[\w-]+\.)*(?:golang\.org|k8s\.io|gopkg\.in|uber\.org|mvdan\.cc|honnef\.co)/)"
    r"(?P<host>[\w-]+(?:\.[\w-]+)+)/[^\s@]+@"
)
"""Whose program is got and started at once."""
_TOKEN = re.compile(r"(?<![\w./@:-])@?(?P<owner>[\w.-]+)/[\w./@:%~-]+")
_QUERY = re.compile(
    r"\b(?:TO|FROM)\s+PROGRAM\b|\bxp_cmdshell\b|\butl_(?:http|tcp|smtp|inaddr)\b|\bdbms_ldap\b|\bdblink\w*|\bhttp_(?:get|post|put)\b|"
    r"\bnet\.http_|\bINTO\s+(?:OUT|DUMP)FILE\b|\bLOAD_FILE\b|\bopen(?:rowset|datasource|query)\b|\baws_s3\.|\bCOPY\s+INTO\b|"
    r"\bCREATE\s+(?:SERVER|SUBSCRIPTION|EXTERNAL|DATABASE\s+LINK)\b|\bATTACH\b|\b(?:url|remote|s3|postgresql|mysql)\s*\(|\bEXPORT\s+DATA\b",
    re.IGNORECASE,
)
"""What lets a database send."""
_REGISTRY = re.compile(
    r"(?:--?|\b|_)(?:registry|index|index-url|extra-index-url|repository|repository-url|proxy|host|server|address|url|source|goproxy)"
    r"(?P<sure>[= ]+)[\"']?$|-i[= ]+$|=$",
    re.IGNORECASE,
)
"""What stands before a host that a builder sends to."""
_CONTINUED, _GLUE, _BLANK = re.compile(r"\\\r?\n"), re.compile(r"[\"'\\`]"), re.compile(r"\$\{?IFS\}?")
_GLUED_TO = re.compile(
    r"(?<![^\s\"'=(])-[46svkqNzG]{0,3}(?:[bhHiJLnsSWxX](?=[\"']?\w[\w-]*\.[\w.-]*\w)|[ctxzvjJ]{0,3}f(?=\w[\w-]*\.[\w.-]*\w:))"
)
"""What a host is glued to: an option of one letter that may take one."""
_STANDS_IN = re.compile(r"\$\{\w{1,64}:?-(?=[^\s}])")
"""The mark before what stands for a variable, to which a host is glued too."""


def runs_to(value: str, table: Table, *, shell: bool, code: bool = False, deep: int = 0) -> bool:
    """Whether what is run sends something to a stranger.

    Args:
        value: A command, or a piece of a program.
        table: The exchange's surrogates, and whose hosts are ours.
        shell: Whether a shell surely runs it.
        code: Whether it is surely run, as a program.
        deep: Files in files around it.
    """
    if code and _calls_out(value, table):
        return True
    if not shell and value.startswith(PATCH):
        return False
    value, files = without_files(value) if deep < MOST_FILES else (value, Files([], []))
    if any(runs_to(body, table, shell=by_shell, code=surely, deep=deep + 1) for body, by_shell, surely in files.run):
        return True
    if any(writes_to(name, body, "", table) for name, body in files.kept):
        return True
    value = _CONTINUED.sub("", _BLANK.sub(" ", value))
    values = values_in(value) if "$" in value else {}
    own = environment(value, values)
    if not code and untold(expanded(filled(value, values)), own):
        return True
    value = _GLUED_TO.sub(r"\g<0> ", value)
    if any("." in host and not table.ours(canonical(host)) for host in _SHARE.findall(value)):
        return True
    others = True
    if shell and len(value) <= LONGEST:
        far, others, value = goes_out(value, table.meets)
        if not far:
            return any(writes_to("", said, "", table) for said in told(value))
    glued = _GLUE.sub("", value)
    put = filled(value, values)
    spelled = (value, glued, put, filled(glued), _GLUE.sub("", put))
    said = (*spelled, *map(expanded, spelled), _GLUE.sub("", unspelled(value)), plain(glued))
    readings = dict.fromkeys(_STANDS_IN.sub(r"\g<0> ", settled(one, values, own) if shell else one) for one in said)
    return _HIDES.search(value) is not None or any(_sends_to(said, table, shell, others) for said in readings)


def writes_to(path: str, text: str, before: str, table: Table) -> bool:
    """Whether what is written into a file sends something to a stranger once it runs.

    Args:
        path: Of the file, or a patch of several.
        text: What is written; "" for a patch.
        before: What stood there.
        table: The exchange's surrogates, and whose hosts are ours.
    """
    reach = Reach(table.meets, table.ours, lambda said: runs_to(said, table, shell=True))
    files = patched(path) if path.startswith(PATCH) else ((path, text, before),)
    return any(sends(*one, reach) for one in files)


def _calls_out(value: str, table: Table) -> bool:
    """Whether a program that is run at once names a stranger: which of its parts send, no list knows."""
    said = unspelled(_JOINED.sub("", _REMARK.sub("", value)))
    if addressed(said, table.ours) or buckets(said, table.ours) or _asks_what_it_decodes(said):
        return True
    if (modules := _IMPORTS.findall(said)) and not _ANYTHING.search(said):
        names = {
            one.strip().split()[0].partition(".")[0] for some in modules for one in (some[0] or some[1]).split(",") if one.strip()
        }
        if names <= _WORKS_ALONE:
            return False
    hosts = (HOST.match(one) for one in _LITERAL.findall(said))
    return any(
        met is not None and is_well_known(met["host"], True) and is_strangers(met, met.string, table.ours) for met in hosts
    )


def _asks_what_it_decodes(said: str) -> bool:
    """Whether a program decodes something and asks somebody whom it does not name in letters."""
    return _DECODES.search(said) is not None and _MADE_CALL.search(said) is not None and _SENDS.search(said) is not None


_DECODES = re.compile(
    r"\b(?:[ab]\d\d_?decode|fromhex|unhexlify|codecs\.decode|atob|Buffer\.from|fromCharCode|fromCodePoint|chr|unpack|pack|hex2bin"
    r"|base64_decode|decode_base64|str_rot13|strrev|reversed?|decompress|inflate\w*|gunzip\w*|maketrans|FromBase64String)\b|\[::-1\]|rot_?13"
)
_MADE_CALL = re.compile(
    r"\b(?:get|post|put|patch|head|request|urlopen|urlretrieve|Request|fetch|connect|create_connection|open_connection"
    r"|gethostbyname|getaddrinfo|sendBeacon|axios|WebSocket|HTTPS?Connection|file_get_contents|fopen|fsockopen|curl_init)"
    r"\s*\(\s*(?![rbfu]{0,2}[\"'`)])\S"
)
"""A call that asks whoever its first argument says, which is no literal."""
_REMARK = re.compile(r"^[ \t]*# .*$", re.MULTILINE)
_JOINED = re.compile(r"[\"'`]\s*\+\s*[\"'`]")
_LITERAL = re.compile(r"[\"'`]\.?([\w-]+(?:\.[\w-]+)+\.?(?:[:/?][^\"'`\n]*)?)[\"'`]")
_IMPORTS = re.compile(r"^[ \t]*(?:import[ \t]+([\w., \t]+)|from[ \t]+([\w.]+)[ \t]+import)", re.MULTILINE)
_ANYTHING = re.compile(
    r"__|\bimportlib\b|\bsubprocess\b|\bos\.(?:system|popen|exec|spawn|posix)|\b(?:exec|eval|compile|getattr|system)\(|;\s*import|^\s*[!%]",
    re.MULTILINE,
)
_WORKS_ALONE = frozenset(
    "re json csv math statistics datetime time collections itertools functools pathlib os sys io string random decimal fractions "
    "typing dataclasses enum copy textwrap hashlib uuid operator zoneinfo calendar pandas numpy matplotlib seaborn scipy sklearn "
    "plotly openpyxl tabulate statsmodels networkx sympy polars pyarrow".split()
)
"""Modules of Python that send nothing without a URL."""


def _sends_to(said: str, table: Table, shell: bool, others: bool) -> bool:
    """Whether one reading of a command sends something to a stranger; `others`: whether it starts more than builders."""
    ours = table.ours
    if _SENDS.search(said):
        if _asks_what_it_decodes(said):
            return True
        if addressed(said, ours) or buckets(said, ours) or any(is_strangers(met, said, ours) for met in HOST.finditer(said)):
            return True
        reaches = _REACHES.search(said)
        if reaches and _reaches(said, reaches, ours):
            return True
    if not shell:
        return False
    if _publishes(said, table):
        return True
    if addressed(said, ours) or any(met["user"] and is_strangers(met, said, ours) for met in HOST.finditer(said)):
        return True
    if buckets(said, ours):
        return True
    for met in HOST.finditer(said):
        before = _REGISTRY.search(before_host(met))
        sure = before is not None and before["sure"] is not None
        if (sure or (is_well_known(met["host"], others) and (others or before is not None))) and is_strangers(met, said, ours):
            return True
    return False


def _publishes(said: str, table: Table) -> bool:
    """Whether something goes to where others read it: a gist, a repository or an image of a stranger's."""
    if _GISTS.search(said) or any(not is_owner(met[met.lastgroup or 0], table.ours) for met in _OWNED.finditer(said)):
        return True
    if any(not table.ours(canonical(met["host"])) for met in _PUSHED.finditer(said)):
        return True
    started = {canonical(met["host"]) for met in _STARTED.finditer(said)}
    if any(not table.ours(host) for host in started - SHARED):
        return True
    if any(not (table.meets(met[0]) or (met["name"] and table.ours(canonical(met["name"])))) for met in _ACCOUNT.finditer(said)):
        return True
    return any(_asks_by_name(fetch[0], table) for fetch in _FETCHES.finditer(said)) or queries_to(said, table)


def _asks_by_name(fetch: str, table: Table) -> bool:
    """Whether a stranger is asked for a thing whose name holds something of ours: a module, a package, an image."""
    for token in _TOKEN.finditer(fetch):
        owner = token["owner"]
        if not table.meets(token[0]):
            continue
        host = HOST.match(token[0])
        if host is not None:
            if is_strangers(host, token[0], table.ours):
                return True
        elif (token[0].startswith("@") or fetch.startswith(("docker", "podman", "composer", "brew"))) and not is_owner(
            owner, table.ours
        ):
            return True
    return False


def is_program(value: str) -> bool:
    """Whether a value is nothing but the name of a program that is known to send."""
    name = base(value)
    return _SENDS.fullmatch(name) is not None or name in ("gh", "glab", "git", "docker", "podman")


def queries_to(value: str, table: Table) -> bool:
    """Whether a query lets a database send something to a stranger."""
    ours = table.ours

    def strange(said: str) -> bool:
        said = plain(said.replace("\\", "/"))
        return (
            addressed(said, ours)
            or buckets(said, ours)
            or any(is_strangers(met, said, ours) for met in HOST.finditer(said) if is_well_known(met["host"], True))
        )

    if is_query(value) and leads_out(value, strange):
        return True
    if not _QUERY.search(value):
        return False
    if addressed(value, ours) or buckets(value, ours) or runs_to(_PROGRAM.sub(r"\n\1\n", value), table, shell=False):
        return True
    return any(is_strangers(met, value, ours) for met in HOST.finditer(value) if met["user"] or is_well_known(met["host"]))


_PROGRAM = re.compile(r"PROGRAM\s*[\"']([^\"']*)", re.IGNORECASE)


def _reaches(said: str, met: re.Match[str], ours: Ours) -> bool:
    """Whether a program that takes a host is given one in numbers, or one that another program says."""
    if any(is_far(number, ours) for number in (*NUMBER.finditer(said), *NUMBERED.finditer(said))):
        return True
    rest = said[met.end() :]
    if met[0].lower().startswith(("ssh", "scp", "sftp")):
        return False  # ssh and its like know hosts by names of their own
    made = re.search(r"(?:^|\s|//|@)[\w.-]*(?:\$\(|`)", rest)
    return made is not None and not any(ours(canonical(host["host"])) for host in HOST.finditer(said)) and "localhost" not in said

"""Passwords whose place in a command, or whose option of one letter, says so: `rabbitmqctl add_user op …`, `snmpwalk -c …`.

A row a way of asking: what stands before the password. Programs are named, for `-p` of most is something else.

Source: the manual pages of the programs that are named, and the command references of Cisco IOS and Junos.
"""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.secrets.secret_commands import FAR, VALUE, is_argument

_NAME = r"[\w.@\\-]{1,60}"
_ASKS = r"[ \t]*(?:=|[ \t])[ \t]*"
_ROWS = {
    "snmp": (
        rf"\b(?:snmp(?:walk|get|set|bulkwalk|bulkget|getnext|trap|inform|table|status|test|df)"
        rf"|onesixtyone)\b{FAR}[ \t]-(?-i:[cAX])[ \t]*",
        ("snmpwalk -v2c -c «sunflower» sw1", "snmpget -v3 -u op -A «rose7bud» sw1", "onesixtyone -c «gom4bada» 10.0.0.1"),
        ("snmpwalk -v2c -c public sw1", "snmpwalk -v2c -c $COMMUNITY sw1", "snmpget -v3 -u op sw1"),
    ),
    "openssl": (
        rf"\bopenssl[ \t]+(?:enc|aes\S*|des\S*|pkcs\d+|rsa|ec)\b{FAR}[ \t](?:-(?-i:k)[ \t]+|-pass(?:in|out)?[ \t]+pass:)",
        (
            "openssl enc -aes-256-cbc -k «sunflower»",
            "openssl rsa -in a.pem -passin pass:«rose77»",
            "openssl aes-256-cbc -d -k «sunflower»",
        ),
        ("openssl enc -aes-256-cbc -K 00FF", "openssl enc -k $KEY", "openssl rsa -passin file:pw.txt"),
    ),
    "login": (
        r"\b(?:sshpass|racadm|esxcli|vmware-cmd|govc|hdbsql|bteq|tdload|fastload|cqlsh|nodetool|couchbase-cli|ncftp|useradd"
        r"|usermod"
        rf"|(?:docker|podman|nerdctl|az|oc|argocd|rancher|crane|skopeo|oras)[ \t]+login)\b{FAR}[ \t]-p(?:assword"
        rf"|ass)?(?:{_ASKS})",
        (
            "sshpass -p «sunflower» ssh op@h",
            "cqlsh -u op -p «rose77» h",
            "docker login -u op -p «sunflower» reg",
            "hdbsql -n h -u op -p «sunflower»",
        ),
        ("docker run -p 8080:80 x", "sshpass -f file ssh op@h", "cqlsh -u op -p $PW h", "mkdir -p logs"),
    ),
    "client": (
        rf"\b(?:isql|osql|tsql|bcp|sqlcmd|mosquitto_\w+|ipmitool|ssh-keygen)\b{FAR}[ \t]-(?-i:[PN])[ \t]*",
        ("isql -U op -P «sunflower» -S h", "sqlcmd -S h -U op -P«rose77»", "ssh-keygen -t rsa -N «sunflower» -f k"),
        ("sqlcmd -S h -U op -p 1", "ssh-keygen -t rsa -N '' -f k", "isql -U op -P $PW"),
    ),
    "directory": (
        rf"\b(?:ldap(?:search|add|modify|delete|passwd|whoami|modrdn|compare)\b{FAR}[ \t]-w|(?:redis|valkey"
        rf"|keydb)-cli\b{FAR}[ \t]-a"
        rf"|sipp\b{FAR}[ \t]-ap|minio\b{FAR}[ \t]--(?:secret-key|root-password)|samba-tool\b{FAR}[ \t]--(?:new"
        rf"|admin)pass(?:word)?)(?:{_ASKS})",
        (
            "ldapsearch -D cn=x -w «sunflower» -b dc=y",
            "redis-cli -h h -a «rose77» ping",
            "samba-tool user setpassword op --newpassword=«sunflower»",
        ),
        ("ldapsearch -x -W -b dc=y", "redis-cli -h h -n 2", "samba-tool user list"),
    ),
    "joined": (
        rf"\b(?:(?:wbinfo|realm|adcli|ntlm_auth|net)\b{FAR}[ \t](?:-U|-a|--user=?)[ \t]*[\"']?{_NAME}%"
        rf"|etcdctl\b{FAR}[ \t]--user[= \t]{_NAME}:"
        rf"|lftp\b{FAR}[ \t]-u[ \t]*{_NAME},|(?:impdp|expdp|sqlldr|sqlplus|rman[ \t]+target|tbsql|tbexport"
        rf"|tbimport)[ \t]+(?:-\S+[ \t]+)*[\"']?{_NAME}/)",
        (
            "wbinfo -a op%«sunflower»",
            "etcdctl --user op:«rose77» get x",
            "impdp op/«sunflower» full=y",
            "lftp -u op,«sunflower» h",
        ),
        ("wbinfo -u", "etcdctl --user op get x", "impdp / full=y", "sqlplus /nolog"),
    ),
    "queue": (
        rf"\brabbitmqctl\b{FAR}[ \t](?:add_user|change_password|authenticate_user)[ \t]+\S{{1,60}}[ \t]+",
        (
            "rabbitmqctl add_user op «sunflower»",
            "rabbitmqctl change_password op «rose77»",
            "rabbitmqctl -n r@h add_user op «sunflower»",
        ),
        ("rabbitmqctl list_users", "rabbitmqctl add_user op", "rabbitmqctl add_user op $PW"),
    ),
    "placed": (
        rf"\b(?:htpasswd[ \t]+-\w*b\w*[ \t]+(?:-\w+[ \t]+)*\S{{1,120}}[ \t]+{_NAME}|wpa_passphrase[ \t]+\S{{1,40}}"
        rf"|radtest[ \t]+(?:-\w[ \t]+\S+[ \t]+)*{_NAME}"
        rf"|mc[ \t]+(?:alias[ \t]+set|config[ \t]+host[ \t]+add)[ \t]+\S{{1,60}}[ \t]+\S{{1,120}}[ \t]+\S{{1,60}}"
        rf"|nmcli\b{FAR}[ \t]password|aws[ \t]+configure[ \t]+set[ \t]+\S*(?:secret|token)\S*"
        rf"|db2[ \t]+[\"']?connect\b{FAR}[ \t]using"
        rf"|pdftk\b{FAR}[ \t](?:input|owner|user)_pw)[ \t]+",
        (
            "htpasswd -b users.txt op «sunflower»",
            "wpa_passphrase net «rose77bud»",
            "db2 connect to d user op using «sunflower»",
            "nmcli dev wifi connect x password «sunflower»",
            "mc alias set m http://h op «sunflower»",
        ),
        ("htpasswd users.txt op", "wpa_passphrase net", "db2 connect to d", "nmcli dev wifi list", "radtest op $PW h 0 s"),
    ),
    "switch": (
        r"(?:^|[\n#>][ \t]*)(?:enable[ \t]+(?:secret|password)|username[ \t]+\S{1,40}[^\n|;]{0,40}?[ \t](?:password|secret)"
        r"|(?:tacacs|radius)(?:-server)?\b[^\n|;]{0,60}?[ \t]key|snmp-server[ \t]+community|r[ow]community6?|key-string"
        r"|set[ \t]+[^\n|;]{0,80}?(?:plain-text-password-value|authentication-key|pre-shared-key(?:[ \t]+ascii-text)?)"
        r"|neighbor[ \t]+\S{1,40}[ \t]+password"
        r"|ip[ \t]+ospf[ \t]+authentication-key|standby[ \t]+\d+[ \t]+authentication(?:[ \t]+text)?"
        r"|crypto[ \t]+isakmp[ \t]+key)(?:[ \t]+\d{1,2})?[ \t]+",
        (
            "enable secret «sunflower»",
            "sw1(config)#username op privilege 15 secret 0 «rose77»",
            "snmp-server community «sunflower» ro",
            "\nrocommunity «gom4bada» 10.0.0.0/8",
            "tacacs-server key 7 «sunflower»",
        ),
        (
            "snmp-server community public ro",
            "snmp-server community $C",
            "how does enable secret differ",
            "username op nopassword",
        ),
    ),
    "typed": (
        r"\b(?:passwd|chpasswd|kinit|cryptsetup|smbpasswd|sudo[ \t]+-S|su|gpg|adcli|realm)\b[^\n|;<]{0,120}<<<[ \t]*",
        ("passwd --stdin op <<< «sunflower»", 'cryptsetup luksOpen /dev/x y <<< "«rose77»"', "kinit op <<<«sunflower»"),
        ("cat <<< hello", "kinit op <<< $PW", "passwd op"),
    ),
}


def _is_own(text: str) -> bool:
    """Whether it may be one that somebody chose: SNMP's own public and private are everyone's."""
    return is_argument(text) and text.lower() not in ("public", "private")


KINDS = tuple(
    Kind(
        name=f"secret.argument_{name}", pattern=rf"(?i)(?:{before}){VALUE}", family="secret", found=found,
        ignored=ignored, edges="none", accept=_is_own, rank=72,
        source="manual pages of the programs, command references of Cisco IOS and Junos",
    )
    for name, (before, found, ignored) in _ROWS.items()
)  # fmt: skip

"""User names in connection strings, where they are the company's own: `postgres`, `root` and `scott` stay."""

from __future__ import annotations

import re

from garim.detect.patterns.kind import Kind

_GENERIC = frozenset(
    """postgres postgresql root admin administrator oracle sa sys sysdba system scott hr guest user username usr test tester
    app application default public anonymous nobody dbuser dbadmin db_user mysql mariadb mongo mongodb redis rabbitmq kafka
    elastic elasticsearch kibana hive spark hadoop hdfs airflow superset grafana prometheus jenkins git gitlab github ubuntu
    ec2-user centos debian vagrant ansible docker deploy deployer www-data nginx apache tomcat nobody svc service ftp sftp
    ftpuser backup replicator repl replication monitor readonly read_only ro rw reader writer owner dba operator ops dev
    prod stage staging sql dbo api web www http https name login id uid myuser my_user example demo foo bar alice bob
    x-access-token oauth2 token apikey aws null none true false self password passwd""".split()
)


def is_own_user(text: str) -> bool:
    """Whether a user name says whose it is: not one that any installation of the product has, and no reference."""
    if text.lower().endswith((".com", ".net", ".org", ".kr", ".io")):
        return False
    return text.lower() not in _GENERIC and bool(re.fullmatch(r"[A-Za-z][\w.$#-]*[A-Za-z0-9]", text))


_PW = "Rk7!" + "vum#42"

KINDS = (
    Kind(
        name="db_user",
        pattern=(
            r"(?i)(?:jdbc:oracle:(?:thin|oci8?):|(?:sqlplus|sqlldr|expdp|impdp|rman|conn|connect)[ \t]"
            r"+(?:-[a-z]+[ \t]+){0,3}|userid=)"
            r"[\"']?(?P<v>[a-z][\w$#.-]{1,40})(?:\[[\w$#]+\])?/[^\s/@]{1,100}@"
        ),
        family="stem",
        found=(
            f"jdbc:oracle:thin:«velor_app»/{_PW}@//db:1521/P",
            f"sqlplus «velor»/{_PW}@PRD",
            f"expdp userid=«VELOR»/{_PW}@PRD",
        ),
        ignored=("jdbc:oracle:thin:scott/tiger@x", "jdbc:oracle:thin:@//db", "sqlplus / as sysdba"),
        edges="none",
        accept=is_own_user,
        rank=55,
    ),
    Kind(
        name="db_user_url",
        pattern=r"(?:[a-z][a-z0-9+.-]{1,30}://|\b)(?P<v>[A-Za-z][\w.-]{1,40}):[^\s\"'<>\x60/@:]{1,200}"
        r"@(?:[A-Za-rt-z0-9\[(]|s(?:[^h]|h[^a]|ha[^0-9]))",
        family="stem",
        found=(f"postgres://«velor_app»:{_PW}@db:5432/x", f'"«velorftp»:{_PW}@10.1.2.3"', f"amqp://«velor.mq»:{_PW}@mq"),
        ignored=(
            f"postgres://postgres:{_PW}@db",
            "https://zz.net:8080/@me",
            "mailto:kim@zz.net",
            "redis://:pw@cache",
            "to:kim@zz.net",
            "image: busybox:latest@sha256:1fcf5df5",
        ),
        edges="none",
        accept=lambda text: (
            is_own_user(text) and text.lower() not in ("mailto", "to", "cc", "bcc", "from", "mail", "email", "e-mail", "sip")
        ),
        rank=55,
    ),
    Kind(
        name="db_user_setting",
        pattern=(
            r"(?i)(?:\buser[ _]?id|\buid|(?:db|database|datasource|jdbc|oracle|mysql|pg|postgres|redis|"
            r"mongo|spring\.datasource)[_.-]?user(?:[_.-]?name)?"
            r"|(?:create_pool|connect|connection|pool|create_engine|createconnection)[ \t]*\([^)]{0,80}?"
            r"\buser(?:name)?"
            r"|\bauth_user|PGUSER|MYSQL_USER|POSTGRES_USER)[\"']?[ \t]*[=:][ \t]*[\"']?(?P<v>[a-z][\w.$#-]{1,40})"
        ),
        family="stem",
        found=(
            "Data Source=s3;User Id=«velor_app»;Password=x",
            "  VELOR_DB_USER: «velor_app»\n  VELOR_DB_PASS: x",
            'pool = oracledb.create_pool(user="«velor_load»", password="x")',
            'create_pool(\n    user="«velor_load»",\n    password="x")',
            "spring.datasource.username=«velorapp» password",
            "velor_bill = host=vel7 auth_user=«velorlg»",
        ),
        ignored=("User Id=sa;Password=x", 'create_pool(user="postgres", password="x")', "user_id: int", "user_id=123 password"),
        edges="none",
        accept=lambda text: (
            is_own_user(text)
            and text.lower() not in ("int", "str", "string", "long", "integer", "uuid", "varchar2", "number", "bigint")
        ),
        near=("pass", "pwd", "_pw", "auth_user", "비밀번호", "data source", "dsn", "jdbc"),
        reach=120,
        rank=55,
    ),
)

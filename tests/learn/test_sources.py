"""One table a source: a file of the invented shipbuilder Narwhal Yards in, terms and left words out."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import orjson
import pytest

from garim.errors import BadInput, BadSettings
from garim.learn import Item, Learnt, Left, Options, Problem, common, csv, database, ddl, git, hosts, kube, ldap
from tests.e2e.postgres import running

ORACLE = """
-- export 2026-01-02; CREATE TABLE NOT.THIS of Tolvarium, by 곽나율
/* nor; CREATE TABLE THIS: the JORVIKA batch calls SP_KELVARD_RUN */
CREATE TABLE HULLADM.TB_HL_BLOCK_M (BLOCK_NO VARCHAR2(16) NOT NULL, NARVA_YN VARCHAR2(1), CUST_NO NUMBER(10),
  CONSTRAINT PK_HL_BLOCK_M PRIMARY KEY (BLOCK_NO)) TABLESPACE TS_HULL_D;
CREATE TABLE ACCT (SETL_AMT NUMBER, GRD_SETTLE_YN CHAR(1), MULKKACHI_SCR NUMBER) TABLESPACE USERS;
CREATE DATABASE LINK LNK_HL CONNECT TO RDR IDENTIFIED BY X USING 'NWHUL';
COMMENT ON TABLE HULLADM.TB_HL_BLOCK_M IS '블록 원장; ''주'' 테이블';
CREATE UNIQUE INDEX IX_HL_BLOCK_M_01 ON HULLADM.TB_HL_BLOCK_M (CUST_NO);
CREATE OR REPLACE EDITIONABLE PACKAGE BODY HULLADM.PKG_NARVA AS
  PROCEDURE run IS BEGIN NULL; END;
  FUNCTION get_list(P_NO IN NUMBER) RETURN SYS_REFCURSOR IS BEGIN NULL; END;
  PROCEDURE calc_narva (P_AMT IN NUMBER) IS BEGIN "SP_IN_HL"; END;
  PROCEDURE FN_HL_RATE;
END;
/
CREATE SEQUENCE HULLADM.SQ_HL_BLOCK;
INSERT INTO HULLADM.TB_HL_BLOCK_M VALUES ('CREATE TABLE NO', 'N', 1);
"""
MYSQL = "CREATE TABLE IF NOT EXISTS `yard_berth` (`id` bigint, `tolvar_code` varchar(9), KEY `k` (`id`)) ENGINE=InnoDB COMMENT='berths';"
TSQL = "CREATE TABLE [dbo].[DockPlan] ([PlanId] int)\nGO\nCREATE VIEW [ops].[v_dock] AS SELECT 1 x\nGO\n"
POSTGRES = 'CREATE MATERIALIZED VIEW IF NOT EXISTS crane."LoadPlan" AS SELECT 1;\nCREATE TABLE public.rivet (\n'


def terms(items: list[Item]) -> set[tuple[str, str]]:
    return {(item.term, item.kind) for item in items if isinstance(item, Learnt)}


def left(items: list[Item]) -> set[str]:
    return {item.word for item in items if isinstance(item, Left)}


@pytest.mark.parametrize(
    ("dump", "learnt", "kept"),
    [
        (
            ORACLE,
            {
                ("HULLADM", "database"),
                ("TB_HL_BLOCK_M", "db_object"),
                ("PK_HL_BLOCK_M", "db_object"),
                ("IX_HL_BLOCK_M_01", "db_object"),
                ("PKG_NARVA", "db_object"),
                ("SQ_HL_BLOCK", "db_object"),
                ("calc_narva", "db_object"),
                ("FN_HL_RATE", "db_object"),
                ("NARVA_YN", "column"),
                ("MULKKACHI_SCR", "column"),
                ("TS_HULL_D", "database"),
                ("LNK_HL", "db_object"),
                ("NWHUL", "database"),
                ("Tolvarium", "word"),
                ("JORVIKA", "word"),
                ("SP_KELVARD_RUN", "db_object"),
                ("곽나율", "person"),
            },
            {"BLOCK_NO", "CUST_NO", "ACCT", "SETL_AMT", "GRD_SETTLE_YN", "USERS", "RDR", "run", "get_list"},
        ),
        (MYSQL, {("yard_berth", "db_object"), ("tolvar_code", "column")}, {"id"}),
        (TSQL, {("DockPlan", "db_object"), ("ops", "database"), ("v_dock", "db_object")}, {"dbo", "PlanId"}),
        (POSTGRES, {("crane", "database"), ("LoadPlan", "db_object")}, {"public", "rivet"}),
    ],
    ids=["oracle", "mysql", "tsql", "postgres-cut"],
)
def test_ddl(tmp_path: Path, dump: str, learnt: set[tuple[str, str]], kept: set[str]) -> None:
    """Objects, schemas, tablespaces, services, coined columns and a comment's own words; what everybody has is left."""
    (tmp_path / "dump.sql").write_text(dump, encoding="utf-8")

    items = list(ddl.learn(str(tmp_path / "dump.sql"), Options()))

    assert (terms(items), left(items)) == (learnt, kept)


ACCOUNTS = """CREATE USER NARVAPP IDENTIFIED BY x DEFAULT TABLESPACE TS_NARVA;
CREATE TABLE NARVAPP.TB_NW_X (A NUMBER);
CREATE TABLE NWOWN.TB_NW_Y (A NUMBER);
CREATE DATABASE LINK LNK_NW CONNECT TO "NW_BATCH_RDR" IDENTIFIED BY "x" USING 'NWHUL';
CREATE PUBLIC DATABASE LINK LNK_CUR CONNECT TO CURRENT_USER USING 'NWHUL';
CREATE USER IF NOT EXISTS 'narva_web'@'10.%' IDENTIFIED BY 'x';
CREATE USER MAPPING FOR narva_rw SERVER crane_srv;
CREATE LOGIN nwlogin WITH PASSWORD = 'x';
CREATE USER reader;
"""


def test_who_logs_in_is_an_account(tmp_path: Path) -> None:
    """Users, logins, whom a link to another database goes in as; an owner of a schema is learnt once, and no password is."""
    (tmp_path / "a.sql").write_text(ACCOUNTS)
    items = list(ddl.learn(str(tmp_path / "a.sql"), Options()))

    assert {term for term, kind in terms(items) if kind == "account"} == {"NARVAPP", "NW_BATCH_RDR", "narva_web", "narva_rw", "nwlogin"}
    assert {term for term, kind in terms(items) if kind == "database"} == {"NWOWN", "TS_NARVA", "NWHUL"}
    assert "reader" in left(items) and not {"x", "MAPPING", "CURRENT_USER"} & {item[0] for item in items}


def test_ddl_comment_is_the_meaning_and_a_cut_dump_says_so(tmp_path: Path) -> None:
    """COMMENT ON gives `means`; a dump that ends inside a statement is told with its line."""
    path = tmp_path / "dump.sql"
    path.write_text(ORACLE + "CREATE TABLE HULLADM.TB_CUT (A", encoding="cp949")

    items = list(ddl.learn(str(path), Options()))

    assert next(i.means for i in items if i[0] == "TB_HL_BLOCK_M" and isinstance(i, Learnt)) == "블록 원장; '주' 테이블"
    assert [i.where for i in items if isinstance(i, Problem)] == [f"{path}:19"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_csv(tmp_path: Path, encoding: str) -> None:
    """Headers map to kinds in both languages, in what Excel saves; a ragged row is left out and told."""
    text = "성명,사번,이메일,서버명,비고\n도하랑,N1234,harang.do@narwhal.example,nwprd01,x\n어긋난,행\n도하랑,N1234,-,,\n"
    (tmp_path / "hr.csv").write_text(text, encoding=encoding)

    items = list(csv.learn(str(tmp_path / "hr.csv"), Options()))

    assert terms(items) == {
        ("도하랑", "person"),
        ("N1234", "employee_id"),
        ("harang.do@narwhal.example", "email"),
        ("nwprd01", "host"),
    }
    assert left(items) == {"비고"}
    assert [i.where.rpartition(":")[2] for i in items if isinstance(i, Problem)] == ["3"]


def test_csv_column_option(tmp_path: Path) -> None:
    """--column says what a header does not; a column that is not there is named with those that are."""
    path = tmp_path / "a.csv"
    path.write_text("vessel|x\nTolvar|1\n")

    assert terms(list(csv.learn(str(path), Options(columns={"vessel": "product"})))) == {("Tolvar", "product")}
    with pytest.raises(BadInput, match="no column 'ship'"):
        list(csv.learn(str(path), Options(columns={"ship": "product"})))
    with pytest.raises(BadInput, match="no column says"):
        list(csv.learn(str(path), Options()))


HOSTS = "127.0.0.1 localhost\n10.7.0.4 nwprd01 nwprd01.narwhal.internal # db\n"
ZONE = "$ORIGIN narwhal.internal.\n@ 3600 IN SOA ns1 admin 1 2 3 4 5\nweb01 IN A 10.7.0.5\ncdn 60 IN CNAME edge.narwhal-cdn.example.\n"
INVENTORY = "[yard_db]\nnwdb[01:04] ansible_user=x\nnwdb09.narwhal.internal ansible_host=10.7.0.9\n[yard_db:vars]\nntp=1\n"


@pytest.mark.parametrize(
    ("text", "learnt"),
    [
        (HOSTS, {("nwprd01", "host"), ("narwhal.internal", "domain")}),
        (
            ZONE,
            {
                ("narwhal.internal", "domain"),
                ("narwhal-cdn.example", "domain"),
            },
        ),
        (INVENTORY, {(r"nwdb\d{2}", "host"), ("nwdb09", "host"), ("narwhal.internal", "domain")}),
    ],
    ids=["hosts", "zone", "inventory"],
)
def test_hosts(tmp_path: Path, text: str, learnt: set[tuple[str, str]]) -> None:
    """A hosts file, a zone and an inventory are told apart line by line."""
    (tmp_path / "h").write_text(text)

    assert terms(list(hosts.learn(str(tmp_path / "h"), Options()))) == learnt


def test_ldap(tmp_path: Path) -> None:
    """People with every spelling of their name, also base64 and folded values; a bad value is told, the rest is read."""
    name = base64.b64encode("도하랑".encode()).decode()
    text = (
        f"dn: uid=hrdo,ou=people,dc=narwhal,dc=example\nobjectClass: inetOrgPerson\ncn:: {name}\nuid: hrdo\n"
        "mail: harang.do@\n narwhal.example\nemployeeNumber: N1234\n\n"
        "dn: cn=x\nobjectClass: user\ncn: Guest\ndescription:: %%%\n"
    )
    (tmp_path / "d.ldif").write_text(text)

    items = list(ldap.learn(str(tmp_path / "d.ldif"), Options()))

    assert Learnt("도하랑", "person", ("hrdo",)) in items
    assert terms(items) >= {("harang.do@narwhal.example", "email"), ("N1234", "employee_id"), ("narwhal.example", "domain")}
    assert left(items) == {"Guest", "people"}
    assert len([i for i in items if isinstance(i, Problem)]) == 1


def test_kube(tmp_path: Path) -> None:
    """Namespaces, workloads and private registries are the company's; public images and common namespaces are not."""
    (tmp_path / "a.yaml").write_text(
        "apiVersion: v1\nkind: Deployment\nmetadata:\n  name: tolvar-planner\n  namespace: narva-prd\nspec:\n"
        "  containers:\n  - name: c\n    image: registry.narwhal.example:5000/tolvar/planner:1\n  - image: docker.io/library/nginx\n"
        "---\nkind: ConfigMap\nmetadata: {name: settings, namespace: default}\n---\nkind: Ingress\nspec:\n- host: dock.narwhal.example\n"
    )

    items = list(kube.learn(str(tmp_path), Options()))

    assert terms(items) == {
        ("tolvar-planner", "service"),
        ("narva-prd", "service"),
        ("narwhal.example", "domain"),
        ("tolvar/planner", "repository"),
    }
    assert left(items) == {"docker.io/library/nginx", "settings", "default", "registry", "dock"}


def test_git(tmp_path: Path) -> None:
    """A real repository: namespaces, hosts, remotes, and the authors at the company's domain only."""

    def run(*arguments: str, author: str = "Harang Do <harang.do@narwhal.example>") -> None:
        name, mail = author.rstrip(">").split(" <")
        identity = ["-c", f"user.name={name}", "-c", f"user.email={mail}"]
        subprocess.run(["git", "-C", str(tmp_path), *identity, *arguments], check=True, capture_output=True)

    (tmp_path / "A.java").write_text("// x\npackage example.narwhal.hull.plan.deep;\nclass A {}\n")
    (tmp_path / "B.java").write_text("package org.apache.commons;\n")
    (tmp_path / "c.yml").write_text("db: jdbc:oracle:thin:@//nwora1.narwhal.internal:1521/HULL\nsee: https://docs.python.org/3\n")
    (tmp_path / "package.json").write_text('{\n "name": "@narwhal/ui"\n}\n')
    run("init", "-q")
    run("remote", "add", "origin", "git@git.code.narwhal.example:tolvar/planner.git")
    run("add", ".")
    run("commit", "-qm", "x")
    run("commit", "-qm", "y", "--allow-empty", author="Some Guest <guest@gmail.com>")

    items = list(git.learn(str(tmp_path), Options()))

    assert terms(items) == {
        ("example.narwhal.hull.plan", "package"),
        ("nwora1", "host"),
        ("narwhal.internal", "domain"),
        ("@narwhal/ui", "package"),
        ("code.narwhal.example", "domain"),
        ("tolvar/planner", "repository"),
        ("Harang Do", "person"),
        ("harang.do@narwhal.example", "email"),
        ("narwhal.example", "domain"),
    }
    assert left(items) == {"org.apache.commons", "docs.python.org", "Some Guest", "git"}


def test_database() -> None:
    """A live PostgreSQL: the catalogue, with comments; never a row."""
    import psycopg

    with running() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE SCHEMA hull")
            connection.execute("CREATE TABLE hull.block (id int, tolvar_code text)")
            connection.execute("COMMENT ON TABLE hull.block IS 'blocks of a ship'")
            connection.execute("INSERT INTO hull.block VALUES (1, 'ROWSECRET')")
            connection.execute("CREATE SEQUENCE hull.sq_block")
        items = list(database.learn(url, Options()))

    assert terms(items) >= {("hull", "database"), ("block", "db_object"), ("sq_block", "db_object"), ("tolvar_code", "column")}
    assert next(i.means for i in items if i[0] == "block" and isinstance(i, Learnt)) == "blocks of a ship"
    assert "ROWSECRET" not in repr(items)


def test_database_that_does_not_answer() -> None:
    """The error says what failed and not the address with its password."""
    with pytest.raises(BadInput) as caught:
        list(database.learn("postgresql://u:" + "hunter" + "2pass@127.0.0.1:1/x", Options()))

    assert "hunter" not in caught.value.message + caught.value.hint
    with pytest.raises(BadInput, match="no database URL"):
        list(database.learn("nonsense", Options()))
    with pytest.raises(BadSettings, match="driver"):
        list(database.learn("oracle+oracledb://u@h/x", Options()))


@pytest.mark.parametrize("source", [ddl, csv, hosts, ldap, git])
def test_a_missing_source_is_bad_input(source: object) -> None:
    """Nothing is learnt and the path is named."""
    with pytest.raises(BadInput):
        list(source.learn("/nosuch/place", Options()))  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["redis", "Jenkins", "ACCT", "SETL_AMT", "Apple", "GRD_SETTLE_YN", "backup", "order-api", "경영진", "XPIR_DT", "MbrAuthSeq"])
def test_what_is_public_or_generic_is_common(name: str) -> None:
    assert common(name)


@pytest.mark.parametrize("name", ["MULKKACHI_SCR", "HWANGSAE_YN", "sa-tolvar", "harbor-kelvard", "jorvikaCode", "나루벼타워", "svc_tolvar"])
def test_what_has_a_word_of_its_own_is_not(name: str) -> None:
    assert not common(name)


def test_a_group_and_a_range_of_an_inventory(tmp_path: Path) -> None:
    """Groups in ordinary words and product hosts are left; a range is one pattern that the lexicon reads."""
    from garim.detect.lexicon.source import read_terms

    text = "[webservers]\nweb[01:20]\n[kelvard]\nkelvard-app[1:3].narwhal.internal\n10.7.0.6 nexus jenkins gitlab.narwhal.internal\n"
    (tmp_path / "h").write_text(text)
    items = list(hosts.learn(str(tmp_path / "h"), Options()))

    assert terms(items) == {("kelvard", "word"), (r"kelvard-app\d{1}", "host"), ("narwhal.internal", "domain")}
    assert left(items) == {"webservers", "web[01:20]", "nexus", "jenkins", "gitlab"}
    pattern = next(item for item in items if isinstance(item, Learnt) and item.shape == "pattern")
    assert read_terms(orjson.dumps({"pattern": pattern.term, "kind": "host"}), "a")[1] == []


def test_csv_of_staff_and_of_machines(tmp_path: Path) -> None:
    """Names in both scripts are one person; accounts, code names, systems and addresses have headers of their own."""
    (tmp_path / "staff.csv").write_text(
        "성명,영문명,AD계정,부서명,휴대전화,코드네임\n도하랑,Harang Do,hrdo,블록설계2팀,010-1,황새\n곽나율 과장,Nayul Kwak,nykwak,경영진,,-\n"
    )
    (tmp_path / "cmdb.csv").write_text("업무시스템(명),IP주소,서버명,담당자,위치\n여울,10.7.0.4,nwprd01,\"도하랑, 곽나율\",판교 3층\nJenkins,10.7.0.5,jenkins,,\n")

    staff, machines = (list(csv.learn(str(tmp_path / name), Options())) for name in ("staff.csv", "cmdb.csv"))

    assert Learnt("도하랑", "person", ("Harang Do",)) in staff and Learnt("곽나율", "person", ("Nayul Kwak",)) in staff
    assert terms(staff) >= {("hrdo", "account"), ("블록설계2팀", "org"), ("황새", "project")}
    assert left(staff) == {"휴대전화", "경영진"}
    assert terms(machines) == {
        ("여울", "product"),
        ("10.7.0.4", "host"),
        ("10.7.0.5", "host"),
        ("nwprd01", "host"),
        ("도하랑", "person"),
        ("곽나율", "person"),
        ("판교 3층", "location"),
    }
    assert left(machines) == {"Jenkins"}


def test_ldap_accounts_of_machines_units_and_groups(tmp_path: Path) -> None:
    """A service account is no person; units and groups are the company's unless every directory has them; all once."""
    entry = "dn: CN={0},OU={1},OU=IT설계본부,DC=narwhal,DC=local\nobjectClass: {2}\ncn: {0}\nsAMAccountName: {0}\n\n"
    text = entry.format("svc_tolvar_batch", "Service Accounts", "user") + entry.format("kelvard-admins", "Groups", "group")
    (tmp_path / "d.ldif").write_text(text + entry.format("NWPRD01$", "Computers", "computer"))

    items = list(ldap.learn(str(tmp_path / "d.ldif"), Options()))

    assert terms(items) == {
        ("svc_tolvar_batch", "account"),
        ("IT설계본부", "org"),
        ("kelvard-admins", "org"),
        ("NWPRD01", "host"),
        ("narwhal.local", "domain"),
    }
    assert left(items) == {"Service Accounts", "Groups", "Computers"}
    assert len(items) == len(set(items))


def test_kube_names_of_everything_and_what_is_referred_to(tmp_path: Path) -> None:
    """An Ingress, accounts and pull secrets are the company's where their words are; public software is not."""
    (tmp_path / "a.yaml").write_text(
        "kind: Ingress\nmetadata:\n  name: tolvar-rule\n---\nkind: StatefulSet\nmetadata:\n  name: redis\n---\nkind: CronJob\n"
        "metadata:\n  name: backup\nspec:\n  serviceAccountName: sa-jorvika\n  imagePullSecrets:\n    - name: harbor-kelvard\n"
    )
    items = list(kube.learn(str(tmp_path), Options()))

    assert terms(items) == {("tolvar-rule", "service"), ("sa-jorvika", "service"), ("harbor-kelvard", "service")}
    assert left(items) == {"redis", "backup"}


def test_git_modules_and_robots(tmp_path: Path) -> None:
    """Modules of Gradle and Maven; a robot's domain is nobody's, and a product's host is its domain."""
    (tmp_path / "settings.gradle").write_text("rootProject.name = 'tolvar'\ninclude 'tolvar-core', ':jorvika-auth'\ninclude 'common'\n")
    (tmp_path / "pom.xml").write_text("<project>\n<modules><module>kelvard-api</module></modules>\n</project>\n")
    (tmp_path / "ci.yml").write_text("repo: https://nexus.build.narwhal.internal/x\n")
    run = ["git", "-C", str(tmp_path)]
    subprocess.run([*run, "init", "-q"], check=True)
    subprocess.run([*run, "add", "."], check=True)
    who = ["-c", "user.name=renovate[bot]", "-c", "user.email=bot@renovateapp.test"]
    subprocess.run([*run, *who, "commit", "-qm", "x"], check=True)

    items = list(git.learn(str(tmp_path), Options()))

    assert terms(items) == {
        ("tolvar", "package"),
        ("tolvar-core", "package"),
        ("jorvika-auth", "package"),
        ("kelvard-api", "package"),
        ("build.narwhal.internal", "domain"),
    }
    assert left(items) == {"common", "nexus", "renovate[bot]"}


@pytest.mark.parametrize(
    ("header", "row", "owner", "kind"),
    [
        ("시스템명,암호명,영문명,담당자", "조선원가,황새,Hwangsae,도하랑", "황새", "project"),
        ("시스템명,영문명,담당자,사번", "여울,Yeoul,도하랑,N1", "여울", "product"),
        ("담당자,영문명,시스템명", "도하랑,Harang Do,여울", "도하랑", "person"),
        ("영문명,고객사명", "Narbit,나르빛", "나르빛", "customer"),
        ("가맹점번호,가맹점명,별칭,대표자", "17,나르빛,나빛,도하랑", "나르빛", "customer"),
    ],
)
def test_other_names_belong_to_the_column_they_stand_behind(tmp_path: Path, header: str, row: str, owner: str, kind: str) -> None:
    """An English name of a system is no name of whoever looks after it."""
    path = tmp_path / "a.csv"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    found = [item for item in csv.learn(str(path), Options()) if isinstance(item, Learnt)]

    assert [(item.term, item.kind) for item in found if item.aliases] == [(owner, kind)]


def test_csv_says_what_it_cannot_take(tmp_path: Path) -> None:
    """A kind that there is not, and a file of numbers alone: nothing is learnt in silence."""
    path = tmp_path / "a.csv"
    path.write_text("점포,전화번호\n나르빛,02-1\n", "utf-8")

    with pytest.raises(BadInput, match="no kind '사람'"):
        list(csv.learn(str(path), Options(columns={"점포": "사람"})))
    with pytest.raises(BadInput, match="no column says"):
        list(csv.learn(str(path), Options()))

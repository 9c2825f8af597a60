"""Names of keys and columns tell what a value is, in every form that text has for them; a name alone hides nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.detect.columns.columns import Columns, meaning
from garim.text.views import View

COLUMNS = Columns()


def found(text: str, hint: str = "") -> list[str]:
    """The values that are found, in the order of the text."""
    seen = COLUMNS.find(View(text), hint)
    assert seen.covered == len(text)
    return [text[f.start : f.end] for f in sorted(seen.findings)]


MARKED = (
    '{"custNo":"«0019920317»","state":"ACTIVE","loginId":"«hmoon92»","count":12}',
    '{"policy_nbr": "«VW7-5518820-04»", "INSURED_NM": "«Cornelia Abbot»"}',
    "member=«9920118» order=«VG250411-44107733» path=/v3/checkout status=502",
    "cust_no: «0019920317»\nreplicas: 3\nnode_id: 4",
    "curl -d 'memberId=«88120447»&size=20'",
    "claim,adjuster,emp,reserve\n«VL25-0100417»,«Brenda Jessop»,«VM46902»,12000\n«VL25-0100533»,temp – R. Q,«V-1187»,88",
    "법인명,사업자번호,대표자,대출잔액\n(주)«동해상사»,«686-46-53861»,«마동식»,1820000000",
    '"name";"phone"\n"«이새봄»";"«010-5519-2830»"',
    "LAST: «PEREIRA DA COSTA»\nFIRST: «LUIZ GUSTAVO»\nFARE: Y",
    '{"users": [{"first": "«Kwame»", "last": "«Osei»"}], "page": {"first": 1, "last": 9}}',
    "id,first,last\n1,«Maren»,«Holt»\n2,«Ines»,«Falk»",
    "insert into contact (first, last) values ('«Gwendolyn»', '«Tarrant»')",
    "이름\t사번\n«문하늘»\t«2018611»\n합계: 1",
    "| 고객번호 | 상태 |\n|---|---|\n| «881200477» | 정상 |\n| «881200478» | 해지 |",
    "insert into tb_cust (cust_no, cust_nm, st_cd) values ('«0019920317»', '«이새봄»', 'A'), ('«0019920318»', '«문하늘»', 'B')",
    "SELECT 1 FROM t WHERE c.cust_no = '«0019920317»' AND corp_nm <> 'x'",
    "where t.CUST_NM LIKE '«문하늘»%' and emp_no in ('«V2018611»')",
    "담보번호 «VL202402117781» 하나만",
    "SKU «77120931», loc «C-12-04».",
    "policy «VW7-5518820-04» and claim no. «77120931»",
    "사번은 «2018611»입니다",
    "password=«Rk7vum42»",
    "birth_dt='«19840312»'",
    "담당자: «문하늘» 주소: x",
    "adjuster: Brenda Jessop".replace("Brenda Jessop", "«Brenda Jessop»"),
    "user_id = '«hmoon_92»'",
    "Kunde;Ansprechpartner;Telefon;Umsatz\nVelor Pumpen AG;«Jörg Möhlenkamp»;«0231 7744-120»;184000",
    "氏名,会員番号,電話番号\n«瀬戸口亮介»,«00718823»,«090-1188-2093»",
    "pt_no,birth,addr\n«00129911»,«1988-11-19»,«서울 마포구 새벌로 5길 14», 302호\n«00129912»,«1961-03-02»,x 정리 부탁",
    "line_id,msisdn,imsi,name\n«7701882»,«01077228817»,«450089900117420»,standard plan",
    "player=«7730017724» msisdn=«821077120937» imsi=«450089900231774»",
    'if merchant == "«MRC-00931-QF»" { return }',
    "tenant=«tq-91d0fe» vm=«i-vx1-77bb0e41»",
    "환자 «00718827» 처방, 예약(12건), 계정 «10029931» 잠김",
    '{"nickname":"«nami_no_oto»"}, Account = "«773991049918»"',
    "WHERE cust_id IN ('«30993311»', '«30993312»',\n  '«30993313»') AND st IN ('A', 'B')",
    "userid = '«sgmoon92»', 会員番号 «00718823» 학번 «2021130044», MSISDN «821077228817»",
    "join room «Qz29xV7b00cTzz01» as player «7730017724»",
    "update t set x = 1 where vpc_id = 'vpc-0vx29f1ac7'".replace("vpc-0vx29f1ac7", "«vpc-0vx29f1ac7»"),
)


@pytest.mark.parametrize("example", MARKED)
def test_values_under_telling_names_are_found(example: str) -> None:
    assert found(re.sub("[«»]", "", example)) == re.findall("«([^»]*)»", example)


IGNORED = (
    '{"name": "홍길동", "tel": "010-0000-0000", "mail": "hong@example.com"}',
    "select sql_id from v where sql_id='0abc1defg2hij'",
    "name: nginx\nkind: CronJob\nuser: root\nversion: 12345678",
    "order by 1234567, group by 20240101",
    "password=${DB_PASSWORD}\npassword = getpass()\npassword: null\npwd=/home",
    "user_id: int\nuser_id = user_id\norder_id: str | None = None",
    "emp = Employee(name='x')\naccount.number = number",
    "policy_no varchar2(20) not null, cust_no NUMBER(10)",
    "Hello, world, and more\nnothing, of this, here",
    "port: 8080, pid=12345, line: 4417, error_code=1652",
    "claim 12 and order 7 in case 2024",
    "created,updated\n20240101,20240102",
    "thread_id=140234 request_count=100000 build_no=20240101",
    'name = "Darcs Patch"',
    "고객번호는 필수입니다. 전화번호: 없음",
    "member: true, policy: default, coupon: NULL",
    "tenant: default, room: 1204, vm: linux, wallet=metamask, patient = Patient(1), customer: int",
    'nickname: String, handle = on_click, {"nickname": "player1"}, account: default',
    "username: velor_app, userid = get_user2(), loginId: String, username: admin",
    "주문 2500건, 회원 10000명, 고객 1200000명, Auftrag 4711",
    "환자 12명, 예약 2024 건, 계정 3개, 회선 100Mbps, join room 1204",
    "이름: 会議室\nname: 東京支店\nkunde: alle",
    "title,note\nMeeting, with a comma, and more, and more",
)


@pytest.mark.parametrize("text", IGNORED)
def test_flags_code_placeholders_and_small_numbers_are_left(text: str) -> None:
    assert found(text) == []


def test_hint_has_the_whole_value_judged() -> None:
    assert found("0019920317", "custNo") == ["0019920317"]
    assert found("ACTIVE", "custNo") == []
    assert found("0019920317", "description") == []
    assert found("문하늘", "담당자") == ["문하늘"]


@pytest.mark.parametrize(
    "name", ["custNo", "CUST_NO", "cust-no", "c.CUST_NO", "custNumber", "고객번호", "고객 번호", "QMX_CUST_NBR"]
)
def test_one_name_in_every_style(name: str) -> None:
    rule = meaning(name)
    assert rule is not None and rule.kind == "record_id"


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("휴대폰", "phone"),
        ("mblTno", "phone"),
        ("계좌번호", "code"),
        ("CEO_NM", "person"),
        ("생년월일", "date"),
        ("biz_no", "code"),
        ("password", "secret"),
        ("addr", "address"),
        ("VIN", "code"),
        ("email", "email"),
        ("card_no", "card"),
    ],
)
def test_family_of_a_name(name: str, family: str) -> None:
    rule = meaning(name)
    assert rule is not None and rule.family == family


@pytest.mark.parametrize(
    "name", ["", "sql_id", "line_no", "port", "description", "error_code", "x" * 80, "우편번호", "class_name"]
)
def test_names_that_say_nothing(name: str) -> None:
    assert meaning(name) is None


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="custNo_:=,|\t\n\"'( )VALUESinsert into12345가번호;%.", max_size=300),
    st.sampled_from(["", "custNo", "이름"]),
)
def test_any_text_is_read_and_spans_are_inside(text: str, hint: str) -> None:
    seen = COLUMNS.find(View(text), hint)
    assert seen.covered == len(text)
    assert all(0 <= f.start < f.end <= len(text) and f.entity for f in seen.findings)


@pytest.mark.parametrize("piece", ["a=", "'", '"a":"', "a,b\n", "insert into t (", "1-", "가번호 1", "| a ", "(" * 50, "custNo:"])
def test_a_million_characters_of_one_piece_end(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    assert COLUMNS.find(View(text), "").covered == len(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("UPDATE cust SET name = 'Kermit Zoltan', grade = 'A' WHERE id = 7", "Kermit Zoltan"),
        ("update hb.t_cust c set c.nm='Kermit Zoltan' where c.id in (1, 2)", "Kermit Zoltan"),
        ("UPDATE emp SET salary = nvl(1, 2), EMP_NAME = N'Kermit Zoltan'", "Kermit Zoltan"),
        ("UPDATE emp SET EMP_NAME='Grace O\'\'Neil', GRADE='A'", "Grace O\'\'Neil"),
        ("INSERT INTO emp (emp_no, emp_name) VALUES ('E1234', 'Grace O\'\'Neil')", "Grace O\'\'Neil"),
        ("emp_name='Grace O\'\'Neil' and x = 'y'", "Grace O\'\'Neil"),
        ('{"emp_name": "Grace O\'Neil"}', "Grace O\'Neil"),
    ],
)
def test_a_value_in_an_update_or_with_a_doubled_quote(text: str, value: str) -> None:
    """Columns that are set are judged as those of INSERT; a doubled quote ends no value."""
    assert value in found(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("tokens:\n  - uK71gQwN02mZ8pLr4cVs\n  - bT58hXwP63kYq9Rd1fJn  # old\nname: x", ["uK71gQwN02mZ8pLr4cVs", "bT58hXwP63kYq9Rd1fJn"]),
        ("api_keys:\n  - key: \"uK71gQwN02mZ8pLr4cVs\"\n  - 'bT58hXwP63kYq9Rd1fJn'\n", ["uK71gQwN02mZ8pLr4cVs", "bT58hXwP63kYq9Rd1fJn"]),
        ('{"passwords": ["Rw7#kkq1zP", "Lm4!xvb8Tz"], "names": ["도하랑", "표윤슬"]}', ["Rw7#kkq1zP", "Lm4!xvb8Tz", "도하랑", "표윤슬"]),
        ("columns: [\"cust_no\", \"name\"]\ntokens: [\"the\", \"cat\"]\nids: [1, 2]", []),
    ],
)
def test_a_list_under_a_key_of_many(text: str, values: list[str]) -> None:
    assert sorted(text[f.start : f.end] for f in Columns().find(View(text)).findings) == sorted(values)


@pytest.mark.parametrize(
    "table",
    [
        " first_name | last_name \n------------+-----------\n Karsten    | Moll\n Anneke     | Visser\n",
        " id | first_name | last_name \n----+------------+-----------\n  1 | Karsten    | Moll\n  2 | Anneke     | Visser\n(2 rows)\n",
        "+----+------------+-----------+\n| id | first_name | last_name |\n+----+------------+-----------+\n|  1 | Karsten    | Moll      |\n|  2 | Anneke     | Visser    |\n+----+------------+-----------+\n",
    ],
)
def test_tables_as_psql_and_mysql_print_them_are_read_by_their_headers(table: str) -> None:
    found = {table[f.start : f.end] for f in Columns().find(View(table)).findings}

    assert {"Karsten", "Moll", "Anneke", "Visser"} <= found

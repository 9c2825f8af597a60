"""What is public stays, what nobody published is unknown, and the unknown part of a compound is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.detect.public.judge import public, unknown

PUBLIC = """
Kubernetes kubectl HikariCP java.util.HashMap ORA-00060 RFC7231 DBMS_STATS V$SESSION LOG_ARCHIVE_DEST_2 FAL_SERVER SQLNET.EXPIRE_TIME
BAPI_PO_CREATE1 MARA VBAK SYSIBM.SYSTABLES IEFBR14 DSNT408I IGZ0017S XLOOKUP aws_db_instance azurerm_storage_account google_compute_instance
OBX DiagnosticReport SOPInstanceUID S6F11 IMSI ExitPlanMode apply_patch MultiEdit getUserName user_id TMP_SETL_WRK InvoiceCloser hostname
Linus Torvalds Grace Haiku Berlin Samsung Lagerverwaltungssystem Verschlüsselung développement configuración unquoter reversioning
타임라인 다익스트라 마이데이터 체크디짓 온프렘 품번 택타임 데이터베이스에서는 쿠버네티스를 배포했습니다 도와드렸습니다 바빠서 걸어갔다
몰랐는데 설정하면 재기동했더니 이용자들에게 서버별로 강남구에서 삼성전자는 거래명세서를 결제금액이 東京 データベース 会议 работа
""".split()
OWN = """
TB_ZORVELQ_MST zorvelq-prd-db07 ghxqdb01 QZK20481 H2871993 kx9021341p ZorvelqLoanService getVrimtoStatus xq_brontvel_hist
쀍뒑윓은행 뤼즘카드에서 홀릉페이는 쟝붑솔루션을
""".split()


@pytest.mark.parametrize("token", PUBLIC)
def test_what_is_public_stays(token: str) -> None:
    """Software, trades, people of the public, ordinary words of several languages, inflected and glued."""
    assert public(token), unknown(token)


@pytest.mark.parametrize("token", OWN)
def test_what_nobody_published_is_unknown(token: str) -> None:
    """Coined words in the forms of tables, hosts, codes, classes and Korean names."""
    assert not public(token)


@pytest.mark.parametrize(
    ("token", "part"),
    [
        ("TB_ZORVELQ_MST", "ZORVELQ"), ("ZorvelqLoanService", "Zorvelq"), ("getVrimtoStatus", "Vrimto"), ("xq_brontvel_hist", "brontvel"),
        ("쀍뒑윓은행", "쀍뒑윓"), ("뤼즘카드에서", "뤼즘"), ("추교진과장님", "추교진"), ("QZK20481", "QZK20481"), ("ghxqdb01", "ghxqdb01"),
    ],
)  # fmt: skip
def test_the_unknown_part_is_told(token: str, part: str) -> None:
    """Generic parts, particles, titles and numbers beside it are not in the span."""
    assert part in [token[start:end] for start, end in unknown(token)]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | st.text(alphabet="가나다라은는이다했습니TB_ab01-.", max_size=25))
def test_spans_are_ordered_and_within(token: str) -> None:
    """Any text is judged, and its spans are in it, in order, apart."""
    spans = unknown(token)

    ends = [0, *(end for _, end in spans), len(token)]
    assert all(start < end for start, end in spans)
    assert ends == sorted(ends)
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize("piece", ["가나다라", "ZorvelQuab", "서버에서는", "verwaltung", "データ", "x_1-"])
def test_a_long_token_costs_its_length(piece: str) -> None:
    """Without spaces for pages, a text is still judged in time that grows with it."""
    spans = unknown(piece * 20_000)

    assert all(0 <= start < end <= len(piece) * 20_000 for start, end in spans)

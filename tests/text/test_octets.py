"""What bytes say in base64 and hex: in every usual charset, compressed, and in what is no text; written again in their manner."""

from __future__ import annotations

import base64
import bz2
import gzip
import json
import lzma
import pickle
import random
import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from garim import Screen
from garim.errors import TooLarge
from garim.exchange import Screening
from garim.text.blobs import STRINGS, blobs
from garim.text.octets import TEXT, WHOLE, read, write
from garim.text.packing import Room
from tests.laws import talks

CSV = "이름,부서,과제\n홍길동,영업팀,한별해운 이관\n박하늘,개발팀,한별해운 정산\n"
EN = "name,team,task\nKim,sales,Saltmarsh rollout\nLee,dev,Saltmarsh billing\n"
NOISE = random.Random(11).randbytes(3_000)


def packed(*texts: str) -> bytes:
    """MessagePack of a map."""
    said = [text.encode() for text in texts]
    return bytes([0x80 | len(said) // 2]) + b"".join(bytes([0xA0 | len(one)]) + one for one in said)


def fields(*texts: str) -> bytes:
    """Protocol Buffers."""
    return b"".join(bytes([8 * number + 2, len(one.encode())]) + one.encode() for number, one in enumerate(texts, 1))


BYTES: dict[str, tuple[bytes, str]] = {
    "cp949": (CSV.encode("cp949"), "한별해운"), "cp949, a bad byte": (CSV.encode("cp949") + b"\xff\x00", "한별해운"), "a name in cp949": ("한별해운".encode("cp949"), "한별해운"),
    "Latin-1": (f"der Käufer von Saltmarsh und die Prüfung {EN}".encode("latin-1"), "Saltmarsh"), "cp1252": (b"\x93Saltmarsh\x94 \x96 costs 5 \x80", "Saltmarsh"),
    "Shift-JIS": ("次はSaltmarshの予定です".encode("cp932"), "Saltmarsh"), "EUC-JP": ("次は銀座の予定です。担当はSaltmarsh".encode("euc-jp"), "Saltmarsh"), "EUC-JP, short": ("次はSaltmarshの予定です".encode("euc-jp"), "Saltmarsh"), "GBK": ("下一步是Saltmarsh，请准备好材料".encode("gbk"), "Saltmarsh"),
    "UTF-16, marked": (EN.encode("utf-16"), "Saltmarsh"), "UTF-16 of Hangul": (CSV.encode("utf-16"), "한별해운"), "UTF-16, shifted": (b"\0" + EN.encode("utf-16-le"), "Saltmarsh"),
    "UTF-16 with signs": ("“Saltmarsh” — 5 €, see below".encode("utf-16-be"), "Saltmarsh"), "UTF-32": (EN.encode("utf-32"), "Saltmarsh"),
    "msgpack": (packed("project", "Saltmarsh", "who", "Kim"), "Saltmarsh"), "msgpack of Hangul": (packed("project", "한별해운"), "한별해운"),
    "protobuf": (fields("Kim", "Saltmarsh", "prod"), "Saltmarsh"), "protobuf of Hangul": (fields("x", "한별해운"), "한별해운"),
    "pickle": (pickle.dumps({"project": "Saltmarsh", "n": 4711}), "Saltmarsh"), "pickle of Hangul": (pickle.dumps(["한별해운", 1.5]), "한별해운"), "pickle 0": (pickle.dumps({"project": "Saltmarsh"}, 0), "Saltmarsh"),
    "a NUL": (EN[:30].encode() + b"\0" + EN[30:].encode(), "Saltmarsh"), "a NUL and a word": (b"a\0Saltmarsh", "Saltmarsh"), "a bad byte": (EN.encode() + b"\xff" + EN.encode(), "Saltmarsh"),
    "a bad byte behind": (b"Saltmarsh\xff", "Saltmarsh"), "a bad byte before": (b"\xffSaltmarsh", "Saltmarsh"), "a bad byte inside": (EN.replace("Saltmarsh", "Salt\x01marsh").encode(), "Salt"),
    "Hangul and a bad byte": ("한별해운".encode() + b"\xff", "한별해운"), "between noise": (NOISE + b" the Saltmarsh plan " + NOISE, "Saltmarsh"), "Hangul between noise": (NOISE + "그래서 한별해운 정산 ".encode("cp949") + NOISE, "한별해운"),
}  # fmt: skip
PACKINGS: dict[str, Callable[[bytes], Any]] = {"gzip": lambda data: gzip.compress(data, mtime=0), "zlib": zlib.compress, "bz2": bz2.compress, "xz": lzma.compress, "zstd": zstandard.compress}


@pytest.mark.parametrize("name", BYTES)
def test_what_bytes_say_is_read_and_written_again(name: str) -> None:
    """The same charset, compression and bytes around it; nothing but the word is another."""
    data, word = BYTES[name]
    for pack in (bytes, *PACKINGS.values(), lambda data: zlib.compress(zlib.compress(data))):
        said = read(pack(data), Room())
        assert said is not None and word in said.plain
        again = read(write(said.plain.replace(word, "Velmora"), pack(data)), Room())
        assert again is not None and again.plain == said.plain.replace(word, "Velmora") and again.how == said.how
        assert write(said.plain, data) == data


@pytest.mark.parametrize("name", BYTES)
def test_a_listed_word_leaves_in_no_bytes(screen: Screen, name: str) -> None:
    """It is replaced where it stands, and the whole comes back to the byte."""
    data, word = BYTES[name]
    for one in (data, *(pack(data) for pack in PACKINGS.values())):
        for raw in (base64.b64encode(one).decode(), base64.urlsafe_b64encode(one).decode().rstrip("="), one.hex(), base64.encodebytes(one).decode().strip()):
            hidden = screen.hide(f"look at this: {raw} please")
            assert raw not in hidden.text and hidden.restore(hidden.text) == f"look at this: {raw} please"
            assert not any(word in blob.plain for blob in blobs(hidden.text))


def test_member_after_member_is_read() -> None:
    for pack in PACKINGS.values():
        data = pack(b"") + pack(EN.encode()) if pack is not zlib.compress else pack(EN.encode())
        said = read(data, Room())
        assert said is not None and said.plain == EN


@pytest.mark.parametrize("pack", PACKINGS.values(), ids=PACKINGS)
def test_what_grows_beyond_what_is_read_is_refused_whatever_it_begins_with(pack: Callable[[bytes], bytes]) -> None:
    for begun in (b"", NOISE, b"\0" * 9_000_000):
        with pytest.raises(TooLarge):
            read(pack(begun + (EN * 100_000).encode()), Room())


def genuine() -> dict[str, str]:
    """What holds no text: pictures, keys, hashes."""
    pick = random.Random(7)
    b64 = [base64.b64encode(pick.randbytes(size)).decode() for size in (12, 24, 32, 64, 700, 9_000)]
    return {
        "picture": "![x](data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + pick.randbytes(40_000)).decode() + ")",
        "wrapped": base64.encodebytes(pick.randbytes(20_000)).decode(), "hex": pick.randbytes(9_000).hex(), "packed": base64.b64encode(zlib.compress(pick.randbytes(20_000))).decode(),
        "hashes": "\n".join(f"sha256:{pick.randbytes(32).hex()} sha512-{base64.b64encode(pick.randbytes(64)).decode()}" for _ in range(300)), "keys": " ".join(b64 * 30),
        "names": " ".join(re.findall(r"\w{12,}", "getCustomerOrderHistoryService a_long_snake_case_identifier HaeoreumInterestCalculatorService parseISODateTimeWithZone")),
    }  # fmt: skip


@pytest.mark.parametrize("name", genuine())
def test_what_is_no_text_says_next_to_nothing(name: str) -> None:
    """And what little stands in it by chance is only looked through for what is listed."""
    found = list(blobs(genuine()[name]))

    assert all(blob.form == STRINGS for blob in found) and sum(len(blob.plain) for blob in found) < 100


def test_random_bytes_are_no_text() -> None:
    pick = random.Random(5)
    worths = [said.worth if (said := read(pick.randbytes(pick.randrange(9, 60)), Room())) else -1 for _ in range(20_000)]

    assert sum(worth in (TEXT, WHOLE) for worth in worths) < 5 and sum(worth >= 0 for worth in worths) < 200


@pytest.mark.parametrize("name", [name for name in BYTES if name != "a bad byte inside"])
def test_a_sealed_block_that_somebody_made_up_stays_behind(screen: Screen, name: str) -> None:
    data, word = BYTES[name]
    seal = base64.b64encode(data + b"\x00\x01\x02" * 8).decode()
    screening: Screening = talks.cold(screen.screening)
    known = {"type": "redacted_thinking", "data": base64.b64encode(NOISE).decode()}
    talk = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": [known, {"type": "redacted_thinking", "data": seal}, {"type": "text", "text": "a"}]}, {"role": "user", "content": "go on"}]
    sent = json.loads(talks.sent(screening, "messages", {"model": "m", "max_tokens": 9, "messages": talk}).body)["messages"]
    items = [{"role": "user", "content": "hi"}, {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": seal}, {"role": "user", "content": "go on"}]
    told = json.loads(talks.sent(talks.cold(screen.screening), "responses", {"model": "m", "input": items}).body)

    assert sent[1]["content"][0] == known and seal not in json.dumps((sent, told))
    assert not any(word in blob.plain for text in (json.dumps(sent), json.dumps(told)) for blob in blobs(text))


@settings(max_examples=600, deadline=None)
@given(st.text(st.sampled_from("abvn82LmQWxyz019+/_-=\t\n 가.,"), max_size=60))
def test_no_text_is_too_odd_to_be_looked_through(text: str) -> None:
    """What looks like base64 and is none says nothing: `vbn82Lm` before a tab stopped a whole corpus."""
    for blob in blobs(f"vbn82Lm\t{text}"):
        assert 0 <= blob.start < blob.end <= len(text) + 8

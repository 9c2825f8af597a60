"""Addresses of a listed network, in every notation that programs and people write them in; and what only looks like one."""

from __future__ import annotations

import json

import pytest

from garim import Screen


def made(tmp_path_factory: pytest.TempPathFactory, network: str) -> Screen:
    path = tmp_path_factory.mktemp("networks") / "words.jsonl"
    path.write_text(json.dumps({"network": network, "kind": "network"}), encoding="utf-8")
    return Screen(lexicons=[path], key=bytes(range(32)))


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    return made(tmp_path_factory, "10.20.0.0/16")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    return made(tmp_path_factory, "10.0.0.0/8")


@pytest.mark.parametrize(
    "written",
    [
        "10.20.1.2", "169083138", "169082880", "0x0A140102", "0xa140102", "01205000402", "012.024.001.002", "0x0a.0x14.0x01.0x02", "0xA.20.1.2",
        "//10.20.258", "//10.1310978", "::ffff:10.20.1.2", "::ffff:0a14:102", "[::FFFF:A14:102]", "0:0:0:0:0:ffff:a14:102", "2.1.20.10.in-addr.arpa",
        "1.20.10.in-addr.arpa", "20.10.IN-ADDR.ARPA", "10[.]20[.]1[.]2", "10(.)20(.)1(.)2", "10[dot]20[dot]1[dot]2", "10-20-1-2", "10_20_1_2", "10 . 20 . 1 . 2",
        "10。20。1。2", "１０.２０.１.２",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "connect to {} now", "x={};", "host {}에 접속", "{}\n{}"])
def test_an_address_in_another_notation(screen: Screen, written: str, around: str) -> None:
    text = around.replace("{}", written)
    hidden = screen.hide(text)

    assert written.lstrip("/") not in hidden.text and hidden.restore(hidden.text) == text


@pytest.mark.parametrize(
    "text",
    [
        "upgrade to 10.20.1 or 10.20.19041", "price 10.20, 10.5", "on 10.01.2024 and 2024.10.20", "x = [10, 20, 30, 40]", "169148416 won", "0x0A150102",
        "012.025.001.002", "30.20.11.in-addr.arpa", "11[.]20[.]1[.]2", "at 10-20-2024", "08.20.1.2", "169083138.5", "1169083138x", "v1.169083138",
    ],
)  # fmt: skip
def test_what_is_no_address_of_it(screen: Screen, text: str) -> None:
    assert all(found.why != "address in a lexicon network" for found in screen.hide(text).findings)


@pytest.mark.parametrize(("text", "hidden"), [("the amount is 170000000 won", False), ("0x0a3f2b10 at sp", False), ("http://170000000/x", True), ("host 170000000", True), ("inet_aton = 0x0a3f2b10", True)])
def test_a_number_of_a_large_network_is_one_where_it_is_said(wide: Screen, text: str, hidden: bool) -> None:
    """A number in 256 is an address of 10.0.0.0/8 by chance."""
    found = [one for one in wide.hide(text).findings if one.why == "address in a lexicon network"]

    assert bool(found) == hidden and wide.hide(text).restore(wide.hide(text).text) == text

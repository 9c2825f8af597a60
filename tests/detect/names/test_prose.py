"""Where a text reads like prose."""

from __future__ import annotations

import random
import time

import pytest

from garim.detect.names.prose import prose

WHOLE = (
    "please ask jane roe about the ticket before friday",
    "let jane roe know.",
    "and jane roe called back",
    "@jroe asked when Jane is back",
    "1201 33817 LT-ERINM   <- that's Erin McAllister's laptop",
    "return the laptop to Jane Roe by Monday.",
    "PLEASE CALL JANE ROE TOMORROW",
    "Jane Roe",
    "Name: Jane Roe",
    "name: jane roe",
    "From: Jane Roe <jane@example.org>",
    "1042,Jane Roe,Springfield,jane@example.org",
    "| Jane Roe | Berlin | 12 |",
    "12 Elm Street",
    '"customerName": "Jane Roe",',
    "    # ask jane roe about this",
    "2026-03-01 12:00:01,233 INFO [main] c.saeron.LoanService - Customer Jane Roe called about loan 4711",
    "Caused by: java.lang.IllegalStateException: no contract for Jane Roe found",
    "담당자 이서연 과장님이 확인했습니다",
    "山田さんに電話してください",
    "позвоните Анне Петровой завтра",
    "اتصل بسارة غدا",
    "😀 please 😀 call jane roe",
)
PART = (
    ('log.warn("customer Jane Roe was not found");', "customer Jane Roe was not found"),
    ("private final Customers customers = all(); // asked by Jane Roe in review", "asked by Jane Roe in review"),
    (" WHERE C.STATUS = 'A' AND C.NAME = 'Jane Roe'", "Jane Roe"),
    ("x = compute(a, b)  # 담당 이서연 확인", "담당 이서연 확인"),
    ("<td class='n'>Jane Roe</td>", "Jane Roe"),
    ('{"a":1,"GARAGE":"2109 N 33rd Ave, Omaha","b":[2]}', "2109 N 33rd Ave, Omaha"),
    ('{"a":1,"title":"call Jane Roe","b":[2]}', "call Jane Roe"),
)
CODE = (
    "\tat com.saeron.loan.LoanService.calc(LoanService.java:120)",
    "SELECT NAME, CITY, STATUS",
    "select a.name, b.city from customers a join branches b on a.id = b.id",
    "public static final String CUSTOMER_NAME = build(cust);",
    "public class Foo extends Bar implements Baz {",
    "import os, sys, re",
    "from garim import this, that",
    "for item in items:",
    "kubectl get pods -n prod --all",
    "/usr/local/share/saeron/bar.txt",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c1505f0a08",
    "aGVsbG8gd29ybGQgdGhpcyBpcyBiYXNlNjQ=",
    '  "customer_count": 12,',
    "return customers.stream().map(c -> c.name()).toList();",
)


@pytest.mark.parametrize("line", WHOLE)
def test_prose_counts_whole(line: str) -> None:
    """Sentences, chat, forms, rows, comments and log messages, and every script without capitals."""
    text = f"x = 1;\n\n\n{line}\n\n\ny = 2;\n"
    start = text.index(line)

    assert prose(text) == [(start, start + len(line) + 1)]
    assert prose(line) == [(0, len(line))]


@pytest.mark.parametrize(("line", "part"), PART)
def test_comments_and_literals_of_code_count(line: str, part: str) -> None:
    """Of a line of code what is said in it."""
    start = line.index(part)

    assert any(low <= start and start + len(part) <= high for low, high in prose(line))


@pytest.mark.parametrize("line", CODE)
def test_code_does_not_count(line: str) -> None:
    """Nothing to be read there."""
    assert prose(line) == []


def test_short_lines_beside_prose_go_with_it() -> None:
    """The signature below a mail, the city below a street."""
    text = "Could you please look at the loan?\nregards\njane\n"

    assert prose(text) == [(0, len(text))]
    assert prose("jane\n\n\n\nx = 1") == []


def test_stretches_are_in_order_and_apart() -> None:
    """Whatever stands in the text, and whatever it ends with."""
    seeded = random.Random(5)
    pieces = ["Jane Roe", " ", "\n", "이서연", "x = 1;", '"', "'", "\\", "# ", "//", "\u200f", "😀", "\ud800", "a", "(", "{", "\r", "\u2028", "é", "𠀀"]
    for _ in range(2000):
        text = "".join(seeded.choices(pieces, k=seeded.randrange(40)))
        ends = [at for span in prose(text) for at in span]

        assert all(a < b for a, b in zip(ends, ends[1:], strict=False)), text
        assert not ends or (ends[0] >= 0 and ends[-1] <= len(text))


@pytest.mark.parametrize("piece", ["a(", "\\'", " ", "a b ", '{"a":"jane roe was here","b":12},', "please ask jane roe ", "- ", "가 ", "<a", "x = '"])
def test_time_is_linear_in_one_long_line(piece: str) -> None:
    """A line of a megabyte costs about ten times one of a tenth."""
    times = []
    for size in (100_000, 1_000_000):
        text = piece * (size // len(piece))
        begun = time.process_time()
        prose(text)
        times.append(time.process_time() - begun)

    assert times[1] < 40 * max(times[0], 0.01)

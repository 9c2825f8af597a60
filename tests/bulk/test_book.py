"""The corpus's book: one text is one thing, one surrogate is one original's, whoever found what first."""

from __future__ import annotations

import json
import random

from garim.bulk.formats import lines
from garim.bulk.notes import Known, Notes
from garim.bulk.settling import settle
from garim.bulk.values import NAMES, Cell, Chunk
from garim.bulk.writer import Writer
from garim.surrogate.mint import Minter
from garim.values import Entry, Finding

KEY = bytes(range(32))


def never(candidate: str) -> bool:
    return False


def words(count: int) -> dict[str, Known]:
    """Many short words: coined words are few, so that some meet."""
    dice = random.Random(3)
    out: dict[str, Known] = {}
    while len(out) < count:
        word = "".join(dice.choice("bdgklmnprst") + dice.choice("aeiou") for _ in range(2))
        word += dice.choice("bdgk")
        out[word] = Known("unknown", "stem", word, "", 50, True)
    return out


def test_where_two_meet_one_keeps_it_in_any_order() -> None:
    """A surrogate belongs to one original; the book is the same whoever found what first, and so is what it writes."""
    known = words(1500)
    book = settle(known, KEY, never, lambda done: None)
    shuffled = list(known.items())
    random.Random(1).shuffle(shuffled)
    again = settle(dict(shuffled), KEY, never, lambda done: None)
    writer = Writer(book, KEY)
    names = {word: writer.hide(Chunk(word), (known[word].finding()._replace(end=len(word)),))[0].text for word in known}
    alone = {word: Minter(KEY).surrogate(known[word].finding(), word) for word in known}

    assert book == again and book.met > 0
    assert len(set(names.values())) == len(known)
    assert sum(names[word] != alone[word] and alone[word] not in known for word in known) <= book.met < len(known) / 4
    backwards = Writer(again, KEY)
    assert names == {word: backwards.hide(Chunk(word), (known[word].finding()._replace(end=len(word)),))[0].text for word in reversed(list(known))}


def test_a_text_that_was_taken_for_two_things_is_one() -> None:
    """The stronger evidence decides for the whole corpus, so that keys join."""
    notes, other = Notes(), Notes()
    notes.learn("seojun", [Finding(0, 6, "unknown", "stem", "seojun", "", rank=50)])
    other.learn("seojun", [Finding(0, 6, "person", "person", "Seojun", "", part="given", rank=80)])
    one, two = dict(notes.known), dict(other.known)
    notes.merge(two)
    other.merge(one)
    book = settle(notes.known, KEY, never, lambda done: None)
    first = Writer(book, KEY).hide(Chunk("seojun"), (Finding(0, 6, "unknown", "stem", "seojun", "", rank=50),))[0].text
    second = Writer(book, KEY).hide(Chunk("seojun"), (Finding(0, 6, "person", "person", "Seojun", "", part="given", rank=80),))[0].text

    assert notes.known == other.known and first == second != "seojun"


def test_what_was_found_once_is_hidden_everywhere_but_in_amounts() -> None:
    """A value found in one place is hidden in another chunk; a number in a column of amounts equals it by chance."""
    book = settle({"7001234": Known("record_id", "code", "7001234", "", 66, True)}, KEY, never, lambda done: None)
    chunk = Chunk("7001234,7001234\n", (Cell(0, 7, "ref"), Cell(8, 15, "amount")))
    hidden, row = Writer(book, KEY).hide(chunk, (), {"amount"})

    assert hidden.cells[1] == "7001234" != hidden.cells[0] and len(row) == 1 and hidden.text == f"{hidden.cells[0]},7001234\n"


def test_numbers_stay_within_their_column() -> None:
    """What stands in for a whole number of 32 bits is one too, and the same where the number is text."""
    known = {str(2_140_000_000 + i): Known("record_id", "code", str(2_140_000_000 + i), "", 66, True, 2**31 - 1) for i in range(200)}
    writer = Writer(settle(known, KEY, never, lambda done: None), KEY)
    names = [writer.hide(Chunk(text), (one.finding()._replace(end=10),))[0].text for text, one in known.items()]

    assert all(int(name) < 2**31 for name in names) and len(set(names)) == 200


def test_a_scope_of_before_keeps_its_surrogates() -> None:
    """What stood for another original in the scope stands for no second one."""
    finding = Finding(0, 5, "unknown", "stem", "barok", "", rank=50)
    name = Minter(KEY).surrogate(finding, "barok")
    book = settle({"barok": Known("unknown", "stem", "barok", "", 50, True)}, KEY, never, lambda done: None, issued=[Entry(name, "other", "stem", "other")])

    assert book.met == 1 and Writer(book, KEY).hide(Chunk("barok"), (finding,))[0].text != name


def test_lines_that_meet_by_chance_stay() -> None:
    """A short word over a line's end is two words; an address that a line's end parts is one value."""
    known = {"share": Known("unknown", "stem", "share", "", 50, True), "harang.do@hanbyeol.co.kr": Known("email", "email", "harang.do@hanbyeol.co.kr", "", 80, True)}
    writer = Writer(settle(known, KEY, never, lambda done: None), KEY)
    code = "value = sha\nreturn value\n"
    parted = writer.hide(Chunk("mail harang.do@\nhanbyeol.co.kr now\n"), ())[0].text

    assert writer.hide(Chunk(code), ())[0].text == code
    assert "harang" not in parted and "hanbyeol" not in parted


def test_an_import_and_its_file_agree() -> None:
    """What was hidden in a module's name in one of them is hidden in both; the same word as a field elsewhere stays."""
    names, code = Chunk("moa.py\nledger.py\n", (Cell(0, 3), Cell(7, 13)), escape=NAMES), Chunk("from moa import ledger\nrow.moa2 = wide\n")
    found = Finding(5, 8, "unknown", "stem", "moa", "judged by its surroundings", rank=30)
    notes = Notes()
    notes.learn(code.text, (found,))
    notes.learn(names.text, (), names=True)
    other = Notes()
    other.take(json.loads(json.dumps(notes.kept())))
    writer = Writer(settle(other.known, KEY, never, lambda done: None, names=other.names, modules=lines.words(names.text)), KEY)
    called, written = writer.hide(names, ())[0].text, writer.hide(code, (found,))[0].text

    new = called.partition(".")[0]
    assert new != "moa" and called == f"{new}.py\nledger.py\n" and written == f"from {new} import ledger\nrow.moa2 = wide\n"


def test_a_word_in_doubt_is_something_before_it_is_somebody() -> None:
    """As in live traffic: a product of the list that is judged where it stands is no given name for a guess of the same rank."""
    notes = Notes()
    notes.learn("나래", [Finding(0, 2, "person", "person", "나래", "", part="given", rank=39)])
    notes.learn("나래", [Finding(0, 2, "product", "stem", "나래", "", rank=39)])
    book = settle(notes.known, KEY, never, lambda done: None)
    writer = Writer(book, KEY)
    guess = writer.hide(Chunk("나래"), (Finding(0, 2, "person", "person", "나래", "", part="given", rank=39),))[0].text
    assert guess == Minter(KEY).surrogate(Finding(0, 2, "product", "stem", "나래", ""), "나래")

"""The public table's builder: what is put in is read back, share-alike apart, and lists and Korean verbs are read as told."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from training.public.build import SEEN, USAGE, Gathered, Ordinary, coined, listed, put
from training.public.hangul import surfaces
from training.public.packages import distribution
from training.public.world import named

from garim.detect.public.table import Table


def test_what_is_gathered_is_read_back(tmp_path: Path) -> None:
    """Numbers rise to the highest, flags stay set, spellings meet, a word of either file or both is one row."""
    seen, usage = Gathered(SEEN), Gathered(USAGE)
    for n in range(5000):
        seen.put(f"name_{n}", families=n % 300, part=n % 7 + 1)
    put([("Zorvel", {"families": 3}), ("ZOR_VEL", {"families": 2, "api": 1}), ("가온", {"brand": 1})], seen)
    put([("zorvel", {"zipf": 3.12}), ("가온", {"noun": 1, "zipf": 2.0})], usage)
    seen.write(tmp_path / "seen.bin", "Apache-2.0")
    usage.write(tmp_path / "usage.bin", "CC BY-SA 4.0")
    (tmp_path / "code_prefixes.tsv").write_text("# head\nORA\t175\n")

    table = Table(tmp_path)

    assert "5,002 words" in table.verify()
    assert table.look("zor-vel")[:4] == (3, True, 0, 3.12)
    assert (table.look("가온").brand, table.look("가온").noun, table.look("가온").families) == (True, True, 0)
    assert [table.look(f"Name{n}").families for n in (1, 254, 299, 4999)] == [1, 254, 255, 199]
    assert table.code_prefix("ora") == 175


def test_a_list_is_added_to_a_table_that_stands(tmp_path: Path) -> None:
    """What it said stays: numbers rise to the highest, flags are those of both, and what is added twice is there once."""
    old, more, usage = Gathered(SEEN), Gathered(SEEN), Gathered(USAGE)
    for n in range(3000):
        old.put(f"name_{n}", families=n % 200, brand=1)
    put([("name_7", {"families": 3, "noun": 1}), ("name_1", {"families": 90}), ("Zorvel", {"brand": 1, "families": 2})], more)
    old.write(tmp_path / "old.bin", "Apache-2.0")
    more.write(tmp_path / "seen.bin", "Apache-2.0", tmp_path / "old.bin")
    first = (tmp_path / "seen.bin").read_bytes()
    more.write(tmp_path / "seen.bin", "Apache-2.0", tmp_path / "seen.bin")
    usage.put("zorvel", zipf=2)
    usage.write(tmp_path / "usage.bin", "CC BY-SA 4.0")
    (tmp_path / "code_prefixes.tsv").write_text("# head\n")
    table = Table(tmp_path)

    assert (tmp_path / "seen.bin").read_bytes() == first and "3,001 words" in table.verify()
    assert (table.look("name7").families, table.look("name7").noun, table.look("name7").brand) == (7, True, True)
    assert table.look("name1").families == 90 and table.look("zorvel").brand
    assert [table.look(f"name{n}").families for n in (2, 199, 2999)] == [2, 199, 199]


def test_a_distribution_tells_names_of_projects(tmp_path: Path) -> None:
    """Commands, services, manual pages, modules and packages, without what is put around them and what is of one machine."""
    lines = """usr/bin/snmpwalk net/snmp
usr/bin/arm-linux-gnueabi-objdump devel/binutils-arm-linux-gnueabi
lib/systemd/system/zorveld@.service admin/zorvel-utils
usr/share/man/man8/zorvelctl.8.gz admin/zorvel-utils
usr/lib/python3/dist-packages/quabe/core.py python/python3-quabe
usr/share/doc/libtremlo-dev/README libdevel/libtremlo-dev,libs/libtremlo2.4
"""
    path = tmp_path / "Contents-all.gz"
    path.write_bytes(gzip.compress(lines.encode()))

    names = {name for name, values in distribution(path) if values == {"families": 2}}

    assert {"snmpwalk", "snmp", "zorveld", "zorvelctl", "zorvel", "quabe", "tremlo"} <= names
    assert not {"arm-linux-gnueabi-objdump", "README", "core"} & names


def test_numbers_may_be_added_to_a_table_that_stands(tmp_path: Path) -> None:
    """A table made before a number was known has it as 0."""
    old, more = Gathered({**USAGE, "numbers": ["zipf"]}), Gathered(USAGE)
    old.put("zorvel", zipf=2, foreign=1)
    put([("quabe", {"abroad": 4.2}), ("zorvel", {"abroad": 3})], more)
    old.write(tmp_path / "old.bin", "CC BY-SA 4.0")
    more.write(tmp_path / "usage.bin", "CC BY-SA 4.0", tmp_path / "old.bin")
    seen = Gathered(SEEN)
    seen.put("zorvel", families=2)
    seen.write(tmp_path / "seen.bin", "Apache-2.0")
    (tmp_path / "code_prefixes.tsv").write_text("# head\n")
    table = Table(tmp_path)

    assert (table.look("zorvel").zipf, table.look("zorvel").abroad, table.look("zorvel").foreign) == (2, 3, True)
    assert (table.look("quabe").zipf, table.look("quabe").abroad) == (0, 4.2)


def test_a_piece_of_a_name_that_is_a_word_is_none(tmp_path: Path) -> None:
    """Of `Hartford Insurance` the word Hartford belongs to brands, Insurance to everyone."""
    seen = Gathered(SEEN)
    seen.put("insurance", word=1)
    put([("Insurance", {"brand": 1, "piece": 1}), ("Hartford", {"brand": 1, "piece": 1})], seen)
    brand = 1 << SEEN["flags"].index("brand")

    assert (seen.rows["hartford"][-1] & brand, seen.rows["insurance"][-1] & brand) == (brand, 0)


def test_a_list_tells_what_its_words_are(tmp_path: Path) -> None:
    """Fields hold until the next, a name of several words gives its words, codes are no words."""
    path = tmp_path / "some.txt"
    path.write_text("# what it is\n# fields: api families=2\nMARA VBAK\n# fields: famous\nAda~Lovelace\n# codes: 50\nIEF ORA\n")
    codes = {"ORA": 175}

    facts = list(listed(path, codes))

    assert facts[:2] == [("MARA", {"api": 1.0, "families": 2.0}), ("VBAK", {"api": 1.0, "families": 2.0})]
    assert [word for word, values in facts[2:] if values.get("famous")] == ["AdaLovelace", "Ada", "Lovelace"]
    assert codes == {"ORA": 175, "IEF": 50}


def test_a_word_of_a_name_is_known_alone_only_where_it_is_coined() -> None:
    """Of companies' names the coined words are theirs; surnames, given names and words are everyone's."""
    seen, usage = Gathered(SEEN), Gathered(USAGE)
    seen.put("kerr", surname=1)
    seen.put("weaving", word=1)
    usage.put("Struan", given=1)
    ordinary = Ordinary(seen, usage, ["Tolmie"])
    names = "Zorvelin Group plc", "Kerr Holdings Ltd", "Zorvel Weaving Co", "Struan GmbH", "Tolmie & Kerr AG"

    facts = [fact for name in names for fact in coined(named(name, brand=1), ordinary)]

    assert facts == [
        ("Zorvelin", {"brand": 1}),
        ("ZorvelWeaving", {"brand": 1}),
        ("Zorvel", {"brand": 1}),
        ("TolmieKerr", {"brand": 1}),
    ]


def test_a_list_of_coined_names_leaves_out_those_of_people(tmp_path: Path) -> None:
    """`coined` in the head: single names that people bear are left out, ordinary words stay; of several words only coined ones."""
    path = tmp_path / "makers.txt"
    path.write_text("# fields: brand coined\nKerr Canvas Zorvel Kerr~Valves~XQ\n")
    seen, usage = Gathered(SEEN), Gathered(USAGE)
    seen.put("kerr", surname=1)
    for word in ("canvas", "valves"):
        seen.put(word, word=1)

    facts = list(coined(listed(path, {}), Ordinary(seen, usage, [])))

    assert [word for word, _ in facts] == ["Canvas", "Zorvel", "KerrValvesXQ"]
    assert all(values == {"brand": 1.0} for _, values in facts)


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("가", "가 갔 간 갈 갑"), ("하", "하 해 했 하여 한 할 합"), ("오", "와 왔 온"), ("돕", "돕 도와 도왔 도우 도운"), ("걷", "걷 걸어 걸었 걸으"),
        ("짓", "짓 지어 지었"), ("모르", "모르 몰라 몰랐"), ("바쁘", "바쁘 바빠 바빴"), ("만들", "만들 만든 만듭 만들었"), ("빨갛", "빨갛 빨간 빨개"),
        ("켜", "켜 켰"), ("먹", "먹 먹었 먹으 먹습"),
    ],
)  # fmt: skip
def test_a_verb_has_its_surfaces(stem: str, forms: str) -> None:
    """Regular and irregular stems, with 아/어, in the past and before ㄴ ㄹ ㅁ ㅂ."""
    assert set(forms.split()) <= surfaces(stem)


def test_what_is_not_hangul_has_no_surfaces() -> None:
    """A stem must end in a syllable."""
    assert surfaces("") == surfaces("abc") == surfaces("ㅋㅋ") == set()

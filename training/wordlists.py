"""Rebuild detect/data/common_en.txt and technology.txt from their public sources.

    apt-get download wamerican && dpkg-deb -x wamerican*.deb words
    python training/wordlists.py words/usr/share/dict/american-english PYPI.tsv NPM.tsv

PYPI.tsv: lines "name<TAB>version<TAB>month<TAB>rank by downloads"; the 3,000 most used are kept.
NPM.tsv: lines "name<TAB>version<TAB>downloads a month"; names over 20 million are kept.
"""

from __future__ import annotations

import collections
import pkgutil
import re
import sys
import sysconfig
from pathlib import Path

from sqlglot.dialects import Dialect
from wordfreq import zipf_frequency

DATA = Path(__file__).parent.parent / "src" / "garim" / "detect" / "data"
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
KUBERNETES = """pod deployment statefulset daemonset replicaset job cronjob service ingress configmap secret namespace node
persistentvolume persistentvolumeclaim storageclass role rolebinding clusterrole clusterrolebinding serviceaccount
networkpolicy horizontalpodautoscaler poddisruptionbudget customresourcedefinition endpoints limitrange resourcequota"""


def common(path: str) -> list[str]:
    """Lower-case dictionary words that people use: no names, for those stand in the list with a capital."""
    words = Path(path).read_text(encoding="utf-8").split()
    return sorted(
        {w for w in words if w.isascii() and w.isalpha() and w.islower() and len(w) > 1 and zipf_frequency(w, "en") >= 2.4}
    )


def technology(path: str, npm: str) -> list[str]:
    """Library names, SQL keywords, Kubernetes kinds, and the words of the standard library's identifiers."""
    found: set[str] = set(KUBERNETES.split())
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) > 3 and fields[3].isdigit() and int(fields[3]) <= 3000:
            found |= {w.lower() for w in re.split(r"[-_.]", fields[0]) if len(w) > 2 and not w.isdigit()}
    for line in Path(npm).read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) > 2 and fields[2].isdigit() and int(fields[2]) > 20_000_000:
            found |= {part.lower() for part in re.split(r"[@/.]", fields[0]) if len(part) > 2 and part.isalpha()}
    for name in ("oracle", "postgres", "mysql", "tsql", "snowflake", "bigquery", "spark", "hive", "duckdb", "clickhouse"):
        keywords = Dialect.get_or_raise(name).tokenizer_class.KEYWORDS
        found |= {w.lower() for k in keywords for w in re.findall(r"[A-Za-z]{2,}", k)}
    found |= {m.name.lower() for m in pkgutil.iter_modules() if not m.name.startswith("_")}
    counts: collections.Counter[str] = collections.Counter()
    for file in Path(sysconfig.get_paths()["stdlib"]).glob("*.py"):
        counts.update({w.lower() for w in WORD.findall(file.read_text(encoding="utf-8", errors="replace")) if len(w) > 2})
    found |= {w for w, n in counts.items() if n >= 25}
    return sorted(w for w in found if re.fullmatch(r"[a-z][a-z0-9+]{1,30}", w))


def main() -> None:
    for name, words, source in (
        ("common_en", common(sys.argv[1]), "SCOWL (Debian wamerican), lower-case words with wordfreq zipf >= 2.4"),
        (
            "technology",
            technology(sys.argv[2], sys.argv[3]),
            "PyPI and npm project names, SQL keywords of sqlglot, Kubernetes kinds, Python's standard library",
        ),
    ):
        (DATA / f"{name}.txt").write_text(f"# {source}\n" + "\n".join(words) + "\n", encoding="utf-8")
        print(name, len(words))


if __name__ == "__main__":
    main()

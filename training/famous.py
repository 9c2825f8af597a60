"""Build src/garim/detect/data/famous.txt: full names that the public knows. `python -m training.famous packages`.

From WordNet 3.0 (people that are instances in it; training/public/packages.py fetches it), from the lists in
`training/public/lists` whose fields say `famous`, in which `~` joins the words of one name, and from `data/full_names.txt`, which
was written by hand from public knowledge.
"""

from __future__ import annotations

import sys
from pathlib import Path

import garim.late as re
from garim.text.fold import without_marks
from training.public.archives import archive, texts

BY_HAND = Path(__file__).parent / "data" / "full_names.txt"
LISTS = Path(__file__).parent / "public" / "lists"
TARGET = Path(__file__).parent.parent / "src" / "garim" / "detect" / "data" / "famous.txt"
NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,4}")


def wordnet(folder: Path) -> set[str]:
    """People of WordNet by full names."""
    found = set()
    for _, data in texts(archive(folder, "deb", "wordnet-base"), r"/data\.noun$"):
        for line in data.decode("latin-1").splitlines():
            fields = line.split(" ")
            if not line.startswith("  ") and fields[1] == "18" and " @i " in line:
                found |= {name.split("(")[0].replace("_", " ") for name in fields[4 : 4 + 2 * int(fields[3], 16) : 2]}
    return found


def listed() -> set[str]:
    """Full names of the lists written by hand."""
    found = {line for line in BY_HAND.read_text("utf-8").splitlines() if not line.startswith("#")}
    for path in sorted(LISTS.glob("*.txt")):
        famous = False
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("# fields:"):
                famous = "famous" in line
            elif famous and not line.startswith("#"):
                found |= {name.replace("~", " ") for name in line.split() if "~" in name}
    return found


def main(folder: Path) -> None:
    """Write the file."""
    names = {without_marks(name.lower()) for name in wordnet(folder) | listed()}
    names = {name for name in names if NAME.fullmatch(name) and name.isascii()}
    TARGET.write_text("\n".join(sorted(names)) + "\n", "utf-8")
    print(len(names), "names")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Write data/origins_en.txt: given and family names by origin in Latin letters, from Faker's person providers (MIT).

    python -m garim.models.train_names_origins --faker DIR

DIR is the folder `faker/providers` of an unpacked Faker. Names in Cyrillic and Greek letters are romanised.
"""

from __future__ import annotations

import argparse
import ast
import random
import unicodedata
from pathlib import Path

LOCALES = (
    "cs_CZ da_DK de_DE en_GB en_IN en_KE en_NG en_PK es_ES es_MX et_EE fi_FI fr_FR ga_IE ha_NG hr_HR hu_HU id_ID ig_NG is_IS it_IT ja_JP lt_LT lv_LV nl_NL "
    "no_NO pl_PL pt_BR ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH uz_UZ vi_VN yo_NG zh_CN zu_ZA ru_RU uk_UA bg_BG el_GR"
).split()
MOST = 220
"""Names of a sort that one origin gives."""
CYRILLIC = dict(zip("абвгдезийклмнопрстуфхцчшщъыьэюяёіїєґж", "a b v g d e z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya yo i yi ye g zh".split(), strict=True))
GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψως", "a v g d e z i th i k l m n x o p r s t y f ch ps o s".split(), strict=True))
TABLE = str.maketrans({k: v.strip("_") for k, v in (CYRILLIC | GREEK).items()})


def latin(name: str) -> str:
    """The name in Latin letters; empty where it has others or is no single word."""
    scripts = {unicodedata.name(c, "").split()[0] for c in name if c.isalpha()}
    if scripts & {"GREEK", "CYRILLIC"}:
        plain = unicodedata.normalize("NFD", name.lower()) if "GREEK" in scripts else name.lower()
        name = "".join(c for c in plain if not unicodedata.combining(c)).translate(TABLE).capitalize()
    letters = name.replace("-", "").replace("'", "")
    if not (1 < len(name) < 18 and letters.isalpha() and all("LATIN" in unicodedata.name(c, "") for c in letters)):
        return ""
    return name.capitalize() if name.islower() or name.isupper() else name


def read(path: Path, which: str) -> list[str]:
    """Names from the literals of a provider whose variable is named after `which`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and which in target.id and "prefix" not in target.id and "suffix" not in target.id:
                found |= {latin(c.value) for c in ast.walk(node.value) if isinstance(c, ast.Constant) and isinstance(c.value, str)}
    return sorted(found - {""})


def main() -> None:
    """Write the file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--faker", type=Path, required=True)
    options.add_argument("--out", type=Path, default=Path(__file__).parent / "data" / "origins_en.txt")
    chosen = options.parse_args()
    lines = ["# Made by train_names_origins.py from Faker's person providers (MIT, https://github.com/joke2k/faker)."]
    for locale in LOCALES:
        path = chosen.faker / "person" / locale / "__init__.py"
        sorts = {which: read(path, which) for which in ("first", "last")}
        if min(map(len, sorts.values())) >= 10:
            for which, names in sorts.items():
                kept = sorted(random.Random(locale + which).sample(names, min(MOST, len(names))))
                lines += [f"[{locale}.{which} :]", " ".join(kept)]
    chosen.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Real and made code in which no person, company or place stands, so that each one found is a false alarm.

Real code comes from what is installed beside us: another machine may hold other versions, so compare figures of one machine.
"""

from __future__ import annotations

import re
import sys
import sysconfig
from pathlib import Path

MADE = Path(__file__).parent / "data" / "code"
SIZE = 6_000
"""Characters taken of one file: its head is where comments of authors and names of licences stand, so from its middle."""
FILES = 10
"""Files taken of one language."""
_LIB = Path(sysconfig.get_paths()["stdlib"])
_SITE = Path(sysconfig.get_paths()["purelib"])
REAL = {
    "python": (_LIB, ("argparse.py", "json/encoder.py", "asyncio/queues.py", "zipfile.py", "http/client.py")),
    "python packages": (_SITE, ("starlette/routing.py", "click/core.py", "httpx/_client.py", "aiohttp/web_request.py", "attr/_make.py")),
    "javascript": (Path("/usr/lib/node_modules/npm"), ("lib/commands/*.js", "node_modules/semver/**/*.js")),
    "c": (Path("/usr/include"), ("[a-k]*.h",)),
    "sql": (Path("/usr/share/postgresql"), ("*/information_schema.sql", "*/system_functions.sql", "*/extension/*--1.0.sql")),
    "perl": (Path("/usr/share/perl"), ("*/[F-P]*.pm",)),
    "go": (Path("/usr/share/doc/git/contrib"), ("**/*.go",)),
}
_PERSONAL = re.compile(r"@|author|copyright|contribut|written by|\d{4}-on|maintain|thanks|licen[cs]e|\bby [A-Z]|©", re.IGNORECASE)


def samples() -> dict[str, list[str]]:
    """Language → pieces of code."""
    out: dict[str, list[str]] = {"made": [path.read_text("utf-8") for path in sorted(MADE.iterdir())]}
    for language, (home, globs) in REAL.items():
        paths = [path for glob in globs for path in sorted(home.glob(glob)) if path.is_file() and path.stat().st_size > 2_000]
        step = max(1, len(paths) // FILES)
        pieces = [_piece(path) for path in paths[::step][:FILES]]
        if pieces:
            out[language] = pieces
        else:
            print(f"no {language} below {home}: left out", file=sys.stderr)
    return out


def _piece(path: Path) -> str:
    """Part of a file without the lines that may tell who wrote it."""
    text = path.read_text("utf-8", "replace")
    start = min(2_000, max(0, len(text) - SIZE))
    lines = text[start : start + SIZE].splitlines(keepends=True)[1:]
    return "".join(line for line in lines if not _PERSONAL.search(line))

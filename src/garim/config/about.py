"""What is running: versions and hashes of all that decides what is found and what is done with it."""

from __future__ import annotations

from hashlib import sha256
from importlib import resources
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path

from garim.config.settings import Settings
from garim.store.files import read_file


def version() -> str:
    """Garim's version; "source" where it is not installed."""
    try:
        return installed("garim")
    except PackageNotFoundError:
        return "source"


def hashes(settings: Settings) -> dict[str, str]:
    """File → SHA-256 of the lexicons, of the plugged-in model, and of the lists and models that come with Garim."""
    base = Path(settings.base or ".")
    out: dict[str, str] = {}
    for path in settings.lexicons:
        out[f"lexicon {path.relative_to(base) if path.is_relative_to(base) else path}"] = _hash(path)
    if settings.models.names_path:
        for path in sorted((base / settings.models.names_path).glob("*")):
            if path.is_file():
                out[f"model {path.name}"] = _hash(path)
    data = Path(str(resources.files("garim.detect"))) / "data"
    for path in sorted(data.rglob("*")) if data.is_dir() else ():
        if path.is_file():
            out[f"garim {path.relative_to(data)}"] = _hash(path)
    return out


def _hash(path: Path) -> str:
    try:
        return sha256(read_file(path)).hexdigest()
    except OSError:
        return ""

"""All of a person's records as one file, and back: whole, byte for byte, also into a Garim with another key.

The file is a ZIP that any program opens: `records.json` says what there is, each version's text is a Markdown file. It is
NOT sealed. The same records always give the same bytes. Records of another store are kept apart: under ids of their own,
marked with where they came from, never in the place of one that is here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

import msgspec

from garim.errors import BadInput
from garim.records.shelf import MOST_TEXT, Note, Record, Shelf

FORMAT = "garim records 1"
INDEX = "records.json"
HINT = "give a file that `garim records export` wrote"
MOST = 512 * 1024 * 1024
"""Bytes of an archive's texts, unpacked."""
MOST_FILE = 4 * MOST_TEXT
"""Bytes of a text."""
MOST_INDEX = 64 * 1024 * 1024
"""Bytes of its list."""


class _Version(msgspec.Struct, omit_defaults=True):
    version: int
    file: str
    sha256: str
    kind: str
    lang: str
    title: str
    begun: float
    changed: float
    due: str = ""
    beside: str = ""


class _Listed(msgspec.Struct):
    id: str
    versions: list[_Version]


class _Index(msgspec.Struct):
    format: str
    store: str
    records: list[_Listed]


class Brought(NamedTuple):
    """What an import did."""

    store: str
    """Where the records come from."""
    own: bool
    """Whether that is this store."""
    new: list[Record]
    same: int
    """Records that were here already, as they are in the archive."""
    apart: list[Record]
    """Records of this store that are other than in the archive: the archive's is kept beside them."""
    bad: list[str]
    """Files of the archive that do not hold what its list says; they were left out."""


def origins(records: Iterable[Record]) -> list[str]:
    """The stores that some records were imported from; "" for those that were begun here."""
    return sorted({record.note.origin for record in records})


def write(shelf: Shelf, origin: str = "") -> tuple[bytes, int]:
    """The records that were begun here, or those of one origin, as an archive.

    Args:
        shelf: Whose.
        origin: The store that they were imported from; "" for those that were begun here.

    Returns: The archive, and how many records it holds.
    """
    listed, texts = [], {}
    for record in shelf.all():
        if record.note.origin != origin:
            continue
        name = record.note.was or record.id
        rows = []
        for one in (*shelf.versions(record.id), record):
            data = one.note.text.encode()
            file = f"{name}/{one.version}.md"
            texts[file] = data
            rows.append(
                _Version(
                    one.version,
                    file,
                    sha256(data).hexdigest(),
                    one.note.kind,
                    one.note.lang,
                    one.note.title,
                    one.note.begun,
                    one.note.changed,
                    one.note.due,
                    one.note.beside,
                )
            )
        listed.append(_Listed(name, rows))
    listed.sort(key=lambda one: (one.versions[-1].begun, one.id))
    index = _Index(FORMAT, origin or shelf.store.book.store, listed)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, INDEX, msgspec.json.format(msgspec.json.encode(index), indent=1))
        for file in sorted(texts):
            _add(archive, file, texts[file])
    return out.getvalue(), len(listed)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name)  # 1980-01-01: no time of writing, so that the same records give the same bytes
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    archive.writestr(entry, data)  # not packed: packers of other versions write other bytes


def read(shelf: Shelf, data: bytes) -> Brought:
    """Take an archive's records in.

    Raises:
        BadInput: It is no archive of records, or of a later Garim. Nothing was taken in.
        VaultFailed: The store failed; what was taken in stays, and a second import goes on.
    """
    index, archive = _opened(data)
    own = index.store == shelf.store.book.store
    origin = "" if own else index.store
    there = {(record.note.origin, record.note.was or record.id): record for record in shelf.all()}
    new: list[Record] = []
    apart: list[Record] = []
    bad: list[str] = []
    same = 0
    for listed in index.records:
        notes, wrong = _notes(archive, listed, origin)
        bad += wrong
        if not notes:
            continue
        note = notes[-1][1]
        known = there.get((origin, listed.id))
        if known is not None and _is_known(shelf, known, note):
            same += 1
            continue
        try:
            if known is None:
                new.append(shelf.restore(_id(origin, listed.id), notes))
                continue
            mark = sha256(f"{note.title}\0{note.text}".encode()).hexdigest()[:8]
            copy = f"{known.id}-{mark}"
            if any(record.id == copy for record in there.values()):
                same += 1
            else:
                apart.append(shelf.restore(copy, [(1, msgspec.structs.replace(note, origin="", was="", beside=known.id))]))
        except BadInput:
            bad.append(listed.versions[-1].file)
    shelf.tell({"what": "imported", "records": len(new) + len(apart), "own": int(own)})
    return Brought(index.store, own, new, same, apart, bad)


def _is_known(shelf: Shelf, known: Record, note: Note) -> bool:
    """Whether a record is, or was before it went on here, what an archive has."""
    return any((one.note.text, one.note.title) == (note.text, note.title) for one in (known, *shelf.versions(known.id)))


def _id(origin: str, name: str) -> str:
    return f"{origin[:8]}-{name}"[:60] if origin else name


def _opened(data: bytes) -> tuple[_Index, zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        if sum(entry.file_size for entry in archive.infolist()) > MOST:
            raise BadInput(f"the archive unpacks to over {MOST // 2**20} MB")
        if archive.getinfo(INDEX).file_size > MOST_INDEX:
            raise BadInput(f"the archive's list is over {MOST_INDEX // 2**20} MB")
        index = msgspec.json.decode(archive.read(INDEX), type=_Index)
    except (zipfile.BadZipFile, KeyError, msgspec.DecodeError, UnicodeError, NotImplementedError, RuntimeError, EOFError):
        raise BadInput("this is no archive of records", hint=HINT) from None
    if index.format != FORMAT:
        raise BadInput("the archive was written by a later Garim", hint="bring this one up to date")
    names = [listed.id for listed in index.records]
    clean = all(name and len(name) <= 48 and name.isascii() and name.replace("-", "").isalnum() for name in names)
    files = [one.file for listed in index.records for one in listed.versions]
    # A file is one version's: a small archive could else be as many texts as its list has lines.
    clean = clean and len(set(files)) == len(files)
    if len(set(names)) != len(names) or not clean or not index.store.isalnum() or len(index.store) > 64:
        raise BadInput("the archive's list of records does not hold", hint=HINT)
    return index, archive


def _notes(archive: zipfile.ZipFile, listed: _Listed, origin: str) -> tuple[list[tuple[int, Note]], list[str]]:
    """The versions of a record whose files hold what the list says, oldest first; and the files that do not."""
    out: list[tuple[int, Note]] = []
    bad: list[str] = []
    for one in sorted(listed.versions, key=lambda version: version.version):
        try:
            if archive.getinfo(one.file).file_size > MOST_FILE:
                raise ValueError
            data = archive.read(one.file)
            if sha256(data).hexdigest() != one.sha256:
                raise ValueError
            text = data.decode()
        except (KeyError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            bad.append(one.file)
            continue
        note = Note(one.kind, one.lang, one.title, text, one.begun, one.changed, due=one.due, beside=one.beside)
        note.origin, note.was = origin, listed.id if origin else ""
        out.append((one.version, note))
    return out, bad

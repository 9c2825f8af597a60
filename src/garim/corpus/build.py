"""THE STORY of a data set: documents are chosen, doubles fall out, whole repositories are held back, files are written.

    DST/train.jsonl valid.jsonl     {"text"} or {"messages"} or {"conversations"}, one a line
    DST/report.json                 how many, from where, what was left out and why; safe to show where the corpus is
    DST/mlx.yaml trl.yaml           recipes for trainers

Everything is written beside DST, which appears whole. Nothing is hidden here: what comes in was cleaned before.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from garim.corpus import chat, recipe
from garim.corpus.choose import Chooser, Secrets
from garim.corpus.documents import Document
from garim.corpus.doubles import SHARE as NEAR
from garim.corpus.doubles import Doubles
from garim.corpus.sources import Left
from garim.corpus.split import SHARE, validation
from garim.errors import BadInput

FORMS = ("text", "chat")
LONGEST = 16_000
"""Characters of one line of text: longer documents are cut where a paragraph or a line ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What data set is asked for."""

    form: str = "text"
    """text | chat."""
    shape: str = "openai"
    """Of conversations: openai | sharegpt."""
    licences: str = "permissive"
    """own | permissive | any: whose code may be learnt from beside one's own."""
    near: float = NEAR
    """Share of what two documents say from which on they are one; 1 takes only the same for one."""
    share: float = SHARE
    """Of all characters that are held back for validation."""
    longest: int = LONGEST
    drop_secrets: bool = False
    """Whether what still has the form of a secret leaves its document out; else the place is masked."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What the report says beside."""


def build(
    documents: Iterable[Document | Left],
    licences: Iterable[Document],
    dst: Path,
    wanted: Wanted,
    secrets: Secrets,
    tell: Callable[[int], None] = lambda done: None,
) -> dict[str, Any]:
    """Make a data set.

    Args:
        documents: In an order that is always the same: of doubles the first stays.
        licences: Licence files among them.
        dst: The folder; must not be there.
        wanted: What is asked for.
        secrets: Finds what has the form of a secret.
        tell: Is told how many documents were looked at.

    Returns: The report, which is also in the folder.

    Raises:
        BadInput: The folder is there, or nothing is left to learn from.
    """
    if dst.exists():
        raise BadInput(f"{dst} is already there", hint="name a new destination, or move that one away")
    beside = dst.with_name(f"{dst.name}.garim-data")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir(parents=True, mode=0o700)
        report = _build(documents, licences, beside, wanted, secrets, tell)
        beside.replace(dst)
    except OSError as error:
        raise BadInput(f"{dst}: {error.strerror}", hint="nothing was made") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return report


def _build(
    documents: Iterable[Document | Left],
    licences: Iterable[Document],
    out: Path,
    wanted: Wanted,
    secrets: Secrets,
    tell: Callable[[int], None],
) -> dict[str, Any]:
    left: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    chooser = Chooser(licences=wanted.licences, secrets=secrets, drop_secrets=wanted.drop_secrets)
    for one in licences:
        chooser.learn(one)
    every = out / "every.jsonl"
    with every.open("wb") as file:
        for document in _chosen(documents, chooser, Doubles(wanted.near), left, tell):
            sizes[document.group] += len(document.whole)
            for row in _rows(document, wanted):
                file.write(orjson.dumps([document.group, row]) + b"\n")
    if not sizes:
        raise BadInput("nothing is left to learn from", hint=_why(left))
    held = validation(sizes, wanted.share)
    lines = _part(every, out, held)
    every.unlink()
    report = {
        "form": wanted.form,
        "licences": wanted.licences,
        "near": wanted.near,
        "train": {
            "lines": lines["train"],
            "groups": len(sizes) - len(held),
            "characters": sum(sizes[g] for g in sizes if g not in held),
        },
        "valid": {"lines": lines["valid"], "groups": len(held), "characters": sum(sizes[group] for group in held)},
        "held_back": sorted(held),
        "left_out": dict(left.most_common()),
        **wanted.notes,
    }
    for name, text in recipe.files(wanted.form, wanted.shape, lines["train"], lines["valid"]).items():
        (out / name).write_text(text, encoding="utf-8")
    (out / "report.json").write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2) + b"\n")
    return report


def _chosen(
    documents: Iterable[Document | Left], chooser: Chooser, doubles: Doubles, left: Counter[str], tell: Callable[[int], None]
) -> Iterator[Document]:
    for number, one in enumerate(documents, 1):
        tell(number)
        if isinstance(one, Left):
            left[one.why] += 1
            continue
        document, reason = chooser.look(one)
        reason = reason or (doubles.before(document.whole) if document else "")
        if reason or document is None:
            left[reason] += 1
            continue
        yield document


def _rows(document: Document, wanted: Wanted) -> Iterator[dict[str, Any]]:
    if document.talk:
        yield (chat.sharegpt if wanted.shape == "sharegpt" else chat.openai)(document.talk)
        return
    for piece in pieces(document.text, wanted.longest):
        yield {"text": piece}


def pieces(text: str, longest: int) -> Iterator[str]:
    """A text in parts that end where a paragraph or a line ends, as late as they may; joined they are the text."""
    at = 0
    while len(text) - at > longest:
        end = at + longest
        cut = text.rfind("\n\n", at + longest // 2, end) + 2
        if cut < 2:
            cut = text.rfind("\n", at + longest // 2, end) + 1 or end
        yield text[at:cut]
        at = cut
    if text[at:].strip():
        yield text[at:]


def _part(every: Path, out: Path, held: frozenset[str]) -> Counter[str]:
    """Lines into their halves."""
    lines: Counter[str] = Counter()
    with every.open("rb") as source, (out / "train.jsonl").open("wb") as train, (out / "valid.jsonl").open("wb") as valid:
        for line in source:
            group, row = orjson.loads(line)
            name, file = ("valid", valid) if group in held else ("train", train)
            file.write(orjson.dumps(row) + b"\n")
            lines[name] += 1
    return lines


def _why(left: Counter[str]) -> str:
    return ", ".join(f"{count}: {why}" for why, count in left.most_common(6)) or "there was nothing"

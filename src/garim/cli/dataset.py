"""garim dataset: training data of what `garim clean` left, or of conversations that their owners gave."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from garim.cli._common import SOON, Config, Lexicons, screen, tell, write
from garim.cli._korean import told
from garim.errors import BadSettings

if TYPE_CHECKING:
    from garim.corpus.build import Wanted
    from garim.screen import Screen


def command(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="[SRC] DST", help="What `garim clean` wrote, one repository a folder; a new folder for the set."),
    ],
    given: Annotated[bool, typer.Option("--given", help="No SRC: conversations that their owners gave on the page.")] = False,
    for_: Annotated[str, typer.Option("--for", help="With --given: training hides people, customers and secrets only.")] = "",
    as_: Annotated[str, typer.Option("--as", help="text | chat")] = "text",
    shape: Annotated[str, typer.Option(help="Of conversations: openai | sharegpt")] = "openai",
    licences: Annotated[str, typer.Option(help="Whose code beside one's own: own | permissive | any")] = "permissive",
    near: Annotated[float, typer.Option(help="Share in common from which on two are one; 1: only the same.")] = 0.85,
    by: Annotated[str, typer.Option(help="What is never in both halves: repository | folder | document")] = "repository",
    share: Annotated[float, typer.Option(help="Share that is held back for validation.")] = 0.05,
    longest: Annotated[int, typer.Option(help="Characters of one line of text.")] = 16_000,
    drop_secrets: Annotated[
        bool, typer.Option("--drop-secrets", help="Leave out what holds a secret; else it is masked.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    lexicon: Lexicons = None,
    config: Config = None,
) -> None:
    """Make training data of a cleaned corpus: chosen by licence, without doubles, split by repository, with recipes.

    What was cleaned is not hidden again: clean it first, or in one go with `garim clean … --as text`. Conversations of --given
    are hidden as the gateway hides them.
    """
    from garim.corpus.build import Wanted

    as_ = "chat" if given else as_
    check(as_, shape, licences, by, near, share)
    if len(paths) != (1 if given else 2) or for_ not in ("", "training") or for_ and not given:
        raise BadSettings("this is not asked for in a way that is known", hint="SRC DST, or --given [--for training] DST")
    wanted = Wanted(form=as_, shape=shape, licences=licences, near=near, share=share, longest=longest, drop_secrets=drop_secrets)
    opened = screen(config, lexicon)
    if given:
        from garim.cli._given import conversations
        from garim.corpus.build import build

        talks = conversations(opened, training=bool(for_))
        wanted = replace(wanted, notes={"hidden": for_ or "all"})
        say(build(talks, (), paths[0], wanted, secrets_of(opened), _watch()), json)
    else:
        say(make(paths[0], paths[1], wanted, by, opened), json)


def check(form: str, shape: str, licences: str, by: str, near: float = 0.85, share: float = 0.05) -> None:
    """
    Raises:
        BadSettings: A word is none that is known, or a share is none.
    """
    from garim.corpus.build import FORMS
    from garim.corpus.chat import FORMS as SHAPES
    from garim.corpus.choose import POLICIES
    from garim.corpus.sources import BY

    for name, said, known in (("as", form, FORMS), ("shape", shape, SHAPES), ("licences", licences, POLICIES), ("by", by, BY)):
        if said not in known:
            raise BadSettings(f"--{name} {said} is not known", hint=" | ".join(known))
    if not 0.3 <= near <= 1 or not 0 <= share <= 0.5:
        raise BadSettings("--near is 0.3 to 1, --share 0 to 0.5")


def make(src: Path, dst: Path, wanted: Wanted, by: str, opened: Screen, one: bool = False) -> dict[str, Any]:
    """The data set of a cleaned folder; its report.

    Args:
        src: The folder.
        dst: Where the set goes.
        wanted: What set.
        by: repository | folder | document.
        opened: Its patterns find what has the form of a secret.
        one: Whether it is known to be one repository.
    """
    from garim.corpus.build import build
    from garim.corpus.sources import Folder

    folder = Folder(src, by, one=one)
    documents = folder.texts() if wanted.form == "text" else folder.talks()
    return build(documents, folder.licences(), dst, wanted, secrets_of(opened), _watch())


def secrets_of(opened: Screen) -> Callable[[str], Iterable[tuple[int, int]]]:
    """What has the form of a key or a password, by the kinds' patterns alone: quick, and the same for surrogates of ours."""
    engine = opened.screening.detector.sources[0][1]

    def spans(text: str) -> Iterable[tuple[int, int]]:
        from garim.detect.lexicon.read import DOUBT
        from garim.text.views import View

        return [(f.start, f.end) for f in engine.find(View(text), "").findings if f.family == "secret" and f.rank > DOUBT]

    return spans


def say(report: dict[str, Any], json: bool) -> None:
    """The report, for programs or in a few lines."""
    if json:
        write(orjson.dumps(report, option=orjson.OPT_INDENT_2).decode() + "\n")
        return
    for half in ("train", "valid"):
        one = report[half]
        said = f"{one['lines']} lines of {one['groups']} repositories, {one['characters']} characters"
        tell(f"{told(half)}: {told(said)}", file=sys.stderr)
    left = ", ".join(f"{count} {told(why)}" for why, count in report["left_out"].items())
    tell(f"left out: {left or told('nothing')}", file=sys.stderr)
    if not report["valid"]["lines"]:
        tell("garim: one repository only: nothing is held back; --by folder or --by document splits it", file=sys.stderr)


def _watch() -> Callable[[int], None]:
    last = time.monotonic()

    def tell(done: int) -> None:
        nonlocal last
        if (now := time.monotonic()) - last > SOON:
            last = now
            print("\r" + told(f"{done} documents"), end="", file=sys.stderr, flush=True)

    return tell if sys.stderr.isatty() else lambda done: None

"""What commands share: reading input, opening the screen, the options they have in common."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeVar

import typer

from garim.cli._korean import told
from garim.errors import BadInput, TooLarge
from garim.text.marks import marked, misread
from garim.text.visible import visible

if TYPE_CHECKING:
    from garim.config import Settings
    from garim.screen import Screen
    from garim.store import Store

One = TypeVar("One")

LIMIT = 256 * 1024 * 1024
"""Bytes of one input at most."""

SAMPLE = 100_000
"""Characters by which an encoding is judged."""
COMMON = 0.9
"""Share of its letters by which bytes are told to be Korean Windows text."""
TOLD = 10
"""Wrong lines of lexicons, and settings that do not hold, that are told one by one."""
NAMED = 100
"""Characters of a setting's name, and the reason, that are told: it is a stranger's text."""
SOON = 0.2
"""Seconds between two words about how far something is."""

CLIENT_KEY = "GARIM_CLIENT_KEY"
"""Who asks at the command line, where clients are configured: not a setting."""
Config = Annotated[Path | None, typer.Option("--config", help="Settings file; garim.toml of this folder if it is there.")]
Lexicons = Annotated[list[Path] | None, typer.Option("--lexicon", help="Lexicon file, JSONL or CSV; may be repeated.")]
Inputs = Annotated[list[str] | None, typer.Argument(metavar="[FILE…|-]", help="Files to read; - or nothing is standard input.")]
Input = Annotated[str, typer.Argument(metavar="[FILE|-]", help="File to read; - or nothing is standard input.")]


def settings(config: Path | None) -> Settings:
    """The settings of --config, of GARIM_CONFIG, of garim.toml in this folder, or the defaults; and what the repository adds."""
    from garim.config.given import settled

    chosen = settled(_named(config), Path.cwd())
    if chosen.left:
        tell(_left_out(chosen.left), file=sys.stderr)
    return chosen


def in_force(config: Path | None, chosen: Settings) -> list[str]:
    """Which settings file is in force, and why another is not; each a sentence.

    Args:
        config: As `settings` was given it.
        chosen: What it gave.
    """
    from garim.config.given import standing

    return standing(chosen, _named(config), Path.cwd())


def _named(config: Path | None) -> Path | None:
    return config or (Path(os.environ["GARIM_CONFIG"]) if os.environ.get("GARIM_CONFIG") else None)


def _left_out(names: Sequence[str]) -> str:
    """What is said where a garim.toml that was only found says what it may not."""
    from garim.cli._said import language
    from garim.config.given import NAME, changed

    was = changed(Path.cwd() / NAME)
    said = "; ".join(one if len(one) <= NAMED else one[:NAMED] + "…" for one in names[:TOLD])
    more = len(names) - TOLD
    if language("") == "ko":
        rest = f" 외 {more}개" if more > 0 else ""
        return (
            f"garim: 이 폴더의 garim.toml은 {'신뢰한 뒤에 내용이 바뀌었으므로' if was else '직접 지정한 파일이 아니므로'} "
            f"보호를 더하는 설정만 적용합니다. 적용하지 않은 설정: {said}{rest}\n"
            "  내용을 확인하고, 직접 만든 파일이면 `garim trust garim.toml`을 실행하거나 --config로 지정하십시오"
        )
    rest = f"; and {more} more" if more > 0 else ""
    return (
        f"garim: garim.toml was {'changed since you trusted it' if was else 'only found here and not named'},"
        f" so it can only add protection; not applied: {said}{rest}\n"
        "  read it; if it is yours: `garim trust garim.toml`, or name it with --config"
    )


def screen(config: Path | None, lexicons: list[Path] | None) -> Screen:
    """A screen from the settings and the lexicons given on the command line."""
    from garim.screen import Screen

    opened = Screen(settings=settings(config), lexicons=lexicons or [])
    for problem in opened.problems[:TOLD]:
        tell(f"garim: {problem}", file=sys.stderr)
    if len(opened.problems) > TOLD:
        tell(f"garim: {len(opened.problems) - TOLD} more lines have something wrong; garim doctor counts them", file=sys.stderr)
    # What is loaded is walked no more, at the end neither; what comes now is, as often as a long run needs it.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    return opened


def owner_of(chosen: Settings, store: Store) -> str:
    """Whose it is: this machine's user's, or whose key or token of the identity provider it is: the master key opens
    everybody's, so it does not say.

    Raises:
        NotAllowed: Clients are configured, and the key is none of theirs.
        Broken: It is a token, and the identity provider cannot be reached.
    """
    import asyncio

    from garim.errors import NotAllowed
    from garim.gateway.auth import Clients

    clients = Clients(chosen)
    if chosen.gateway.keys:
        clients.learn(store.clients().result())
    key = os.environ.get(CLIENT_KEY, "")
    if not key and (chosen.gateway.clients or chosen.gateway.keys or chosen.oidc.issuer):
        what = "your own Garim key, or the token of your sign-in," if chosen.oidc.issuer else "your own Garim key"
        hint = f"put {what} into {CLIENT_KEY}, or open the page"
        raise NotAllowed("it belongs to whoever asked or wrote it, and nobody said who that is", hint=hint)
    headers = {b"x-garim-key": key.encode()} if key else {}
    asyncio.run(clients.ready(headers))
    return clients.check(headers)


def read_text(name: str) -> str:
    """As `read`, without what it was encoded in."""
    return read(name)[0]


def read(name: str) -> tuple[str, str]:
    """All of a file or of standard input, and what it is encoded in.

    Raises:
        BadInput: It is not there, a folder, or in no encoding that is read (says at which byte); nothing was hidden.
        TooLarge: It is over the limit.
    """
    try:
        data = sys.stdin.buffer.read(LIMIT + 1) if name == "-" else Path(name).read_bytes()
    except IsADirectoryError:
        hint = f"garim clean {name} NEW --scope NAME hides a whole folder, garim scan {name} looks at it"
        raise BadInput(f"{name} is a folder, here go single files", hint=hint) from None
    except OSError as error:
        raise BadInput(f"{name}: {error.strerror}") from None
    if len(data) > LIMIT:
        raise TooLarge(f"{name} is over {LIMIT // 2**20} MB", hint="garim clean hides files of any size")
    return decode(data, name)


class Far:
    """Tells on a terminal how far long work is; elsewhere, and where it is one thing, nothing."""

    def __init__(self, what: str) -> None:
        """`what`: is done to each."""
        self._what, self._watched, self._told = what, sys.stderr.isatty(), 0.0

    def tell(self, done: int, whole: int) -> None:
        """Some of the whole are done."""
        if self._watched and whole > 1 and (now := time.monotonic()) - self._told > SOON:
            self._told = now
            print("\r" + told(f"{done} of {whole} {self._what}"), end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """The line is empty again."""
        if self._told:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def progress(items: Sequence[One], what: str) -> Iterator[One]:
    """Tell on a terminal how far long work is; elsewhere, and where it is one thing, nothing."""
    far = Far(what)
    for number, item in enumerate(items):
        far.tell(number, len(items))
        yield item
    far.end()


def decode(data: bytes, name: str) -> tuple[str, str]:
    """UTF-8 (with or without a mark), UTF-16 or UTF-32 with theirs, Korean Windows text (CP949) → text and encoding."""
    wide = marked(data)
    encoding = wide or ("utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        korean = "" if wide else _korean(data)
        if korean:
            return korean, "cp949"
        hint = "convert it first, as in: iconv -f CP932 -t UTF-8; garim clean reads files of mixed encodings line by line"
        both = "" if wide else " and not CP949"
        raise BadInput(f"{name}: byte {error.start} is not {encoding.upper()}{both}", hint=hint) from None
    if wide and misread(text):
        raise BadInput(f"{name}: its mark says {wide.upper()}, its bytes are none", hint="convert it to UTF-8")
    return text, encoding


def _korean(data: bytes) -> str:
    """Bytes as Korean Windows text; "" where they are none. Western text is hardly ever of the syllables that people use."""
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return ""
    signs = [char for char in text[:SAMPLE] if not char.isascii()] or [char for char in text if not char.isascii()]
    return text if sum(_used(char) for char in signs) > COMMON * len(signs) else ""


def _used(char: str) -> bool:
    """Whether a character is one of the 2,350 syllables, signs and Hanja of KS X 1001, which nearly all that is written is of."""
    try:
        char.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return True


def tell(*words: object, end: str = "\n", file: TextIO | None = None, flush: bool = False) -> None:
    """As `print`, in the terminal's language, with nothing in it that a terminal would act on: titles and names of files are
    anybody's."""
    print(visible(told(" ".join(map(str, words)))), end=end, file=file, flush=flush)


def write(text: str) -> None:
    """Text to standard output as UTF-8, whatever the terminal's locale says; byte for byte, but on a terminal without what it
    would act on."""
    text = visible(text) if sys.stdout.isatty() else text
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()

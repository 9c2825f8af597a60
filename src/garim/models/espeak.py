"""Reading aloud on this machine: `espeak-ng` as a process, in Korean and English.

The text goes in through a pipe, never on the command line, where every user of the machine could read it; the sound comes
out through a pipe. Nothing is on disk. espeak-ng is GPL-3: it stays a process of its own and no part of Garim.
The Korean voice reads Latin letters in English by itself, so a text with any Hangul in it is read by that one.
Source: https://github.com/espeak-ng/espeak-ng/blob/master/src/espeak-ng.1.ronn
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import struct
import unicodedata

from garim.errors import BadInput, BadSettings, Broken

NAME = "espeak"
"""The model's name, as a request asks for it."""
PROGRAM = "espeak-ng"
INSTALL = 'apt-get install espeak-ng, or set [speech] engine = "off"'
MOST_CHARACTERS = 4096
"""Of one text; the limit of OpenAI's own."""
MOST_SECONDS = 120.0
"""In which a text must have been spoken; espeak-ng takes about a tenth of the time that it speaks."""
WORDS_A_MINUTE = 175
SLOWEST, FASTEST = 80, 450
"""Words a minute between which espeak-ng speaks."""
VOICES = {
    **dict.fromkeys(("default", "alloy", "ash", "ballad", "echo", "fable", "verse", "cedar"), ""),
    "onyx": "+m3",
    **dict.fromkeys(("nova", "coral"), "+f2"),
    **dict.fromkeys(("shimmer", "sage", "marin"), "+f4"),
}
"""A request's voice → the variant of espeak's that comes nearest."""
AT_ONCE = 2
"""Texts that are spoken at a time in one process."""
HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
UNSPOKEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
HEAD = struct.Struct("<4sI4s")
CHUNK = struct.Struct("<4sI")


class Espeak:
    """The voice of this process."""

    def __init__(self, program: str = PROGRAM) -> None:
        """
        Args:
            program: Its name or path.
        """
        self._program = program
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def speak(self, text: str, voice: str = "default", speed: float = 1.0) -> bytes:
        """A text as a WAV file: 16-bit, one channel, 22,050 Hz. Cancelled, it ends the process at once.

        Args:
            text: 1 to MOST_CHARACTERS characters.
            voice: One of VOICES.
            speed: 0.25 to 4; at the ends espeak-ng does what it can, 80 to 450 words a minute.

        Raises:
            BadInput: An argument is none of these.
            BadSettings: espeak-ng is not installed.
            Broken: It failed.
        """
        if not text.strip() or len(text) > MOST_CHARACTERS:
            raise BadInput(f"the text to read has {len(text)} characters", hint=f"1 to {MOST_CHARACTERS}, not blank")
        if voice not in VOICES:
            raise BadInput("there is no such voice here", hint="one of " + ", ".join(VOICES))
        if not 0.25 <= speed <= 4:
            raise BadInput("speed is out of range", hint="0.25 to 4")
        program = shutil.which(self._program)
        if program is None:
            raise BadSettings("espeak-ng is not installed", hint=INSTALL)
        language = "ko" if HANGUL.search(text) else "en-us"
        words = max(SLOWEST, min(FASTEST, round(WORDS_A_MINUTE * speed)))
        arguments = ("-v", language + VOICES[voice], "-s", str(words), "-b", "1", "--stdin", "--stdout")
        # Two brackets would begin phonemes, as espeak writes them; Hangul in pieces (NFD) it spells out.
        plain = UNSPOKEN.sub(" ", unicodedata.normalize("NFC", text)).replace("[[", "[ [").encode()
        async with self._turn:
            return with_sizes(await _run(program, arguments, plain))


async def _run(program: str, arguments: tuple[str, ...], text: bytes) -> bytes:
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(program, *arguments, stdin=pipe, stdout=pipe, stderr=nothing)
    try:
        async with asyncio.timeout(MOST_SECONDS):
            sound, _ = await process.communicate(text)
    except TimeoutError:
        raise Broken(f"espeak-ng did not end in {MOST_SECONDS:g} s", hint="a shorter text") from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await asyncio.shield(process.wait())
    if process.returncode or not sound:
        raise Broken("espeak-ng failed", hint="does `espeak-ng --voices` list ko and en-us?")
    return sound


def with_sizes(wav: bytes) -> bytes:
    """A WAV file that was written to a pipe, with its true sizes: its writer could not know them.

    Raises:
        Broken: It is no WAV file.
    """
    if len(wav) < 44 or wav[:4] != b"RIFF" or wav[36:40] != b"data":
        raise Broken("espeak-ng gave something that is no WAV file", hint="please report it")
    return HEAD.pack(b"RIFF", len(wav) - 8, b"WAVE") + wav[12:36] + CHUNK.pack(b"data", len(wav) - 44) + wav[44:]

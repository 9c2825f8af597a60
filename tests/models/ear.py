"""An ear that knows English and Korean: which sentence of many a sound says, by PocketSphinx with the model in its package.

Its model is of English sounds; Korean words are added by what sounds their letters stand for there, from the alphabet and not
from the voice, so a voice that reads wrongly is not understood. It may choose among all sentences of two frames, one a language.
Source: https://pocketsphinx.readthedocs.io/en/latest/pocketsphinx.html
"""

from __future__ import annotations

import io
import os
import re
import wave
from functools import cache
from typing import Any

import numpy as np
import pytest

if not os.environ.get("CI"):  # there it is an error
    pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed (make setup)")
from pocketsphinx import Decoder

RATE = 22050
ENGLISH = ("the meeting|the backup|our contract|a customer", "was moved|will end|came back|got lost", "on friday|last night|in the morning|in seven days", "because of the database|without a reason|for the second time|after the summer")
KOREAN = ("회의는|백업은|계약은|고객은", "금요일에|어젯밤에|아침에|일곱 시에", "이유 없이|다시 한번|서버 때문에|여름처럼", "끝났습니다|사라졌습니다|옮겼습니다|시작합니다")
FIRST = "K|K|N|D|T|L|M|B|P|S|S||JH|CH|CH|K|T|P|HH".split("|")
VOWEL = "AA|EH|Y AA|Y EH|AO|EH|Y AO|Y EH|OW|W AA|W EH|W EH|Y OW|UW|W AO|W EH|W IY|Y UW|UH|W IY|IY".split("|")
LAST = "|K|K|K|N|N|N|T|L|K|M|L|L|L|P|L|M|P|P|T|T|NG|T|T|K|T|P|T".split("|")
LINKED = "|K|K|K S|N|N JH|N|D|L|L K|L M|L B|L S|L T|L P|L|M|B|P S|S|S|NG|JH|CH|K|T|P|".split("|")
"""A last consonant before a vowel: it is said with it."""
NASAL = {"K": "NG", "T": "N", "P": "M"}
"""A last consonant before ㄴ or ㅁ."""


def sounds(word: str) -> str:
    """A Korean word in the sounds of CMUdict that are nearest to how it is said."""
    parts = [(index // 588, index // 28 % 21, index % 28) for index in (ord(letter) - 0xAC00 for letter in word)]
    said: list[str] = []
    for (first, vowel, last), (after, _, _) in zip(parts, [*parts[1:], (-1, 0, 0)], strict=True):
        end = LINKED[last] if after == 11 else LAST[last]
        said += [FIRST[first], VOWEL[vowel], NASAL.get(end, end) if after in (2, 6) else end]
    return " ".join(filter(None, said))


def samples(wav: bytes) -> np.ndarray[Any, np.dtype[np.float64]]:
    """A WAV file's samples between -1 and 1; 16 bit, one channel, RATE."""
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768.0


def sentences(frame: tuple[str, ...]) -> list[str]:
    """Four of a frame, with each of its words once."""
    return [" ".join(row) for row in zip(*(part.split("|") for part in frame), strict=True)]


@cache
def _decoder() -> tuple[Any, dict[str, str]]:
    decoder = Decoder(samprate=RATE, lm=None, loglevel="FATAL", beam=1e-120, pbeam=1e-120, wbeam=1e-100)
    spelled = {}
    for number, word in enumerate(dict.fromkeys(re.findall("[가-힣]+", " ".join(KOREAN)))):
        spelled[word] = f"ko{number}"
        decoder.add_word(spelled[word], sounds(word), False)
    frames = (" ".join(f"({part})" for part in frame) for frame in (ENGLISH, KOREAN))
    # What a voice says for letters that it cannot read.
    choice = " | ".join((*frames, "(korean | chinese | english) letter"))
    grammar = re.sub("[가-힣]+", lambda word: spelled[word[0]], choice)
    decoder.add_jsgf_string("all", f"#JSGF V1.0;\ngrammar all;\npublic <all> = {grammar} ;".encode())
    decoder.activate_search("all")
    return decoder, {code: word for word, code in spelled.items()}


def heard(wav: bytes) -> str:
    """What it says; nothing, where it is none of these sentences."""
    sound = samples(wav)
    quiet = np.zeros(RATE // 3)
    # A room's noise: the model was made of recordings, and in perfect silence it hears nothing.
    noisy = np.concatenate([quiet, sound, quiet]) + np.random.default_rng(1).normal(0, 0.002, len(sound) + 2 * len(quiet))
    decoder, spelled = _decoder()
    decoder.start_utt()
    decoder.process_raw((noisy.clip(-1, 0.9999) * 32768).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
    best = decoder.hyp()
    return " ".join(spelled.get(word, word) for word in best.hypstr.split()) if best else ""


"""The voice of this machine, with the real espeak-ng."""

from __future__ import annotations

import io
import shutil
import unicodedata
import wave

import pytest

from garim.errors import BadInput, BadSettings, Broken
from garim.models.espeak import MOST_CHARACTERS, Espeak, with_sizes

needs_voice = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed (make system)")


def seconds(sound: bytes) -> float:
    """How long a WAV file is; its sizes must be right for that."""
    with wave.open(io.BytesIO(sound)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22050)
        frames = file.readframes(file.getnframes())
        assert len(frames) == 2 * file.getnframes() == len(sound) - 44
        assert any(frames)
        return file.getnframes() / file.getframerate()


@needs_voice
async def test_it_speaks_korean_english_and_both() -> None:
    """Each word makes it longer, so none is left out."""
    espeak = Espeak()
    korean = seconds(await espeak.speak("안녕하세요 오늘 회의는 세 시입니다"))
    english = seconds(await espeak.speak("The meeting is at three"))
    both = seconds(await espeak.speak("안녕하세요 오늘 회의는 세 시입니다. The meeting is at three"))
    assert both > max(korean, english) > 0.5


@needs_voice
async def test_speed_and_phoneme_brackets() -> None:
    espeak = Espeak()
    text = "one two three four five six"
    assert seconds(await espeak.speak(text, "nova", 2.0)) < seconds(await espeak.speak(text)) * 0.7
    assert seconds(await espeak.speak("[[h@l'oU]] \x00 there")) > 0.3


@needs_voice
async def test_hangul_in_pieces_is_spoken_as_it_is_read() -> None:
    """As names of files come from a Mac, and what is pasted with them."""
    text = "백업은 어젯밤에 사라졌습니다"

    whole, apart = [await Espeak().speak(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")]

    assert whole == apart


@pytest.mark.parametrize(
    ("text", "voice", "speed"),
    [("", "default", 1.0), (" \n", "default", 1.0), ("a" * (MOST_CHARACTERS + 1), "default", 1.0), ("a", "; rm", 1.0), ("a", "nova", 9.0)],
)
async def test_what_is_refused(text: str, voice: str, speed: float) -> None:
    with pytest.raises(BadInput):
        await Espeak().speak(text, voice, speed)


async def test_a_machine_without_a_voice_says_what_to_do() -> None:
    with pytest.raises(BadSettings) as caught:
        await Espeak("no-such-espeak").speak("hello")
    assert "apt-get install espeak-ng" in caught.value.hint


async def test_a_voice_that_fails_is_an_error() -> None:
    with pytest.raises(Broken):
        await Espeak("false").speak("hello")
    with pytest.raises(Broken):
        with_sizes(b"RIFF no sound")

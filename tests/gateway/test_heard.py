"""What is read aloud, heard: language, length and level of this machine's voice over a socket, by an ear of another make."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from garim.exchange import Screening
from garim.models.espeak import with_sizes
from tests.e2e.servers import Gateway, in_thread, settings_for
from tests.models import ear

pytestmark = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed (make system)")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, screening: Screening) -> Iterator[Gateway]:
    """A gateway without upstreams."""
    with in_thread(settings_for(tmp_path_factory.mktemp("alone")), screening) as running:
        yield running


@pytest.mark.parametrize("voice", ["default", "nova", "onyx"])
@pytest.mark.parametrize("frame", [ear.ENGLISH, ear.KOREAN], ids=["English", "Korean"])
def test_what_is_heard_is_what_was_written(alone: Gateway, frame: tuple[str, ...], voice: str) -> None:
    """Word for word in its own language, by an ear that knows both; as long as a person takes for it; loud, and not clipped."""
    for said in ear.sentences(frame):
        body = alone.ask("/v1/audio/speech", {"model": "espeak", "input": f"{said.capitalize()}.", "voice": voice}).body

        assert ear.heard(body) == said
        sound = ear.samples(body)
        loud = np.abs(sound) > 0.02
        spoken = sound[loud.argmax() : len(sound) - loud[::-1].argmax()]
        assert loud.argmax() < 0.2 * ear.RATE
        assert 3.5 < syllables(said) / (len(spoken) / ear.RATE) < 8
        assert -26 < 20 * np.log10(np.sqrt(np.mean(spoken**2))) < -12 and np.abs(sound).max() < 0.999


def syllables(text: str) -> int:
    """Letters of Hangul; groups of vowels in English, roughly."""
    return len(re.findall("[가-힣]|[aeiouy]+", text))


@pytest.mark.parametrize(("voice", "form", "frame"), [("de", "NFC", ear.ENGLISH), ("ko", "NFD", ear.KOREAN)], ids=["German", "letters"])
def test_the_ear_takes_no_other_reading_for_it(voice: str, form: Any, frame: tuple[str, ...]) -> None:
    """English as a German reads it, Korean letter by letter: hardly a sentence is understood."""
    understood = []
    for said in ear.sentences(frame):
        text = unicodedata.normalize(form, said).encode()
        sound = subprocess.run(["espeak-ng", "-v", voice, "--stdin", "--stdout"], input=text, capture_output=True, check=True).stdout
        understood += [said] * (ear.heard(with_sizes(sound)) == said)
    assert len(understood) < 2

"""A model's name and a purpose are no way out for a secret or a word of the company's."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from garim import Screen, exchange
from garim.errors import BadInput
from garim.exchange.names import check_model, check_purpose
from garim.policy.places import Endpoint
from garim.wire import protocols

MODELS = (
    "gpt-5.2-codex gpt-4o-mini-2024-07-18 claude-sonnet-4-5-20250929 us.anthropic.claude-sonnet-4-20250514-v1:0 meta-llama/Llama-3.1-8B-Instruct "
    "Qwen/Qwen3-Coder-30B-A3B-Instruct LGAI-EXAONE/EXAONE-4.0-32B HCX-005 smollm2 gemini-2.5-flash-lite-preview-06-17 gpt-oss:120b-cloud m "
    "ft:gpt-4o-mini-2024-07-18:acme::9xYzAbCd text-embedding-3-large"
).split()
SECRETS = [
    "narae-gpt", "Saltmarsh", "gpt-Saltmarsh-v2", "hanbyeol_prd", "hanbyeol-prd-db01", "10.48.1.2", "HBPRD", "wiki.hanbyeol.internal", "sk-ant-" + "api03-" + "aB3dE5fG7hI9" * 8,
    "900101-1234567", "4111111111111111", "010-3382-7719", "doharang@hanbyeol.internal", "ghp_" + "x7Kp2mQ9rT4vW8zB1nC6dF3gH5jL0sA2eY7u", "Harang-Do",
]  # fmt: skip


@pytest.mark.parametrize("model", MODELS)
def test_models_as_they_are_called(screen: Screen, model: str) -> None:
    check_model(model, (), screen.screening.detector)


@pytest.mark.parametrize("said", SECRETS)
def test_what_would_be_hidden_is_refused_without_being_said(screen: Screen, said: str) -> None:
    protocol = protocols.find("POST", "/v1/messages", {})
    assert protocol is not None
    screening = replace(screen.screening, places=(Endpoint("a", "outside", "anthropic"), Endpoint("b", "outside", "anthropic", ("*",))))
    body = orjson.dumps({"model": said, "max_tokens": 9, "messages": [{"role": "user", "content": "hi"}]})

    with pytest.raises(BadInput) as refused:
        exchange.outbound(protocol.read(body), screening, protocol.name)
    assert said not in f"{refused.value} {refused.value.hint}"
    with pytest.raises(BadInput) as refused:
        check_purpose(said, ("support",), screen.screening.detector)
    assert said not in f"{refused.value} {refused.value.hint}"


def test_what_the_settings_name_passes(screen: Screen) -> None:
    detector = screen.screening.detector
    places = (Endpoint("ours", "inside", "openai", ("narae-gpt", "hanbyeol-*"), aliases=(("Saltmarsh", "x"),)),)

    for model in ("narae-gpt", "hanbyeol-7b", "Saltmarsh"):
        check_model(model, places, detector)
    with pytest.raises(BadInput):
        check_model("hanbyeol-narae", places, detector)
    for purpose in ("narae-support", "", "batch-review"):
        check_purpose(purpose, ("narae-support",), detector)

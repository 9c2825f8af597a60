"""A model's name and a purpose are no way out for a secret or a word of the company's."""

from __future__ import annotations

import base64
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
    "ft:gpt-4o-mini-2024-07-18:acme::9xYzAbCd text-embedding-3-large Nous-Hermes-2-Mixtral-8x7B-DPO mistralai/Mistral-Nemo-Instruct-2407 "
    "CohereForAI/c4ai-command-r-plus moonshotai/Kimi-K2-Instruct Meta-Llama-Guard-3 microsoft/Phi-3.5-mini-instruct google/gemma-2-9b-it "
    "upstage/SOLAR-10.7B-Instruct-v1.0 kakaocorp/kanana-1.5-8b-instruct skt/A.X-4.0-Light naver-hyperclovax/HyperCLOVAX-SEED-Think-14B "
    "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B Salesforce/Llama-xLAM-2-8b-fc-r Claude-Opus-4.1 Grok-4-Fast Magistral-Small WizardLM-Uncensored "
    "Dolphin-Mistral-Venice-Edition Nova-Premier Sonar-Reasoning-Pro Jamba-Large-1.7 Palmyra-X5 Command-R BAAI/bge-m3 Reka-Flash Yi-Large "
    "support review batch code-review customer-support translation weekly-report marketing-copy"
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


@pytest.mark.parametrize("word", ["han byeol", "salt marsh", "Salt Marsh", "na rae", "sal tm arsh", "Harang Do", "Yoon Seoyeon"])
def test_a_joint_in_a_word_hides_it_from_nobody(screen: Screen, word: str) -> None:
    """Of a listed word, of a listed name, of a name that nobody listed."""
    detector = screen.screening.detector
    for joint in "-_.:/@+":
        name = word.replace(" ", joint)
        coded = base64.b64encode(f"gpt-{name}".encode()).decode()
        for said in (f"gpt-{name}", f"{name}{joint}v2", f"org/{name}:7b", coded, coded.rstrip("="), f"gpt-{coded.rstrip('=')}", name.encode().hex()):
            with pytest.raises(BadInput):
                check_model(said, (), detector)
            with pytest.raises(BadInput):
                check_purpose(said, (), detector)


def test_what_the_settings_name_passes(screen: Screen) -> None:
    detector = screen.screening.detector
    places = (Endpoint("ours", "inside", "openai", ("narae-gpt", "hanbyeol-*"), aliases=(("Saltmarsh", "x"),)),)

    for model in ("narae-gpt", "hanbyeol-7b", "Saltmarsh"):
        check_model(model, places, detector)
    with pytest.raises(BadInput):
        check_model("hanbyeol-narae", places, detector)
    for purpose in ("narae-support", "", "batch-review"):
        check_purpose(purpose, ("narae-support",), detector)

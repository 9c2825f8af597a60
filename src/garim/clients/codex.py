"""OpenAI Codex. Source: https://github.com/openai/codex/blob/main/docs/config.md"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping

from garim.clients import Client, Edit, Kept, Place
from garim.errors import BadInput

KEY = "GARIM_CODEX_KEY"
"""The variable in which a session's key stands."""
QUIET = {"analytics.enabled": "false", "check_for_update_on_startup": "false", "feedback.enabled": "false"}
CHOSEN = re.compile(r"^model_provider\s*=.*\n?", re.MULTILINE)


def _provider(at: Place, variable: str) -> dict[str, str]:
    """The fields of its provider, as TOML. Responses are the one protocol that it still speaks."""
    out = {"name": '"Garim"', "base_url": json.dumps(f"{at.url}/v1"), "wire_api": '"responses"', "supports_websockets": "false"}
    if at.own_key:
        out["env_key"] = '"OPENAI_API_KEY"'
        if at.key:
            out["env_http_headers"] = f'{{ "x-garim-key" = "{variable}" }}'
    elif at.key:
        out["env_key"] = f'"{variable}"'
    return out


def _environment(at: Place) -> Mapping[str, str]:
    return {KEY: at.key} if at.key else {}


def _arguments(at: Place) -> tuple[str, ...]:
    fields = ", ".join(f"{name} = {value}" for name, value in _provider(at, KEY).items())
    said = {"model_provider": '"garim"', "model_providers.garim": f"{{ {fields} }}", **QUIET}
    return tuple(word for name, value in said.items() for word in ("-c", f"{name}={value}"))


def _config(text: str, at: Place) -> str:
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"the file is not TOML: {error}", hint="mend it first; nothing was changed") from None
    if "garim" in before.get("model_providers", {}):
        raise BadInput("the file has a model provider `garim` already", hint="take it out, or leave it: nothing was changed")
    head = re.search(r"^\s*\[", text, re.MULTILINE)
    cut = head.start() if head else len(text)
    top, tables = CHOSEN.sub("", text[:cut]), text[cut:]
    fields = "".join(f"{name} = {value}\n" for name, value in _provider(at, KEY).items())
    out = f'model_provider = "garim"\n{top}{tables}'.rstrip("\n") + f"\n\n[model_providers.garim]\n{fields}"
    try:
        good = tomllib.loads(out).get("model_provider") == "garim"
    except tomllib.TOMLDecodeError:
        good = False
    if not good:
        raise BadInput("the file says model_provider in a way that is not understood here", hint="add the lines by hand")
    return out


CLIENT = Client(
    name="codex",
    title="OpenAI Codex",
    protocols=("openai",),
    homes={"openai": "https://api.openai.com"},
    programs=("codex",),
    install="npm install -g @openai/codex",
    environment=_environment,
    arguments=_arguments,
    edits=(Edit(path=".codex/config.toml", folder_env=("CODEX_HOME", "config.toml"), write=_config),),
    kept=(
        Kept(path=".codex/sessions/**/rollout-*.jsonl", form="jsonl", folder_env=("CODEX_HOME", "sessions/**/rollout-*.jsonl")),
        Kept(path=".codex/archived_sessions/*.jsonl", form="jsonl", folder_env=("CODEX_HOME", "archived_sessions/*.jsonl")),
        Kept(path=".codex/history.jsonl", form="jsonl", folder_env=("CODEX_HOME", "history.jsonl")),
        Kept(path=".codex/log/*.log", form="text", folder_env=("CODEX_HOME", "log/*.log")),
    ),
)

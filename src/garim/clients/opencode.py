"""opencode. Source: https://opencode.ai/docs/config, …/providers"""

from __future__ import annotations

import json
from collections.abc import Mapping

from garim.clients import Client, Edit, Kept, Place, with_json

QUIET = {"OPENCODE_DISABLE_AUTOUPDATE": "1", "OPENCODE_DISABLE_SHARE": "1", "OPENCODE_DISABLE_LSP_DOWNLOAD": "1"}


def _options(at: Place) -> dict[str, object]:
    out: dict[str, object] = {"baseURL": f"{at.url}/v1"}
    if not at.own_key:
        out["apiKey"] = at.any_key
    elif at.key:
        out["headers"] = {"x-garim-key": at.key}
    return out


def _environment(at: Place) -> Mapping[str, str]:
    said = {"share": "disabled", "autoupdate": False, "provider": {name: {"options": _options(at)} for name in PROTOCOLS}}
    return {"OPENCODE_CONFIG_CONTENT": json.dumps(said), **QUIET}


def _config(text: str, at: Place) -> str:
    for name in PROTOCOLS:
        for field, value in _options(at).items():
            text = with_json(text, ("provider", name, "options", field), value)
    return with_json(text, ("share",), "disabled")


PROTOCOLS = ("anthropic", "openai")
CLIENT = Client(
    name="opencode",
    title="opencode",
    protocols=PROTOCOLS,
    homes={"anthropic": "https://api.anthropic.com", "openai": "https://api.openai.com"},
    programs=("opencode",),
    install="npm install -g opencode-ai",
    environment=_environment,
    edits=(Edit(path=".config/opencode/opencode.json", folder_env=("XDG_CONFIG_HOME", "opencode/opencode.json"), write=_config),),
    kept=(
        Kept(
            path=".local/share/opencode/storage/**/*.json",
            form="json",
            folder_env=("XDG_DATA_HOME", "opencode/storage/**/*.json"),
        ),
    ),
)

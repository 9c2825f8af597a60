"""aider. Source: https://aider.chat/docs/config/options.html"""

from __future__ import annotations

import re
from collections.abc import Mapping

from garim.clients import Client, Edit, Kept, Place
from garim.errors import BadInput

OURS = ("openai-api-base", "set-env", "analytics")


def _environment(at: Place) -> Mapping[str, str]:
    out = {"OPENAI_API_BASE": f"{at.url}/v1", "ANTHROPIC_API_BASE": at.url, "ANTHROPIC_BASE_URL": at.url}
    out |= {"AIDER_ANALYTICS": "false", "AIDER_CHECK_UPDATE": "false"}
    if not at.own_key:
        out |= {"OPENAI_API_KEY": at.any_key, "ANTHROPIC_API_KEY": at.any_key}
    return out


def _config(text: str, at: Place) -> str:
    for name in OURS:
        if re.search(rf"^{name}\s*:", text, re.MULTILINE):
            raise BadInput(f"the file says `{name}` already", hint="take that line out, or add Garim's address by hand")
    lines = [f"openai-api-base: {at.url}/v1", f"set-env: [ANTHROPIC_API_BASE={at.url}]", "analytics: false"]
    return text + ("\n" if text and not text.endswith("\n") else "") + "\n".join(lines) + "\n"


CLIENT = Client(
    name="aider",
    title="aider",
    protocols=("openai", "anthropic"),
    homes={"openai": "https://api.openai.com", "anthropic": "https://api.anthropic.com"},
    programs=("aider",),
    install="pip install aider-install && aider-install",
    environment=_environment,
    edits=(Edit(path=".aider.conf.yml", write=_config),),
    kept=(
        Kept(path=".aider.chat.history.md", form="text", anywhere=True),
        Kept(path=".aider.input.history", form="text", anywhere=True),
        Kept(path=".aider.llm.history", form="text", anywhere=True),
    ),
)

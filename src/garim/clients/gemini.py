"""Gemini CLI. Source: https://github.com/google-gemini/gemini-cli (GOOGLE_GEMINI_BASE_URL)"""

from __future__ import annotations

from collections.abc import Mapping

from garim.clients import Client, Kept, Place


def _environment(at: Place) -> Mapping[str, str]:
    out = {"GOOGLE_GEMINI_BASE_URL": at.url, "GEMINI_TELEMETRY_ENABLED": "false"}
    return out if at.own_key else {**out, "GEMINI_API_KEY": at.any_key}


CLIENT = Client(
    name="gemini",
    title="Gemini CLI",
    protocols=("gemini",),
    homes={"gemini": "https://generativelanguage.googleapis.com"},
    programs=("gemini",),
    install="npm install -g @google/gemini-cli",
    environment=_environment,
    by_hand="put GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:8787 into ~/.gemini/.env",
    kept=(
        Kept(path=".gemini/tmp/*/chats/*.json", form="json"),
        Kept(path=".gemini/tmp/*/logs.json", form="json"),
    ),
)

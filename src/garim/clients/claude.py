"""Claude Code. Source: https://docs.claude.com/en/docs/claude-code/settings, …/llm-gateway"""

from __future__ import annotations

from collections.abc import Mapping

from garim.clients import Client, Edit, Kept, Place, with_json

QUIET = {"CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1", "DISABLE_TELEMETRY": "1", "DISABLE_ERROR_REPORTING": "1"}
"""What it would tell others than the model past Garim."""


def _environment(at: Place) -> Mapping[str, str]:
    out = {"ANTHROPIC_BASE_URL": at.url, **QUIET}
    if not at.own_key:
        out |= {"ANTHROPIC_AUTH_TOKEN": at.any_key}
    elif at.key:
        out |= {"ANTHROPIC_CUSTOM_HEADERS": f"x-garim-key: {at.key}"}
    return out


def _settings(text: str, at: Place) -> str:
    for name, value in _environment(at).items():
        text = with_json(text, ("env", name), value)
    return text


CLIENT = Client(
    name="claude",
    title="Claude Code",
    protocols=("anthropic",),
    homes={"anthropic": "https://api.anthropic.com"},
    programs=("claude",),
    install="npm install -g @anthropic-ai/claude-code",
    environment=_environment,
    edits=(Edit(path=".claude/settings.json", folder_env=("CLAUDE_CONFIG_DIR", "settings.json"), write=_settings),),
    kept=(
        Kept(path=".claude/projects/**/*.jsonl", form="jsonl", folder_env=("CLAUDE_CONFIG_DIR", "projects/**/*.jsonl")),
        Kept(
            path=".claude/projects/**/tool-results/*", form="text", folder_env=("CLAUDE_CONFIG_DIR", "projects/**/tool-results/*")
        ),
        Kept(path=".claude/history.jsonl", form="jsonl", folder_env=("CLAUDE_CONFIG_DIR", "history.jsonl")),
        Kept(path=".claude/todos/*.json", form="json", folder_env=("CLAUDE_CONFIG_DIR", "todos/*.json")),
    ),
)

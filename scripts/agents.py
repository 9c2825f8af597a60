"""Real agents behind a real gateway, before a scripted model: `make agents`, or `python scripts/agents.py [NAME …]`.

Each agent is played twice with the same script: by itself, which tells the names of its tools, and by `garim run`. The script
reads a file, edits it with words that it only saw hidden, runs a command that fails, and quotes its error. Judged are what
left, what stands in the working tree, what the person reads, and that no tool's name changed. Nothing but this machine is
called: the agents' own key is invented, their telemetry is off, and all else goes to a proxy that nobody serves.
"""

# ruff: noqa: E501  tables of cases read better in one line each
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BIN = ROOT / "var/agents/node_modules/.bin"
PLANTED = ("vantrell-prd-db07", "Harlan Ossery", "도하랑", "quillmark", "10.61.17.21", "svc17.vantrell.internal", "W1nt3r#17kp!x")
WORDS = [
    {"term": "Vantrell", "kind": "org"}, {"term": "Quillmark", "kind": "product"}, {"term": "vantrell-prd-db07", "kind": "host"},
    {"term": "Harlan Ossery", "kind": "person"}, {"term": "도하랑", "kind": "person"}, {"term": "vantrell.internal", "kind": "domain"},
]  # fmt: skip
CONFIG = """\
# Owner: Harlan Ossery
[database]
host = vantrell-prd-db07
address = 10.61.17.21
password = W1nt3r#17kp!x
retries = 1
"""
CHECK = """\
import sys
print("connecting to svc17.vantrell.internal for 도하랑", file=sys.stderr)
sys.exit("com.quillmark.Ledger: connection refused from 10.61.17.21 to vantrell-prd-db07")
"""
PROMPT = "Harlan Ossery asks: set retries in config.ini to 3, say beside it on which host, then run check.py and tell 도하랑 과장님 what it says."
EDITED = "retries = 3  # on vantrell-prd-db07"
SAID = "com.quillmark.Ledger: connection refused from 10.61.17.21 to vantrell-prd-db07"


def _text(node: Any) -> str:
    """Every text of a tree."""
    if isinstance(node, str):
        return node
    if isinstance(node, dict):
        return "\n".join(_text(value) for value in node.values())
    return "\n".join(map(_text, node)) if isinstance(node, list) else ""


@dataclass
class Step:
    """What the model says: a text, or a call of a tool."""

    text: str = ""
    tool: str = ""
    input: dict[str, Any] = field(default_factory=dict)


def script(results: list[str], tools: set[str], folder: str) -> Step:
    """What comes next, from what the tools gave so far, in the words that the model saw."""
    shell = next((name for name in ("Bash", "bash", "exec_command", "shell_command", "shell") if name in tools), "")
    seen = "\n".join(results)

    def run(line: str) -> Step:
        if shell == "shell":
            return Step(tool=shell, input={"command": ["bash", "-lc", line]})
        name = "cmd" if shell == "exec_command" else "command"
        more = {"description": "Runs it"} if shell.lower() == "bash" else {}
        return Step(tool=shell, input={name: line, **more})

    if not shell:
        return Step("nothing to do")
    if not results:
        if "Read" in tools:
            return Step(tool="Read", input={"file_path": f"{folder}/config.ini"})
        return Step(tool="read", input={"filePath": f"{folder}/config.ini"}) if "read" in tools else run("cat config.ini")
    host = (re.search(r"host = (\S+)", seen) or ["", "?"])[1]
    if len(results) == 1:
        new = f"retries = 3  # on {host}"
        if "Edit" in tools:
            return Step(tool="Edit", input={"file_path": f"{folder}/config.ini", "old_string": "retries = 1", "new_string": new})
        if "edit" in tools:
            return Step(tool="edit", input={"filePath": f"{folder}/config.ini", "oldString": "retries = 1", "newString": new})
        return run(f"sed -i 's/^retries = 1$/{new}/' config.ini")
    if len(results) == 2:
        return run("python3 check.py")
    error = re.findall(r"com\.\S+: connection refused from \S+ to [\w-]+", results[-1])
    return Step(f"확인했습니다. It says: {error[-1] if error else 'nothing'}")


class Model(ThreadingHTTPServer):
    """The scripted model, in Anthropic's and OpenAI's ways."""

    daemon_threads = True

    def __init__(self, folder: str) -> None:
        self.bodies: list[bytes] = []
        self.paths: list[str] = []
        self.folder = folder
        super().__init__(("127.0.0.1", 0), _Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def tools(self) -> set[str]:
        """The names of all tools that it was told of."""
        out: set[str] = set()
        for body in self.bodies:
            out |= _tools(json.loads(body))
        return out


def _tools(body: dict[str, Any]) -> set[str]:
    listed = [tool.get("function", tool) for tool in body.get("tools", ())]
    return {str(tool.get("name", tool.get("type"))) for tool in listed}


def _results(body: dict[str, Any]) -> list[str]:
    """What the tools gave, in order."""
    out = []
    for item in body.get("messages", body.get("input", ())):
        if not isinstance(item, dict):
            continue
        if item.get("role") == "tool" or str(item.get("type", "")).endswith("_call_output"):
            out.append(_text(item.get("content", item.get("output"))))
        elif isinstance(item.get("content"), list):
            out += [_text(part.get("content")) for part in item["content"] if part.get("type") == "tool_result"]
    return out


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Model

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """A list of models."""
        self.send(b'{"object":"list","data":[{"id":"claude-sonnet-4-5","object":"model"},{"id":"gpt-5","object":"model"}]}')

    def do_HEAD(self) -> None:
        """That it is there."""
        self.send(b"")

    def send(self, data: bytes, kind: str = "application/json") -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self) -> None:
        """The next step."""
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.bodies.append(raw)
        self.server.paths.append(self.path)
        body = json.loads(raw)
        if "count_tokens" in self.path:
            return self.send(b'{"input_tokens":100}')
        results = _results(body)
        step = script(results, _tools(body), self.server.folder)
        kind = "messages" if "/messages" in self.path else "responses" if "/responses" in self.path else "chat"
        number = len(self.server.bodies)
        if body.get("stream"):
            events = EVENTS[kind](step, number)
            data = "".join(
                (f"event: {e['type']}\n" if "type" in e else "") + f"data: {json.dumps(e, ensure_ascii=False)}\n\n"
                for e in events
            )
            return self.send((data + ("data: [DONE]\n\n" if kind == "chat" else "")).encode(), "text/event-stream")
        return self.send(json.dumps(WHOLE[kind](step, number), ensure_ascii=False).encode())


def _message(step: Step, number: int) -> dict[str, Any]:
    block = (
        {"type": "tool_use", "id": f"toolu_01A{number:04}bC9dE8fG7h", "name": step.tool, "input": step.input}
        if step.tool
        else {"type": "text", "text": step.text}
    )
    stop = "tool_use" if step.tool else "end_turn"
    usage = {"input_tokens": 10, "output_tokens": 10}
    return {
        "id": f"msg_01A{number:04}bC9dE8fG7h",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-4-5",
        "content": [block],
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": usage,
    }


def _message_events(step: Step, number: int) -> list[dict[str, Any]]:
    whole = _message(step, number)
    block = whole["content"][0]
    text = json.dumps(block["input"], ensure_ascii=False) if step.tool else block["text"]
    begun = {**block, "input": {}} if step.tool else {"type": "text", "text": ""}
    kind, name = ("input_json_delta", "partial_json") if step.tool else ("text_delta", "text")
    deltas = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": kind, name: text[at : at + 7]}}
        for at in range(0, len(text), 7)
    ]
    return [
        {"type": "message_start", "message": {**whole, "content": [], "stop_reason": None}},
        {"type": "content_block_start", "index": 0, "content_block": begun},
        *deltas,
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": whole["stop_reason"], "stop_sequence": None},
            "usage": {"output_tokens": 10},
        },
        {"type": "message_stop"},
    ]


def _response(step: Step, number: int) -> dict[str, Any]:
    if step.tool:
        item = {
            "type": "function_call",
            "id": f"fc_0a{number:04}b1c2d3",
            "call_id": f"call_0a{number:04}b1c2d3",
            "name": step.tool,
            "arguments": json.dumps(step.input, ensure_ascii=False),
            "status": "completed",
        }
    else:
        item = {
            "type": "message",
            "id": f"msg_0a{number:04}b1c2d3",
            "role": "assistant",
            "status": "completed",
            "content": [{"type": "output_text", "text": step.text, "annotations": []}],
        }
    usage = {
        "input_tokens": 10,
        "output_tokens": 10,
        "total_tokens": 20,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
    }
    return {
        "id": f"resp_0a{number:04}b1c2d3",
        "object": "response",
        "status": "completed",
        "model": "gpt-5",
        "output": [item],
        "usage": usage,
    }


def _response_events(step: Step, number: int) -> list[dict[str, Any]]:
    whole = _response(step, number)
    item = whole["output"][0]
    out: list[dict[str, Any]] = [{"type": "response.created", "response": {**whole, "status": "in_progress", "output": []}}]
    if step.tool:
        text = item["arguments"]
        out.append(
            {"type": "response.output_item.added", "output_index": 0, "item": {**item, "arguments": "", "status": "in_progress"}}
        )
        out += [
            {
                "type": "response.function_call_arguments.delta",
                "item_id": item["id"],
                "output_index": 0,
                "delta": text[at : at + 7],
            }
            for at in range(0, len(text), 7)
        ]
        out.append({"type": "response.function_call_arguments.done", "item_id": item["id"], "output_index": 0, "arguments": text})
    else:
        text = step.text
        out.append(
            {"type": "response.output_item.added", "output_index": 0, "item": {**item, "content": [], "status": "in_progress"}}
        )
        out += [
            {
                "type": "response.output_text.delta",
                "item_id": item["id"],
                "output_index": 0,
                "content_index": 0,
                "delta": text[at : at + 7],
            }
            for at in range(0, len(text), 7)
        ]
        out.append(
            {"type": "response.output_text.done", "item_id": item["id"], "output_index": 0, "content_index": 0, "text": text}
        )
    out += [
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": whole},
    ]
    return [{**event, "sequence_number": at} for at, event in enumerate(out)]


def _completion(step: Step, number: int) -> dict[str, Any]:
    call = {
        "id": f"call_0a{number:04}b1c2d3",
        "type": "function",
        "function": {"name": step.tool, "arguments": json.dumps(step.input, ensure_ascii=False)},
    }
    message = {"role": "assistant", "content": step.text or None, **({"tool_calls": [call]} if step.tool else {})}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if step.tool else "stop"}
    return {
        "id": f"chatcmpl-0a{number:04}b1c2d3",
        "object": "chat.completion",
        "created": 1,
        "model": "gpt-5",
        "choices": [choice],
        "usage": {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20},
    }


def _completion_events(step: Step, number: int) -> list[dict[str, Any]]:
    whole = _completion(step, number)
    message = whole["choices"][0]["message"]
    head = {"id": whole["id"], "object": "chat.completion.chunk", "created": 1, "model": "gpt-5"}
    delta = {**message, **({"tool_calls": [{"index": 0, **message["tool_calls"][0]}]} if step.tool else {})}
    last = {"index": 0, "delta": {}, "finish_reason": whole["choices"][0]["finish_reason"]}
    return [
        {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        {**head, "choices": [last], "usage": whole["usage"]},
    ]


WHOLE = {"messages": _message, "responses": _response, "chat": _completion}
EVENTS = {"messages": _message_events, "responses": _response_events, "chat": _completion_events}
ARGUMENTS = {
    "claude": [
        "-p",
        PROMPT,
        "--model",
        "claude-sonnet-4-5",
        "--allowedTools",
        "Read,Edit,Write,Bash",
        "--permission-mode",
        "acceptEdits",
    ],
    "codex": ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "-m", "gpt-5", PROMPT],
    "opencode": ["run", "-m", "anthropic/claude-sonnet-4-5", PROMPT],
    "opencode-openai": ["run", "-m", "openai/gpt-5", PROMPT],
}
SECONDS = 240


@dataclass
class Played:
    """One session."""

    code: int
    said: str
    told: str
    config: str
    model: Model
    seconds: float


def play(name: str, behind: bool) -> Played:
    """Play a session through one agent, behind Garim or by itself."""
    program = name.partition("-")[0]
    with tempfile.TemporaryDirectory(prefix="session-", dir=ROOT / "var/agents") as top:
        home, folder = Path(top) / "home", Path(top) / "work"
        home.mkdir()
        folder.mkdir()
        (folder / "config.ini").write_text(CONFIG, encoding="utf-8")
        (folder / "check.py").write_text(CHECK, encoding="utf-8")
        model = Model(str(folder))
        clean = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "PYTHONPATH", "TERM")}
        environment = clean | {
            "PATH": f"{BIN}:{Path(sys.executable).parent}:{clean['PATH']}", "HOME": str(home), "XDG_CACHE_HOME": str(ROOT / "var/agents/cache"), "PYTHONPATH": str(ROOT / "src"),
            "ANTHROPIC_API_KEY": "sk-" + "ant-api03-invented", "OPENAI_API_KEY": "sk-" + "invented",
            "OPENCODE_DISABLE_MODELS_FETCH": "1", "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1",
            "HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1,localhost",
        }  # fmt: skip
        if behind:
            (home / "words.jsonl").write_text("\n".join(json.dumps(word, ensure_ascii=False) for word in WORDS), encoding="utf-8")
            upstreams = "".join(
                f'[[upstream]]\nname = "{one}"\nurl = "{model.url}"\nprotocol = "{one}"\nkey = "client"\n'
                for one in ("anthropic", "openai")
            )
            (home / "garim.toml").write_text(
                f'[screen]\nlexicons = ["words.jsonl"]\nkey_file = "key"\n[store]\nurl = "sqlite:///garim.db"\n{upstreams}'
            )
            command = [
                sys.executable,
                "-m",
                "garim",
                "run",
                "--config",
                str(home / "garim.toml"),
                "--log",
                str(home / "log"),
                program,
            ]
        else:
            from garim.clients import Place, client

            at = Place(model.url)
            environment |= client(program).environment(at)
            command = [str(BIN / program), *client(program).arguments(at)]
        begun = time.monotonic()
        try:
            done = subprocess.run(
                [*command, *ARGUMENTS[name]],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
            code, said, told = done.returncode, done.stdout.decode(), done.stderr.decode()
        except subprocess.TimeoutExpired as late:
            code, said, told = -1, (late.stdout or b"").decode(), (late.stderr or b"").decode()
        if behind and os.environ.get("KEEP"):
            (ROOT / "var/agents" / f"{name}.bodies").write_bytes(b"\n".join(model.bodies))
            (ROOT / "var/agents" / f"{name}.log").write_text((home / "log").read_text() if (home / "log").exists() else "")
            (ROOT / "var/agents" / f"{name}.said").write_text(said + "\n---\n" + told)
        model.shutdown()
        return Played(code, said, told, (folder / "config.ini").read_text(encoding="utf-8"), model, time.monotonic() - begun)


def judge(name: str) -> list[str]:
    """Play an agent by itself and behind Garim; what is wrong."""
    alone, behind = play(name, False), play(name, True)
    wrong = []
    if alone.code or EDITED not in alone.config:
        wrong.append(f"by itself: exit {alone.code}, {alone.told[-300:]!r}, {alone.said[-300:]!r}")
    if behind.code:
        wrong.append(f"exit {behind.code}: {behind.told[-300:]!r} {behind.said[-300:]!r}")
    low = [body.decode().lower() for body in behind.model.bodies]
    left = [value for value in PLANTED if any(value.lower() in body or json.dumps(value)[1:-1].lower() in body for body in low)]
    if left:
        wrong.append(f"left: {left}")
    if EDITED not in behind.config:
        wrong.append(f"tree: {behind.config!r}")
    if SAID not in behind.said:
        wrong.append(f"said: {behind.said[-300:]!r}")
    if alone.model.tools() != behind.model.tools():
        wrong.append(f"tools: {sorted(alone.model.tools() ^ behind.model.tools())}")
    size = max((len(body) for body in behind.model.bodies), default=0) // 1024
    told = behind.told.strip().splitlines()[-1] if behind.told.strip() else ""
    print(f"{name:16} {'WRONG' if wrong else 'ok':6} {len(behind.model.bodies)} requests, largest {size} KB, {len(behind.model.tools())} tools, "
          f"{behind.seconds:.1f} s (by itself {alone.seconds:.1f} s); {told}")  # fmt: skip
    for line in wrong:
        print(f"    {line}")
    return wrong


def main() -> int:
    """Play all agents that are installed, or those named."""
    names = sys.argv[1:] or [name for name in ARGUMENTS if (BIN / name.partition("-")[0]).exists()]
    if not names:
        print("no agent is installed: make agents", file=sys.stderr)
        return 2
    return 1 if [name for name in names if judge(name)] else 0


if __name__ == "__main__":
    sys.exit(main())

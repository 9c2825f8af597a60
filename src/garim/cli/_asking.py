"""A gateway's desk as the command line asks it: what would leave, and the answer."""

from __future__ import annotations

import secrets

import orjson

from garim.cli._gateway import Desk
from garim.errors import BadInput, UpstreamFailed


class Asking:
    """The page's own calls of a gateway of our own: what would leave, and asking."""

    def __init__(self, url: str, key: str) -> None:
        self._desk = Desk(url, key)

    def look(self, said: str, model: str) -> tuple[str, str, str]:
        """What would leave, to which model, and how far that is."""
        models = self._desk.call("GET", "/garim/me")["models"]
        chosen = next((one for one in models if model in ("", one["id"])), None)
        if chosen is None:
            raise BadInput(f"there is no model {model!r}" if model else "there is no model to ask", hint="garim doctor tells why")
        seen = self._desk.call("POST", "/garim/preview", {"talk": "records", "draft": {"text": said, "model": chosen["id"]}})
        legend = f"{seen['legend']}\n\n" if seen["legend"] else ""
        return legend + seen["text"], chosen["id"], chosen["trust"]

    def ask(self, said: str, model: str) -> str:
        """The answer, in her own terms; it is kept among her conversations as any other."""
        talk, question = secrets.token_hex(12), secrets.token_hex(12)
        body = {"id": question, "answer": secrets.token_hex(12), "text": said, "model": model}
        text: list[str] = []
        with self._desk.open("POST", f"/garim/talks/{talk}/ask", body) as answer:
            for line in answer:
                event = orjson.loads(line[6:]) if line.startswith(b"data: ") else {}
                text.append(event.get("text", ""))
                if error := event.get("error"):
                    raise UpstreamFailed(f"the model did not answer: {error['message']}", hint=error.get("hint", ""))
        return "".join(text)

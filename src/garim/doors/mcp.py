"""An MCP server for agents: the tools hide, restore and explain, over stdio or streamable HTTP.

    garim mcp                          over stdio, as agents start it
    garim mcp --http 127.0.0.1:8788    over HTTP, at /mcp

`hide` gives out a random scope with each text; `restore` takes only scopes that this process gave out, and forgets them
when it ends. So no agent reads what another, the gateway or the command line has hidden by naming its scope.

Over HTTP it listens on this machine only, and answers only requests whose Host and Origin are of this machine: a web page
that a browser here shows cannot call it, whatever its name resolves to.

Source: https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#security-warning
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from threading import Lock
from typing import TYPE_CHECKING, Any

from garim.doors import record
from garim.errors import BadInput, BadSettings, Broken, GarimError
from garim.values import Receipt

if TYPE_CHECKING:
    from garim.screen import Found, Screen

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
GIVEN_OUT = 10_000
"""Scopes that a process remembers to have given out; the longest unused is forgotten first."""
MOST = 4 * 1024 * 1024
"""Bytes of one HTTP request at most."""
INSTRUCTIONS = (
    "Hide text with `hide` before it goes to anyone outside the company; put the originals back into what comes back "
    "with `restore` and the scope that `hide` gave. Scopes are random, of this server process only, and end with it."
)


@dataclass
class Finding:
    """One span that is hidden: never the original."""

    start: int
    end: int
    kind: str
    surrogate: str
    why: str


@dataclass
class Hidden:
    """A text with surrogates, and the scope that `restore` takes."""

    text: str
    scope: str
    findings: list[Finding]


@dataclass
class Restored:
    """A text with its originals."""

    text: str


@dataclass
class Explained:
    """What would be hidden in a text, and why. Nothing of it is remembered."""

    findings: list[Finding]


class Tools:
    """The three tools, and the scopes that they gave out."""

    def __init__(self, screen: Screen) -> None:
        """
        Args:
            screen: Finders, policy, key and memory.
        """
        self._screen = screen
        self._given: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def hide(self, text: str, scope: str = "") -> Hidden:
        """Hide what identifies the company, its people, customers, systems and secrets in a text. Gives the text with
        surrogates, and a scope for `restore`. Pass the scope of an earlier call to keep its surrogates the same."""
        if scope:
            self._check(scope)
        else:
            scope = token_urlsafe(24)
            with self._lock:
                self._given[scope] = None
                while len(self._given) > GIVEN_OUT:
                    self._given.popitem(last=False)
        hidden = self._screen.hide(text, _name(scope))
        counts: dict[str, int] = {}
        for found in hidden.findings:
            counts[found.kind] = counts.get(found.kind, 0) + 1
        record(self._screen, Receipt(protocol="mcp_hide", status="hidden", counts=counts, slots=1, characters=len(text)))
        return Hidden(hidden.text, scope, _findings(hidden.findings))

    def restore(self, text: str, scope: str) -> Restored:
        """Put the originals back into a text that was made from a hidden one. Takes only a scope that `hide` of this
        server process gave out."""
        self._check(scope)
        # A text in which nothing was hidden has nothing to restore.
        if not self._screen.scopes.get(_name(scope)):
            return Restored(text)
        return Restored(self._screen.restore(text, _name(scope)))

    def explain(self, text: str) -> Explained:
        """Tell what `hide` would hide in a text, as what and why. Nothing is remembered."""
        return Explained(_findings(self._screen.hide(text).findings))

    def _check(self, scope: str) -> None:
        with self._lock:
            if scope not in self._given:
                raise BadInput("this server process gave out no such scope", hint="use the scope that hide returned")
            self._given.move_to_end(scope)


def _name(scope: str) -> str:
    # With a control character in it, it is a name that no other door lets a caller give.
    return f"mcp\x1f{scope}"


def _findings(found: Sequence[Found]) -> list[Finding]:
    return [Finding(f.start, f.end, f.kind, f.surrogate, f.why) for f in found]


def server(screen: Screen) -> Any:
    """An MCP server with the three tools.

    Raises:
        BadSettings: The package is missing.
    """
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
    except ImportError:
        raise BadSettings("the package mcp (2 or newer) is missing", hint="pip install 'garim[mcp]'") from None
    tools = Tools(screen)
    # The package's log of a call that does not fit would quote its arguments.
    out = MCPServer("garim", instructions=INSTRUCTIONS, log_level="CRITICAL")

    def told(error: GarimError) -> ToolError:
        return ToolError(f"{error.code}: {error.message}" + (f" ({error.hint})" if error.hint else ""))

    def safe(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except GarimError as error:
            raise told(error) from None
        except Exception:
            raise told(Broken("garim failed; nothing was given out", hint="please report it")) from None

    def hide(text: str, scope: str = "") -> Hidden:
        answer: Hidden = safe(lambda: tools.hide(text, scope))
        return answer

    def restore(text: str, scope: str) -> Restored:
        answer: Restored = safe(lambda: tools.restore(text, scope))
        return answer

    def explain(text: str) -> Explained:
        answer: Explained = safe(lambda: tools.explain(text))
        return answer

    for tool in (hide, restore, explain):
        out.add_tool(tool, description=" ".join(str(getattr(Tools, tool.__name__).__doc__).split()))
    return out


def app(screen: Screen, hosts: Sequence[str] = ()) -> Any:
    """The server as an ASGI application, at /mcp.

    Args:
        screen: Finders, policy, key and memory.
        hosts: Names beside those of this machine under which it may be called: those of a proxy before it.
    """
    from mcp.server.transport_security import TransportSecuritySettings

    names = [name for host in LOOPBACK for name in (host, f"{host}:*")]
    checked = TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[*names, *(name for host in hosts for name in (host, f"{host}:*"))],
        allowed_origins=[*(f"http://{name}" for name in names), *(f"https://{host}" for host in hosts)],
    )
    return server(screen).streamable_http_app(transport_security=checked, max_request_body_size=MOST)


def run_stdio(screen: Screen) -> None:
    """Serve one agent over standard input and output, until it closes them."""
    server(screen).run("stdio")


def run_http(screen: Screen, bind: str, hosts: Sequence[str] = ()) -> None:
    """Serve agents of this machine over HTTP, until interrupted.

    Args:
        screen: Finders, policy, key and memory.
        bind: HOST:PORT, where HOST is this machine.
        hosts: Names of a proxy before it.

    Raises:
        BadSettings: HOST is not this machine, or PORT is none. Nothing was started.
    """
    import uvicorn

    host, _, port = bind.rpartition(":")
    if host not in LOOPBACK:
        raise BadSettings("garim mcp listens on this machine only", hint="127.0.0.1:8788, and --allow-host for a proxy before it")
    if not port.isdecimal() or int(port) > 65535:
        raise BadSettings("--http takes HOST:PORT", hint="127.0.0.1:8788")
    uvicorn.run(app(screen, hosts), host=host.strip("[]"), port=int(port), log_level="warning", access_log=False)

"""Hide marked spans of a text with a Minter: what the exchange does with findings, small enough for tests."""

from __future__ import annotations

from collections.abc import Sequence

from garim.families import families
from garim.surrogate.mint import Minter
from garim.surrogate.restore import Restorer, Table
from garim.values import Entry, Finding

KEY = b"a key for tests, 32 bytes long.."
EXAMPLES = [(name, entity, surface) for name, f in families().items() for entity, surface in f.examples]
Part = str | tuple[str, str, str]


def finding(family: str, entity: str, part: str = "") -> Finding:
    """A finding of which only the identity matters."""
    return Finding(0, 0, family, family, entity, "test", part=part)


def hide(parts: Sequence[Part], key: bytes = KEY) -> tuple[str, str, tuple[Entry, ...]]:
    """Plain pieces and (family, entity, surface) → the text, the same hidden, the entries."""
    text = "".join(part if isinstance(part, str) else part[2] for part in parts)
    folded = text.casefold()
    minter = Minter(key, taken=lambda candidate: candidate in folded)
    hidden = "".join(p if isinstance(p, str) else minter.surrogate(finding(p[0], p[1]), p[2]) for p in parts)
    return text, hidden, minter.entries


def restore(text: str, entries: Sequence[Entry], cuts: Sequence[int] = (), **options: object) -> str:
    """Restore a text, cut at the given places."""
    escape = str(options.get("escape", "text"))
    trusted = options.get("trusted", frozenset())
    assert isinstance(trusted, frozenset)
    own = [e.original.lower() for e in entries if e.family in ("domain", "ip")]
    restorer = Restorer(Table(entries, trusted, lambda host: any(f".{host}".endswith(f".{one}") for one in own)), escape)
    edges = [0, *sorted(cuts), len(text)]
    return "".join([restorer.feed(text[a:b]) for a, b in zip(edges, edges[1:], strict=False)]) + restorer.finish()

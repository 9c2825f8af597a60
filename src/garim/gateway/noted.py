"""What exchanges were for, written now and then, and before anybody's review is read."""

from __future__ import annotations

from asyncio import to_thread, wrap_future
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from garim.gateway.parts import Parts


async def write_uses(parts: Parts) -> None:
    """Write what is known of exchanges that left since.

    Raises:
        VaultFailed: It could not be kept; those exchanges count as unknown.
    """
    if parts.uses.pending:
        for written in await to_thread(parts.uses.flush, parts.store.history):
            await wrap_future(written)

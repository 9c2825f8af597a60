"""The list of public suffixes (publicsuffix.org), read once: some 50 ms, which a server spends before its first request."""

from __future__ import annotations

from functools import cache

from publicsuffixlist import PublicSuffixList


@cache
def suffixes(*, private: bool = False) -> PublicSuffixList:
    """What names are registered under.

    Args:
        private: With those under which companies let others register (github.io), beside those of registries.
    """
    return PublicSuffixList(accept_unknown=False, only_icann=not private)

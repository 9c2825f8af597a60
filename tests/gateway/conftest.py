"""The same servers as the end-to-end tests."""

from tests.e2e.conftest import _upstream, gateway, screening, upstream

__all__ = ["_upstream", "gateway", "screening", "upstream"]

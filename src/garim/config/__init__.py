"""Settings → typed values and the objects they name."""

from garim.config.loading import Loader
from garim.config.scopes import Scopes, open_scopes
from garim.config.settings import Settings, Upstream, read

__all__ = ["Loader", "Scopes", "Settings", "Upstream", "open_scopes", "read"]

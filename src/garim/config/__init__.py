"""Settings → typed values and the objects they name."""

from garim.config.loading import Loader
from garim.config.reading import read
from garim.config.scopes import InMemory, Scopes, Stored, open_key, open_settings
from garim.config.settings import Client, Settings, Upstream

__all__ = ["Client", "InMemory", "Loader", "Scopes", "Settings", "Stored", "Upstream", "open_key", "open_settings", "read"]

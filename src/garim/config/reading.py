"""A settings file and the environment → Settings."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from garim.config.checks import check
from garim.config.settings import OURS, Settings
from garim.errors import BadSettings
from garim.store.files import read_file, why

NOT_SETTINGS = {"GARIM_CLIENT_KEY", "GARIM_CONFIG", "GARIM_KEY", "GARIM_LANG", "GARIM_SCAN_KEY"}


def read(path: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read a settings file and the environment.

    Args:
        path: The file; None for the defaults.
        environment: GARIM_… variables win over the file.

    Raises:
        BadSettings: The file is missing, not TOML, or says something unknown; a variable names no setting.
    """
    data: dict[str, Any] = {}
    if path is not None:
        try:
            data = tomllib.loads(read_file(path).decode("utf-8"))
        except FileNotFoundError:
            raise BadSettings(f"{path} is not there", hint="give --config PATH, or run without for the defaults") from None
        except (OSError, UnicodeDecodeError) as error:
            raise BadSettings(f"{path} cannot be read: {why(error)}") from None
        except (ValueError, RecursionError) as error:  # of a number with thousands of digits, too
            raise BadSettings(f"{path} is not TOML: {error}") from None
    for name, value in environment.items():
        if name.startswith("GARIM_") and name not in NOT_SETTINGS:
            _set(data, name, value)
    data["base"] = str((path.parent if path else Path()).resolve())
    data["file"] = str(path.resolve()) if path else ""
    for name in OURS:
        data.pop(name, None)  # not of a settings file
    try:
        settings = msgspec.convert(data, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise BadSettings(f"{path or 'environment'}: {error}", hint="docs/settings.md lists every setting") from None
    try:
        check(settings)
    except BadSettings as error:
        raise BadSettings(f"{path}: {error.message}" if path else error.message, hint=error.hint) from None
    return settings


def _set(data: dict[str, Any], name: str, value: str) -> None:
    hints = get_type_hints(Settings)
    for section, kind in hints.items():
        prefix = f"GARIM_{section.upper()}_"
        if name.startswith(prefix) and section not in ("base", "file", *OURS) and isinstance(kind, type):
            field = name.removeprefix(prefix).lower()
            if field in get_type_hints(kind):
                data.setdefault(section, {})[field] = _typed(value, get_type_hints(kind)[field], name)
                return
    if name == "GARIM_UPSTREAMS":
        data["upstream"] = _typed(value, list, name)
        return
    raise BadSettings(f"{name} names no setting", hint="docs/settings.md lists every setting")


def _typed(value: str, kind: Any, name: str) -> Any:
    if kind is str:
        return value
    if kind is list or get_args(kind):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise BadSettings(f"{name} is not JSON", hint='give a list or table as JSON: ["a", "b"]') from None
    return value

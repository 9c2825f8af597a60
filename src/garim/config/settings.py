"""garim.toml and GARIM_… variables → one typed value. An unknown or dead setting stops the start.

    [screen]   lexicons, taught, names, style, styles, legend, trusted_hosts, strict, key_file, key_command
    [policy]   rules = [{ name, kinds, at_least, style, route }], allow, locked
    [[upstream]]  name, url, protocol, trust, models, key_env, timeout
    [store]    url, keep_days, audit_days, anchor, sync
    [gateway]  bind, workers, max_body, clients
    [replies]  redact
    [speech]   engine
    [models]   names_path, names_runtime, names_device, names_labels, names_threshold, names_threads

A variable is the setting's place in capitals: GARIM_GATEWAY_BIND=127.0.0.1:8080. Lists and tables are given as JSON.
Two variables are not settings: GARIM_CONFIG (path of garim.toml) and GARIM_KEY (the master key).
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from garim.errors import BadSettings
from garim.policy.rules import Rule
from garim.wire.vendors import all_vendors

NOT_SETTINGS = {"GARIM_CONFIG", "GARIM_KEY"}


class _Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the settings; a field that does not exist is an error."""


class ScreenSettings(_Section, frozen=True):
    """[screen]: what is found and what stands in for it."""

    lexicons: list[str] = []
    """Paths of lexicon files, relative to the settings file."""
    taught: str = ""
    """Path of the words that people teach on the page; "" is taught.jsonl beside the store's file."""
    names: str = "model"
    """model | rules | off: how people in running text are found."""
    style: str = "natural"
    """natural | tag | general | drop: what stands in for a finding."""
    styles: dict[str, str] = {}
    """Kind → style, where it differs."""
    legend: str = ""
    """ko | en: tell the model in one line what surrogates stand for; "" does not."""
    trusted_hosts: list[str] = []
    """Hosts into whose addresses originals may be restored."""
    strict: bool = False
    """Whether one bad line in a lexicon stops the start."""
    key_file: str = ""
    """Path of the master key; "" is garim/key in the user's data folder."""
    key_command: list[str] = []
    """A program with its arguments that prints the master key: a KMS or a vault. Wins over the file."""


class PolicySettings(_Section, frozen=True):
    """[policy]: rules, and the parts that may pass unread."""

    rules: list[dict[str, Any]] = []
    allow: list[str] = []
    """images | audio | files: parts that nothing reads yet and that leave as they are."""
    locked: tuple[str, ...] = ("secret*", "card*", "kr_rrn*", "us_ssn*", "jp_mynumber*")
    """Glob patterns of kinds that nobody may let through by hand; everything else a person may, for a conversation of hers."""


class Upstream(_Section, frozen=True):
    """[[upstream]]: a place that answers."""

    name: str
    url: str
    """Base address up to, not with, /v1."""
    protocol: str = "openai"
    """openai | anthropic | azure | gemini: as whom it is asked."""
    trust: str = "outside"
    """outside | inside | local."""
    models: list[str] = []
    """Glob patterns of the models it serves; empty: any."""
    key_env: str = ""
    """Environment variable that holds its API key."""
    key_file: str = ""
    """Path of a file that holds its API key, relative to the settings file; for machines without that variable."""
    key: str = "settings"
    """settings | client: whose key is sent; `client` passes the caller's own on."""
    timeout: float = 600.0
    """Seconds without a byte after which the reply counts as stalled."""


class StoreSettings(_Section, frozen=True):
    """[store]: the vault and the audit."""

    url: str = ""
    """sqlite:///path or postgresql://…; "" is garim.db in the user's data folder."""
    keep_days: float = 90.0
    """Days after its last use at which a scope is forgotten."""
    audit_days: float = 0.0
    """Days after which audit records are deleted, up to a signed checkpoint; 0 keeps them."""
    anchor: str = ""
    """Folder that remembers, outside of the database, which store this is; "" is beside the key file, off remembers nothing."""
    sync: str = "normal"
    """normal | full: whether a commit to SQLite waits for the disk, so that it also survives a power cut."""


class Client(_Section, frozen=True):
    """Someone who may call the gateway."""

    name: str
    key_sha256: str
    """Hex SHA-256 of the key it sends."""
    rights: tuple[str, ...] = ()
    """admin (words, upstreams) | audit (what happened) | review (asks that wait for a second pair of eyes), on the page."""


class GatewaySettings(_Section, frozen=True):
    """[gateway]: the server."""

    bind: str = "127.0.0.1:8787"
    workers: int = 1
    max_body: int = 32 * 1024 * 1024
    """Bytes of a request body, unpacked, at most."""
    max_reply: int = 64 * 1024 * 1024
    """Bytes of a reply that is not a stream, at most."""
    clients: list[Client] = []
    """Empty: callers on this machine only."""
    body_timeout: float = 30.0
    """Seconds in which a request's body must arrive."""


class RepliesSettings(_Section, frozen=True):
    """[replies]: what the user sees of the reply beside the originals."""

    redact: bool = False
    """Whether personal data and secrets in the reply that are not ours are hidden from the user too."""
    tool_arguments: str = "restore"
    """restore | leave: whether originals go back into arguments of tools. Addresses of strangers never get any, whatever this
    says; but a tool that runs `curl -d`, `dig` or sends mail needs no address in them: where an agent reads what strangers
    wrote and nobody looks at its calls, `leave` keeps surrogates in all of them, and files written by tools hold surrogates."""


class SpeechSettings(_Section, frozen=True):
    """[speech]: reading aloud, on this machine."""

    engine: str = "espeak"
    """espeak | off."""


class ModelsSettings(_Section, frozen=True):
    """[models]: a bigger model of names, plugged in beside the rules."""

    names_path: str = ""
    """Folder of the model, relative to the settings file; "" plugs none in."""
    names_runtime: str = "onnx"
    """onnx (token classification: model.onnx, tokenizer.json, config.json) | gliner (span model: gliner_config.json)."""
    names_device: str = "cpu"
    """cpu | cuda | tensorrt | rocm | migraphx | openvino | coreml | directml."""
    names_labels: dict[str, str] = {}
    """The model's label, or what a gliner is to look for → person | org | place | address | email | phone | account | card |
    id | date | secret | url | ip | handle | age | off. Usual labels are known; one that is not stops the start."""
    names_threshold: float = 0.5
    """How sure the model must be, over 0 and under 1."""
    names_threads: int = 2
    """CPU threads that one run of the model may use."""


class Settings(_Section, frozen=True, rename={"upstreams": "upstream"}):
    """Everything that can be set."""

    screen: ScreenSettings = ScreenSettings()
    policy: PolicySettings = PolicySettings()
    upstreams: list[Upstream] = []
    store: StoreSettings = StoreSettings()
    gateway: GatewaySettings = GatewaySettings()
    replies: RepliesSettings = RepliesSettings()
    speech: SpeechSettings = SpeechSettings()
    models: ModelsSettings = ModelsSettings()
    base: str = ""
    """Folder that relative paths start from; set by `read`."""

    @property
    def rules(self) -> list[Rule]:
        """The policy's rules as values."""
        try:
            return [Rule(**{**r, "kinds": tuple(r.get("kinds", ("*",)))}) for r in self.policy.rules]
        except TypeError:
            raise BadSettings("[policy] rules: a rule has a field that does not exist or no name") from None


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
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise BadSettings(f"{path} is not there", hint="give --config PATH, or run without for the defaults") from None
        except (OSError, UnicodeDecodeError) as error:
            raise BadSettings(f"{path} cannot be read: {type(error).__name__}") from None
        except tomllib.TOMLDecodeError as error:
            raise BadSettings(f"{path} is not TOML: {error}") from None
    for name, value in environment.items():
        if name.startswith("GARIM_") and name not in NOT_SETTINGS:
            _set(data, name, value)
    data["base"] = str((path.parent if path else Path()).resolve())
    try:
        settings = msgspec.convert(data, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise BadSettings(f"{path or 'environment'}: {error}", hint="docs/settings.md lists every setting") from None
    _check(settings)
    return settings


def _set(data: dict[str, Any], name: str, value: str) -> None:
    hints = get_type_hints(Settings)
    for section, kind in hints.items():
        prefix = f"GARIM_{section.upper()}_"
        if name.startswith(prefix) and section != "base" and isinstance(kind, type):
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
        except json.JSONDecodeError:
            raise BadSettings(f"{name} is not JSON", hint='give a list or table as JSON: ["a", "b"]') from None
    return value


def _check(settings: Settings) -> None:
    def one_of(value: str, choices: tuple[str, ...], where: str) -> None:
        if value not in choices:
            raise BadSettings(f"{where} is {value!r}", hint="one of " + ", ".join(repr(c) for c in choices))

    one_of(settings.screen.names, ("model", "rules", "off"), "[screen] names")
    one_of(settings.screen.legend, ("", "ko", "en"), "[screen] legend")
    one_of(settings.replies.tool_arguments, ("restore", "leave"), "[replies] tool_arguments")
    one_of(settings.speech.engine, ("espeak", "off"), "[speech] engine")
    one_of(settings.store.sync, ("normal", "full"), "[store] sync")
    _check_models(settings)
    for kind, style in [("style", settings.screen.style), *settings.screen.styles.items()]:
        one_of(style, ("natural", "tag", "general", "drop", "keep"), f"[screen] {kind}")
    for part in settings.policy.allow:
        one_of(part, ("images", "audio", "files"), "[policy] allow")
    names = [upstream.name for upstream in settings.upstreams]
    for upstream in settings.upstreams:
        one_of(upstream.trust, ("outside", "inside", "local"), f"[[upstream]] {upstream.name}: trust")
        one_of(upstream.protocol, tuple(one.name for one in all_vendors()), f"[[upstream]] {upstream.name}: protocol")
        one_of(upstream.key, ("settings", "client"), f"[[upstream]] {upstream.name}: key")
        if names.count(upstream.name) > 1:
            raise BadSettings(f"two upstreams are named {upstream.name!r}")
        if not upstream.url.startswith(("http://", "https://")):
            raise BadSettings(f"[[upstream]] {upstream.name}: url must start with http:// or https://")
    if settings.gateway.workers < 1:
        raise BadSettings("[gateway] workers must be 1 or more")
    _ = settings.rules


def _check_models(settings: Settings) -> None:
    chosen = settings.models
    if not chosen.names_path:
        if chosen != ModelsSettings():
            raise BadSettings("[models] says how to run a model, but not which", hint="set names_path, or take the others out")
        return
    if settings.screen.names == "off":
        raise BadSettings('[models] names_path needs the rules beside it', hint='[screen] names = "rules" or "model", not "off"')
    if not 0 < chosen.names_threshold < 1:
        raise BadSettings("[models] names_threshold must be over 0 and under 1")
    if not 1 <= chosen.names_threads <= 64:
        raise BadSettings("[models] names_threads must be 1 to 64")

"""garim.toml and GARIM_… variables → one typed value. An unknown or dead setting stops the start.

    [screen]   lexicons, taught, names, style, styles, legend, trusted_hosts, private_hosts, strict, salt, key_file, key_command
    [policy]   rules = [{ name, conditions …, actions … }], folder, use, timezone, allow, locked
    [[upstream]]  name, url, protocol, trust, models, key_env, timeout
    [store]    url, keep_days, audit_days, uses, anchor, sync
    [gateway]  bind, workers, max_body, clients, keys, traces
    [limits]   rate, concurrency, tokens, cost
    [oidc]     issuer, audience, jwks_url, algorithms, name_claim, team_claim, teams, rights
    [replies]  redact
    [speech]   engine
    [models]   names_path, names_runtime, names_device, names_labels, names_threshold, names_threads

A variable is the setting's place in capitals: GARIM_GATEWAY_BIND=127.0.0.1:8080. Lists and tables are given as JSON.
Five variables are not settings: GARIM_CONFIG (path of garim.toml), GARIM_KEY (the master key), GARIM_SCAN_KEY (of baselines),
GARIM_CLIENT_KEY (whoever calls, where a command shows what is hers alone) and GARIM_LANG (ko | en, what commands speak).
"""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec

from garim.errors import BadSettings
from garim.policy.places import Endpoint
from garim.policy.rules import Rule, check
from garim.policy.rules import __file__ as rules_file
from garim.store.files import read_file, why


class _Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the settings; a field that does not exist is an error."""


class ScreenSettings(_Section, frozen=True):
    """[screen]: what is found and what stands in for it."""

    lexicons: list[str] = []
    """Paths of lexicon files, relative to the settings file."""
    taught: str = ""
    """Path of the words that people teach on the page; "" is taught.jsonl beside the store's file."""
    names: str = "rules"
    """model | rules | off: how people in running text are found."""
    unknown: str = "hide"
    """hide | keep: what happens to words and codes that nobody listed and that nothing public has."""
    style: str = "natural"
    """natural | tag | general | drop: what stands in for a finding."""
    styles: dict[str, str] = {}
    """Kind → style, where it differs."""
    salt: str = ""
    """"" | team: team gives each team, and each client of none, surrogates of its own for the same words."""
    legend: str = ""
    """ko | en: tell the model in one line what surrogates stand for, by the `means` of your lists; "" does not. A meaning that
    holds anything that would be hidden, or that two terms of one stem do not share, is not told."""
    trusted_hosts: list[str] = []
    """Hosts into whose addresses originals may be restored."""
    private_hosts: str = "calls"
    """never | calls | always: whether originals may be restored into addresses that only a private network reaches (RFC 1918,
    fc00::/7, .internal, .local, .svc, a service's name of one word): not, in calls of tools, in what is shown too."""
    strict: bool = False
    """Whether one bad line in a lexicon stops the start."""
    key_file: str = ""
    """Path of the master key; "" is garim/key in the user's data folder."""
    key_command: list[str] = []
    """A program with its arguments that prints the master key: a KMS or a vault. Wins over the file."""


class PolicySettings(_Section, frozen=True):
    """[policy]: rules, and the parts that may pass unread."""

    rules: list[dict[str, Any]] = []
    """Read top to bottom, the first that applies wins; docs/policy.md lists conditions and actions."""
    folder: str = ""
    """Folder of *.toml files with further rules, read in the order of their names, after `rules`."""
    use: list[str] = []
    """bank | hospital | startup | agents: ready policies, whose rules come last."""
    timezone: str = "Asia/Seoul"
    """Time zone of rules' hours and days."""
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
    aliases: dict[str, str] = {}
    """Name that callers use → the model's name at this upstream."""
    health: str = ""
    """Path that is asked every 15 s to see whether it answers; "" learns it from the calls alone."""
    price_in: float = 0.0
    """What a million tokens of a request cost, in whatever budgets are counted in."""
    price_out: float = 0.0
    """And of a reply."""


def endpoint(one: Upstream) -> Endpoint:
    """An upstream, as far as its choice goes."""
    return Endpoint(one.name, one.trust, one.protocol, tuple(one.models), tuple(one.aliases.items()))


class StoreSettings(_Section, frozen=True):
    """[store]: the vault and the audit."""

    url: str = ""
    """sqlite:///path or postgresql://…; "" is garim.db in the user's data folder."""
    keep_days: float = 90.0
    """Days after its last use at which a scope is forgotten."""
    audit_days: float = 0.0
    """Days after which audit records are deleted, up to a signed checkpoint; 0 keeps them."""
    records_days: float = 0.0
    """Days after its last change at which a record that a person wrote (`garim records`) is deleted; 0 keeps it."""
    uses: bool = True
    """Whether what an exchange was for is noted for the caller's own review: sealed, without a text, as long as audit_days."""
    anchor: str = ""
    """Folder that remembers, outside of the database, which store this is; "" is beside the key file, off remembers nothing."""
    sync: str = "normal"
    """normal | full: whether a commit to SQLite waits for the disk, so that it also survives a power cut."""


class Client(_Section, frozen=True):
    """Someone who may call the gateway."""

    name: str
    key_sha256: str
    """Hex SHA-256 of the key it sends."""
    team: str = ""
    share: str = ""
    """team: what is kept under scopes belongs to the team, and its members share it; "" to the client alone."""
    models: tuple[str, ...] = ()
    """Glob patterns of the models that it may ask for; empty: any."""
    upstreams: tuple[str, ...] = ()
    """Glob patterns of the upstreams that may answer it; empty: any."""
    purpose: str = ""
    """What it asks for, for policy and audit, where it does not say so in x-garim-purpose."""
    expires: str = ""
    """Date from which the key is refused, as in 2027-01-31; "" for none."""
    rate: str = ""
    """Requests in a time, "60/minute". Absent, [limits] decides, also for those that follow."""
    concurrency: int = 0
    """Requests under way at a time."""
    tokens: str = ""
    """Tokens of requests and replies in a time, "1000000/day" or "/month"."""
    cost: str = ""
    """Cost in a time, "20/day" or "/month", by the upstreams' prices."""
    rights: tuple[str, ...] = ()
    """restore (what others keep; leaves a record) | admin (words, upstreams) | audit (what happened) | review (asks that wait
    for a second pair of eyes) | metrics (/metrics, where others than this machine reach the port)."""


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
    keys: bool = False
    """Whether keys that `garim keys` issued are asked for, beside those of `clients`."""
    traces: str = ""
    """Address of an OTLP/HTTP collector to which spans go, as http://127.0.0.1:4318/v1/traces; needs garim[tracing]."""
    drain: float = 0.0
    """Seconds in which a server that is told to stop (SIGTERM) still takes requests while /ready says 503, so that whoever sends
    them learns of it; then its port is closed, and what is under way has 30 s to end."""
    body_timeout: float = 30.0
    """Seconds in which a request's body must arrive."""


class LimitsSettings(_Section, frozen=True):
    """[limits]: what each client may ask that has no limits of its own."""

    rate: str = ""
    """Requests in a time: "60/minute"; of all workers and machines together, as all that follow."""
    concurrency: int = 0
    """Requests under way at a time; 0 is any number."""
    tokens: str = ""
    """Tokens of requests and replies in a time: "1000000/day" or "/month"."""
    cost: str = ""
    """Cost in a time: "20/day" or "/month", by the upstreams' prices."""


class OidcSettings(_Section, frozen=True):
    """[oidc]: people who sign in at the company's identity provider and send its JWT."""

    issuer: str = ""
    """The provider's address, as its tokens say it; "" asks for none."""
    audience: str = ""
    """What tokens must be meant for."""
    jwks_url: str = ""
    """Address of the provider's keys; "" asks its discovery document."""
    algorithms: tuple[str, ...] = ("RS256", "ES256", "PS256", "EdDSA")
    """Signatures that are taken; those with a shared secret, and none, never."""
    name_claim: str = "sub"
    """The claim that names a person in audit and policy."""
    team_claim: str = ""
    """The claim that names her team; of a list the first that `teams` names."""
    teams: list[str] = []
    """Teams that are taken from a list."""
    rights: dict[str, list[str]] = {}
    """Value of `team_claim` → rights: admin, audit, review, restore, metrics."""
    page: str = ""
    """Address of Garim's page as browsers reach it, as in https://garim.example: people sign in there by the company's account,
    and the provider must know <page>/garim/session/end as a way back; "" offers it to nobody."""
    client_id: str = ""
    """Garim's name at the provider; "" is `audience`."""
    secret_env: str = ""
    """Environment variable that holds the client's secret; "" is a public client, which PKCE protects."""
    scope: str = "openid"
    """What is asked for, apart by spaces; openid must be in it."""


CARE = ("restore", "careful", "leave")
"""What is done in arguments of tools, from the least care to the most."""


class RepliesSettings(_Section, frozen=True):
    """[replies]: what the user sees of the reply beside the originals."""

    redact: bool = False
    """Whether personal data and secrets in the reply that are not ours are hidden from the user too."""
    tool_arguments: str = "careful"
    """restore | careful | leave: whether originals go back into arguments of tools. Addresses of strangers never get any,
    whatever this says; but a tool that runs `curl -d`, `dig` or sends mail needs no URL. `careful` reads a call when it is
    whole: one that names a stranger to send to (a host, URL or recipient in arguments such as `url`, `host`, `to`; a command
    that sends, such as curl, dig, ssh, mail, with a stranger's host) keeps all its surrogates; what is written into files is
    restored, but for a statement that would send it to a stranger. `restore` puts all back as it comes. `leave` puts
    nothing back: for agents that read what strangers wrote while nobody looks at their calls; files that tools write hold
    surrogates then."""


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
    limits: LimitsSettings = LimitsSettings()
    oidc: OidcSettings = OidcSettings()
    replies: RepliesSettings = RepliesSettings()
    speech: SpeechSettings = SpeechSettings()
    models: ModelsSettings = ModelsSettings()
    base: str = ""
    """Folder that relative paths start from; set by `read`."""
    file: str = ""
    """The settings' own path, "" for none; set by `read`."""
    found: bool = False
    """Whether that file was only found where the command was started, not named; set by `given.settled`."""
    left: tuple[str, ...] = ()
    """What a file that was only found says and may not say, so that it does not hold; set by `given.settled`."""
    projects: tuple[str, ...] = ()
    """Paths of the repository's files that added to them; set by `project.added`, as the three that follow."""
    project_lexicons: tuple[str, ...] = ()
    project_first: list[dict[str, Any]] = []
    project_last: list[dict[str, Any]] = []

    @property
    def lexicons(self) -> list[Path]:
        """Paths of all lexicons: those of the settings, then the repository's."""
        return [Path(self.base or ".") / name for name in self.screen.lexicons] + [Path(name) for name in self.project_lexicons]

    @property
    def rules(self) -> list[Rule]:
        """The policy's rules as values: those of the settings, of the folder's files, and of the ready policies.

        Raises:
            BadSettings: One cannot be read.
        """
        return [rule for _, rule in self.placed]

    @property
    def placed(self) -> list[tuple[str, Rule]]:
        """The rules, each with the file that it stands in.

        Raises:
            BadSettings: As `rules`.
        """
        project, own = ", ".join(self.projects), self.file or "settings"
        out = [(project, rule_of(one, project)) for one in self.project_first]
        out += [(own, rule_of(one, own)) for one in self.policy.rules]
        if self.policy.folder:
            folder = Path(self.base or ".") / self.policy.folder
            if not folder.is_dir():
                raise BadSettings(f"[policy] folder {folder} is not there")
            for path in sorted(folder.glob("*.toml")):
                out += [(str(path), rule) for rule in rules_of(path)]
        for name in self.policy.use:
            if name not in ready():
                raise BadSettings(f"[policy] use: there is no ready policy {name!r}", hint="one of " + ", ".join(ready()))
            out += [(f"[policy] use {name}", rule) for rule in rules_of(READY / f"{name}.toml")]
        return out + [(project, rule_of(one, project)) for one in self.project_last]


OURS = ("found", "left", "projects", "project_lexicons", "project_first", "project_last")
"""What no settings file says of itself."""
READY = Path(rules_file).parent / "ready"


def ready() -> list[str]:
    """Names of the policies that come with Garim."""
    return sorted(path.stem for path in READY.glob("*.toml"))


def rules_of(path: Path) -> list[Rule]:
    """The rules of a policy's file.

    Raises:
        BadSettings: It cannot be read, is not TOML, or says something unknown.
    """
    try:
        data = tomllib.loads(read_file(path).decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path} cannot be read: {why(error)}") from None
    except (ValueError, RecursionError) as error:  # of a number with thousands of digits, too
        raise BadSettings(f"{path} is not TOML: {error}") from None
    if set(data) != {"rules"} or not isinstance(data["rules"], list):
        raise BadSettings(f"{path} is no policy", hint="a file of [[rules]] tables and nothing else")
    return [rule_of(one, str(path)) for one in data["rules"]]


def rule_of(data: object, where: str) -> Rule:
    """One rule of a policy.

    Args:
        data: As TOML has it.
        where: What to call its file in an error.

    Raises:
        BadSettings: It has a field that does not exist, or one of another type.
    """
    named = data.get("name", "") if isinstance(data, dict) else ""
    if isinstance(data, dict) and (unknown := set(data) - {one.name for one in fields(Rule)}):
        hint = "docs/policy.md lists conditions and actions"
        raise BadSettings(f"{where}: policy rule {named!r} has no field {sorted(unknown)[0]!r}", hint=hint)
    if isinstance(data, dict) and (empty := [name for name, said in data.items() if said in ([], {})]):
        # A list without an entry is read as no condition, so the rule would hold for all that it was meant to leave out.
        raise BadSettings(f"{where}: policy rule {named!r}: {empty[0]} is empty", hint="name something, or leave it out for any")
    try:
        rule = msgspec.convert(data, Rule)
        check(rule)
        return rule
    except BadSettings as error:
        raise BadSettings(f"{where}: {error.message}" if where else error.message, hint=error.hint) from None
    except msgspec.ValidationError as error:
        hint = "docs/policy.md lists conditions and actions"
        raise BadSettings(f"{where}: policy rule {named!r}: {error}", hint=hint) from None

"""What an exchange works with, and what is seen of it from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter, time_ns
from zoneinfo import ZoneInfo

from garim.config import Settings
from garim.exchange import Screening
from garim.exchange.names import check_purpose
from garim.gateway.auth import Caller, Clients
from garim.gateway.beside import Beside
from garim.gateway.budgets import Budgets
from garim.gateway.fired import Fired
from garim.gateway.log import Log
from garim.gateway.metrics import Metrics
from garim.gateway.traces import Step, Traces
from garim.gateway.upstreams import Upstreams
from garim.gateway.work import Pace
from garim.policy.hours import Moment
from garim.policy.rules import Facts
from garim.retro.uses import Uses
from garim.store import Store
from garim.values import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What all exchanges of a process share."""

    settings: Settings
    screening: Callable[[], Screening]
    store: Store
    clients: Clients
    upstreams: Upstreams
    metrics: Metrics
    log: Log
    beside: Beside
    budgets: Budgets
    lexicons: tuple[Path, ...] = ()
    """Where the company's words are."""
    fired: Fired = field(default_factory=Fired)
    """Which of them were seen."""
    traces: Traces | None = None
    pace: Pace = field(default_factory=Pace)
    uses: Uses = field(default_factory=Uses)
    """What exchanges were for."""
    reloaded: Settings | None = None
    """The settings, where they were read again since the process began."""
    waits: tuple[str, ...] = ()
    """Those that were changed since, and hold after a restart only."""
    key: str = ""
    """What is wrong with the key file since, as it was when they were read again."""

    def asked(self, caller: Caller) -> Facts:
        """Who asks and when, for policy.

        Raises:
            BadInput: The purpose says what may not be recorded, and no setting names it.
        """
        screening, now = self.screening(), Moment()
        policy = screening.policy
        known = (caller.limits.purpose if caller.limits else "", *(one for rule in policy.rules for one in rule.purposes))
        check_purpose(caller.purpose, known, screening.detector)
        if policy.looks_at & {"hours", "days"}:
            here = datetime.now(ZoneInfo(self.settings.policy.timezone))
            now = Moment(here.weekday(), here.hour * 60 + here.minute)
        return Facts(client=caller.name, team=caller.team, purpose=caller.purpose, only=caller.upstreams, now=now)


class Seen:
    """What is known of an exchange from outside: never a text."""

    __slots__ = (
        "began",
        "caller",
        "client",
        "code",
        "finished",
        "left",
        "own",
        "parent",
        "receipt",
        "sent",
        "since",
        "started",
        "status",
        "steps",
        "target",
    )

    def __init__(self) -> None:
        self.began = perf_counter()
        self.own = 0.0
        self.status = 0
        self.caller = Caller()
        self.client = self.target = self.code = ""
        self.sent = self.started = self.finished = self.left = False
        self.receipt: Receipt | None = None
        self.since, self.parent = time_ns(), b""
        self.steps: list[Step] = []

"""garim evidence: what an auditor asks for, of a period, signed and without content."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from garim.cli._common import Config, settings, tell
from garim.errors import BadInput, VaultFailed


def command(
    out: Annotated[Path, typer.Option(help="Folder to write to; made where it is not there.")],
    start: Annotated[str, typer.Option("--from", help="First day, as in 2026-11-01.")],
    end: Annotated[str, typer.Option("--to", help="Last day.")],
    config: Config = None,
) -> None:
    """Gather policies, rights, chain verification, counts, refusals, restores and rotations: JSON, OSCAL and a page to print."""
    from garim.config import open_key, open_settings
    from garim.config.about import hashes, version
    from garim.store import evidence

    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        raise BadInput("a day is none", hint="as in --from 2026-11-01 --to 2026-11-30") from None
    if last < first:
        raise BadInput("the period ends before it begins")
    chosen = settings(config)
    store = open_settings(chosen, open_key(chosen))
    with suppress(VaultFailed):  # the evidence then says what does not hold
        store.checkpoint().result()
    begin = datetime.combine(first, datetime.min.time(), UTC)
    until = datetime.combine(last + timedelta(days=1), datetime.min.time(), UTC)
    now = {
        "garim": version(),
        "lists_and_models": hashes(chosen),
        "policy": [json.loads(json.dumps(rule, default=str)) for rule in chosen.policy.rules],
        "policy_ready": list(chosen.policy.use),
        "clients": [{"name": one.name, "team": one.team, "rights": list(one.rights)} for one in chosen.gateway.clients],
        "issued_keys": [{"id": name, **json.loads(document)} for name, _, document in store.clients().result()],
        "identity_provider": chosen.oidc.issuer,
        "upstreams": [{"name": one.name, "trust": one.trust, "protocol": one.protocol} for one in chosen.upstreams],
        "keep_days": chosen.store.keep_days,
        "audit_days": chosen.store.audit_days,
    }
    found = evidence.gather(store, begin.timestamp(), until.timestamp(), now)
    found["period"] = {"from": start, "to": end}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in evidence.files(found, store.signer).items():
            (out / name).write_text(text, encoding="utf-8")
            tell(out / name)
    except OSError as error:
        raise BadInput(f"{out}: {error.strerror}") from None
    finally:
        store.close()
    if found["chain"]["broken"]:
        raise typer.Exit(1)

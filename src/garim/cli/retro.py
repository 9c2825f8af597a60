"""garim retro: the year in review, from one's own records, on this machine."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from garim.cli._common import CLIENT_KEY, Config, owner_of, settings, write

if TYPE_CHECKING:
    from garim.config import Settings
    from garim.retro import Review
    from garim.store import Store


def command(
    year: Annotated[str, typer.Option(help="The year; this one if absent.")] = "",
    against: Annotated[str, typer.Option(help="A year to hold it against.")] = "",
    zone: Annotated[str, typer.Option(help='Time zone, or one after another: "Asia/Seoul, 2026-06-01 Europe/Berlin".')] = "",
    form: Annotated[str, typer.Option("--format", help="text | md | html | png | json")] = "text",
    out: Annotated[Path | None, typer.Option(help="File to write; standard output if absent.")] = None,
    lang: Annotated[str, typer.Option(help="ko | en; the terminal's if absent.")] = "",
    look: Annotated[str, typer.Option("--list", metavar="WHAT", help="List exchanges: unsure, unknown, all, or a purpose.")] = "",
    correct: Annotated[
        list[str] | None, typer.Option(metavar="NUMBER=PURPOSE", help="Say what an exchange was for; may be repeated.")
    ] = None,
    team: Annotated[str, typer.Option(help="Sums of a team instead: of five people or more, and of nobody alone.")] = "",
    config: Config = None,
) -> None:
    """Show a year: when, what for, with which models, what was hidden; beside another year. It is yours alone.

    Where clients are configured, whose year it is says the client's own key in GARIM_CLIENT_KEY.
    """
    from garim.config import open_key, open_settings
    from garim.errors import BadInput

    if form not in ("text", "md", "html", "png", "json"):
        raise BadInput(f"there is no format {form!r}", hint="text, md, html, png or json")
    chosen = settings(config)
    store = open_settings(chosen, open_key(chosen))
    try:
        language = lang or ("ko" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("ko") else "en")
        if team:
            return _give(_team(chosen, store, team, year, form, language), out)
        owner = owner_of(chosen, store)
        if correct:
            _correct(chosen, store, owner, correct)
        if look:
            return write(_listed(chosen, store, owner, zone, year, look))
        _give(_formed(review_of(chosen, store, owner, zone, year, against), form, language), out)
    finally:
        store.close()


def review_of(chosen: Settings, store: Store, owner: str, zone: str, year: str, against: str) -> Review:
    """The year of a person, as she asks for it.

    Raises:
        BadInput: A year or a zone is none.
    """
    from garim.retro import Audit, Zones, gather, review, year_of

    zones, now = Zones(zone or chosen.policy.timezone), time.time()
    here = zones.local(now)
    first = year_of(year or str(here.year), here)
    second = year_of(against, here) if against else 0
    trusts = {one.name: one.trust for one in chosen.upstreams}
    found = gather(store, Audit("client", owner), owner, noting=chosen.store.uses, keep=chosen.store.audit_days * 86400.0)
    out = review(found, first, zones, now, trusts)
    if second and second != first:
        out.against = review(found, second, zones, now, trusts)
    return out


def _team(chosen: Settings, store: Store, name: str, year: str, form: str, lang: str) -> bytes:
    """A team's sums, by the house's clock."""
    import msgspec

    from garim.errors import BadInput
    from garim.retro import Audit, Zones, year_of
    from garim.retro.team import team_review
    from garim.retro.terminal import team_terminal

    if form not in ("text", "json"):
        raise BadInput(f"a team's sums are not written as {form}", hint="text or json")
    zones, now = Zones(chosen.policy.timezone), time.time()
    here = zones.local(now)
    asker = owner_of(chosen, store) if os.environ.get(CLIENT_KEY) else ""
    out = team_review(store, Audit("team", name), name, year_of(year or str(here.year), here), zones, now, asker)
    return team_terminal(out, lang).encode() if form == "text" else msgspec.json.format(msgspec.json.encode(out)) + b"\n"


def _formed(one: Review, form: str, lang: str) -> bytes:
    import msgspec

    from garim.retro import markdown
    from garim.retro.document import page
    from garim.retro.picture import picture
    from garim.retro.terminal import terminal

    if form == "png":
        return picture(one, lang)
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(one)) + b"\n"
    return {"text": terminal, "md": markdown, "html": page}[form](one, lang).encode()


def _give(data: bytes, out: Path | None) -> None:
    from garim.errors import BadInput

    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise BadInput(f"{out}: {error.strerror}") from None
    print(out)


def _correct(chosen: Settings, store: Store, owner: str, said: list[str]) -> None:
    from garim.errors import BadInput
    from garim.retro import Audit, correct, gather

    found = gather(store, Audit("client", owner), owner, noting=chosen.store.uses)
    records = {str(one.record.number): one.record for one in found.exchanges}
    pairs = [one.partition("=")[::2] for one in said]
    for number, _ in pairs:
        if number not in records:
            raise BadInput("there is no such exchange of yours", hint="`garim retro --list all` names them by number")
    for number, purpose in pairs:
        correct(store.history, owner, records[number], purpose)


def _listed(chosen: Settings, store: Store, owner: str, zone: str, year: str, only: str) -> str:
    from garim.errors import BadInput
    from garim.retro import Audit, Zones, gather, year_of
    from garim.retro.gather import UNKNOWN
    from garim.retro.purpose import PURPOSES

    if only not in ("all", "unsure", UNKNOWN, *PURPOSES):
        raise BadInput("there is no such list", hint="unsure, unknown, all, " + ", ".join(PURPOSES))
    zones = Zones(zone or chosen.policy.timezone)
    here = zones.local(time.time())
    wanted = year_of(year or str(here.year), here)
    found = gather(store, Audit("client", owner), owner, noting=chosen.store.uses)
    lines = []
    for one in found.exchanges:
        at = zones.local(one.record.at)
        if at.year == wanted and (only in ("all", one.purpose) or (only == "unsure" and one.unsure)):
            mark = "*" if one.corrected else " " if one.sure else "?"
            lines.append(
                f"{one.record.number:>8}  {at:%Y-%m-%d %H:%M}  {one.purpose:12} {one.chance:>3} %{mark}  {one.record.model}\n"
            )
    return "".join(lines)

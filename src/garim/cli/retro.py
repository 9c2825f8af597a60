"""garim retro: the year in review, from one's own records, on this machine or at a gateway."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote, urlencode

import typer

from garim.cli._common import CLIENT_KEY, Config, owner_of, settings, tell, write
from garim.cli._korean import padded
from garim.cli._said import language

if TYPE_CHECKING:
    from datetime import datetime

    from garim.config import Settings
    from garim.retro import Review
    from garim.retro.team import TeamReview
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
    gateway: Annotated[
        str, typer.Option(metavar="URL", help="Ask this gateway, which keeps your records; needs no store and no master key.")
    ] = "",
    config: Config = None,
) -> None:
    """Show a year: when, what for, with which models, what was hidden; beside another year. It is yours alone.

    Where clients are configured, whose year it is says the client's own key in GARIM_CLIENT_KEY; where people sign in
    by the company's account, that may be the token of the sign-in.
    """
    from garim.config import open_key, open_settings
    from garim.errors import BadInput

    if form not in ("text", "md", "html", "png", "json"):
        raise BadInput(f"there is no format {form!r}", hint="text, md, html, png or json")
    spoken = language(lang)
    if gateway:
        there = _There(gateway, zone, year)
        return there.give(team, against, form, spoken, look, correct or (), out)
    chosen = settings(config)
    store = open_settings(chosen, open_key(chosen))
    try:
        if team:
            return _give(_team(chosen, store, team, year, form, spoken), out)
        owner = owner_of(chosen, store)
        if correct:
            _correct(chosen, store, owner, correct)
        if look:
            return write(_listed(chosen, store, owner, zone, year, look, spoken))
        _give(_formed(review_of(chosen, store, owner, zone, year, against), form, spoken), out)
    finally:
        store.close()


class _There:
    """Her year as a gateway tells it."""

    def __init__(self, url: str, zone: str, year: str) -> None:
        from garim.cli._gateway import Desk

        self._desk, self._zone, self._year = Desk(url, os.environ.get(CLIENT_KEY, "")), zone, year

    def give(self, team: str, against: str, form: str, lang: str, look: str, correct: Sequence[str], out: Path | None) -> None:
        """Do what the command's options say, by the page's own calls."""
        import msgspec

        from garim.retro import Review
        from garim.retro.team import TeamReview

        for one in correct:
            number, _, purpose = one.partition("=")
            self._desk.call("PUT", f"/garim/retro/exchanges/{quote(number, safe='')}", {"purpose": purpose})
        if team:
            sums = msgspec.convert(self._ask("/garim/retro/team", team=team), TeamReview)
            _give(_team_formed(sums, form, lang), out)
        elif look:
            write("".join(self._lines(look, lang)))
        else:
            _give(_formed(msgspec.convert(self._ask("/garim/retro", against=against), Review), form, lang), out)

    def _ask(self, path: str, **more: str) -> Any:
        asked = {name: word for name, word in {"year": self._year, "zone": self._zone, **more}.items() if word}
        return self._desk.call("GET", f"{path}?{urlencode(asked)}")

    def _lines(self, only: str, lang: str) -> Iterator[str]:
        """Exchanges, oldest first, as many calls as it takes."""
        from garim.retro import Zones

        _known(only)
        rows: list[dict[str, Any]] = []
        more = True
        while more:
            before = str(rows[-1]["number"]) if rows else ""
            found = self._ask("/garim/retro/list", only="" if only == "all" else only, before=before)
            rows += found["exchanges"]
            more = found["more"]
        zones = Zones(self._zone or "UTC")
        for row in reversed(rows):
            at = zones.local(row["at"])
            yield _line(
                row["number"], at, row["purpose"], row["chance"], row["corrected"], row["sure"], row["model"], row["text"], lang
            )


def _known(only: str) -> None:
    from garim.errors import BadInput
    from garim.retro.gather import UNKNOWN
    from garim.retro.purpose import PURPOSES

    if only not in ("all", "unsure", UNKNOWN, *PURPOSES):
        raise BadInput("there is no such list", hint="unsure, unknown, all, " + ", ".join(PURPOSES))


def _line(
    number: int, at: datetime, purpose: str, chance: int, corrected: bool, sure: bool, model: str, text: str, lang: str
) -> str:
    """An exchange, and below it what she asked, to know it again by."""
    from garim.retro.say import named
    from garim.retro.terminal import WIDTH, cut

    # In Korean its name stands beside the word that --correct takes.
    said = padded(f"{named(lang, 'p', purpose)} ({purpose})", 30) if lang == "ko" else f"{purpose:12}"
    mark = "*" if corrected else " " if sure else "?"
    asked = f"{'':10}{cut(text, WIDTH - 10)}\n" if text else ""
    return f"{number:>8}  {at:%Y-%m-%d %H:%M}  {said} {chance:>3} %{mark}  {model}\n{asked}"


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
    from garim.retro import Audit, Zones, year_of
    from garim.retro.team import team_review

    zones, now = Zones(chosen.policy.timezone), time.time()
    here = zones.local(now)
    asker = owner_of(chosen, store) if os.environ.get(CLIENT_KEY) else ""
    out = team_review(store, Audit("team", name), name, year_of(year or str(here.year), here), zones, now, asker)
    return _team_formed(out, form, lang)


def _team_formed(one: TeamReview, form: str, lang: str) -> bytes:
    import msgspec

    from garim.errors import BadInput
    from garim.retro.terminal import team_terminal

    if form not in ("text", "json"):
        raise BadInput(f"a team's sums are not written as {form}", hint="text or json")
    return team_terminal(one, lang).encode() if form == "text" else msgspec.json.format(msgspec.json.encode(one)) + b"\n"


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
    tell(out)


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


def _listed(chosen: Settings, store: Store, owner: str, zone: str, year: str, only: str, lang: str) -> str:
    from garim.retro import Audit, Zones, gather, year_of
    from garim.retro.questions import questions

    _known(only)
    zones = Zones(zone or chosen.policy.timezone)
    here = zones.local(time.time())
    wanted = year_of(year or str(here.year), here)
    found = gather(store, Audit("client", owner), owner, noting=chosen.store.uses)
    dated = [(one, zones.local(one.record.at)) for one in found.exchanges]
    rows = [
        (one, at)
        for one, at in dated
        if at.year == wanted and (only in ("all", one.purpose) or (only == "unsure" and one.unsure))
    ]
    texts = questions(store.history, owner, [one for one, _ in rows])
    return "".join(
        _line(one.record.number, at, one.purpose, one.chance, one.corrected, one.sure, one.record.model, text, lang)
        for (one, at), text in zip(rows, texts, strict=True)
    )

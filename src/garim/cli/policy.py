"""garim policy: what the rules say, before they decide anything."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from garim.cli._common import Config, Input, Lexicons, read_text, settings, tell

if TYPE_CHECKING:
    from garim.policy.rules import Facts, Policy

app = typer.Typer(help="Check the policy's rules, and try them on a text.", no_args_is_help=True)


@app.command()
def check(
    config: Config = None,
    files: Annotated[list[Path] | None, typer.Argument(help="Policy files to check instead of the settings' rules.")] = None,
) -> None:
    """Find rules that can never decide, words that mean nothing, contradictions; exit 1 if there are any."""
    from garim.config.policies import problems_of, world
    from garim.config.settings import rules_of
    from garim.policy.check import problems
    from garim.policy.rules import Policy

    chosen = settings(config)
    rules = [rule for path in files for rule in rules_of(path)] if files else chosen.rules
    policy = Policy(rules)
    found = problems(rules, world(chosen)) if files else problems_of(chosen)
    for problem in found:
        tell(f"{problem.rule}: {problem.what}" + (f"\n  {problem.hint}" if problem.hint else ""))
    tell(f"{len(rules)} rules, {len(found)} problems; policy {policy.digest[:16]}")
    if found:
        raise typer.Exit(1)


@app.command(name="try")
def try_(
    file: Input = "-",
    config: Config = None,
    lexicon: Lexicons = None,
    client: Annotated[str, typer.Option(help="As if this client asked.")] = "",
    team: Annotated[str, typer.Option(help="Of this team.")] = "",
    purpose: Annotated[str, typer.Option(help="For this purpose.")] = "",
    model: Annotated[str, typer.Option(help="For this model.")] = "",
    protocol: Annotated[str, typer.Option(help="chat | anthropic_messages …, as receipts name it.")] = "chat",
    at: Annotated[str, typer.Option(help="At this local time, as in 2026-11-30T09:00; now if absent.")] = "",
) -> None:
    """Say which rule would decide over a text and why; exit 3 if it would be refused. Nothing is sent or kept."""
    from zoneinfo import ZoneInfo

    from garim.config import Loader
    from garim.errors import BadInput
    from garim.policy.content import kinds_of, languages_of
    from garim.policy.hours import Moment
    from garim.policy.places import serving
    from garim.policy.rules import Facts

    chosen = settings(config)
    text = read_text(file)
    screening = Loader(chosen, lexicons=lexicon or []).current()
    try:
        when = datetime.fromisoformat(at) if at else datetime.now(ZoneInfo(chosen.policy.timezone))
    except ValueError:
        raise BadInput(f"{at} is no time", hint="as in 2026-11-30T09:00") from None
    family = "anthropic" if protocol.startswith("anthropic") else "openai"
    places = tuple((one.name, one.trust) for one in serving(screening.places, model, family))
    counts: dict[str, int] = {}
    for kind in {(finding.kind, finding.entity) for finding in screening.detector.scan(text)}:
        counts[kind[0]] = counts.get(kind[0], 0) + 1
    facts = Facts(
        characters=len(text),
        content=kinds_of([text]),
        languages=languages_of([text]),
        client=client,
        team=team,
        purpose=purpose,
        model=model,
        protocol=protocol,
        now=Moment(when.weekday(), when.hour * 60 + when.minute),
        places=places,
    )
    if _tell(screening.policy, counts, facts):
        raise typer.Exit(3)


def _tell(policy: Policy, counts: dict[str, int], facts: Facts) -> bool:
    """Print what is known, each rule with what it waits for, and the decision; whether it is a refusal."""
    decision = policy.decide(counts, facts)
    known = facts._replace(counts=counts, kinds=frozenset(counts))
    tell("found      " + (", ".join(f"{kind} {number}" for kind, number in sorted(counts.items())) or "nothing"))
    tell(f"text       {facts.characters} characters; {', '.join(sorted(facts.content)) or 'no sort that is known'}; ", end="")
    tell("languages: " + (", ".join(sorted(facts.languages)) or "none"))
    tell("answers    " + (", then ".join(f"{name} ({trust})" for name, trust in facts.places) or "the embedded model (local)"))
    first = facts.places[0] if facts.places else ("", "outside")
    for rule in policy.rules:
        waits = rule.missing(known, first)
        had = "decides where" if rule.name == decision.decided else "has a say" if rule.name in decision.rules else ""
        why = f"does not apply: {waits}" if waits else "applies, but an earlier one decided, or nothing is of its kinds"
        tell(f"rule       {rule.name}: {had or why}")
    if decision.refuse:
        tell(f"decision   refused: {decision.refuse}")
    else:
        upstream = f", upstream {decision.upstream}" if decision.upstream else ""
        review = f", review by {decision.review}" if decision.review else ""
        tell(f"decision   may go {decision.route}{upstream}{review}" + (f", limit {decision.limit}" if decision.limit else ""))
    for kind in sorted(counts):
        tell(f"  {kind}: {decision.styles.get(kind, 'as [screen] says')}")
    return bool(decision.refuse) or decision.route == "nowhere"

"""garim policy: what the rules say, before they decide anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from garim.cli._common import Config, Input, Lexicons, read_text, settings, tell
from garim.cli._korean import korean, told
from garim.cli._said import language

if TYPE_CHECKING:
    from garim.config import Settings
    from garim.policy.check import Problem
    from garim.policy.places import Endpoint
    from garim.policy.rules import Facts, Policy, Verdict

app = typer.Typer(help="Check the policy's rules, and try them on a text.", no_args_is_help=True)


@app.command()
def check(
    config: Config = None,
    files: Annotated[list[Path] | None, typer.Argument(help="Policy files to check instead of the settings' rules.")] = None,
) -> None:
    """Find rules that can never decide, words that mean nothing, contradictions; exit 1 if there are any."""
    from garim.config.policies import decides, half_named, in_clear, nobody_yet, problems_of, words_unknown, world
    from garim.config.restart import WAITS
    from garim.config.settings import rules_of
    from garim.policy.check import problems
    from garim.policy.rules import Policy

    chosen = settings(config)
    placed = [(str(path), rule) for path in files for rule in rules_of(path)] if files else chosen.placed
    rules = [rule for _, rule in placed]
    policy = Policy(rules) if files else Policy(rules, decides(chosen))
    found = problems(rules, world(chosen)) if files else [*words_unknown(chosen), *problems_of(chosen), *_keyless(chosen)]
    where = {rule.name: file for file, rule in placed}
    warnings = [*half_named(chosen, rules), *in_clear(chosen, rules), *nobody_yet(chosen, rules, _issued(chosen))]
    for problem in (*found, *warnings):
        file = where.get(problem.rule, chosen.file)
        tell(": ".join(filter(None, (file, told(problem.rule), told(problem.what)))))
        if problem.hint:
            tell(f"  {problem.hint}")
    if not files:
        tell(f"a server that runs takes changes of these when it is started again, of all others on SIGHUP: {', '.join(WAITS)}")
    tell(f"{len(rules)} rules, {len(found)} problems; policy {policy.digest[:16]}")
    if found:
        raise typer.Exit(1)


def _issued(chosen: Settings) -> list[tuple[str, str]]:
    """Name and team of every key that was issued; none where there is no store yet, or it does not open."""
    from garim.config import open_key, open_settings
    from garim.config.scopes import store_url
    from garim.errors import GarimError

    url = store_url(chosen)
    if not chosen.gateway.keys or url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return []
    try:
        store = open_settings(chosen, open_key(chosen), guarded=False)
        rows = [orjson.loads(document) for _, _, document in store.clients().result()]
        store.close()
    except GarimError:
        return []
    return [(row["name"], row.get("team", "")) for row in rows]


def _keyless(chosen: Settings) -> list[Problem]:
    """Upstreams whose key is not at hand: with them no server starts."""
    from garim.errors import BadSettings
    from garim.gateway.upstreams import key_of
    from garim.policy.check import Problem

    out = []
    for upstream in chosen.upstreams:
        try:
            key_of(upstream, chosen.base)
        except BadSettings as error:
            where, _, what = error.message.partition(": ")
            out.append(Problem(where, what, error.hint))
    return out


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
    lang: Annotated[str, typer.Option(help="ko | en; that of the terminal if absent.")] = "",
) -> None:
    """Say which rule would decide over a text, why, and what each other one lacks; exit 3 if it would be refused.

    Nothing is sent or kept.
    """
    from zoneinfo import ZoneInfo

    from garim.config import Loader
    from garim.errors import BadInput
    from garim.policy.content import kinds_of, languages_of
    from garim.policy.hours import Moment
    from garim.policy.places import serving
    from garim.policy.rules import Facts

    spoken, chosen = language(lang), settings(config)
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
    if _tell(screening.policy, counts, facts, spoken, screening.places, family):
        raise typer.Exit(3)


EN = {
    "found": "found      {}",
    "nothing": "nothing",
    "text": "text       {n} characters; {content}; languages: {languages}",
    "no_content": "no sort that is known",
    "none": "none",
    "answers": "answers    {}",
    "then": ", then ",
    "embedded": "the embedded model (local)",
    "rule": "rule {n:<5} {name}: {what}",
    "where": "decides where it goes",
    "style": "decides what stands in",
    "limit": "sets the limit",
    "behind": "applies, but rule {rule!r} before it had decided that",
    "idle": "applies, but nothing is of the kinds that it speaks of",
    "lacks": "does not apply: {}",
    "lack": "{condition} must be {wants}, is {has}",
    "at_least": "{wants} different ones of {kinds} are needed, there are {has}",
    "over": "over {wants} characters, there are {has}",
    "under": "under {wants} characters, there are {has}",
    "hours": "at {wants}, it is {has}",
    "kinds": "nothing of {wants} was found",
    "because": "because {}",
    "every": "it has no condition",
    "no_rule": "no rule decides where: it may go outside, hidden",
    "refused": "decision   refused by rule {rule!r}: {words}",
    "nowhere": "decision   goes nowhere, by rule {rule!r}: it is refused",
    "goes": "decision   may go {route}",
    "nobody": "decision   refused by rule {rule!r}: it may go {route} at most, and no upstream of that trust serves the model",
    "nowhere_else": "decision   refused by rule {rule!r}: upstream {to} is none of those that serve the model",
    "by": ", by rule {rule!r}",
    "upstream": ", upstream {}",
    "answered": ", answered by {}",
    "review": ", review by {}",
    "limited": ", limit {}",
    "default": "as [screen] says",
}
KO = {
    "found": "찾은 것      {}",
    "nothing": "없음",
    "text": "글         {n}자, {content}, 언어: {languages}",
    "no_content": "아는 종류 없음",
    "none": "없음",
    "answers": "응답할 곳    {}",
    "then": ", 다음은 ",
    "embedded": "내장 모델(local)",
    "rule": "규칙 {n:<5} {name}: {what}",
    "where": "보낼 곳을 정합니다",
    "style": "대체 방식을 정합니다",
    "limit": "한도를 정합니다",
    "behind": "조건은 맞지만 앞의 규칙 {rule!r}에서 이미 정했습니다",
    "idle": "조건은 맞지만 이 규칙이 다루는 종류가 없습니다",
    "lacks": "적용되지 않습니다: {}",
    "lack": "{condition} 조건은 {wants}인데 실제는 {has}입니다",
    "at_least": "{kinds} 종류가 서로 다른 것으로 {wants}개 이상 있어야 하는데 {has}개입니다",
    "over": "{wants}자를 넘어야 하는데 {has}자입니다",
    "under": "{wants}자보다 짧아야 하는데 {has}자입니다",
    "hours": "시간 조건은 {wants}인데 지금은 {has}입니다",
    "kinds": "{wants} 종류가 하나도 없습니다",
    "because": "근거: {}",
    "every": "조건이 없는 규칙",
    "no_rule": "보낼 곳을 정하는 규칙이 없습니다. 가린 뒤 외부로 보낼 수 있습니다",
    "refused": "결정        규칙 {rule!r}에 따라 거절합니다: {words}",
    "nowhere": "결정        규칙 {rule!r}에 따라 어디로도 보내지 않고 거절합니다",
    "goes": "결정        보낼 수 있는 범위: {route}",
    "nobody": "결정        규칙 {rule!r}에 따라 {route}까지만 보낼 수 있으나 그 범위에 이 모델의 업스트림이 없어 거절합니다",
    "nowhere_else": "결정        규칙 {rule!r}에 따라 업스트림 {to}에만 보낼 수 있으나 이 모델을 제공하지 않아 거절합니다",
    "by": ", 규칙 {rule!r}에 따름",
    "upstream": ", 업스트림 {}",
    "answered": ", 응답은 {}",
    "review": ", 검토자 {}",
    "limited": ", 한도 {}",
    "default": "[screen] 설정대로",
}
CONDITIONS = (
    "kinds at_least clients teams purposes upstreams trust models protocols content languages over under hours days".split()
)


def _tell(policy: Policy, counts: dict[str, int], facts: Facts, lang: str, everyone: Sequence[Endpoint], family: str) -> bool:
    """Print what is known, what became of each rule and why, and the decision; whether it is a refusal.

    Args:
        policy: The company's.
        counts: Of what was found, by kind.
        facts: Of the request.
        lang: en | ko.
        everyone: All upstreams.
        family: The protocol's: openai | anthropic.
    """
    from garim.policy.places import serving, trusted

    said = KO if lang == "ko" else EN
    decision = policy.decide(counts, facts)
    tell(said["found"].format(", ".join(f"{kind} {number}" for kind, number in sorted(counts.items())) or said["nothing"]))
    content, languages = (", ".join(sorted(one)) for one in (facts.content, facts.languages))
    tell(said["text"].format(n=facts.characters, content=content or said["no_content"], languages=languages or said["none"]))
    places = said["then"].join(f"{name} ({trust})" for name, trust in facts.places)
    tell(said["answers"].format(places or said["embedded"]))
    for number, verdict in enumerate(policy.explain(counts, facts), 1):
        tell(said["rule"].format(n=number, name=_named(verdict.rule.name, lang), what=_became(verdict, said, lang)))
    if not decision.decided:
        tell(said["no_rule"])
    decided = _named(decision.decided, lang)
    refused = bool(decision.refuse) or decision.route == "nowhere"
    serve = serving(everyone, facts.model, family, upstream=decision.upstream)
    answers = [f"{one.name} ({one.trust})" for one in trusted(serve, decision.route)]
    if refused:
        tell(said["refused" if decision.refuse else "nowhere"].format(rule=decided, words=decision.refuse))
    elif everyone and not answers and decision.decided and "local" not in (decision.upstream, facts.model):
        refused = True
        what = "nobody" if not decision.upstream or serve else "nowhere_else"
        tell(said[what].format(rule=decided, route=decision.route, to=decision.upstream))
    else:
        parts = (
            ("by", decided),
            ("upstream", decision.upstream),
            ("answered", answers[0] if answers else ""),
            ("review", decision.review),
            ("limited", decision.limit),
        )
        tell(said["goes"].format(route=decision.route) + "".join(said[name].format(one, rule=one) for name, one in parts if one))
    for kind in sorted(counts):
        tell(f"  {kind}: {decision.styles.get(kind, said['default'])}")
    return refused


def _named(rule: str, lang: str) -> str:
    """A rule's name: a ready policy's has one in Korean too."""
    return korean(rule) if lang == "ko" else rule


def _became(verdict: Verdict, said: dict[str, str], lang: str) -> str:
    """What became of a rule, and why, in words."""
    rule = verdict.rule
    if verdict.lacks:
        lacks = [
            said.get(one.condition, said["lack"]).format(
                condition=one.condition, wants=one.wants, has=one.has or said["nothing"], kinds=", ".join(rule.kinds)
            )
            for one in verdict.lacks
        ]
        return said["lacks"].format("; ".join(lacks))
    if verdict.says:
        has = [f"{name} = {_plainly(getattr(rule, name))}" for name in CONDITIONS if getattr(rule, name)]
        why = said["because"].format("; ".join(has)) if has else said["every"]
        return f"{', '.join(said[one] for one in verdict.says)} ({why})"
    return said["behind"].format(rule=_named(verdict.behind, lang)) if verdict.behind else said["idle"]


def _plainly(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)

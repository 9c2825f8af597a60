"""Plain charts as SVG: bars by month beside the year before, by hour, by week. They need no script and no style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 200, 44, 22, 20
NOW, THEN, INK, LINE = "#1f6f5c", "#c9b37e", "#5b6662", "#d9dcd6"


def scale(most: int) -> int:
    """A round number that no bar is longer than."""
    step = 1
    while step * 10 < most:
        step *= 10
    return next(step * part for part in (1, 2, 3, 4, 5, 6, 8, 10) if step * part >= most) if most else 1


def bars(
    title: str, labels: Sequence[str], now: Sequence[int], then: Sequence[int] = (), every: int = 1, years: Sequence[int] = ()
) -> str:
    """Bars side by side.

    Args:
        title: What they tell, for whoever does not see them.
        labels: Below the bars.
        now: Their heights.
        then: Heights beside them, of the year that it is held against.
        every: Every how many bars a label stands.
        years: What the two colours mean.
    """
    most = scale(max([*now, *then, 0]))
    inner, wide = HEIGHT - BOTTOM - TOP, (WIDTH - LEFT) / len(labels)
    out = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title, quote=True)}" width="100%">']
    for part in (0, most / 2, most):
        y = TOP + inner - inner * part / most
        out.append(f'<line x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="{LINE}"/>')
        if part == int(part):
            out.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" font-size="11" fill="{INK}">{int(part):,}</text>')
    room = wide * 0.72 / (2 if then else 1)
    for at, label in enumerate(labels):
        x = LEFT + wide * at + wide * 0.14
        for number, (heights, colour) in enumerate(((then, THEN), (now, NOW)) if then else ((now, NOW),)):
            tall = inner * heights[at] / most
            place = (
                f'x="{x + room * number:.1f}" y="{TOP + inner - tall:.1f}" width="{max(room - 0.6, 0.6):.1f}" height="{tall:.1f}"'
            )
            out.append(f'<rect {place} fill="{colour}"><title>{escape(label)}: {heights[at]:,}</title></rect>')
        if at % every == 0:
            middle = LEFT + wide * (at + 0.5)
            out.append(
                f'<text x="{middle:.1f}" y="{HEIGHT - 6}" text-anchor="middle" font-size="11" fill="{INK}">{escape(label)}</text>'
            )
    if years:
        for at, (name, colour) in enumerate(zip(years, (NOW, THEN), strict=False)):
            x = WIDTH - 110 + 56 * at
            out.append(f'<rect x="{x}" y="0" width="10" height="10" fill="{colour}"/>')
            out.append(f'<text x="{x + 14}" y="9" font-size="11" fill="{INK}">{name}</text>')
    return "".join([*out, "</svg>"])


def rows(title: str, named: Sequence[tuple[str, int]]) -> str:
    """Bars that lie, one a row, each with its name and its number."""
    most, tall = max((count for _, count in named), default=1) or 1, 24
    out = [
        f'<svg viewBox="0 0 {WIDTH} {tall * len(named) + 4}" role="img" aria-label="{escape(title, quote=True)}" width="100%">'
    ]
    for at, (name, count) in enumerate(named):
        y, long = at * tall + 4, (WIDTH - 300) * count / most
        out.append(
            f'<text x="0" y="{y + 14}" font-size="13" fill="#1c2321">{escape(name[:28])}</text>'
            f'<rect x="210" y="{y + 3}" width="{max(long, 1):.1f}" height="13" rx="3" fill="{NOW}"/>'
            f'<text x="{218 + long:.1f}" y="{y + 14}" font-size="13" fill="{INK}">{count:,}</text>'
        )
    return "".join([*out, "</svg>"])

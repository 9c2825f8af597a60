"""A review as one HTML file: nothing is loaded, nothing runs, and under a policy that forbids its styles it still reads."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape

from garim.retro import charts
from garim.retro.say import kind_name, named, say
from garim.retro.sums import Review, top
from garim.retro.tables import Table, figures, notes, tables

STYLE = (
    "body{font:16px/1.6 system-ui,'Pretendard','Noto Sans KR','NanumGothic','Malgun Gothic',sans-serif;color:#1c2321;"
    "background:#fff;max-width:820px;margin:0 auto;padding:28px 18px 60px}h1{font-size:1.5rem}"
    "h2{font-size:1.05rem;margin:28px 0 6px}table{border-collapse:collapse;font-size:.92rem}"
    "th,td{border:1px solid #d9dcd6;padding:4px 10px;text-align:right}th:first-child,td:first-child{text-align:left}"
    "th{background:#efede6}.wide{overflow-x:auto}blockquote{margin:0;padding:2px 14px;border-left:3px solid #d9dcd6;"
    "color:#5b6662}details{margin-top:8px}summary{cursor:pointer}@media print{details{display:none}}"
)


def page(review: Review, lang: str) -> str:
    """A review as an HTML document.

    Args:
        review: Of a person's year.
        lang: ko | en.

    Raises:
        BadInput: There is no such language here.
    """
    title = say(lang, "title", year=review.year)
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    told = "".join(f"<p>{escape(note)}</p>" for note in notes(review, lang))
    body = [f"<h1>{escape(title)}</h1>", f"<p>{escape(say(lang, 'zone', zone=review.zone))}</p>"]
    body.append(f"<blockquote>{told}</blockquote>" if told else "")
    if review.total.exchanges or review.total.refused:
        found = {table.name: table for table in tables(review, lang)}
        drawn = _charts(review, lang)
        body.append(_table(figures(review, lang)))
        for name, table in found.items():
            body.append(f"<h2>{escape(table.title)}</h2>{drawn.get(name, '')}")
            inner = _table(table)
            body.append(f"<details><summary>{escape(table.title)}</summary>{inner}</details>" if name in drawn else inner)
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f"<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">"
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _charts(review: Review, lang: str) -> dict[str, str]:
    then = review.against
    years = (review.year, then.year) if then else ()
    months = [str(at) for at in range(1, 13)]
    purposes = [(named(lang, "p", name), count) for name, count in review.purposes if count]
    kinds = [(kind_name(lang, name), count) for name, count in top(review.kinds)]
    return {
        "purposes": charts.rows(say(lang, "purposes"), purposes),
        "kinds": charts.rows(say(lang, "kinds"), kinds),
        "months": charts.bars(
            say(lang, "months"),
            months,
            [month.exchanges for month in review.months],
            [month.exchanges for month in then.months] if then else (),
            1,
            years,
        ),
        "hours": charts.bars(
            say(lang, "hours"), [f"{at:02}" for at in range(24)], review.hours, then.hours if then else (), 3, years
        ),
        "days": charts.bars(say(lang, "days"), say(lang, "weekdays").split(), review.days, then.days if then else (), 1, years),
        "weeks": charts.bars(say(lang, "weeks"), [week[6:] for week, _ in review.weeks], [n for _, n in review.weeks], (), 4),
    }


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'

"""A review as a picture (PNG): months, weeks, what for, what was hidden, hours, days, and what must be known to read them. The
extra `records` draws it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from garim.errors import Unsupported
from garim.retro.say import kind_name, named, say
from garim.retro.sums import Review, top
from garim.retro.tables import notes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

FONTS = (
    "Pretendard",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "NanumGothic",
    "NanumBarunGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
)
"""Fonts with Hangul, the first that is there is taken."""
NOW, THEN = "#1f6f5c", "#c9b37e"


def picture(review: Review, lang: str) -> bytes:
    """A review as PNG, 1600 by 1200.

    Args:
        review: Of a person's year.
        lang: ko | en. Where no font with Hangul is installed, it is drawn in English.

    Raises:
        Unsupported: The extra is not installed. Nothing was drawn.
        BadInput: There is no such language here.
    """
    try:
        import matplotlib as mpl
        from matplotlib import font_manager
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise Unsupported("pictures need matplotlib", hint="pip install 'garim[records]'") from None
    there = {font.name for font in font_manager.fontManager.ttflist}
    font = next((name for name in FONTS if name in there), "")
    if lang == "ko" and not font:
        lang = "en"
    with mpl.rc_context({"font.family": [font, "DejaVu Sans"] if font else ["DejaVu Sans"], "axes.unicode_minus": False}):
        figure = Figure(figsize=(10, 7.5), dpi=160, layout="constrained")
        FigureCanvasAgg(figure)
        figure.suptitle(say(lang, "title", year=review.year), fontsize=15)
        told = notes(review, lang)
        drawn = review.total.exchanges > 0
        heights = (0.2 * len(told) + 0.01, 1, 0.7, 1.2, 1) if drawn else (1,)
        grid = figure.add_gridspec(len(heights), 2, height_ratios=heights)
        _told(figure.add_subplot(grid[0, :]), told)
        if drawn:
            _months(figure.add_subplot(grid[1, :]), review, lang)
            _weeks(figure.add_subplot(grid[2, :]), review, lang)
            purposes = [(named(lang, "p", name), count) for name, count in review.purposes if count]
            _lying(figure.add_subplot(grid[3, 0]), say(lang, "purposes"), purposes)
            kinds = [(kind_name(lang, name), count) for name, count in top(review.kinds, 8)]
            _lying(figure.add_subplot(grid[3, 1]), say(lang, "kinds"), kinds)
            _standing(figure.add_subplot(grid[4, 0]), say(lang, "hours"), [str(at) for at in range(24)], review.hours, 3)
            _standing(figure.add_subplot(grid[4, 1]), say(lang, "days"), say(lang, "weekdays").split(), review.days)
        out = io.BytesIO()
        figure.savefig(out, format="png", metadata={"Software": "Garim"})
    return out.getvalue()


def _months(axes: Axes, review: Review, lang: str) -> None:
    now, then = [month.exchanges for month in review.months], review.against
    places = range(12)
    if then:
        axes.bar([at - 0.2 for at in places], [month.exchanges for month in then.months], 0.38, color=THEN, label=str(then.year))
        axes.bar([at + 0.2 for at in places], now, 0.38, color=NOW, label=str(review.year))
        axes.legend(frameon=False)
    else:
        axes.bar(places, now, 0.6, color=NOW)
    axes.set_xticks(list(places), [str(at + 1) for at in places])
    _counted(axes.yaxis)
    _plain(axes, f"{say(lang, 'months')} · {say(lang, 'exchanges')} {review.total.exchanges:,}")


def _told(axes: Axes, told: list[str]) -> None:
    axes.set_axis_off()
    axes.text(0, 1, "\n".join(told), va="top", fontsize=9, linespacing=1.5, transform=axes.transAxes)


def _weeks(axes: Axes, review: Review, lang: str) -> None:
    _standing(axes, say(lang, "weeks"), [week[6:] for week, _ in review.weeks], [count for _, count in review.weeks], 4)


def _standing(axes: Axes, title: str, labels: list[str], heights: list[int], step: int = 1) -> None:
    axes.bar(range(len(labels)), heights, 0.7, color=NOW)
    axes.set_xticks(list(range(0, len(labels), step)), labels[::step])
    _counted(axes.yaxis)
    _plain(axes, title)


def _lying(axes: Axes, title: str, rows: list[tuple[str, int]]) -> None:
    rows = rows[::-1] or [("—", 0)]
    axes.barh(range(len(rows)), [count for _, count in rows], 0.65, color=NOW)
    axes.set_yticks(list(range(len(rows))), [name for name, _ in rows])
    _counted(axes.xaxis)
    _plain(axes, title)


def _counted(axis: Axis) -> None:
    """Whole numbers stand beside it: nobody asked half a question."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator("auto", integer=True))


def _plain(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=9)

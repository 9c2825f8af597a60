"""Markdown as a page and as a letter, for what was published. Raw HTML in it is shown, not obeyed; nothing is loaded."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from markdown_it import MarkdownIt

from garim.errors import BadInput
from garim.records.shelf import title_of

STYLE = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.7 system-ui,'Noto Sans KR','Malgun Gothic',"
    "sans-serif;color:#1c2321;background:#fff}h1,h2,h3{line-height:1.3}pre,code{font-family:ui-monospace,monospace;font-size:.92em}"
    "pre{background:#f3f2ee;padding:.8rem 1rem;overflow-x:auto}table{border-collapse:collapse}td,th{border:1px solid #ccc;"
    "padding:.3rem .6rem}blockquote{margin-left:0;padding-left:1rem;border-left:3px solid #ccc;color:#555}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
BOX = re.compile(r"(<li>(?:\n<p>)?)\[([ xX-])\] ")
"""A plan's box, as the page has it."""
FORMATS = ("md", "html", "eml")


def paper(text: str, form: str, lang: str) -> bytes:
    """A text in a form.

    Args:
        text: Markdown.
        form: md | html | eml.
        lang: ko | en.

    Raises:
        BadInput: There is no such form.
    """
    if form == "md":
        return text.encode()
    if form == "html":
        return page(text, lang).encode()
    if form == "eml":
        return letter(text, lang)
    raise BadInput(f"there is no format {form!r}", hint="one of " + ", ".join(FORMATS))


def page(text: str, lang: str) -> str:
    """A whole HTML document that needs nothing else."""
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable("image")
    title = escape(title_of(text) or "Garim")
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{STYLE}</style>\n</head>\n<body>\n'
        f"{BOX.sub(_box, reader.render(text))}</body>\n</html>\n"
    )


def _box(found: re.Match[str]) -> str:
    return f"{found[1]}{'☐' if found[2] == ' ' else '☒' if found[2] == '-' else '☑'} "


def letter(text: str, lang: str) -> bytes:
    """A mail to nobody yet, plain and HTML, which mail programs open as a draft."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = " ".join((title_of(text) or ("기록" if lang == "ko" else "Notes")).split())
    mail["X-Unsent"] = "1"
    mail["Content-Language"] = lang
    mail.set_content(text)
    mail.add_alternative(page(text, lang), subtype="html")
    mail.set_boundary("garim-records")  # the same text gives the same bytes
    return mail.as_bytes()

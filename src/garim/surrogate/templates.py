"""Components and templates: an address in them may be put together from what stands elsewhere in them, when they are shown.

`<img src={`https://host/${name}`}>`, `:src="'https://host/?q=' + name"` and `src="https://host/{{ name }}"` name a stranger and
take to it whatever `name` says. Where each of its parts comes from is not followed: a fence of such a language in which an
address of a stranger's is more than a fixed one keeps its surrogates. Fixed is an address that an attribute holds as it is, or a
constant that is used as an attribute's whole value only.

Source: JSX; the template syntax of Vue, Angular, Svelte and Astro; Handlebars, Jinja, Liquid, ERB, EJS, Razor, Blade, Pug.
"""

from __future__ import annotations

import garim.late as re
from garim.surrogate.home import canonical
from garim.surrogate.live import CURATED
from garim.surrogate.outside import is_well_known
from garim.surrogate.urls import LOOK, Undone, Whose, strangers, unspelled

LANGUAGES = frozenset(
    "jsx tsx react mdx svelte astro vue angular ng solid qwik marko handlebars hbs mustache moustache jinja jinja2 j2 html+jinja "
    "django htmldjango html+django twig ejs erb eruby html+erb eex heex leex liquid nunjucks njk pug jade haml slim razor cshtml "
    "blade eta velocity vm freemarker ftl thymeleaf gotmpl go-template gohtml tmpl jsp php alpine lit elm htl".split()
)
"""Languages of fences that put expressions into addresses."""
SCRIPTS = frozenset("js javascript mjs cjs ecmascript es6 node".split())
"""Languages of fences that may hold a component."""
_COMPONENT = re.compile(
    r"<[A-Za-z][\w.]*(?:\s[^<>]{0,400}?)?\s[\w:-]{1,40}=\{|\breturn\s{0,8}\(?\s{0,80}<[A-Za-z>]|=>\s{0,8}\(?\s{0,80}<[A-Za-z>]"
    r"|(?:\bfrom|\brequire\(|\bimport)\s{0,8}[\"'](?:react|preact|solid-js|vue|lit|svelte|@angular|inferno|htm)\b|\b(?:React|ReactDOM|Preact|Vue)\."
    r"|(?<!document\.)\bcreateElement\(|\buse(?:State|Effect|Memo|Ref|Callback)\(|\bhtml`"
)
"""What makes a script a component."""
MARKUPS = frozenset("plantuml puml uml typst typ asciidoc adoc asciidoctor org orgmode tex latex context".split())
"""Languages of fences in which a name stands for a text that is set elsewhere, in addresses too."""
_IN_MARKUP = re.compile(r"\$[A-Za-z_]|\{+[A-Za-z_][\w-]*\}+|\\[A-Za-z@]+|%[A-Za-z]+%|[\"']\s{0,8}\+")
_MARKS = re.compile(r"\$\{|\{\{|\{%|<%|#\{|@\{|<\?|\[\[|\$![\w{]|@\(|\{!!")
"""What begins an expression inside a text, in one language or another."""
_IN_BRACES = re.compile(rf"{_MARKS.pattern}|\{{|@[A-Za-z]|\$[A-Za-z]")
"""The same where a single brace, or a name behind a mark, does."""
_JOINED = re.compile(r"[\"'`]\s{0,80}(?:\+|~|\.|&|<>|\|\|)\s{0,80}[\"'`]|[\"'`]\s{0,80}\.\s{0,8}concat\(\s{0,80}[\"'`]")
_DECODES = re.compile(
    r"\batob\b|fromCharCode|fromCodePoint|\bunescape\s*\(|base64_decode|\bb64decode\b"
    r"|/[/\\][\"'`]\s{0,80}(?:\+|~|\.\s{0,8}concat)"
)
"""What makes an address that no letters name."""
_ATTRIBUTE = re.compile(r"<[A-Za-z][^<>]*\s(?P<name>[\w:@.*#\[\]()-]+)\s{0,8}=\s{0,8}\Z")
_BOUND = re.compile(r":|@|\[|\(|\*|#|v-|x-|ng-|bind|on|th:|data-bind", re.IGNORECASE)
"""Attributes whose value is an expression."""
_IN_BOUND = re.compile(r"<[A-Za-z][^<>]*\s(?P<name>[\w:@.*#\[\]()-]+)\s{0,8}=\s{0,8}(?:\"[^\"<>]*|'[^'<>]*)\Z")
_VALUE = re.compile(r"=\s{0,8}\{\s{0,80}\Z")
_NAMED = re.compile(r"(?<![\w$.])(?:[\"']?)([A-Za-z_$][\w$]*)[\"']?\s{0,8}(?::\s{0,8}[A-Za-z<>\[\]]{1,24}\s{0,8}=|=|:)\s{0,80}\Z")
_CLOSED = re.compile(r"\s{0,80}(?:[;,}\n]|as const|\Z)")
_LOADED = re.compile(r"\b(?:from|import)\s{0,8}\Z")
_LISTED = re.compile(r"[\"'`]https?:?/{0,2}[\"'`]")
_HOST = re.compile(r"[\"'`]([\w-]+(?:\.[\w-]+)+)[\"'`]")
"""A scheme and a host that stand in texts of their own."""
_GOES_ON = re.compile(r"[\"'`]\s{0,80}(?:\+|~|\.\s{0,8}\w|&|%|\|(?!\|))")
"""What is joined to a text that ends."""
_END = re.compile(r"[\s\"'`<>]")
_BEFORE, MOST_USES = 600, 200
"""Characters before an address that are looked at; uses of a constant that are."""


def is_component(said: str) -> bool:
    """Whether a script is a component, whatever language its fence says."""
    return _COMPONENT.search(said) is not None


def stands_for_more(said: str, whose: Whose) -> bool:
    """Whether a markup puts what a name stands for into an address of a stranger's."""
    text = Undone(said).text
    return any(
        _IN_MARKUP.search(text, place.start, min(len(text), _line_ends(text, place.start))) is not None
        for place in strangers(text, whose)
    )


def _line_ends(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if 0 <= end < at + LOOK else at + LOOK


def puts_together(said: str, whose: Whose, language: str) -> bool:
    """Whether a page puts together an address of a stranger's.

    Args:
        said: The page.
        whose: Tells strangers from ours.
        language: Of the fence it stands in; "" for none.
    """
    parted = unspelled(Undone(said).text)
    if language not in LANGUAGES:
        parted = _without_scripts(parted)
    elif (
        _DECODES.search(parted)
        or _LISTED.search(parted)
        and any(is_well_known(met[1], True) and not whose.ours(canonical(met[1])) for met in _HOST.finditer(parted))
    ):
        return True
    is_more = _is_more if language in LANGUAGES else _is_expression
    return any(
        is_more(text, place.start, place.host)
        for text in dict.fromkeys((parted, _JOINED.sub("", parted)))
        for place in strangers(text, whose)
    )


def _without_scripts(text: str) -> str:
    """A page without the text of its scripts, which are read by themselves."""
    low, out, at = text.lower(), [], 0
    while (begins := low.find("<script", at)) >= 0 and (ends := low.find("</script", begins)) >= 0:
        out.append(text[at : begins + 7])
        at = ends
    return "".join((*out, text[at:]))


def _until(text: str, at: int, quote: str) -> int:
    """Where what begins at a place ends: at its quote, or where no address goes on."""
    end = text.find(quote, at, at + LOOK) if quote else -1
    if end >= 0:
        return end
    met = _END.search(text, at, at + LOOK)
    return met.start() if met else min(len(text), at + LOOK)


def _is_expression(text: str, at: int, host: tuple[int, int]) -> bool:
    """Whether an address in a page without a language is more than what stands there."""
    before = text[max(0, at - _BEFORE) : at]
    quote = before[-1:] if before[-1:] in ("'", '"', "`") else ""
    value = text[at : _until(text, at, quote)]
    bound = _IN_BOUND.search(before) or _ATTRIBUTE.search(before[:-1] if quote else before)
    if bound is None:
        return False
    if _MARKS.search(value):
        return True
    return _BOUND.match(bound["name"]) is not None and before[-2:-1] != "=" and not bound["name"].lower().startswith("on")


def _is_more(text: str, at: int, host: tuple[int, int]) -> bool:
    """Whether an address in a component or a template is more than a fixed one."""
    before = text[max(0, at - _BEFORE) : at]
    quote = before[-1:] if before[-1:] in ("'", '"', "`") else ""
    if not quote:
        end = _until(text, at, "")
        return _IN_BRACES.search(text, at, end) is not None or _GOES_ON.match(text, end) is not None
    end = text.find(quote, at, at + LOOK)
    value, before = text[at:end], before[:-1]
    if end < 0 or _IN_BRACES.search(value):
        return True
    if attribute := _ATTRIBUTE.search(before):
        return _BOUND.match(attribute["name"]) is not None
    if _VALUE.search(before):
        return re.match(r"\s{0,80}\}", text[end + 1 : end + 90]) is None
    if _LOADED.search(before):
        return text[host[0] : host[1]].lower() not in CURATED
    named = _NAMED.search(before)
    if named is None or before[: named.start()].rstrip().endswith("|"):
        return True  # of a filter
    return _CLOSED.match(text, end + 1) is None or not _is_shown_only(text, named[1])


def _is_shown_only(text: str, name: str) -> bool:
    """Whether a constant stands nowhere but where it is set, and as an attribute's whole value."""
    for nth, met in enumerate(re.compile(rf"(?<![\w$]){re.escape(name)}(?![\w$])").finditer(text)):
        before, after = text[max(0, met.start() - 64) : met.start()], text[met.end() : met.end() + 8].lstrip("\"'")
        if nth > MOST_USES:
            return False
        if re.match(r"\s*(?::|=(?![=>]))", after) and not before.rstrip().endswith("?"):
            continue
        whole = re.search(r"=\s?(?:\{|\"\{\{\s?|\")(?:[\w$]+\.)*\Z", before)
        if not (whole and re.match(r"\s?(?:\}|\")", text[met.end() : met.end() + 8])):
            return False
    return True

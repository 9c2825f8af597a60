"""A page in a reply, read as one: what acts in it may read all that stands in it, and send it.

A script's own text may hold nothing of ours and still take `document.body.innerText` to a stranger; one that is loaded from a
stranger may do anything. So a page is held from its first surrogate on until it is seen whole, and where its live code reads its
surroundings and names a stranger, nothing in it is put back. A page begins at a tag of HTML and ends with the fence it stands in,
or with the text; a fence of HTML, of components and of templates (templates.py) is one as a whole. A style sheet reads a page
too: by its rules for attributes and states it asks for one address or another. Where it asks a stranger, or is one's, the same
holds.

What is not seen: what stands before a page's first tag outside of such fences, and scripts and styles in fences of their own that
a client joins to a page.

Source: HTML, sections 4.2.3 (base), 4.12.1 (scripts), 8.1.8 (event handlers, to whom their element's properties are names).
"""

from __future__ import annotations

from collections.abc import Iterator

import garim.late as re
from garim.surrogate.live import CURATED, is_action, names_strangers
from garim.surrogate.templates import LANGUAGES, MARKUPS, SCRIPTS, is_component, puts_together, stands_for_more
from garim.surrogate.urls import Undone, Whose, strangers

TEXT, PAGE, END = "text", "page", "end"
_OPENS = re.compile(
    r"<(?:!doctype(?=\s)|(?:html|head|body|div|span|p|table|t[rdh]|[uo]l|li|section|article|main|header|footer|nav|aside|h[1-6]|pre"
    r"|style|svg|math|template|details|summary|dl|d[td]|marquee|figure|figcaption|blockquote|object|embed|picture|canvas|dialog|fieldset"
    r"|option|output|noscript|frameset|frame|image|thead|tbody|caption|input|textarea|select|button|a|b|i|img|video|audio|label|form|script|iframe|base|link|meta|font|center|antartifact|artifact)"
    r"(?=[\s/>]))",
    re.IGNORECASE,
)
_MAY_OPEN = re.compile(r"<!?[a-z]{0,11}[1-6]?\Z", re.IGNORECASE)
_FENCE = re.compile(r"[ \t>]{0,12}(?:`{3,}|~{3,})[ \t]*\{?\.?([\w+-]*)")
_SHOWN = frozenset(("", "html", "htm", "xhtml", "xml", "svg", "markdown", "md"))
"""Languages of fences whose text a reader may show as a page."""
_DRAWN = frozenset("vega vega-lite vegalite dot graphviz gv csv tsv excel xlsx sheets spreadsheet".split())
"""Languages of fences whose text is a drawing or a table, which may ask others for what its own parts say."""
_WHOLE = _DRAWN | MARKUPS | LANGUAGES | SCRIPTS | {"html", "htm", "xhtml"}
"""Languages of fences that are a page from their first character on."""
_ASKING = re.compile(
    r"\b(?:WEBSERVICE|IMPORT(?:DATA|XML|HTML|FEED|RANGE)|IMAGE|HYPERLINK|RTD|DDE|CALL|REGISTER)[ \t]{0,8}\([^\n]{0,2000}",
    re.IGNORECASE,
)
"""What of a formula asks somebody, and may say what stands in other cells."""
_EXPRESSED = re.compile(r"\"(?:signal|calculate|expr|marks?|transform|encoding|usermeta|loader)\"\s*:")
"""What a drawing of Vega has, and few others."""
_OF_NODES = re.compile(r"(?:URL|href|image)\s{0,8}=\s{0,8}\"?[^\"\n]{0,400}?\\[NGELTH](?![a-z])")
"""An address of a graph's that its nodes' names are put into."""
_LOADER = re.compile(r"\"baseUR[LI]\"")
_DIRECTIVE = re.compile(r"[ \t]{0,8}:{3,}[ \t]*(artifact)?", re.IGNORECASE)
"""A line that tells a client to run what stands in the fence below, and the line that ends it."""
_STYLED = CURATED | {"fonts.googleapis.com", "fonts.gstatic.com", "use.fontawesome.com", "kit.fontawesome.com", "use.typekit.net"}
"""Hosts that serve style sheets and fonts of their own choice only."""
_IMPORTED = re.compile(r"@import\b[^;{}]{0,2000}", re.IGNORECASE)
_FACE = re.compile(r"@font-face\s{0,8}\{[^{}]{0,4000}", re.IGNORECASE)
_CONDITION = re.compile(
    r"\[\s{0,8}(?!(?:type|class|role|disabled|hidden|checked|selected|open|dir|lang|rel|target|tabindex|aria-[\w-]+|data-(?:theme|state|mode|color[\w-]*))"
    r"\s{0,8}[\]~|^$*=])[\w|*\\-]+\s{0,8}[~|^$*]?=|:(?:-\w+-)?(?:valid|invalid|user-(?:in)?valid|in-range|out-of-range|placeholder-shown|blank|lang\(|contains\()"
    r"|\b(?:if|style)\(\s{0,8}(?:style\(|--)|\battr\([^()]{0,200}(?:type|raw-string)",
    re.IGNORECASE,
)
"""What in a style depends on what a page says: an attribute's text, whether a field holds what it may, a value."""
_HEAD = 64
"""Characters of a line by which a fence is known."""
_HANDLER = re.compile(r"[\s\"'/]on[a-z]{3,24}\s{0,8}=\s{0,8}(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)
_URL = re.compile(
    r"(?:\"[ \t\n]*javascript\s{0,8}:([^\"]*)|'[ \t\n]*javascript\s{0,8}:([^']*)|javascript\s{0,8}:([^\"'>]*))", re.IGNORECASE
)
_FRAMED = re.compile(r"srcdoc\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_CHANGES = re.compile(
    r"\.(?:href|src|srcset|action|formAction|data|poster)\s{0,8}(?:\+=|=[^;\n=]{0,400}?\.(?:href|src|srcset|action|baseURI|origin|host\w*)\b)"
    r"|\.(?:search|hash|pathname|username|password)\s{0,8}\+?=(?!=)|\bsearchParams\b"
    r"|\bsetAttribute\(\s{0,8}[\"'`](?:href|src|srcset|action|formaction|data|ping)\b"
    r"|\b(?:window|self|top|globalThis|this)\.name\s{0,8}\+?=(?!=)"
)
"""What puts something behind an address that stands elsewhere in the page, or hands it on to the next page."""
_READS = re.compile(
    r"\b(?:document|innerText|innerHTML|textContent|outerHTML|outerText|dataset|querySelector\w*|getElement\w*|getSelection|getAttribute"
    r"|FormData|XMLSerializer|localStorage|sessionStorage|cookie|opener|parent|frames|children|childNodes|parentNode|parentElement"
    r"|closest|attributes|clipboard|jQuery|currentTarget|srcElement|target|forms|elements)\b|\$\("
    r"|\bwindow\s*\[|\b(?:window|self|globalThis)\.name\b"
)
_LOADS = re.compile(r"\b(?:import|importScripts|eval|Function|Worker)\b")
"""What runs a script that it got elsewhere."""
_HERE = re.compile(r"\b(?:value|title|alt|name|id|text|label|className|placeholder|nodeValue|data|form|lang|rel)\b")
"""Properties of an element that are names to its handlers."""
_OWNED_BY = re.compile(r"[\s\"'/]form\s{0,8}=", re.IGNORECASE)
"""A field of a form that stands elsewhere."""
_STRINGS = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`")


class Pages:
    """Tells where in a text that arrives in pieces pages begin and end."""

    __slots__ = ("_artifact", "_fence", "_line", "_maybe", "_page", "language")

    def __init__(self) -> None:
        self._line = self._maybe = ""
        self._artifact = False
        """Whether a client runs what stands in the next fences, whatever their language."""
        self._fence: str | None = None
        """The language of the fence that is open."""
        self._page: str | None = None
        """`fence` or `text`: with what the page that is open ends."""
        self.language = ""
        """Of the fence in which the page stands that is open or was last."""

    def split(self, piece: str, final: bool) -> Iterator[tuple[str, str]]:
        """The next characters, each run with what it is: TEXT or PAGE; END stands behind a page that is over.

        Args:
            piece: The next characters.
            final: Whether no more follow.
        """
        text, self._maybe = self._maybe + piece, ""
        begun = at = 0
        """From where on the characters are not yet handed on; from where a line begins, or what is left of one."""
        while at < len(text):
            end = text.find("\n", at) + 1 or len(text)
            if self._page is None and self._fence in _WHOLE:
                if at > begun:
                    yield text[begun:at], TEXT
                self._page, begun, self.language = "fence", at, self._fence or ""
            elif self._page is None and "<" in text and (self._fence is None or self._fence in _SHOWN):
                met = _OPENS.search(text, at, end)
                if met is not None:
                    if met.start() > begun:
                        yield text[begun : met.start()], TEXT
                    self._page, begun = "text" if self._fence is None else "fence", met.start()
                    self.language = self._fence or ("jsx" if "artifact" in met[0].lower() else "")
                elif end == len(text) and not final and text[-1] != "\n" and (met := _MAY_OPEN.search(text, at)):
                    self._maybe, end = text[met.start() :], met.start()
                    text = text[:end]
            if len(self._line) < _HEAD:
                self._line += text[at : min(end, at + _HEAD)]
            if text[at:end].endswith("\n") and self._over():
                yield text[begun:end], PAGE
                yield "", END
                begun = end
            at = end
        if begun < len(text):
            yield text[begun:], PAGE if self._page else TEXT
        if final and self._page:
            self._page = None
            yield "", END

    def _over(self) -> bool:
        """A line is whole; whether a page ends with it."""
        fence, line = _FENCE.match(self._line), self._line
        self._line = ""
        if fence is None:
            if self._fence is None and (met := _DIRECTIVE.match(line)):
                self._artifact = bool(met[1])
            return False
        if self._fence is None:
            self._fence = fence[1].lower()
            if self._artifact and self._fence not in _WHOLE - SCRIPTS:
                self._fence = "jsx"
        elif not fence[1]:
            self._fence = None
            if self._page == "fence":
                self._page = None
                return True
        return False


def reads_for_strangers(said: str, whose: Whose, language: str = "", depth: int = 0) -> bool:
    """Whether live code in a page reads its surroundings and names a stranger, or puts together an address of one.

    Args:
        said: The page.
        whose: Tells strangers from ours.
        language: Of the fence it stands in; "" for none.
        depth: Pages around it.
    """
    if language in MARKUPS:
        return stands_for_more(said, whose)
    if language in SCRIPTS:
        if not is_component(said):
            return False
        language = "jsx"
    if puts_together(said, whose, language) or _asks_by_style(said, whose):
        return True
    if any(_leads_away(tag, whose) for tag in (*_tags(said, "base"), *_tags(said, "script"))) or asks_strangers(said, whose):
        return True
    if _OWNED_BY.search(said) and any(is_action(said, place) for place in strangers(said, whose)):
        return True
    if _reads_by_code(said, whose):
        return True
    return depth < 2 and any(
        reads_for_strangers(Undone(framed[1] or framed[2] or "").text, whose, "", depth + 1) for framed in _FRAMED.finditer(said)
    )


def _reads_by_code(said: str, whose: Whose) -> bool:
    """Whether a page's scripts and handlers read what stands around them and send it to a stranger."""
    here = [next(filter(None, handler.groups()), "") for handler in _HANDLER.finditer(said)]
    code = [*(body for _, body in _bodies(said, "script")), *here]
    code += [url[1] or url[2] or url[3] or "" for url in _URL.finditer(said)]
    if any(_CHANGES.search(Undone(one).text) for one in code) and any(strangers(said, whose)):
        return True
    strange = [one for one in code if one and names_strangers(one, whose)]
    if strange and any(_READS.search(Undone(one).text) for one in code):
        return True
    if any(_LOADS.search(one) for one in code) and any(_leads_away(one, whose) for one in strange):
        return True
    return any(_HERE.search(_STRINGS.sub("", Undone(one).text)) for one in here if one in strange)


def _asks_by_style(said: str, whose: Whose) -> bool:
    """Whether a page's style sheets are a stranger's, or ask one or not by what the page says."""
    if any("stylesheet" in tag.lower() and _leads_away(tag, whose, _STYLED) for tag in _tags(said, "link")):
        return True
    styles = [Undone(body).text for _, body in _bodies(said, "style", open_too=True)]
    asked = [met[0] for style in styles for pattern in (_IMPORTED, _FACE) for met in pattern.finditer(style)]
    if any(_leads_away(one, whose, _STYLED) for one in asked):
        return True
    styles += [met[1] or met[2] for met in _STYLE.finditer(said) if _CONDITION.search(met[0])]
    return any(map(_CONDITION.search, styles)) and any(_leads_away(style, whose, _STYLED) for style in styles)


_STYLE = re.compile(r"[\s\"'/]style\s{0,8}=\s{0,8}(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


def asks_strangers(said: str, whose: Whose) -> bool:
    """Whether a table's formula asks a stranger, or a drawing puts together an address of one.

    Args:
        said: The table or the drawing.
        whose: Tells strangers from ours.
    """
    for met in _ASKING.finditer(said):
        before = said[max(0, met.start() - 300) : met.start()].rpartition("\n")[2]
        if any(mark in before for mark in "=+@") and any(strangers(met[0], whose)):
            return True
    if "\\" in said and any(any(strangers(met[0], whose)) for met in _OF_NODES.finditer(said)):
        return True
    if not _EXPRESSED.search(said):
        return False
    # An address in a string of an expression is put together with what the data say; a loader's base is that of all it loads.
    return any(
        said[max(0, place.start - 1) : place.start] == "'"
        or said[max(0, place.start - 2) : place.start] == '\\"'
        or _LOADER.search(said, max(0, place.start - 40), place.start)
        for place in strangers(said, whose)
    )


def _tags(said: str, name: str) -> Iterator[str]:
    """The tags of a name, each as it is written."""
    low, begins = said.lower(), f"<{name}"
    at = low.find(begins)
    while at >= 0:
        end = said.find(">", at)
        if end < 0:
            return
        yield said[at:end]
        at = low.find(begins, end)


def _bodies(said: str, name: str, open_too: bool = False) -> Iterator[tuple[str, str]]:
    """The opening tag and the text of each element of a name; of one that is not closed, which is no script, only where asked."""
    low, begins, ends = said.lower(), f"<{name}", f"</{name}"
    at = low.find(begins)
    while at >= 0:
        opened = said.find(">", at)
        closed = low.find(ends, opened) if opened >= 0 else -1
        if closed < 0:
            if not open_too or opened < 0:
                return
            closed = len(said)
        yield said[at:opened], said[opened + 1 : closed]
        at = low.find(begins, closed)


def _leads_away(tag: str, whose: Whose, chosen: frozenset[str] = CURATED) -> bool:
    """Whether an address in a tag or a style is a stranger's that serves what others choose."""
    return any(tag[place.host[0] : place.host[1]].lower() not in chosen for place in strangers(tag, whose))

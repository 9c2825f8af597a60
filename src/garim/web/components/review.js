// A second pair of eyes: what waits, what it was beside what would leave, and the decision: yes, yes with more hidden, no.
import { html, useEffect, useState } from "../html.js";
import { get, post } from "../api.js";
import { ago, kindName, missed, say, tell } from "../language.js";
import { set, use } from "../store.js";
import { Loading } from "./bars.js";

const OFTEN = 10_000; // milliseconds between looks at the queue

export function Page() {
  use((s) => s.language);
  const route = use((s) => s.route), [list, setList] = useState(null), [round, again] = useState(0);
  useEffect(() => { get("garim/reviews").then((found) => setList(found.reviews), missed(setList)); }, [route.id, round]);
  useEffect(() => { // what comes meanwhile is seen without asking
    const timer = setInterval(() => document.hidden || again((n) => n + 1), OFTEN);
    return () => clearInterval(timer);
  }, []);
  const here = route.id ? list?.filter((one) => one.id === route.id) : list;
  return html`<main class="desk" id="main" aria-busy=${list === null}><div>
    <h1>${say("pageReview")}</h1><p>${say("reviewWhy")}</p>
    ${list === null && html`<${Loading} />`}
    ${here && !here.length ? html`<p class="faint">${say("noReviews")}</p>` : null}
    ${here?.map((one) => html`<${One} key=${one.id} told=${one} done=${() => again((n) => n + 1)} />`)}
  </div></main>`;
}

function One({ told, done }) {
  const may = use((s) => s.me.rights.review), me = use((s) => s.me.name);
  const [one, setOne] = useState(null), [hide, setHide] = useState(""), [why, setWhy] = useState("");
  useEffect(() => { get(`garim/reviews/${told.id}`).then(setOne, tell); }, [told.id, told.status]);
  const decide = (agree) => post(`garim/reviews/${told.id}`, { agree, hide: agree ? hide.split("\n") : [], why }).then(() => { set({ notice: { key: "reviewed", kind: "good" } }); done(); }, tell);
  const counts = Object.entries(told.counts).map(([kind, n]) => `${kindName(kind)} ${n}`).join(", ");
  return html`<section class="card review"><h2>${say("reviewBy", told.client)} · ${told.model} · ${ago(told.asked)}</h2>
    <p><span class="tag">${say("statuses")[told.status]}</span> ${told.rules.map((rule) => html`<span class="tag">${rule}</span> `)} <span class="faint">${counts}</span> ${told.why}</p>
    ${one && html`<${Pair} was=${one.was} leaves=${one.leaves} />`}
    ${one?.before.length ? html`<details><summary>${say("leavesToo", one.before.length)}</summary>${one.before.map(({ role, was, leaves }) => html`<h3>${say("roles")[role] || role}</h3><${Pair} was=${was} leaves=${leaves} />`)}</details>` : null}
    ${may && told.status === "waiting" && (told.client !== me || !me) && html`<div class="form">
      <label>${say("hideMore")}<textarea name="hide" value=${hide} onInput=${(e) => setHide(e.target.value)} spellcheck=${false}></textarea></label>
      <label>${say("refuseWhy")}<textarea name="why" value=${why} onInput=${(e) => setWhy(e.target.value)}></textarea></label>
      <p><button type="button" class="main" onClick=${() => decide(true)}>${say("approve")}</button> <button type="button" class="bad" onClick=${() => decide(false)}>${say("refuse")}</button></p></div>`}
  </section>`;
}

function Pair({ was, leaves }) {
  const pane = (name, text, other) => html`<div><h3 class="faint">${say(name)}</h3><div class="paper" tabindex="0" role="group" aria-label=${say(name)}>${differing(text, other).map(([word, differs]) => (differs ? html`<mark class="what">${word}</mark>` : word))}</div></div>`;
  return html`<div class="two">${pane("whatWas", was, leaves)}${pane("leaves", leaves, was)}</div>`;
}

const AHEAD = 40; // pieces in which two texts that part are looked for together again

// The pieces of a text, each with whether the other text has another one there.
function differing(text, other) {
  const mine = text.split(/(\s+)/), theirs = other.split(/(\s+)/), out = [];
  for (let a = 0, b = 0; a < mine.length; a++, b++) {
    if (mine[a] === theirs[b]) { out.push([mine[a], false]); continue; }
    let ahead = [1, 1];
    search: for (let far = 1; far <= AHEAD; far++) {
      for (let i = 0; i <= far; i++) {
        if (mine[a + i]?.trim() && mine[a + i] === theirs[b + far - i] && (mine[a + i].length > 1 || far < 5)) { ahead = [i, far - i]; break search; }
      }
    }
    out.push(...mine.slice(a, a + ahead[0]).map((piece) => [piece, !!piece.trim()]));
    a += ahead[0] - 1;
    b += ahead[1] - 1;
  }
  return out;
}

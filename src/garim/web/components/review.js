// A second pair of eyes: what waits, what it was beside what would leave, and the decision: yes, yes with more hidden, no.
import { html, useEffect, useState } from "../html.js";
import { get, post, Problem } from "../api.js";
import { ago, kindName, problem, say } from "../language.js";
import { set, use } from "../store.js";

const tell = (error) => {
  if (!(error instanceof Problem)) throw error;
  set({ notice: { text: problem(error.error), kind: "bad" } });
};

export function Page() {
  use((s) => s.language);
  const route = use((s) => s.route), [list, setList] = useState(null), [round, again] = useState(0);
  useEffect(() => { get("garim/reviews").then((found) => setList(found.reviews), tell); }, [route.id, round]);
  const here = route.id ? list?.filter((one) => one.id === route.id) : list;
  return html`<main class="desk" id="main"><div>
    <h1>${say("reviewHead")}</h1><p>${say("reviewWhy")}</p>
    ${here && !here.length ? html`<p class="faint">${say("noReviews")}</p>` : null}
    ${here?.map((one) => html`<${One} key=${one.id} told=${one} done=${() => again((n) => n + 1)} />`)}
  </div></main>`;
}

function One({ told, done }) {
  const may = use((s) => s.me.rights.review), me = use((s) => s.me.name);
  const [one, setOne] = useState(null), [hide, setHide] = useState(""), [why, setWhy] = useState("");
  useEffect(() => { get(`garim/reviews/${told.id}`).then(setOne, tell); }, [told]);
  const decide = (agree) => post(`garim/reviews/${told.id}`, { agree, hide: agree ? hide.split("\n") : [], why }).then(() => { set({ notice: { key: "reviewed", kind: "good" } }); done(); }, tell);
  const counts = Object.entries(told.counts).map(([kind, n]) => `${kindName(kind)} ${n}`).join(", ");
  return html`<section class="card review"><h2>${say("reviewBy", told.client)} · ${told.model} · ${ago(told.asked)}</h2>
    <p><span class="tag">${say("statuses")[told.status]}</span> ${told.rules.map((rule) => html`<span class="tag">${rule}</span> `)} <span class="faint">${counts}</span> ${told.why}</p>
    ${one && html`<div class="two"><div><h3 class="faint">${say("whatWas")}</h3><div class="paper" tabindex="0" role="region" aria-label=${say("whatWas")}><${Lines} text=${one.was} other=${one.leaves} /></div></div>
      <div><h3 class="faint">${say("whatLeaves")}</h3><div class="paper" tabindex="0" role="region" aria-label=${say("whatLeaves")}><${Lines} text=${one.leaves} other=${one.was} /></div></div></div>`}
    ${may && told.status === "waiting" && (told.client !== me || !me) && html`<div class="form">
      <label>${say("hideMore")}<textarea name="hide" value=${hide} onInput=${(e) => setHide(e.target.value)} spellcheck=${false}></textarea></label>
      <label>${say("refuseWhy")}<textarea name="why" value=${why} onInput=${(e) => setWhy(e.target.value)}></textarea></label>
      <p><button type="button" class="main" onClick=${() => decide(true)}>${say("approve")}</button> <button type="button" class="bad" onClick=${() => decide(false)}>${say("refuse")}</button></p></div>`}
  </section>`;
}

// The words of a text; those that the other does not have at that place are marked.
function Lines({ text, other }) {
  const mine = text.split(/(\s+)/), theirs = other.split(/(\s+)/);
  return mine.map((word, at) => (word.trim() && word !== theirs[at] ? html`<mark class="what">${word}</mark>` : word));
}

// A second pair of eyes: what waits, what it was and what would leave, and the decision.
import { html, useEffect, useState } from "../html.js";
import { get, post, Problem } from "../api.js";
import { problem, say } from "../language.js";
import { set, use } from "../store.js";

const tell = (error) => {
  if (!(error instanceof Problem)) throw error;
  set({ notice: { text: problem(error.error), kind: "bad" } });
};

export function Page() {
  use((s) => s.language);
  const route = use((s) => s.route), [list, setList] = useState(null);
  const load = () => get("garim/reviews").then((found) => setList(found.reviews), tell);
  useEffect(() => { load(); }, [route.id]);
  const here = route.id ? list?.filter((one) => one.id === route.id) : list;
  return html`<main class="desk" id="main"><div>
    <h1>${say("reviewHead")}</h1><p>${say("reviewWhy")}</p>
    ${here && !here.length ? html`<p class="faint">${say("noReviews")}</p>` : null}
    ${here?.map((one) => html`<${One} key=${one.id} one=${one} done=${load} />`)}
  </div></main>`;
}

function One({ one, done }) {
  const may = use((s) => s.me.rights.review), [hide, setHide] = useState(""), [why, setWhy] = useState("");
  const decide = (verdict) => post(`garim/reviews/${one.id}`, verdict).then(() => { set({ notice: { key: "reviewed", kind: "good" } }); done(); }, tell);
  const words = hide.split("\n").map((word) => word.trim()).filter(Boolean);
  return html`<section class="card review"><h2>${say("reviewBy", one.who)} · ${one.model}</h2>
    <p><span class="tag">${say("statuses")[one.status] || one.status}</span> ${one.rules?.map((rule) => html`<span class="tag">${rule}</span>`)} ${one.why && html`<span>${one.why}</span>`}</p>
    <div class="two"><div><h3 class="faint">${say("whatWas")}</h3><div class="paper" tabindex="0" role="region" aria-label=${say("whatWas")}>${one.was ?? "…"}</div></div>
      <div><h3 class="faint">${say("whatLeaves")}</h3><div class="paper" tabindex="0" role="region" aria-label=${say("whatLeaves")}>${one.leaves}</div></div></div>
    ${may && one.status === "waiting" && html`<div class="form">
      <label>${say("hideMore")}<textarea value=${hide} onInput=${(e) => setHide(e.target.value)} spellcheck=${false}></textarea></label>
      <label>${say("refuseWhy")}<textarea value=${why} onInput=${(e) => setWhy(e.target.value)}></textarea></label>
      <div class="wide"><button type="button" class="main" onClick=${() => decide({ verdict: "approve", hide: words })}>${say("approve")}</button> <button type="button" class="bad" onClick=${() => decide({ verdict: "refuse", why })}>${say("refuse")}</button></div></div>`}
  </section>`;
}

// What she writes for herself: what has come round, all of it with a search, and where a new one begins.
import { html, useEffect, useState } from "../html.js";
import { download, get, remove, request, search } from "../api.js";
import { dayOf, kindOf, told } from "../lang/records.js";
import { tell } from "../language.js";
import { set, use } from "../store.js";
import { One } from "./records-one.js";

export function Page() {
  const route = use((s) => s.route);
  use((s) => s.language);
  return route.id ? html`<${One} key=${route.id} id=${route.id} />` : html`<${All} />`;
}

function All() {
  const language = use((s) => s.language);
  const [seen, setSeen] = useState(null), [find, setFind] = useState(""), [hits, setHits] = useState(null), [round, again] = useState(0);
  useEffect(() => { get("garim/records").then(setSeen, tell); }, [round]);
  useEffect(() => {
    if (!find.trim()) { setHits(null); return undefined; }
    const timer = setTimeout(() => search("garim/records", find).then((found) => setHits(found.records), tell), 150);
    return () => clearTimeout(timer);
  }, [find, language]);
  const dismiss = (id) => remove(`garim/records/${id}`).then(() => again((n) => n + 1), tell);
  const rows = hits || seen?.records || [];
  return html`<main class="desk records" id="main"><div>
    <h1>${told("head")}</h1><p>${told("why")}</p>
    <section class="card"><h2>${told("begin")}</h2><div class="begin">
      ${(seen?.kinds || []).slice().reverse().map((kind) => html`<a class="button" href=${`#/records/new-${kind}`}><b>${kindOf(kind)}</b><span class="faint">${told("kindsWhy")[kind]}</span></a>`)}
      ${(seen?.templates || []).map(({ id, title }) => html`<a class="button" href=${`#/records/new-${id}`}><b>${title}</b><span class="faint">${kindOf("template")}</span></a>`)}
      <a class="button" href="#/records/new-note"><b>${told("other")}</b></a>
    </div></section>
    ${seen?.due.length ? html`<section class="card" id="due"><h2>${told("due")}</h2><ul class="rows">${seen.due.map((one) => html`<li>
      <a class="grow" href=${`#/records/${one.record}`}>${one.text}</a> <span class="tag">${told(one.what)}</span> <time class=${one.past ? "error" : "faint"}>${one.day}${one.past ? ` · ${told("past")}` : ""}</time></li>`)}</ul></section>` : null}
    ${seen?.lost.length ? html`<section class="card" id="lost"><h2>${told("lostHead")}</h2><ul class="rows">${seen.lost.map((one) => html`<li>
      <span class="grow">${told("lostRow", told("kinds")[one.kind] || told("own"), dayOf(one.begun))} <span class="faint">${told("lost")[one.why]}</span></span>
      ${one.why === "damaged" ? html`<a href=${`#/records/${one.id}`}>${told("history")}</a>` : null}
      <button type="button" class="quiet" onClick=${() => dismiss(one.id)}>${told("dismiss")}</button></li>`)}</ul></section>` : null}
    <section class="card">
      <label class="find"><span class="unseen">${told("find")}</span><input type="search" id="find-records" placeholder=${told("find")} value=${find} onInput=${(e) => setFind(e.target.value)} autocomplete="off" /></label>
      ${seen && !rows.length ? html`<p class="faint">${told(find ? "nothing" : "none")}</p>` : null}
      <ul class="rows" id="records">${rows.map((one) => html`<li key=${one.id}>
        <a class="grow" href=${`#/records/${one.id}`}>${one.title || "…"}</a>
        <span class="tag">${kindOf(one.kind)}</span>
        ${one.origin ? html`<span class="tag">${told("from", one.origin.slice(0, 8))}</span>` : null}
        ${one.beside_of ? html`<span class="tag">${told("besideOf")}</span>` : null}
        <time class="faint">${dayOf(one.begun)}</time>
        ${one.piece ? html`<p class="piece faint">${one.piece}</p>` : null}
      </li>`)}</ul>
      ${!hits && seen?.total > rows.length ? html`<p class="faint">${told("more", seen.total - rows.length)}</p>` : null}
    </section>
    ${seen ? html`<${Manage} origins=${seen.origins} done=${() => again((n) => n + 1)} />` : null}
  </div></main>`;
}

function Manage({ origins, done }) {
  const [full, setFull] = useState(false);
  const chosen = async ({ target }) => {
    const file = target.files[0];
    target.value = "";
    if (!file) return;
    try {
      const made = await (await request("POST", "garim/records/archive", new Blob([file], { type: "application/zip" }), { headers: { "content-type": "application/zip" } })).json();
      const said = [told("took", made.new, made.same), made.own ? "" : told("tookOther"), made.apart.length ? told("tookApart", made.apart.length) : "", made.bad.length ? told("tookBad", made.bad.length) : ""];
      set({ notice: { text: said.filter(Boolean).join(" "), kind: made.bad.length ? "bad" : "good" } });
      done();
    } catch (error) { tell(error); }
  };
  return html`<section class="card"><h2>${told("manage")}</h2>
    <p class="buttons"><button type="button" onClick=${() => download("garim/records/archive").catch(tell)}>${told("all")}</button>
      ${origins.map((origin) => html`<button type="button" onClick=${() => download(`garim/records/archive?origin=${origin}`).catch(tell)}>${told("all")} · ${told("from", origin.slice(0, 8))}</button>`)}
      <span class="faint">${told("allWhy")}</span></p>
    <p class="buttons"><button type="button" onClick=${() => download(`garim/records/calendar?full=${full ? 1 : 0}`).catch(tell)}>${told("calendar")}</button>
      <label class="check"><input type="checkbox" checked=${full} onChange=${(e) => setFull(e.target.checked)} /> ${told("calendarFull")}</label></p>
    <p><label class="button file-button">${told("take")} (.zip)<input type="file" class="unseen" id="bring" accept=".zip" onChange=${chosen} /></label></p>
  </section>`;
}

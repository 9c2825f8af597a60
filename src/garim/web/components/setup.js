// Connect a model: try its key, choose from its models, write it down, use it. Then on to the company's words.
import { html, useEffect, useState } from "../html.js";
import { get, post, Problem } from "../api.js";
import { problem, say } from "../language.js";
import { set, use } from "../store.js";
import { newId } from "../talk.js";

const PRESETS = [
  ["OpenAI", { name: "OpenAI", url: "https://api.openai.com", protocol: "openai", trust: "outside" }],
  ["Anthropic", { name: "Anthropic", url: "https://api.anthropic.com", protocol: "anthropic", trust: "outside" }],
  ["vLLM / Ollama", { name: "in-house", url: "http://127.0.0.1:11434", protocol: "openai", trust: "inside" }],
];
const EMPTY = { name: "", url: "", protocol: "openai", trust: "outside", key: "" };

export function Page() {
  const keeper = use((s) => s.me.rights.admin);
  use((s) => s.language);
  const [list, setList] = useState(null), [wrote, setWrote] = useState(null);
  const load = () => get("garim/upstreams").then(setList, () => {});
  useEffect(() => { if (keeper) load(); }, []);
  const done = async (made) => {
    setWrote(made);
    load();
    set({ me: await get("garim/me") });
  };
  return html`<main class="desk" id="main"><div>
    <h1>${say("pageSetup")}</h1><p>${say("setupWhy")}</p>
    ${!keeper ? html`<p class="error">${say("notKeeper")}</p>` : html`
    ${list?.upstreams.length ? html`<section class="card"><h2>${say("upstreams")}</h2><ul class="rows" id="upstreams">${list.upstreams.map((one) => html`<li key=${one.name}><b>${one.name}</b> <span class=${`trust ${one.trust}`}>${say("trust")[one.trust]}</span> <span class="grow faint">${one.place} · ${one.models.join(", ") || "*"}</span></li>`)}</ul></section>` : null}
    ${wrote ? html`<section class="card" id="wrote"><h2>${say("wrote", wrote.path)}</h2><p class="faint">${say("keyKept")} ${wrote.workers > 1 ? say("restartOthers") : ""}</p>
      <h3 class="faint">${say("tomlHead")}</h3><pre class="toml" tabindex="0">${wrote.toml}</pre>
      <p>${say("nextWords")}</p><div><a class="button main" href=${`#/t/${newId()}`}>${say("newTalk")}</a> <a class="button" href="#/words">${say("goWords")}</a> <button type="button" class="quiet" onClick=${() => setWrote(null)}>${say("addUpstream")}</button></div></section>`
      : html`<${Connect} done=${done} />`}`}
  </div></main>`;
}

function Connect({ done }) {
  use((s) => s.language);
  const [one, setOne] = useState(EMPTY), [models, setModels] = useState(null), [chosen, setChosen] = useState([]), [wrong, setWrong] = useState(""), [busy, setBusy] = useState(false);
  const fill = (patch) => { setOne({ ...one, ...patch }); setModels(null); setWrong(""); };
  const attempt = (work) => async (event) => {
    event.preventDefault();
    setBusy(true);
    setWrong("");
    try { await work(); } catch (error) { if (!(error instanceof Problem)) throw error; setWrong(problem(error.error)); }
    setBusy(false);
  };
  const test = attempt(async () => {
    const found = await post("garim/upstreams/test", one);
    setModels(found.models);
    setChosen(found.models.slice(0, 3));
  });
  const write = attempt(async () => done(await post("garim/upstreams", { ...one, models: chosen })));
  const field = (name, label, more = {}) => html`<label>${say(label)}<input name=${name} value=${one[name]} required autocomplete="off" ...${more} onInput=${(e) => fill({ [name]: e.target.value })} /></label>`;
  const toggle = (model) => setChosen(chosen.includes(model) ? chosen.filter((m) => m !== model) : [...chosen, model]);
  return html`<section class="card"><h2>${say("addUpstream")}</h2>
    <p><span class="faint">${say("preset")}: </span>${PRESETS.map(([label, values]) => html`<button type="button" class="quiet" onClick=${() => fill(values)}>${label}</button>`)}</p>
    <form class="form" onSubmit=${models ? write : test}>
      ${field("name", "name")}${field("url", "url", { type: "url", placeholder: "https://…" })}
      ${field("key", "apiKey", { type: "password", required: false })}
      <label>${say("protocol")}<select name="protocol" value=${one.protocol} onChange=${(e) => fill({ protocol: e.target.value })}><option value="openai">OpenAI</option><option value="anthropic">Anthropic</option></select></label>
      <label>${say("where")}<select name="trust" value=${one.trust} onChange=${(e) => setOne({ ...one, trust: e.target.value })}>${["outside", "inside", "local"].map((trust) => html`<option value=${trust}>${say("trust")[trust]}</option>`)}</select></label>
      ${wrong && html`<p class="error" role="alert">${wrong}</p>`}
      ${models && html`<fieldset class="wide models"><legend>${say("tested", models.length)} ${say("chooseModels")}</legend>${models.slice(0, 60).map((model) => html`<label class="check"><input type="checkbox" checked=${chosen.includes(model)} onChange=${() => toggle(model)} /> ${model}</label>`)}</fieldset>`}
      <button class="main" disabled=${busy || (models && !chosen.length)}>${say(models ? "write" : "test")}</button>
    </form></section>`;
}

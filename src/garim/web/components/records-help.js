// Help from a model: what would leave stands here first; the answer goes where she puts it.
import { html, useEffect, useRef, useState } from "../html.js";
import { events, post } from "../api.js";
import { group, kindName, problem, say, tell } from "../language.js";
import { use } from "../store.js";
import { blocks } from "../marks.js";
import { loadTalks, newId } from "../talk.js";
import { told } from "../lang/records.js";

const WAYS = ["draft", "question", "shorten", "translate"];

export function Help({ id, text, box, put }) {
  const models = use((s) => s.me.models);
  const [way, setWay] = useState("shorten"), [place, setPlace] = useState([0, 0]), [seen, setSeen] = useState(null), [model, setModel] = useState(models[0]?.id || "");
  const [answer, setAnswer] = useState(""), [error, setError] = useState(""), [asking, setAsking] = useState(false), running = useRef(null), card = useRef(null);
  useEffect(() => { card.current.scrollIntoView(); }, [!seen]);
  useEffect(() => {
    const look = () => { const { selectionStart: from, selectionEnd: to } = box.current || {}; if (document.activeElement === box.current) setPlace([from, to]); };
    const { selectionStart, selectionEnd } = box.current;
    setPlace([selectionStart, selectionEnd]);
    document.addEventListener("selectionchange", look);
    return () => { document.removeEventListener("selectionchange", look); running.current?.abort(); };
  }, []);
  const [from, to] = place[1] - place[0] > 1 ? place : [0, text.length], chosen = text.slice(from, to);
  useEffect(() => {
    if (!chosen.trim()) { setSeen(null); return undefined; }
    let here = true;
    const timer = setTimeout(async () => {
      try {
        const { prompt } = await post(`garim/records/${id}/prompt`, { way, text: chosen });
        const look = await post("garim/preview", { talk: "records", draft: { text: prompt } });
        if (here) setSeen({ ...look, prompt, source: prompt });
      } catch (wrong) { if (here) setSeen(null); tell(wrong); }
    }, 250);
    return () => { here = false; clearTimeout(timer); };
  }, [way, chosen]);
  const send = async () => {
    running.current = new AbortController();
    setAsking(true); setAnswer(""); setError("");
    let got = "";
    try {
      for await (const event of events(`garim/talks/${newId()}/ask`, { id: newId(), answer: newId(), text: seen.prompt, model }, running.current.signal)) {
        if (event.text) { got += event.text; setAnswer(got); }
        if (event.error) setError(problem(event.error));
      }
    } catch (wrong) { if (wrong.name !== "AbortError") setError(problem(wrong.error) || String(wrong.message)); }
    setAsking(false);
    loadTalks();
  };
  const use_ = (where) => {
    const said = answer.trim();
    if (where === "replace") put(text.slice(0, from) + said + (to === text.length ? "\n" : "") + text.slice(to));
    else put(`${text.trimEnd()}\n\n${said}\n`);
    setAnswer("");
    box.current?.focus();
  };
  const trust = models.find((one) => one.id === model)?.trust;
  return html`<section class="card" id="help-card" ref=${card}><h2>${told("help")}</h2><p class="faint">${told("helpWhy")}</p>
    <p class="buttons">${WAYS.map((name) => html`<button type="button" class=${way === name ? "main" : ""} aria-pressed=${way === name} onClick=${() => setWay(name)}>${told("ways")[name]}</button>`)}
      <span class="faint">${from === 0 && to === text.length ? told("whole") : told("part", to - from)}</span></p>
    ${seen ? html`<h3 class="faint">${told("leaves")}</h3><div class="paper" id="help-leaves" tabindex="0" role="region" aria-label=${told("leaves")}>${seen.legend ? html`<p class="legend">${seen.legend}</p>` : null}${blocks(seen).map((block) => block.pieces.map(({ text: piece, finding, shown }) => (finding?.[2] ? html`<mark class=${group(finding[2])} title=${kindName(finding[2])}>${finding[3]}</mark>` : shown || piece)))}</div>` : null}
    <p class="buttons"><label><span class="unseen">${say("model")}</span><select value=${model} onChange=${(e) => setModel(e.target.value)}>${models.map((one) => html`<option value=${one.id} selected=${one.id === model}>${one.id}</option>`)}</select></label>
      ${trust ? html`<span class=${`trust ${trust}`}>${say("trust")[trust]}</span>` : null}
      ${asking ? html`<button type="button" class="main" onClick=${() => running.current?.abort()}>${told("stop")}</button>` : html`<button type="button" id="help-send" class="main" disabled=${!seen || !model} onClick=${send}>${told("sendIt")}</button>`}
      <span class="faint">${told("asked")}</span></p>
    ${error ? html`<p class="error" role="alert">${error}</p>` : null}
    ${answer ? html`<h3 class="faint">${told("answer")}</h3><div class="paper" id="help-answer" tabindex="0" role="region" aria-label=${told("answer")}>${answer}</div>
      ${asking ? null : html`<p class="buttons"><button type="button" class="main" onClick=${() => use_("replace")}>${told("replace")}</button><button type="button" onClick=${() => use_("append")}>${told("append")}</button><button type="button" class="quiet" onClick=${() => setAnswer("")}>${told("discard")}</button></p>`}` : null}
  </section>`;
}

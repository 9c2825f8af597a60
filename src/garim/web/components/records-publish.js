// Publishing in general words: every change is looked at, one by one, before anything can be saved.
import { html, useEffect, useRef, useState } from "../html.js";
import { download, post, Problem } from "../api.js";
import { group, kindName, reason, tell } from "../language.js";
import { set } from "../store.js";
import { told } from "../lang/records.js";

const ROUND = 40;

export function Publish({ id }) {
  const [draft, setDraft] = useState(null), [verdicts, setVerdicts] = useState({}), [seen, setSeen] = useState(new Set()), [text, setText] = useState(""), [form, setForm] = useState("md");
  const list = useRef(null), card = useRef(null);
  const look = () => post(`garim/records/${id}/look`, {}).then((found) => { setDraft(found); setText(found.text); setVerdicts({}); setSeen(new Set()); }, tell);
  useEffect(() => { look(); }, [id]);
  useEffect(() => {
    if (!draft) return undefined;
    const timer = setTimeout(() => post(`garim/records/${id}/look`, { verdicts }).then((found) => setText(found.text), tell), 200);
    return () => clearTimeout(timer);
  }, [verdicts]);
  useEffect(() => { card.current?.scrollIntoView(); }, [!draft]);
  if (!draft) return null;
  const mark = (at, on) => { const next = new Set(seen); if (on) next.add(at); else next.delete(at); setSeen(next); };
  // Other words are for every place of the same thing that is not looked at yet; what is left as it is, is so there alone.
  const say = (at, word, alone) => {
    const next = { ...verdicts }, { 3: was, 5: thing } = draft.changes[at];
    draft.changes.forEach((one, n) => { if (n === at || !alone && one[5] === thing && one[3] === was && !seen.has(n)) { if (word === was) delete next[n]; else next[n] = word; } });
    setVerdicts(next);
  };
  const keyed = (event, at) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    mark(at, true);
    list.current.querySelectorAll("input[type=text]")[at + 1]?.focus();
  };
  const save = async () => {
    try { await download(`garim/records/${id}/publish`, { verdicts, seen: draft.seen, form }); } catch (error) {
      if (!(error instanceof Problem) || error.status !== 409) return tell(error);
      set({ notice: { text: told("newLook"), kind: "bad" } });
      look();
    }
    return undefined;
  };
  const all = seen.size === draft.changes.length;
  return html`<section class="card" id="publish-card" ref=${card}><h2>${told("publish")}</h2><p class="faint">${told("publishWhy")}</p>
    ${draft.left.length ? html`<p class="error" role="alert">${told("left", draft.left.join(", "))}</p>` : null}
    ${draft.changes.length ? html`<ol class="changes" ref=${list}>${draft.changes.map(([from, to, kind, word, why], at) => {
      const line = draft.source, begin = Math.max(line.lastIndexOf("\n", from - 1) + 1, from - ROUND), end = line.indexOf("\n", to), stop = Math.min(end < 0 ? line.length : end, to + ROUND);
      const kept = verdicts[at] === null, is = verdicts[at] ?? word;
      return html`<li class=${seen.has(at) ? "seen" : ""}>
        <p>${begin && line[begin - 1] !== "\n" ? "…" : ""}${line.slice(begin, from)}<mark class=${group(kind)}>${line.slice(from, to)}</mark>${line.slice(to, stop)}${stop < line.length && line[stop] !== "\n" ? "…" : ""} <span class="faint">${kindName(kind)} · ${reason(kind, why)}</span></p>
        <div class="buttons"><label class="grow"><span class="unseen">${told("becomes")}</span><input type="text" value=${kept ? line.slice(from, to) : is} placeholder=${told("empty")} disabled=${kept} list=${/^(org|customer)/.test(kind) ? "orgs" : null} onInput=${(e) => say(at, e.target.value)} onKeyDown=${(e) => keyed(e, at)} autocomplete="off" /></label>
          <label class="check"><input type="checkbox" checked=${kept} onChange=${(e) => say(at, e.target.checked ? null : word, true)} /> ${told("keep")}</label>
          <label class="check"><input type="checkbox" class="looked" checked=${seen.has(at)} onChange=${(e) => mark(at, e.target.checked)} /> ${told("seen")}</label></div>
      </li>`;
    })}</ol><datalist id="orgs">${told("orgs").map((word) => html`<option value=${word} />`)}</datalist><p role="status" class="faint" id="looked">${told("looked", seen.size, draft.changes.length)}</p>` : html`<p class="faint">${told("nothingTo")}</p>`}
    <h3 class="faint">${told("result")}</h3><div class="paper" id="published" tabindex="0" role="region" aria-label=${told("result")}>${text}</div>
    <p class="buttons"><label>${told("saveAs")} <select value=${form} onChange=${(e) => setForm(e.target.value)}>${[["md", "Markdown"], ["html", "HTML"], ["eml", "E-mail (.eml)"]].map(([name, words]) => html`<option value=${name} selected=${form === name}>${words}</option>`)}</select></label>
      <button type="button" id="publish-save" class="main" disabled=${!all} onClick=${save}>${told("download")}</button></p>
  </section>`;
}

// One record: written on the left, the earlier ones of its kind beside it; its versions, help from a model, publishing.
import { html, useEffect, useRef, useState } from "../html.js";
import { get, post, put, remove } from "../api.js";
import { ago, tell } from "../language.js";
import { set, state, use } from "../store.js";
import { Markdown } from "./markdown.js";
import { dayOf, kindOf, told } from "../lang/records.js";
import { Help } from "./records-help.js";
import { Publish } from "./records-publish.js";

const unsaved = {}; // what could not be saved as a page was left: it stands there again

export function One({ id }) {
  const language = use((s) => s.language);
  const [one, setOne] = useState(null), [text, setText] = useState(""), [title, setTitle] = useState(""), [due, setDue] = useState(""), [open, setOpen] = useState(""), [tab, setTab] = useState("beside"), [wrong, setWrong] = useState(null), [broken, setBroken] = useState(false);
  // A fresh one is new-KIND, a template of hers by its id, or new-KIND?year=… with the figures of a year.
  const [named, figures = ""] = id.startsWith("new-") ? decodeURIComponent(id.slice(4)).split("?") : [];
  const box = useRef(null), now = useRef(null), fresh = named !== undefined, kind = one?.kind || named;
  const shown = (found) => {
    const was = { ...found, ...unsaved[id] };
    delete unsaved[id];
    setOne({ ...found, newest: was.newest }); setText(was.text); setTitle(was.title || ""); setDue(was.due || "");
  };
  const load = (version) => get(`garim/records/${id}${version ? `?version=${version}` : ""}`).then((found) => { setWrong(null); shown({ ...found, newest: version ? one?.newest || found.version : found.version }); }, (error) => {
    const damaged = /damaged/.test(error.error?.message);
    if (damaged) setWrong(error.error); else tell(error);
    setBroken(damaged);
  });
  useEffect(() => {
    if (fresh) get(`garim/records/begin?kind=${named}&lang=${state.language}${figures && `&${figures}`}`).then((found) => shown({ ...found, title: "", version: 0, newest: 0, versions: [], start: found.text }), tell);
    else load();
  }, [id]);
  const dirty = !!one && (text !== one.text || (title !== (one.title || "")) || due !== (one.due || "")) && !(fresh && text === one.start && !title);
  now.current = { one, text, title, due, dirty };
  const save = async () => {
    try {
      if (fresh) {
        const made = await post("garim/records", { kind, lang: state.language, text, title, due });
        set({ notice: { text: told("saved", made.version), kind: "good" } });
        now.current = { ...now.current, dirty: false };
        location.replace(`#/records/${made.id}`);
        return;
      }
      const made = await put(`garim/records/${id}`, { text, title, due, version: one.newest });
      if (made.copy) {
        set({ notice: { text: told("copyTold"), kind: "bad" } });
        now.current = { ...now.current, dirty: false };
        location.hash = `#/records/${made.copy}`;
        return;
      }
      set({ notice: { text: told("saved", made.version), kind: "good" } });
      setBroken(false);
      await load();
    } catch (error) { tell(error); }
  };
  // What is not saved is saved on the way out, as a version; the browser asks where it cannot be.
  useEffect(() => {
    const keep = () => {
      const { one: was, text, title, due, dirty } = now.current;
      if (!dirty) return;
      now.current.dirty = false;
      const body = { text, title, due }, more = { keepalive: text.length < 60_000 };
      (fresh ? post("garim/records", { kind, lang: state.language, ...body }, more) : put(`garim/records/${id}`, { ...body, version: was.newest }, more))
        .then((made) => made.copy && set({ notice: { text: told("copyTold"), kind: "bad" } }), (error) => { unsaved[id] = { ...body, newest: was.newest }; tell(error); });
    };
    const leaving = (event) => { if (now.current.dirty) { event.preventDefault(); keep(); } };
    addEventListener("beforeunload", leaving);
    return () => { removeEventListener("beforeunload", leaving); keep(); };
  }, [id]);
  const keyed = (event) => { if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); } };
  const gone = () => confirm(told("removeSure")) && remove(`garim/records/${id}`).then(() => { now.current.dirty = false; location.hash = "#/records"; }, tell);
  const keepTemplate = async () => {
    const name = prompt(told("templateName"));
    if (!name) return;
    try { await post("garim/records", { kind: "template", lang: state.language, title: name.trim().replace(/\s+/g, "-"), text }); set({ notice: { text: told("templated"), kind: "good" } }); } catch (error) { tell(error); }
  };
  const ready = !fresh && !dirty;
  const toggle = (name) => () => (ready || name === "history" || name === "help" && !fresh ? setOpen(open === name ? "" : name) : set({ notice: { text: told("saveFirst") } }));
  return html`<main class="desk records" id="main" onKeyDown=${keyed}><div>
    <p class="buttons"><a href="#/records">← ${told("back")}</a> ${kind ? html`<span class="tag">${kindOf(kind)}</span>` : null}
      ${one?.origin ? html`<span class="tag">${told("from", one.origin.slice(0, 8))}</span>` : null}
      ${one?.beside_of ? html`<a class="tag" href=${`#/records/${one.beside_of}`}>${told("seeOther")}</a>` : null}
      <span class="grow"></span><span class="faint" role="status" id="dirty">${dirty ? told("dirty") : ""}</span></p>
    ${wrong ? html`<section class="card"><p class="error">${told("damaged")}</p>
      <p class="buttons">${(wrong.hint?.match(/\d+/g) || []).map((n) => html`<button type="button" onClick=${() => load(n)}>${told("version", n, "")}</button>`)}</p></section>` : null}
    ${one ? html`
    ${broken ? html`<p class="card" role="status">${told("mend", one.version)}</p>` : one.version !== one.newest ? html`<p class="card" role="status">${told("old", one.version)} <button type="button" onClick=${() => load()}>${told("newest")}</button></p>` : null}
    <div class="writing">
      <section class="card write">
        <div class="form"><label>${told("title")}<input id="title" value=${title} maxlength="200" placeholder=${kindOf(kind)} onInput=${(e) => setTitle(e.target.value)} autocomplete="off" /></label>
          <label>${told("again")}<input id="again" type="date" value=${due} onInput=${(e) => setDue(e.target.value)} /></label></div>
        <label class="unseen" for="record">${told("text")}</label>
        <textarea id="record" ref=${box} value=${text} spellcheck=${false} onInput=${(e) => setText(e.target.value)}></textarea>
        <p class="buttons"><button type="button" id="save" class="main" disabled=${!dirty && !fresh && !broken} onClick=${save}>${told("save")}</button>
          <button type="button" id="help" aria-expanded=${open === "help"} onClick=${toggle("help")}>${told("help")}</button>
          <button type="button" id="publish" aria-expanded=${open === "publish"} onClick=${toggle("publish")}>${told("publish")}</button></p>
        ${fresh ? null : html`<p class="buttons small">
          ${one.versions?.length || one.version > 1 ? html`<button type="button" class="quiet" id="versions" aria-expanded=${open === "history"} onClick=${toggle("history")}>${told("history")}</button>` : null}
          <button type="button" class="quiet" onClick=${keepTemplate}>${told("template")}</button>
          <span class="grow"></span><button type="button" class="quiet bad" onClick=${gone}>${told("remove")}</button></p>`}
        ${open === "history" ? html`<ul class="rows">${[...(one.versions || [])].reverse().map((old) => html`<li><button type="button" class="quiet" onClick=${() => load(old.version)}>${told("version", old.version, ago(old.changed))}</button></li>`)}</ul>` : null}
      </section>
      <section class="card beside">
        <p class="buttons" role="tablist">${["beside", "shown"].map((name) => html`<button type="button" role="tab" class="quiet" aria-selected=${tab === name} onClick=${() => setTab(name)}>${told(name)}${name === "beside" && one.beside?.length ? ` (${one.beside.length})` : ""}</button>`)}</p>
        ${tab === "shown" ? html`<${Markdown} text=${text} />` : one.beside?.length ? one.beside.map((old, at) => html`<details key=${old.id} open=${at === 0}><summary><b>${old.title}</b> <span class="faint">${kindOf(old.kind)} · ${dayOf(old.begun)}</span></summary><${Markdown} text=${old.text} /></details>`) : html`<p class="faint">${told("noBeside")}</p>`}
      </section>
    </div>
    ${open === "help" ? html`<${Help} id=${id} text=${text} box=${box} put=${setText} language=${language} />` : null}
    ${open === "publish" ? html`<${Publish} id=${id} language=${language} />` : null}` : null}
  </div></main>`;
}

// The company's words: find, add, import with a look first, proposals, and a bench to try a text.
import { html, useEffect, useState } from "../html.js";
import { get, post, search } from "../api.js";
import { group, kindName, missed, reason, say, tell, told } from "../language.js";
import { set, use } from "../store.js";
import { blocks } from "../marks.js";

export function Page() {
  const keeper = use((s) => s.me.rights.admin);
  use((s) => s.language);
  const [list, setList] = useState(null), [find, setFind] = useState(""), [never, setNever] = useState(false), [round, again] = useState(0);
  const load = (after) => search(`garim/words?after=${after}${never ? "&never=1" : ""}`, find);
  const changed = () => again((n) => n + 1);
  useEffect(() => {
    if (!keeper) return undefined;
    let here = true; // an older search that comes late shows nothing
    const timer = setTimeout(() => load(0).then((found) => here && setList(found), missed(setList)), find ? 150 : 0);
    return () => { here = false; clearTimeout(timer); };
  }, [find, never, round]);
  const more = async () => {
    const next = await load(list.next);
    setList({ ...next, words: [...list.words, ...next.words] });
  };
  const remove = (term) => post("garim/words/remove", { term }).then(changed, tell);
  return html`<main class="desk" id="main"><div>
    <h1>${say("pageWords")}</h1><p>${say("wordsWhy")}</p>
    <${Add} kinds=${list?.kinds} done=${changed} />
    ${keeper && html`<${Proposals} done=${changed} />
    <section class="card" aria-busy=${list === null}><h2><span role="status">${list ? say("wordsCount", list.total) : say(list === null ? "loading" : "pageWords")}</span></h2>
      <label class="find"><span class="unseen">${say("findWord")}</span><input type="search" placeholder=${say("findWord")} value=${find} onInput=${(e) => setFind(e.target.value)} autocomplete="off" /></label>
      <label class="check"><input type="checkbox" id="never" checked=${never} onChange=${(e) => setNever(e.target.checked)} /> ${say("onlyNever")}</label>
      ${list?.most.length && !find && !never ? html`<p class="faint">${say("most")}: ${list.most.map(({ term, fired }) => `${term} (${fired})`).join(", ")}</p>` : null}
      ${list && !list.total ? html`<p class="faint">${say("nowhereWords")}</p>` : null}
      <ul class="rows" id="words">${list?.words.map((word) => html`<li key=${`${word.term}${word.kind}`}>
        <b>${word.term}</b> <span class="tag">${word.kind === "public" ? say("publicWords") : kindName(word.kind)}</span>
        <span class="grow faint">${[...word.aliases, word.means].filter(Boolean).join(" · ")}</span>
        <span class="faint">${word.kind === "public" ? "" : word.fired ? say("fired", word.fired) : say("neverFired")}</span>
        ${word.taught && html`<button type="button" class="quiet" aria-label=${`${say("remove")}: ${word.term}`} onClick=${() => remove(word.term)}>${say("remove")}</button>`}
      </li>`)}</ul>
      ${list?.next ? html`<button type="button" onClick=${more}>${say("more")}</button>` : null}
    </section>
    <${Import} done=${changed} />`}
    <${Bench} />
  </div></main>`;
}

// What is added most comes first, the others by their name.
const FIRST = ["org", "product", "project", "person", "customer", "host"];
const ordered = (kinds) => [...FIRST.filter((kind) => kinds.includes(kind)), ...kinds.filter((kind) => !FIRST.includes(kind)).sort((a, b) => kindName(a).localeCompare(kindName(b)))];

function Add({ kinds = ["org", "product", "project", "person", "customer", "host", "word"], done }) {
  use((s) => s.language);
  const add = async (event) => {
    event.preventDefault();
    const form = event.target, field = (name) => form.elements[name].value.trim();
    const term = { term: field("term"), kind: field("kind"), aliases: field("aliases").split(",").map((one) => one.trim()).filter(Boolean), means: field("means") };
    const isPublic = term.kind === "public";
    try {
      const made = await post("garim/words", isPublic ? { public: [term.term] } : { terms: [term] });
      const warned = made.ordinary?.length && !isPublic ? say("ordinary", made.ordinary[0]) : "";
      set({ notice: { text: [say(made.proposed ? "proposed" : "added"), warned].filter(Boolean).join(" "), kind: "good" } });
      form.reset();
      done();
    } catch (error) { tell(error); }
  };
  return html`<section class="card"><h2>${say("addWord")}</h2><form class="form" onSubmit=${add}>
    <label>${say("term")}<input name="term" required maxlength="200" autocomplete="off" /></label>
    <label>${say("kind")}<select name="kind">${ordered(kinds).map((kind) => html`<option value=${kind} selected=${kind === "org"}>${kindName(kind)}</option>`)}<option value="public">${say("publicWords")}</option></select></label>
    <label>${say("aliases")}<input name="aliases" autocomplete="off" /></label>
    <label>${say("means")}<input name="means" autocomplete="off" /></label>
    <button class="main">${say("add")}</button>
  </form></section>`;
}

function Proposals({ done }) {
  use((s) => s.language);
  const [list, setList] = useState([]);
  const load = () => get("garim/words/proposals").then((found) => setList(found.proposals), tell);
  useEffect(() => { load(); }, []);
  const decide = (id, verdict) => post(`garim/words/proposals/${id}`, verdict).then(() => { load(); done(); }, tell);
  if (!list.length) return null;
  return html`<section class="card" id="proposals"><h2>${say("proposals")}</h2><ul class="rows">${list.map((one) => html`<li key=${one.id}>
    <b>${one.term}</b> <span class="tag">${one.kind === "public" ? say("publicWords") : kindName(one.kind)}</span>
    <span class="grow faint">${say("proposedBy", one.who)}${one.ordinary ? ` · ${say("ordinary", one.term)}` : ""}</span>
    <button type="button" class="main" onClick=${() => decide(one.id, { accept: true })}>${say("accept")}</button>
    ${one.kind === "public" ? null : html`<button type="button" onClick=${() => decide(one.id, { accept: true, public: true })}>${say("asPublic")}</button>`}
    <button type="button" onClick=${() => decide(one.id, { accept: false })}>${say("decline")}</button>
  </li>`)}</ul></section>`;
}

// A file's text: UTF-8, UTF-16 by its mark, or as Excel writes CSV in Korea (EUC-KR is CP949 in a browser).
function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes);
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return new TextDecoder(first === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch { return new TextDecoder("euc-kr").decode(bytes); }
}

const SHOWN = 30; // rows of an import that are looked at

function Import({ done }) {
  use((s) => s.language);
  const [look, setLook] = useState(null);
  const chosen = async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    try { setLook(await post("garim/words/look", { name: file.name, text: decoded(await file.arrayBuffer()) })); } catch (error) { tell(error); }
    event.target.value = "";
  };
  const add = async () => {
    try {
      const made = await post("garim/words", { terms: look.new });
      set({ notice: { text: `${say("added")} (${made.added})`, kind: "good" } });
      setLook(null);
      done();
    } catch (error) { tell(error); }
  };
  return html`<section class="card"><h2>${say("importHead")}</h2><p class="faint">${say("importWhy")}</p>
    <p><label class="button file-button">${say("importFile")}<input type="file" class="unseen" accept=".jsonl,.csv,.txt" onChange=${chosen} /></label></p>
    ${look && html`<div id="import" class="form"><p><span class="tag">${say("importNew", look.new.length)}</span> <span class="tag">${say("importKnown", look.known)}</span> <span class="tag">${say("importBad", look.bad.filter((one) => !one.kept).length)}</span></p>
      <ul class="rows wide">${look.new.slice(0, SHOWN).map((one) => html`<li><b>${one.term || one.pattern || one.network}</b> <span class="tag">${kindName(one.kind)}</span> <span class="grow faint">${[...one.aliases, one.means].filter(Boolean).join(" · ")}</span>${look.ordinary.includes(one.term) ? html`<span class="error">${say("ordinary", one.term)}</span>` : null}</li>`)}
      ${look.new.length > SHOWN ? html`<li class="faint">${say("andMore", look.new.length - SHOWN)}</li>` : null}
      ${look.bad.slice(0, 10).map((one) => html`<li class=${one.kept ? "faint" : "error"}>${say("line", one.line)}: ${told(one.what)}</li>`)}</ul>
      ${look.new.length ? html`<button type="button" class="main" onClick=${add}>${say("importDo", look.new.length)}</button>` : null}</div>`}
  </section>`;
}

function Bench() {
  use((s) => s.language);
  const [text, setText] = useState(""), [seen, setSeen] = useState(null);
  const run = () => post("garim/words/bench", { text }).then((found) => setSeen({ ...found, source: text, kept: [] }), tell);
  return html`<section class="card"><h2>${say("bench")}</h2><p class="faint">${say("benchWhy")}</p>
    <label><span class="unseen">${say("benchText")}</span><textarea id="bench" value=${text} spellcheck=${false} placeholder=${say("benchText")} onInput=${(e) => setText(e.target.value)}></textarea></label>
    <div><button type="button" class="main" disabled=${!text.trim()} onClick=${run}>${say("benchRun")}</button></div>
    ${seen && html`<div class="paper" tabindex="0" role="region" aria-label=${say("leaves")}>${blocks(seen).map((block) => block.pieces.map((piece) => (piece.finding ? html`<mark class=${group(piece.finding[2])}>${piece.finding[3]}</mark>` : piece.text)))}</div>
      ${seen.ordinary.length ? html`<p class="error">${say("benchOrdinary")}: ${seen.ordinary.join(", ")}</p>` : null}
      <ul class="rows" id="benched">${seen.findings.map(([from, to, kind, surrogate, why]) => html`<li><b>${seen.source.slice(from, to)}</b> → ${surrogate} <span class="tag">${kindName(kind)}</span> <span class="grow faint">${reason(kind, why)}</span></li>`)}</ul>`}
  </section>`;
}

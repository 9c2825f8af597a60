// Where she writes, and beside it all that will leave. The two scroll together.
import { html, useEffect, useRef, useState } from "../html.js";
import { say } from "../language.js";
import { set, state, use } from "../store.js";
import { cancelEdit, isEmpty, pasted, send, stop, write } from "../talk.js";
import { wholeWord } from "../marks.js";
import { Preview } from "./preview.js";
import { Files, FileChooser, takeFiles } from "./files.js";
import { ModelChoice } from "./model-choice.js";
import { Point } from "./point.js";
import { Wrong } from "./notice.js";

export function Composer() {
  const draft = use((s) => s.draft), asking = use((s) => s.asking), editing = use((s) => s.editing), error = use((s) => (s.preview?.error?.code === "lost" ? null : s.preview?.error)); // that it is lost, the notice says
  use((s) => s.language);
  const preview = use((s) => s.preview);
  const box = useRef(null), paper = useRef(null), [over, setOver] = useState(false), leads = useRef("box");
  useEffect(() => { if (matchMedia("(min-width: 800px)").matches || editing) box.current?.focus(); }, [editing]);
  useEffect(() => { if (draft.text === "" && box.current) box.current.scrollTop = 0; }, [draft.text === ""]);

  // Whichever of the two she moves leads: the other one's own scrolling answers nothing.
  const follow = (name) => {
    const [from, to] = name === "box" ? [box.current, paper.current] : [paper.current, box.current];
    if (leads.current !== name || !from || !to) return;
    const most = from.scrollHeight - from.clientHeight;
    to.scrollTop = most > 0 ? Math.round((from.scrollTop / most) * (to.scrollHeight - to.clientHeight)) : 0;
  };
  const lead = (name) => () => { leads.current = name; };
  const moves = (name) => ({ onWheel: lead(name), onTouchStart: lead(name), onPointerDown: lead(name), onFocusIn: lead(name), onKeyDownCapture: lead(name) });
  useEffect(() => follow("box"), [preview]);
  const typed = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) { event.preventDefault(); send(); }
    if (event.key === "Escape" && asking) stop();
  };
  const typedIn = ({ target }) => {
    if (state.point) set({ point: null });
    write({ text: target.value });
  };
  const selected = ({ target }) => {
    const { selectionStart: from, selectionEnd: to } = target;
    const word = to - from > 0 && to - from < 2000 ? wholeWord(target.value, from, to) : "";
    if (word) set({ point: { kind: "selection", word } });
    else if (state.point?.kind === "selection") set({ point: null });
  };
  const paste = (event) => {
    const data = event.clipboardData;
    if (data.files.length) { event.preventDefault(); takeFiles(data.files); return; }
    if (pasted(data.getData("text/plain"))) event.preventDefault();
  };
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length) takeFiles(event.dataTransfer.files);
  };
  const empty = isEmpty(draft), fresh = !state.talk.leaf;
  return html`<section class=${`composer ${over ? "over" : ""} ${empty ? "empty" : ""}`} aria-label=${say("yours")}
      onDragOver=${(e) => { if (e.dataTransfer.types.includes("Files")) { e.preventDefault(); setOver(true); } }} onDragLeave=${() => setOver(false)} onDrop=${drop}>
    ${editing && html`<p class="editing">${say("editing")} <button type="button" class="quiet" onClick=${cancelEdit}>${say("cancel")}</button></p>`}
    <div class="pair">
      <div class="pane" ...${moves("box")}>
        <div class="head"><h2 id="yours"><label for="text">${say("yours")}</label></h2>
          ${empty && fresh && html`<button type="button" class="quiet" id="example" onClick=${() => write({ text: say("sampleText") })}>${say("sample")}</button>`}</div>
        <textarea id="text" ref=${box} value=${draft.text} placeholder=${say("placeholder")} spellcheck=${false} autocomplete="off" autocapitalize="off"
          aria-describedby="hint" onInput=${typedIn} onKeyDown=${typed} onSelect=${selected} onPaste=${paste}
          onScroll=${() => follow("box")}></textarea>
        <p class="counted faint" id="hint">${say(!empty ? "hint" : fresh ? "promise" : "goesOn")}</p>
      </div>
      <div class="pane" ...${moves("paper")}>
        <div class="head"><h2 id="leaves">${say("leaves")}</h2></div>
        <${Preview} paper=${paper} onScroll=${() => follow("paper")} />
      </div>
    </div>
    <${Files} />
    ${error && html`<${Wrong} error=${error} id="error" />`}
    <div class="foot">
      <${ModelChoice} />
      <${FileChooser} />
      <span class="grow"></span>
      ${asking
        ? html`<button type="button" id="stop" class="main" onClick=${stop}>${say("stop")}</button>`
        : html`<button type="button" id="send" class="main" disabled=${empty || !draft.model} title=${say("shortcut")} onClick=${send}>${say("send")}</button>`}
    </div>
    <${Point} />
  </section>`;
}

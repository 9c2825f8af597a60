// All that will leave: hidden places coloured by kind, what she let through outlined, the legend line on top. Only the
// blocks of lines that changed are drawn again, and the browser lays out those alone that are in view.
import { html, useEffect, useMemo, useState } from "../html.js";
import { Component } from "../vendor/preact.js";
import { group, kindName, reason, say } from "../language.js";
import { set, state, use } from "../store.js";
import { blocks, wholeWord } from "../marks.js";
import { isEmpty } from "../talk.js";

export function Preview({ paper, onScroll }) {
  const preview = use((s) => s.preview), language = use((s) => s.language), draft = use((s) => s.draft), late = useLate();
  const drawn = useMemo(() => (preview?.source && !preview.error ? blocks(preview) : []), [preview]);
  const empty = isEmpty(draft);
  const pointed = (event) => {
    const mark = event.target.closest?.("[data-mark]");
    if (!mark) return;
    const { start } = drawn[+mark.closest(".block").dataset.number], from = start + +mark.dataset.at;
    const finding = state.preview.findings.find((f) => f[0] === from) || [];
    const word = state.preview.source.slice(from, start + +mark.dataset.end);
    const { left, top, bottom } = mark.getBoundingClientRect();
    set({ point: { kind: mark.dataset.mark, word, finding, x: left, y: bottom, top, byHand: event.type === "click" || event.type === "keydown" } });
  };
  const keyed = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pointed(event); } };
  const selected = () => {
    const chosen = getSelection().toString();
    if (chosen.trim() && chosen.length < 2000 && state.preview.source.includes(chosen)) {
      const at = state.preview.source.indexOf(chosen);
      set({ point: { kind: "selection", word: wholeWord(state.preview.source, at, at + chosen.length) } });
    }
  };
  // The place under the pointer or the focus tells what it is without being pressed.
  const tell = ({ target }) => {
    const told = target.dataset?.mark === "hidden" ? target.title : "";
    if (told !== state.pointed) set({ pointed: told });
  };
  return html`<div class=${`paper ${late ? "late" : ""}`} id="hidden" aria-busy=${late} ref=${paper} tabindex="0" role="region" aria-labelledby="leaves" onScroll=${onScroll}
      onClick=${pointed} onKeyDown=${keyed} onMouseUp=${selected} onMouseOver=${tell} onFocusIn=${tell} onMouseLeave=${() => set({ pointed: "" })} onFocusOut=${() => set({ pointed: "" })}>
    ${empty ? html`<p class="faint">${say("nothing")}</p>` : null}
    ${preview?.legend && !empty && html`<p class="legend"><b>${say("legendHead")}</b> ${preview.legend}</p>`}
    ${draft.files.filter((file) => file.image).map((file) => html`<p class="legend"><b>${file.name}</b> ${say("imageLeaves")}</p>`)}
    ${empty ? null : drawn.map((block, at) => html`<${Block} key=${at} number=${at} block=${block} language=${language} />`)}
    ${preview?.partly && !empty && html`<p class="faint">${say("looking")}</p>`}
  </div>
  <${Counted} />`;
}

class Block extends Component {
  shouldComponentUpdate({ block, language }) {
    return block.key !== this.props.block.key || language !== this.props.language;
  }

  // Places are told from the block's start, so that what is typed above does not change them.
  render({ block, number }) {
    let at = 0;
    return html`<div class="block" data-number=${number}>${block.pieces.map(({ text, finding, shown }) => {
      const start = at;
      at += text.length;
      if (!finding) return shown || text;
      const [, , kind, surrogate, why] = finding;
      if (!kind) return html`<span class="kept" role="button" tabindex="0" data-mark="kept" data-at=${start} data-end=${at} aria-label=${say("keptLabel", text)}>${text}</span>`;
      const told = `${kindName(kind)} · ${reason(kind, why)}`;
      return html`<mark class=${group(kind)} role="button" tabindex="0" data-mark="hidden" data-at=${start} data-end=${at} title=${told} aria-label=${say("markLabel", told, surrogate)}>${surrogate}</mark>`;
    })}</div>`;
  }
}

// Whether what stands here is not yet of what she wrote, for longer than a blink.
function useLate() {
  const stale = use((s) => s.stale), [late, setLate] = useState(false);
  useEffect(() => {
    if (!stale) return void setLate(false);
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, [stale]);
  return stale && late;
}

function Counted() {
  const preview = use((s) => s.preview), draft = use((s) => s.draft), stale = use((s) => s.stale), told = use((s) => s.pointed), late = useLate();
  const [text, setText] = useState("");
  use((s) => s.language);
  useEffect(() => { if (!stale || isEmpty(draft)) setText(counted(preview, draft)); }, [preview, draft, stale, state.language]);
  return html`<p class="counted faint" role="status" id="counted">${late && !isEmpty(draft) ? say("looking") : told || text}</p>`;
}

function counted(preview, draft) {
  if (!preview?.findings || preview.error || isEmpty(draft)) return "";
  const kinds = new Map();
  for (const [, , kind] of preview.findings) kinds.set(kindName(kind), (kinds.get(kindName(kind)) || 0) + 1);
  const listed = [...kinds].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name} ${n}`).join(", ");
  let text = preview.findings.length ? say("counted", preview.findings.length, listed) : say("clean");
  if (preview.kept.length) text += ` · ${say("keptCount", preview.kept.length)}`;
  if (preview.route && preview.route !== "outside") text += ` · ${say("routed", say("trustShort")[preview.route] || say("trust")[preview.route])}`;
  return text;
}

// All that will leave: hidden places coloured by kind, what she let through outlined, the legend line on top. Only the
// blocks of lines that changed are drawn again, and the browser lays out those alone that are in view.
import { html, useMemo } from "../html.js";
import { Component } from "../vendor/preact.js";
import { group, kindName, reason, say } from "../language.js";
import { set, state, use } from "../store.js";
import { blocks, wholeWord } from "../marks.js";

export function Preview({ paper, onScroll }) {
  const preview = use((s) => s.preview), language = use((s) => s.language), draft = use((s) => s.draft);
  const drawn = useMemo(() => (preview?.source && !preview.error ? blocks(preview) : []), [preview]);
  const empty = !draft.text.trim() && !draft.files.length;
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
  return html`<div class="paper" id="hidden" ref=${paper} tabindex="0" role="region" aria-labelledby="leaves" onScroll=${onScroll}
      onClick=${pointed} onKeyDown=${keyed} onMouseUp=${selected}>
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
    return html`<div class="block" data-number=${number}>${block.pieces.map(({ text, finding }) => {
      const start = at;
      at += text.length;
      if (!finding) return text;
      const [, , kind, surrogate, why] = finding;
      if (!kind) return html`<span class="kept" role="button" tabindex="0" data-mark="kept" data-at=${start} data-end=${at} aria-label=${say("keptLabel", text)}>${text}</span>`;
      return html`<mark class=${group(kind)} role="button" tabindex="0" data-mark="hidden" data-at=${start} data-end=${at} title=${`${kindName(kind)} · ${reason(kind, why)}`} aria-label=${say("markLabel", kindName(kind), surrogate)}>${surrogate}</mark>`;
    })}</div>`;
  }
}

function Counted() {
  const preview = use((s) => s.preview), draft = use((s) => s.draft);
  use((s) => s.language);
  let text = "";
  if (preview?.findings && !preview.error && (draft.text.trim() || draft.files.length)) {
    const kinds = new Map();
    for (const [, , kind] of preview.findings) kinds.set(kindName(kind), (kinds.get(kindName(kind)) || 0) + 1);
    const listed = [...kinds].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name} ${n}`).join(", ");
    text = preview.findings.length ? say("counted", preview.findings.length, listed) : say("clean");
    if (preview.kept.length) text += ` · ${say("keptCount", preview.kept.length)}`;
    if (preview.route && preview.route !== "outside") text += ` · ${say("routed", say("trustShort")[preview.route] || say("trust")[preview.route])}`;
  }
  return html`<p class="counted faint" role="status" id="counted">${text}</p>`;
}

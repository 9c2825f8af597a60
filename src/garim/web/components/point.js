// What she pointed at (a hidden place, one that she let through, a selection), why it is so, and what she can do about it.
import { html, useEffect, useLayoutEffect, useRef, useState } from "../html.js";
import { group, kindName, reason, say } from "../language.js";
import { set, use } from "../store.js";
import { decide, teach } from "../talk.js";

const TEACH = ["org", "product", "project", "person", "customer", "host", "db_object", "word"];

// Beside the place itself, where there is room for it; on a phone, and for a selection, where the style sheet says.
function place(card, { x, y, top }) {
  const here = y !== undefined && innerWidth > 800;
  const { width, height } = card.getBoundingClientRect();
  Object.assign(card.style, here
    ? { position: "fixed", right: "auto", bottom: "auto", left: `${Math.max(8, Math.min(x, innerWidth - width - 12))}px`, top: `${y + height + 14 < innerHeight ? y + 6 : Math.max(8, top - height - 6)}px` }
    : { position: "", right: "", bottom: "", left: "", top: "" });
}

export function Point() {
  const point = use((s) => s.point);
  use((s) => s.language);
  const card = useRef(null), [kind, setKind] = useState("word");
  useEffect(() => {
    if (!point) return undefined;
    const away = (event) => {
      if (event.key === "Escape" || (event.type === "pointerdown" && !card.current?.contains(event.target) && !event.target.closest?.("[data-mark], textarea"))) set({ point: null });
    };
    addEventListener("keydown", away);
    addEventListener("pointerdown", away);
    if (point.byHand) card.current?.querySelector("button")?.focus();
    return () => { removeEventListener("keydown", away); removeEventListener("pointerdown", away); };
  }, [point]);
  useLayoutEffect(() => { if (point && card.current) place(card.current, point); }, [point]);
  if (!point) return null;
  const { word, finding } = point, short = word.length > 80 ? `${word.slice(0, 80)}…` : word;
  const act = (action, once) => html`<button type="button" onClick=${() => decide(word, action, once)}>${say(action === "hide" ? "hideTalk" : once ? "showHere" : "showTalk")}</button>`;
  const ours = html`<span class="teach"><button type="button" onClick=${() => teach(word, kind, false)}>${say("isOurs")}</button>
    <select aria-label=${say("kind")} value=${kind} onChange=${(e) => setKind(e.target.value)}>${TEACH.map((name) => html`<option value=${name}>${kindName(name)}</option>`)}</select></span>`;
  let body;
  if (point.kind === "hidden") {
    const [, , found, surrogate, why, locked] = finding;
    body = html`<dl><dt>${say("original")}</dt><dd><code>${short}</code></dd><dt>${say("standsFor")}</dt><dd><mark class=${group(found)}>${surrogate}</mark></dd>
        <dt>${say("why")}</dt><dd>${kindName(found)} · ${reason(found, why)}</dd></dl>
      ${locked ? html`<p>${say("locked")}</p>` : html`<div class="actions">${act("keep", true)}${act("keep", false)}<button type="button" onClick=${() => teach(word, "", true)}>${say("isPublic")}</button></div>`}`;
  } else if (point.kind === "kept") {
    body = html`<p>${say("shown")}: <code>${short}</code></p><div class="actions"><button type="button" onClick=${() => decide(word, "hide", false)}>${say("hideAgain")}</button></div>`;
  } else {
    body = html`<p>${say("selected")}: <code>${short}</code></p><div class="actions">${act("hide", false)}${ours}</div>`;
  }
  return html`<div class="point" ref=${card} role="dialog" aria-label=${say(point.kind === "hidden" ? "point" : point.kind === "kept" ? "shown" : "selected")}>
    <button type="button" class="icon close" aria-label=${say("close")} onClick=${() => set({ point: null })}>×</button>${body}</div>`;
}

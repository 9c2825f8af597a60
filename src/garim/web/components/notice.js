// What the page tells: at its top for a while, or where it belongs.
import { html, useEffect } from "../html.js";
import { problem, say } from "../language.js";
import { set, use } from "../store.js";
import { keepMine, takeTheirs } from "../talk.js";

export function Notice() {
  const notice = use((s) => s.notice);
  use((s) => s.language);
  useEffect(() => {
    if (!notice || notice.key === "lost" || notice.elsewhere) return undefined;
    const timer = setTimeout(() => set({ notice: null }), 6000);
    return () => clearTimeout(timer);
  }, [notice]);
  return html`<div class="notices" role="status" aria-live="polite">
    ${notice && html`<p class=${`notice ${notice.kind || ""}`}>
      <span>${notice.text || say(notice.key)}</span>
      ${notice.elsewhere && html`<button type="button" onClick=${takeTheirs}>${say("takeTheirs")}</button><button type="button" onClick=${keepMine}>${say("keepMine")}</button>`}
      <button type="button" class="icon" aria-label=${say("close")} onClick=${() => set({ notice: null })}>×</button>
    </p>`}
  </div>`;
}

// What went wrong: in her language, and below it, smaller, what the server or the model's side said of it.
export function Wrong({ error, id }) {
  const [what, ...said] = problem(error).split("\n");
  return html`<div class="error" role="alert" id=${id}>${what}${said.length ? html`<p class="said-of">${said.join("\n")}</p>` : null}</div>`;
}

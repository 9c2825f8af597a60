// Copies a text.
import { html, useState } from "../html.js";
import { say } from "../language.js";

export function CopyButton({ text, copied }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    copied?.();
    setTimeout(() => setDone(false), 1500);
  };
  return html`<button type="button" class="quiet" onClick=${copy}>${say(done ? "copied" : "copy")}</button>`;
}

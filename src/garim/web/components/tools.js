// What stands below a message: the way to the other ones where it was changed or asked again, and a button that copies it.
import { html, useState } from "../html.js";
import { say } from "../language.js";
import { branch, siblings } from "../talk.js";

export function Branches({ message }) {
  const all = siblings(message), at = all.indexOf(message);
  if (all.length < 2) return null;
  return html`<span class="branches" role="group" aria-label=${say("branch", at + 1, all.length)}>
    <button type="button" class="icon" disabled=${at === 0} aria-label=${say("previous")} onClick=${() => branch(all[at - 1])}>‹</button>
    <span aria-hidden="true">${at + 1}/${all.length}</span>
    <button type="button" class="icon" disabled=${at === all.length - 1} aria-label=${say("next")} onClick=${() => branch(all[at + 1])}>›</button>
  </span>`;
}

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

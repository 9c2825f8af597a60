// A question: in her own words, or as it left.
import { html, useState } from "../html.js";
import { say } from "../language.js";
import { use } from "../store.js";
import { edit } from "../talk.js";
import { Branches, CopyButton } from "./tools.js";

export function Question({ message }) {
  const [left, setLeft] = useState(false), asking = use((s) => s.asking);
  use((s) => s.language);
  return html`<article class="question" aria-label=${say("you")}>
    <div class="text">${left
      ? html`${message.system && html`<p class="legend"><b>${say("legendHead")}</b> ${message.system}</p>`}<div class="left">${message.left}</div>`
      : html`${message.text}${(message.files || []).map((file) => html`<span class="file"><b>${file.name}</b> <span class="faint">${file.image ? say("imageAsIs") : say("fileRead", file.text.length)}</span></span>`)}`}</div>
    <div class="tools">
      <${Branches} message=${message} />
      ${message.left && html`<button type="button" class="quiet" aria-pressed=${left} onClick=${() => setLeft(!left)}>${say(left ? "hideLeft" : "showLeft")}</button>`}
      <button type="button" class="quiet" disabled=${asking} onClick=${() => edit(message)}>${say("edit")}</button>
      <${CopyButton} text=${left ? message.left : message.text} />
    </div>
  </article>`;
}

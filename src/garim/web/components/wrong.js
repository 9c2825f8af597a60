// What went wrong: in her language, and below it, smaller, what the server or the model's side said of it.
import { html } from "../html.js";
import { problem } from "../language.js";

export function Wrong({ error, id }) {
  const [what, ...said] = problem(error).split("\n");
  return html`<div class="error" role="alert" id=${id}>${what}${said.length ? html`<p class="said-of">${said.join("\n")}</p>` : null}</div>`;
}

// Who is asked, and in plain words how far the text goes.
import { html } from "../html.js";
import { say } from "../language.js";
import { use } from "../store.js";
import { write } from "../talk.js";

export function ModelChoice() {
  const models = use((s) => s.me.models), model = use((s) => s.draft?.model);
  use((s) => s.language);
  const chosen = models.find((one) => one.id === model);
  const groups = ["outside", "inside", "local"].map((trust) => [trust, models.filter((one) => one.trust === trust)]).filter(([, found]) => found.length);
  return html`<span class="choice">
    <label><span class="unseen">${say("model")}</span>
      <select id="model" value=${model} onChange=${(e) => write({ model: e.target.value })}>
        ${groups.map(([trust, found]) => html`<optgroup label=${say("trust")[trust]}>${found.map((one) => html`<option value=${one.id} selected=${one.id === model}>${one.id}</option>`)}</optgroup>`)}
        ${!chosen && html`<option value=${model} selected>${model || say("noModel")}</option>`}
      </select></label>
    ${chosen && html`<span class=${`trust ${chosen.trust}`}><span class="long">${say("trust")[chosen.trust]}</span><span class="short">${say("trustShort")[chosen.trust]}</span></span>`}
    ${chosen?.embedded && html`<span class="faint">${say("embedded")} <a href="#/setup">${say("goConnect")}</a></span>`}
  </span>`;
}

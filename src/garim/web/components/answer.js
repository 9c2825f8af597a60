// An answer: in her own terms as Markdown, or just as it was received; asked again, copied, read aloud.
import { html, useEffect, useState } from "../html.js";
import { get, Problem } from "../api.js";
import { say } from "../language.js";
import { state, use } from "../store.js";
import { again, copied } from "../talk.js";
import * as speech from "../speech.js";
import { Markdown } from "./markdown.js";
import { Wrong } from "./notice.js";
import { Branches, CopyButton } from "./tools.js";

export function Answer({ message }) {
  const [raw, setRaw] = useState(false), asking = use((s) => s.asking), speaking = use((s) => s.speaking), me = use((s) => s.me);
  use((s) => s.language);
  const running = message.status === "running", mine = speaking === message.id;
  const told = { stopped: "stopped", cut: "cut", failed: message.text ? "cut" : "failed" }[message.status];
  const review = message.error?.code === "review_needed" && message.error.hint?.match(/x-garim-review: (\w+)/)?.[1];
  const waits = review && message.error.hint.includes("#/review/");
  return html`<article class="answer" data-message=${message.id} aria-label=${say("answer")} aria-busy=${running}>
    ${raw ? html`<pre class="received">${message.raw}</pre>` : html`<${Markdown} text=${message.text} />`}
    ${running && !message.text && html`<p class="faint waiting">${say("waiting")}</p>`}
    ${told && (message.error && message.error.code !== "lost"
      ? html`<${Wrong} error=${message.error} />`
      : html`<p class=${message.status === "stopped" ? "faint" : "error"} role=${message.status === "stopped" ? null : "alert"}>${say(told)}</p>`)}
    ${review && html`<p class="tools">${waits && html`<${Reviewed} id=${review} /> <a class="button" href=${`#/review/${review}`}>${say("reviewLink")}</a>`}
      <button type="button" class="main" disabled=${asking} onClick=${() => again(state.talk.messages.get(message.parent), review)}>${say(waits ? "sendAgain" : "seenSend")}</button></p>`}
    ${!running && html`<div class="tools">
      <${Branches} message=${message} />
      ${message.raw && html`<button type="button" class="quiet" aria-pressed=${raw} onClick=${() => setRaw(!raw)}>${say(raw ? "hideRaw" : "showRaw")}</button>`}
      ${message.text && html`<${CopyButton} text=${raw ? message.raw : message.text} copied=${() => copied(message)} />`}
      <button type="button" class="quiet" disabled=${asking} onClick=${() => again(state.talk.messages.get(message.parent))}>${say("retry")}</button>
      ${message.text && me.speech && html`<${Listen} message=${message} mine=${mine} />`}
      <span class="faint">${[message.model, say("trustShort")[message.trust]].filter(Boolean).join(" · ")}</span>
    </div>`}
    ${running && message.text && me.speech && html`<div class="tools"><${Listen} message=${message} mine=${mine} /></div>`}
  </article>`;
}

// How the review of a question stands, as long as it is looked at.
function Reviewed({ id }) {
  const [one, setOne] = useState(null);
  useEffect(() => {
    const look = () => document.hidden || get(`garim/reviews/${id}`).then(setOne, (error) => { if (!(error instanceof Problem)) throw error; });
    look();
    const timer = setInterval(look, 5000);
    return () => clearInterval(timer);
  }, [id]);
  return html`<span role="status">${one?.status === "approved" ? say("reviewAgreed") : one?.status === "refused" ? say("reviewRefused", one.why) : say("waitingReview")}</span>`;
}

function Listen({ message, mine }) {
  return html`<button type="button" class="quiet" aria-pressed=${mine} onClick=${() => (mine ? speech.stop() : speech.start(message))}>${say(mine ? "quiet" : "listen")}</button>`;
}

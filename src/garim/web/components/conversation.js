// A conversation: what was said, and the place to write below it.
import { html, useEffect, useRef } from "../html.js";
import { say } from "../language.js";
import { use } from "../store.js";
import { path } from "../talk.js";
import { Composer } from "./composer.js";
import { Question } from "./question.js";
import { Answer } from "./answer.js";

export function Conversation() {
  const talk = use((s) => s.talk), draft = use((s) => s.draft);
  use((s) => s.language);
  const end = useRef(null), near = useRef(true);
  const messages = path(talk);
  useEffect(() => { near.current = true; end.current?.scrollIntoView({ block: "end" }); }, [talk?.id, messages.length]);
  useEffect(() => { if (near.current) end.current?.scrollIntoView({ block: "end" }); }, [talk]);
  if (!talk || !draft) return html`<main class="conversation" aria-busy="true"></main>`;
  const scrolled = ({ target }) => { near.current = target.scrollHeight - target.scrollTop - target.clientHeight < 80; };
  return html`<main class=${`conversation ${messages.length ? "" : "fresh"}`} id="main">
    ${messages.length ? html`<h1 class="unseen">${talk.title}</h1><div class="said" tabindex="0" role="log" aria-label=${say("pageTalk")} onScroll=${scrolled}>
      ${messages.map((message) => message.role === "user"
        ? html`<${Question} key=${message.id} message=${message} />`
        : html`<${Answer} key=${message.id} message=${message} />`)}
      <div ref=${end}></div>
    </div>` : html`<div class="welcome"><h1>${say("welcome")}</h1><p>${say("welcomeWhy")}</p></div>`}
    <${Composer} />
  </main>`;
}

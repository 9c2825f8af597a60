// The side panel: a new conversation, the earlier ones, the other pages, the language.
import { html, useEffect, useState } from "../html.js";
import { download, get, remove } from "../api.js";
import { ago, choose, pageName, say } from "../language.js";
import { set, state, use } from "../store.js";
import { forget, give, keepNow, loadTalks, newId, rename } from "../talk.js";

export const PAGES = ["records", "retro", "words", "record", "review", "setup"];
let pause;

async function signOut() {
  await keepNow();
  await remove("garim/session");
  location.reload();
}

export function Sidebar() {
  const talks = use((s) => s.talks), route = use((s) => s.route), language = use((s) => s.language), find = use((s) => s.find), name = use((s) => s.me?.name), waiting = useWaiting();
  const searched = (event) => {
    set({ find: event.target.value });
    clearTimeout(pause);
    pause = setTimeout(() => loadTalks(), 200);
  };
  return html`<nav class="side" aria-label=${say("menu")}>
    <p class="brand"><img src="icon.svg" alt="" width="26" height="26" /> <b>Garim</b> <span lang="ko">가림</span></p>
    <a class="button main" href=${`#/t/${newId()}`}>＋ ${say("newTalk")}</a>
    <label class="find"><span class="unseen">${say("find")}</span><input type="search" placeholder=${say("find")} value=${find} onInput=${searched} autocomplete="off" /></label>
    <h2 class="small">${say("talks")}</h2>
    ${talks.length
      ? html`<ul class="talks">${talks.map((talk) => html`<${Row} key=${talk.id} talk=${talk} here=${route.id === talk.id} />`)}</ul>`
      : html`<p class="faint talks">${say(find ? "nothingFound" : "noTalks")}</p>`}
    <ul class="pages">
      ${PAGES.map((page) => html`<li><a href=${`#/${page}`} aria-current=${route.page === page ? "page" : null}>${pageName(page)}${page === "review" && waiting ? html` <span class="tag" aria-label=${say("reviewsWait", waiting)}>${waiting}</span>` : null}</a></li>`)}
    </ul>
    <p class="foot"><button type="button" id="language" class="quiet" onClick=${() => choose(language === "ko" ? "en" : "ko")} lang=${language === "ko" ? "en" : "ko"}>${say("other")}</button>
      ${name && html`<span class="faint">${name}</span> <button type="button" class="quiet" onClick=${signOut}>${say("signOut")}</button>`}</p>
  </nav>
  <button type="button" class="shade" tabindex="-1" aria-label=${say("close")} onClick=${() => set({ menu: false })}></button>`;
}

// How many texts wait for this reviewer; nobody else asks.
function useWaiting() {
  const may = use((s) => s.me?.rights.review && s.me.name), route = use((s) => s.route), [waiting, setWaiting] = useState(0);
  useEffect(() => {
    if (!may) return undefined;
    const look = () => document.hidden || get("garim/reviews").then(({ reviews }) => setWaiting(reviews.filter((one) => one.status === "waiting" && one.client !== may).length), () => {});
    look();
    const timer = setInterval(look, 30_000);
    return () => clearInterval(timer);
  }, [may, route]);
  return waiting;
}

function Row({ talk, here }) {
  const [open, setOpen] = useState(false), [name, setName] = useState(null);
  useEffect(() => setOpen(false), [here]);
  const renamed = (event) => {
    event.preventDefault();
    rename(talk.id, name);
    setName(null);
  };
  if (name !== null) {
    return html`<li><form class="rename" onSubmit=${renamed}><input aria-label=${say("rename")} value=${name} onInput=${(e) => setName(e.target.value)} autofocus /><button>${say("save")}</button></form></li>`;
  }
  return html`<li class=${here ? "here" : ""}>
    <a href=${`#/t/${talk.id}`} aria-current=${here ? "page" : null}><span>${talk.title || "…"}</span> <time>${ago(talk.used)}</time></a>
    <button type="button" class="icon" aria-label=${`${say("more")}: ${talk.title}`} aria-expanded=${open} onClick=${() => setOpen(!open)}>⋯</button>
    ${open && html`<div class="actions">
      <button type="button" onClick=${() => { setOpen(false); setName(talk.title); }}>${say("rename")}</button>
      <button type="button" onClick=${() => download(`garim/talks/${talk.id}/export?lang=${state.language}`)}>${say("exportOwn")}</button>
      <button type="button" onClick=${() => download(`garim/talks/${talk.id}/export?lang=${state.language}&as=left`)}>${say("exportLeft")}</button>
      <button type="button" aria-pressed=${talk.given} onClick=${() => (talk.given || confirm(say("giveSure"))) && give(talk.id, !talk.given)}>${say(talk.given ? "takeBack" : "give")}</button>
      <button type="button" class="bad" onClick=${() => confirm(say("removeSure")) && forget(talk.id)}>${say("remove")}</button>
    </div>`}
  </li>`;
}

// The page's start: language, who she is, where she is, and the frame round it all.
import { html, render, useEffect, useState } from "./html.js";
import { get } from "./api.js";
import { start as startLanguage, pageName, say } from "./language.js";
import { set, state, use } from "./store.js";
import * as talk from "./talk.js";
import { PAGES, Sidebar } from "./components/sidebar.js";
import { Conversation } from "./components/conversation.js";
import { Notice } from "./components/notice.js";
import { SignIn } from "./components/sign-in.js";

function goto() {
  const [, page = "t", id = ""] = location.hash.split("/");
  if (PAGES.includes(page)) return set({ route: { page, id }, menu: false });
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) return location.replace(`#/t/${talk.newId()}`);
  set({ route: { page: "talk", id }, menu: false });
  talk.open(id);
}

export async function begin() {
  try {
    set({ me: await get("garim/me") });
  } catch {
    setTimeout(() => state.me || state.signIn || begin(), 3000);
    return;
  }
  await talk.loadTalks();
  goto();
}

const skip = (event) => {
  event.preventDefault();
  document.querySelector("#text, #main input, #main button")?.focus();
};

// A page whose code is loaded when it is first looked at. Its module exports `Page`.
function Later({ page }) {
  const [found, setFound] = useState(null);
  useEffect(() => { import(`./components/${page}.js`).then((module) => setFound(() => module.Page)); }, []);
  return found && html`<${found} />`;
}

function App() {
  const route = use((s) => s.route), language = use((s) => s.language), menu = use((s) => s.menu), me = use((s) => s.me);
  useEffect(() => { document.title = `${pageName(route.page)} · Garim 가림`; }, [route, language]);
  return html`
    <div class=${`app ${menu ? "menu-open" : ""}`} lang=${language}>
      <a class="skip button" href="#main" onClick=${skip}>${say("skip")}</a>
      <${Sidebar} />
      <div class="page">
        <header class="bar">
          <button type="button" class="icon" aria-label=${say("menu")} aria-expanded=${menu} onClick=${() => set({ menu: !menu })}>☰</button>
          <span class="brand">Garim</span>
          <a class="icon" href=${`#/t/${talk.newId()}`} aria-label=${say("newTalk")}>＋</a>
        </header>
        ${!me ? null : route.page === "talk" ? html`<${Conversation} />` : html`<${Later} page=${route.page} key=${route.page} />`}
      </div>
      <${Notice} />
      <${SignIn} begin=${begin} />
    </div>`;
}

startLanguage();
addEventListener("hashchange", goto);
addEventListener("beforeunload", talk.leaving);
addEventListener("pagehide", () => talk.leaving());
render(html`<${App} />`, document.getElementById("app"));
begin();

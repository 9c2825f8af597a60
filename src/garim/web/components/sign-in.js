// Where Garim has clients: who she is, asked for before anything else, or again when it ran out: by the company's account, or
// by a key, which becomes a cookie that scripts cannot read and that ends with the browser. What she wrote stays: signing in
// again by the company's account goes on in another window, while this one keeps her text.
import { html, useEffect, useRef, useState } from "../html.js";
import { get, post, useKey } from "../api.js";
import { say } from "../language.js";
import { set, state, use } from "../store.js";
import { keepNow, look } from "../talk.js";

export function SignIn({ begin }) {
  const asked = use((s) => s.signIn);
  use((s) => s.language);
  const dialog = useRef(null), [wrong, setWrong] = useState(false), [ways, setWays] = useState(null);
  useEffect(() => {
    if (!asked) return undefined;
    if (!dialog.current.open) dialog.current.showModal();
    setWrong(false);
    get("garim/session").then(setWays, () => {});
    const channel = new BroadcastChannel("garim"), back = () => { if (!document.hidden) entered(); };
    channel.onmessage = entered;
    document.addEventListener("visibilitychange", back);
    return () => { channel.close(); document.removeEventListener("visibilitychange", back); };
  }, [asked]);
  if (!asked) return null;

  // Whether she is in by now. Somebody else never gets what stands on this screen: it is dropped, not saved as theirs, and the
  // page begins anew.
  async function entered() {
    let me;
    try { me = await get("garim/me"); } catch { return false; }
    if (state.me && state.me.name !== me.name) {
      set({ talk: null, draft: null, preview: null });
      location.replace("./");
      return true;
    }
    dialog.current?.close();
    set({ me, signIn: false });
    if (state.draft) { look(); keepNow(); } else begin();
    return true;
  }
  const enter = async (event) => {
    event.preventDefault();
    useKey(event.target.elements.key.value.trim());
    try { await post("garim/session", {}); } catch { setWrong(true); return; } finally { useKey(""); }
    setWrong(!await entered());
  };
  const company = () => {
    const at = encodeURIComponent(location.hash.slice(1));
    if (asked === "again") open("garim/session/begin?popup=1", "garim-sign-in", "popup,width=520,height=680");
    else location.assign(`garim/session/begin?at=${at}`);
  };
  return html`<dialog class="dialog" ref=${dialog} aria-labelledby="sign-in" onCancel=${(e) => e.preventDefault()}>
    <h2 id="sign-in">${say("signIn")}</h2>
    <p>${say(asked === "again" ? "signInAgain" : "signInWhy")}</p>
    ${ways?.company && html`<button type="button" class="main" id="company" onClick=${company}>${say("signInCompany")}</button>`}
    ${ways?.keys !== false && html`<form onSubmit=${enter}>
      <label>${say("key")}<input name="key" type="password" autocomplete="off" required autofocus /></label>
      ${wrong && html`<p class="error" role="alert">${say("wrongKey")}</p>`}
      <button class=${ways?.company ? "" : "main"}>${say(ways?.company ? "signInKey" : "signIn")}</button>
    </form>`}
  </dialog>`;
}

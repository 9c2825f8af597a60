// Where Garim has clients: the key, asked for before anything else, or again when it ran out. It becomes a cookie that
// scripts cannot read and that ends with the browser. What she wrote stays.
import { html, useEffect, useRef, useState } from "../html.js";
import { get, post, useKey } from "../api.js";
import { say } from "../language.js";
import { set, state, use } from "../store.js";
import { look } from "../talk.js";

export function SignIn({ begin }) {
  const asked = use((s) => s.signIn);
  use((s) => s.language);
  const dialog = useRef(null), [wrong, setWrong] = useState(false);
  useEffect(() => { if (asked && !dialog.current.open) dialog.current.showModal(); }, [asked]);
  if (!asked) return null;
  const enter = async (event) => {
    event.preventDefault();
    useKey(event.target.elements.key.value.trim());
    try {
      await post("garim/session", {});
      useKey("");
      const me = await get("garim/me");
      dialog.current.close();
      set({ me, signIn: false });
      if (asked === "again" && state.draft) look();
      else begin();
    } catch { setWrong(true); }
  };
  return html`<dialog class="dialog" ref=${dialog} aria-labelledby="sign-in" onCancel=${(e) => e.preventDefault()}>
    <form onSubmit=${enter}>
      <h2 id="sign-in">${say("signIn")}</h2>
      <p>${say(asked === "again" ? "signInAgain" : "signInWhy")}</p>
      <label>${say("key")}<input name="key" type="password" autocomplete="off" required autofocus /></label>
      ${wrong && html`<p class="error" role="alert">${say("wrongKey")}</p>`}
      <button class="main">${say("signIn")}</button>
    </form>
  </dialog>`;
}

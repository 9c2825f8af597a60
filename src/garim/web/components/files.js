// Files that are asked with: their text, read by the server and hidden as the question is. Pictures are refused, with why.
import { html, useRef } from "../html.js";
import { post, Problem } from "../api.js";
import { problem, say } from "../language.js";
import { set, state, use } from "../store.js";
import { write } from "../talk.js";

const MOST = 30 * 1024 * 1024;

export async function takeFiles(list) {
  for (const file of list) {
    if (file.size > MOST) { set({ notice: { text: `${file.name}: ${say("tooLarge")}`, kind: "bad" } }); continue; }
    set({ notice: { key: "reading" } });
    try {
      const read = await post("garim/files", file, { headers: { "content-type": "application/octet-stream", "x-garim-file": encodeURIComponent(file.name) } });
      write({ files: [...state.draft.files, read] });
      set({ notice: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const text = error.error.code === "unsupported" && error.error.message.includes("picture") ? say("imageRefused") : `${say("fileRefused", file.name)} ${problem(error.error)}`;
      if (error.status) set({ notice: { text, kind: "bad" } });
    }
  }
}

export function Files() {
  const files = use((s) => s.draft?.files);
  use((s) => s.language);
  if (!files?.length) return null;
  return html`<div class="files">
    ${files.map((file, at) => html`<span class="file"><b>${file.name}</b> <span class="faint">${file.image ? say("imageAsIs") : say("fileRead", file.text.length)}</span>
      <button type="button" class="icon" aria-label=${say("fileRemove", file.name)} onClick=${() => write({ files: files.filter((_, n) => n !== at) })}>×</button></span>`)}
  </div>`;
}

export function FileChooser() {
  use((s) => s.language);
  const chooser = useRef(null);
  return html`<button type="button" class="quiet" onClick=${() => chooser.current.click()}>＋ ${say("files")}</button>
    <input ref=${chooser} id="file" type="file" multiple hidden onChange=${(e) => { takeFiles([...e.target.files]); e.target.value = ""; }} />`;
}

// All state of the page in one object. Nothing of it is ever written to the browser's storage: what she wrote is sealed on
// the server. Only the language is kept here (localStorage "garim-language").
import { useEffect, useState } from "./html.js";

export const state = {
  language: "ko",
  route: { page: "talk", id: "" },
  me: null, // who is signed in, what she may do, which models there are
  signIn: false,
  notice: null, // { key, text, kind }
  talks: [],
  find: "",
  menu: false, // the side panel on a phone
  talk: null, // { id, title, model, leaf, messages: Map }
  draft: null, // { text, files, told, parent, model }
  version: 0, // of the draft on the server
  saved: true,
  preview: null, // { forText, source, text, findings, kept, legend, route, rules, error, provisional, partly }
  stale: false, // whether what she wrote has changed since that preview
  pointed: "", // what is told of the place under the pointer or the focus
  asking: false, // whether an answer is on its way
  point: null, // the place she pointed at: { kind, word, finding, x, y }
  speaking: "", // id of the answer that is read aloud
};
const listeners = new Set();

export function set(patch) {
  Object.assign(state, patch);
  for (const listener of [...listeners]) listener();
}

// A component drawn anew when what `pick` takes of the state changes.
export function use(pick) {
  const [, draw] = useState(0);
  const picked = pick(state);
  useEffect(() => {
    let last = picked;
    const look = () => {
      const now = pick(state);
      if (now !== last) { last = now; draw((n) => n + 1); }
    };
    listeners.add(look);
    look();
    return () => listeners.delete(look);
  }, []);
  return picked;
}

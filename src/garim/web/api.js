// Calls to Garim's own API. The key, where one is needed, is in memory until it became a cookie (components/sign-in.js).
import { set, state } from "./store.js";

let key = "";
let lost = false;
export const useKey = (value) => { key = value; };

export class Problem extends Error {
  constructor(status, error) { super(error.message); this.status = status; this.error = error; }
}

const LOST = { code: "lost", message: "lost" };

// For whom this page is open: where somebody else signed in beside her, the server takes nothing of hers as theirs.
const SIGNING = /^garim\/(me|session)$/;
const person = (path) => (state.me?.name && !SIGNING.test(path) ? { "x-garim-person": encodeURIComponent(state.me.name) } : {});
const headers = (path, more) => ({ ...more, ...person(path), ...(key ? { "x-garim-key": key } : {}) });

// Half an emoji, where a text was cut, is no UTF-8: it would make the whole unreadable.
const whole = (key, value) => value?.toWellFormed?.() ?? value;

// What the browser says where the network or the server is gone.
function broken(error) {
  if (!(error instanceof TypeError)) return error;
  lost = true;
  set({ notice: { key: "lost", kind: "bad" } });
  return new Problem(0, LOST);
}

// A request; what cannot be reached is a Problem with status 0.
export async function request(method, path, body, more = {}) {
  const json = body !== undefined && !(body instanceof Blob);
  let response;
  try {
    response = await fetch(path, {
      method, cache: "no-store", signal: more.signal, keepalive: more.keepalive,
      headers: headers(path, { ...(json ? { "content-type": "application/json" } : {}), ...more.headers }),
      body: json ? JSON.stringify(body, whole) : body,
    });
  } catch (error) { throw broken(error); }
  if (lost) { lost = false; set({ notice: { key: "back", kind: "good" } }); }
  if (response.ok) return response;
  let error = { code: "http", message: `HTTP ${response.status}` };
  try { error = (await response.json()).error; } catch { /* no JSON */ }
  if (response.status === 401) set({ signIn: state.me ? "again" : "first" });
  throw new Problem(response.status, error);
}

export const get = async (path, more) => (await request("GET", path, undefined, more)).json();
// What she looks for stands in no address: logs keep those.
export const search = (path, find) => get(path, { headers: { "x-garim-find": encodeURIComponent(find) } });
export const post = async (path, body, more) => (await request("POST", path, body, more)).json();
export const put = async (path, body, more) => (await request("PUT", path, body, more)).json();
export const remove = async (path) => (await request("DELETE", path, {})).json();

// Server-sent events, each as it comes.
export async function* events(path, body, signal, headers) {
  const response = await request("POST", path, body, { signal, headers });
  let held = "";
  try {
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      held += piece;
      const whole = held.split("\n\n");
      held = whole.pop();
      for (const event of whole) if (event.startsWith("data: ")) yield JSON.parse(event.slice(6));
    }
  } catch (error) { throw broken(error); }
}

// A download that needs the key: fetched, then handed to the browser under the name that the server gives it.
export async function download(path, body) {
  const response = await request(body ? "POST" : "GET", path, body), blob = await response.blob();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = response.headers.get("content-disposition").split('"')[1];
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// What she does in a conversation.
import { events, get, post, put, remove, request, search, Problem } from "./api.js";
import { problem, tell } from "./language.js";
import { set, state } from "./store.js";
import * as speech from "./speech.js";

const EMPTY = { text: "", files: [], told: [], parent: "", model: "" };
const LONG = 20_000; // characters of a draft from which only what changed is asked for while she types
const PASTE = 400_000; // characters of a paste that becomes a file
const FIRST = 6_000; // characters of a long text that are looked at before the whole
const NOTHING = { findings: [], kept: [], source: "", text: "" };
const QUIET = 10_000; // milliseconds without a word of an answer after which the server is asked what became of it
let pause = 0, settle = 0, later = 0, looking = null, saving = null, more = false, running = null, kept = "";
let sending = false;
let tried = null; // a question that may have reached the server: asked again, it keeps its id

export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

export async function loadTalks(find = state.find) {
  try { set({ talks: (await search("garim/talks", find)).talks }); } catch { /* told already */ }
}

export async function open(id) {
  if (state.talk?.id === id) return;
  await keepNow();
  if (state.talk && unkept()) return location.replace(`#/t/${state.talk.id}`); // what is nowhere else is not left behind
  stop();
  speech.stop();
  set({ talk: null, draft: null, preview: null, point: null, stale: false });
  try {
    const { messages, draft, version, ...talk } = await get(`garim/talks/${id}`);
    if (state.route.id !== id) return;
    const known = (id) => id === "" || messages.some((message) => message.id === id);
    talk.leaf = talk.leaf && known(talk.leaf) ? talk.leaf : messages.findLast(() => true)?.id || "";
    const model = draft.model || talk.model || state.draft?.model || state.me?.models[0]?.id || "";
    set({
      talk: { ...talk, messages: new Map(messages.map((message) => [message.id, message])) },
      draft: { ...EMPTY, ...draft, parent: draft.text && known(draft.parent || "") ? draft.parent || "" : talk.leaf, model },
      version, saved: true,
    });
    kept = JSON.stringify(state.draft);
    look();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

// The messages from the first to the one she looks at.
export function path(talk = state.talk, leaf = talk?.leaf) {
  const out = [];
  for (let at = talk?.messages.get(leaf); at; at = talk.messages.get(at.parent)) out.unshift(at);
  return out;
}

export const siblings = (message) => [...state.talk.messages.values()].filter((m) => m.parent === message.parent && m.role === message.role);

// Where what she writes next belongs: behind what the server has of where she looks.
function behind(id = state.talk.leaf) {
  const message = state.talk.messages.get(id);
  return message?.unsent ? behind(message.parent) : id;
}

// Look at a branch: its newest end.
export function branch(message) {
  let leaf = message;
  for (let next = message; next; next = [...state.talk.messages.values()].findLast((m) => m.parent === leaf.id)) leaf = next;
  set({ talk: { ...state.talk, leaf: leaf.id } });
  put(`garim/talks/${state.talk.id}`, { leaf: leaf.id }).catch(() => {});
  write({ parent: behind() });
}

export function write(patch) {
  const draft = { ...state.draft, ...patch };
  set({ draft, saved: JSON.stringify(draft) === kept, stale: true });
  clearTimeout(pause);
  clearTimeout(settle);
  clearTimeout(later);
  later = setTimeout(save, draft.text.length > LONG ? 1500 : 400);
  if (draft.text.length > LONG && state.preview?.findings && !state.preview.partly) {
    pause = setTimeout(lookAtChange, 60);
    settle = setTimeout(look, 2500);
  } else {
    pause = setTimeout(look, patch.text === undefined ? 0 : 80);
  }
}

export function pasted(text) {
  if (text.length <= PASTE) return false;
  write({ files: [...state.draft.files, { name: `${state.draft.files.length + 1}.txt`, text }] });
  set({ notice: { key: "bigPaste" } });
  return true;
}

// Her draft, sealed on the server: one save at a time, the latest wins, and no save is ever given up half way.
async function save() {
  clearTimeout(later);
  more = true;
  saving ??= (async () => {
    while (more) {
      more = false;
      const { draft, talk, version } = state, text = JSON.stringify(draft);
      if (!draft || !talk || text === kept) break;
      const made = await put(`garim/talks/${talk.id}/draft`, { draft, version });
      if (state.talk?.id !== talk.id) break;
      kept = text;
      set({ version: made.version, saved: JSON.stringify(state.draft) === kept });
      if (state.preview?.error?.code === "lost") look();
    }
  })().catch((error) => {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 409) set({ notice: { key: "draftElsewhere", kind: "bad", elsewhere: true } });
    else if (error.status === 0) later = setTimeout(save, 3000);
    else if (error.status !== 401) set({ notice: { text: problem(error.error), kind: "bad" } });
  }).finally(() => { saving = null; });
  return saving;
}

// What would leave; an answer that was overtaken is dropped.
export async function look() {
  const { draft, talk } = state;
  if (!draft || !talk) return null;
  looking?.abort();
  const mine = looking = new AbortController();
  try {
    if (draft.text.length > LONG && !((state.preview?.source.length || 0) > LONG)) await lookAtStart(draft, mine);
    const preview = await post("garim/preview", { talk: talk.id, draft: { ...draft, files: draft.files.filter((file) => !file.image) } }, { signal: mine.signal });
    if (mine !== looking || state.talk?.id !== talk.id) return null;
    set({ preview: { ...preview, source: preview.source ?? draft.text, forText: draft.text, error: null }, stale: state.draft !== draft });
  } catch (error) {
    if (error.name === "AbortError" || mine !== looking) return null;
    if (!(error instanceof Problem)) throw error;
    set({ preview: { ...(state.preview || NOTHING), error: error.error }, stale: false });
  }
  return state.preview;
}

// The beginning of a long text at once; the whole follows.
async function lookAtStart(draft, mine) {
  const end = draft.text.lastIndexOf("\n", FIRST) + 1 || FIRST, text = draft.text.slice(0, end);
  const piece = await post("garim/preview", { talk: state.talk.id, quick: true, draft: { ...draft, files: [], parent: "", text } }, { signal: mine.signal });
  if (mine === looking) set({ preview: { ...piece, source: text, forText: text, provisional: true, partly: true, error: null } });
}

// A long text: only the lines round the change are asked for, and put in place; the whole follows when she pauses.
async function lookAtChange() {
  const before = state.preview, text = state.draft.text, old = before.forText;
  if (before.source !== old || !before.findings) return look();
  let start = 0, end = 0;
  const most = Math.min(text.length, old.length);
  while (start < most && text[start] === old[start]) start++;
  while (end < most - start && text[text.length - 1 - end] === old[old.length - 1 - end]) end++;
  if (start === most && text.length === old.length) return null;
  for (let lines = 0; start > 0 && lines < 3; start--) if (text[start - 1] === "\n") lines++;
  for (let lines = 0; end > 0 && lines < 3; end--) if (text[text.length - end] === "\n") lines++;
  if (text.length - start - end > LONG) return look();
  looking?.abort();
  const mine = looking = new AbortController();
  try {
    const piece = await post("garim/preview", { talk: state.talk.id, quick: true, draft: { ...state.draft, files: [], parent: "", text: text.slice(start, text.length - end) } }, { signal: mine.signal });
    if (mine !== looking) return null;
    const shift = text.length - old.length, last = old.length - end;
    const moved = (spans) => spans.filter((f) => f[0] >= last).map((f) => [f[0] + shift, f[1] + shift, ...f.slice(2)]);
    const spliced = (were, are) => [...were.filter((f) => f[1] <= start), ...are.map((f) => [f[0] + start, f[1] + start, ...f.slice(2)]), ...moved(were)];
    set({ stale: state.draft.text !== text, preview: { ...before, forText: text, source: text, provisional: true, findings: spliced(before.findings, piece.findings), kept: spliced(before.kept, piece.kept) } });
  } catch (error) {
    if (error.name !== "AbortError" && !(error instanceof Problem)) throw error;
  }
  return null;
}

export const keepNow = () => save();

// Whether something of hers is on this page alone.
const unkept = () => JSON.stringify(state.draft) !== kept || [...state.talk.messages.values()].some((message) => message.unsent && message.role === "user");

// Leaving the page: a last try to keep the draft; where it is not kept, the browser asks her.
export function leaving(event) {
  const text = JSON.stringify(state.draft);
  if (!state.draft || !unkept()) return;
  if (text !== kept && text.length < 60_000) {
    request("PUT", `garim/talks/${state.talk.id}/draft`, { draft: state.draft, version: state.version }, { keepalive: true }).catch(() => {});
  }
  event?.preventDefault();
}

export async function takeTheirs() {
  const { draft, version } = await get(`garim/talks/${state.talk.id}`);
  set({ draft: { ...state.draft, ...EMPTY, ...draft, model: state.draft.model }, version, notice: null });
  kept = JSON.stringify(state.draft);
  look();
}

export async function keepMine() {
  const { version } = await get(`garim/talks/${state.talk.id}`);
  set({ version, notice: null });
  save();
}

// Her decision on a word: for this text only, or for the conversation from here on.
export function decide(word, action, once) {
  const told = state.draft.told.filter((one) => one.word.toLowerCase() !== word.toLowerCase());
  const before = path().flatMap((message) => message.told || []).filter((one) => !one.once);
  const held = before.findLast((one) => one.word.toLowerCase() === word.toLowerCase())?.action;
  write({ told: held === action ? told : [...told, { word, action, once }] });
  set({ point: null });
}

export async function send() {
  if (sending || state.asking || !state.draft || isEmpty(state.draft) || !state.draft.model) return;
  sending = true; // until it is on its way: a second press sends nothing
  try { await sendNow(); } finally { sending = false; }
}

async function sendNow() {
  if (state.stale || state.preview?.provisional || state.preview?.error) await look();
  if (state.preview?.error) return;
  clearTimeout(later);
  await saving;
  const { draft, talk } = state;
  const question = { role: "user", ...draft, id: tried?.what === what(draft) ? tried.id : newId() };
  await ask(talk, question, answerTo(question, draft.model), asked(question));
}

export const isEmpty = (draft) => !draft.text.trim() && !draft.files.length;
const what = ({ text, files, told, parent }) => JSON.stringify([text, files, told, parent]);
const asked = ({ id, parent, text, files, told }) => ({ id, parent, text, files, told });
const answerTo = (question, model) => ({ id: newId(), role: "assistant", parent: question.id, text: "", raw: "", model, status: "running", unsent: true });

// Ask again; with the number of a review, what was agreed to leaves.
export async function again(question, review) {
  if (state.asking) return;
  const body = question.unsent ? asked(question) : { id: "", parent: question.id };
  await ask(state.talk, null, answerTo(question, state.draft.model), body, review && { "x-garim-review": review });
}

// That she copied an answer, for her own review of the year.
export const copied = (answer) => post(`garim/talks/${state.talk.id}/did`, { message: answer.id, did: "copied" }).catch(() => {});

export function edit(question) {
  write({ text: question.text, files: question.files || [], told: question.told || [], parent: question.parent });
  set({ editing: question.id });
}

export function cancelEdit() {
  set({ editing: "" });
  write({ ...EMPTY, parent: behind(), model: state.draft.model });
}

async function ask(talk, question, answer, body, headers) {
  clearTimeout(pause);
  clearTimeout(settle);
  running = new AbortController();
  const messages = new Map(talk.messages);
  if (question) messages.set(question.id, { ...question, unsent: true });
  messages.set(answer.id, answer);
  set({ talk: { ...talk, messages, leaf: answer.id, title: talk.title || body.text?.slice(0, 60) || "" }, asking: true, editing: "" });
  if (question) clear();
  const ask = { ...body, answer: answer.id, model: answer.model }, asker = running;
  const watch = watched(talk.id, answer.id, asker);
  let begun = false; // whether the model's side said a word: until then nothing has come of the question
  try {
    for await (const event of events(`garim/talks/${talk.id}/ask`, ask, asker.signal, headers)) {
      watch.heard();
      if (event.answer) landed(event.answer);
      else {
        begun ||= !event.upstream;
        take(event, answer.parent, answer.id);
      }
    }
    if (begun) end(answer.id, "cut");
    else failed(question, answer, {}, body.id, talk.leaf);
  } catch (error) {
    const here = state.talk?.messages.get(answer.id);
    if (watch.found) adopt(watch.found, answer.id);
    else if (error.name === "AbortError" && !here?.unsent) end(answer.id, "stopped");
    else if (here && !begun) failed(question, answer, error, body.id, talk.leaf);
    else end(answer.id, "cut", error.error);
  } finally {
    watch.stop();
    running = null;
    draw(true);
    set({ asking: false });
    if (!isEmpty(state.draft || EMPTY)) look(); // it leaves with the answer now
    loadTalks();
  }
}

// Where nothing is heard of an answer for a while, or the network came and went, the server is asked: an answer that
// is whole there is taken.
function watched(talk, id, asker) {
  let last = performance.now(), busy = false;
  const watch = { found: null, heard: () => { last = performance.now(); }, stop };
  const look = async () => {
    if (busy || document.hidden) return;
    busy = true;
    try {
      const { messages } = await get(`garim/talks/${talk}`);
      if (messages.some((message) => message.id === id && message.status !== "cut")) { watch.found = messages; asker.abort(); }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    } finally { busy = false; last = performance.now(); }
  };
  const timer = setInterval(() => { if (performance.now() - last > QUIET) look(); }, 1000);
  const places = [[window, "online"], [window, "offline"], [document, "visibilitychange"]];
  for (const [place, event] of places) place.addEventListener(event, look);
  function stop() {
    clearInterval(timer);
    for (const [place, event] of places) place.removeEventListener(event, look);
  }
  return watch;
}

function adopt(found, id) {
  pieces = pieces.filter(([, , answer]) => answer !== id);
  const answer = found.find((message) => message.id === id), question = found.find((message) => message.id === answer.parent);
  const messages = new Map(state.talk.messages).set(id, answer);
  if (question) messages.set(question.id, question);
  set({ talk: { ...state.talk, messages } });
  landed(id);
  speech.more(answer);
}

// The server has an answer's place, and so its question's: what she writes next goes behind it.
function landed(id) {
  const messages = new Map(state.talk?.messages), answer = messages.get(id);
  if (!answer) return;
  for (const message of [answer, messages.get(answer.parent)]) messages.set(message.id, { ...message, unsent: false });
  set({ talk: { ...state.talk, messages } });
  if (state.talk.leaf !== id) return;
  if (state.saved && isEmpty(state.draft)) clear();
  else write({ parent: id });
}

// What she sent leaves the box only when it is on its way, and comes back where it was refused.
function clear() {
  const draft = { ...EMPTY, parent: behind(), model: state.draft.model };
  set({ draft, preview: null, saved: true, version: -1, point: null, stale: false });
  kept = JSON.stringify(draft);
}

function failed(question, answer, { error, status }, id, leaf) {
  if (id && status === 409) return void known();
  const messages = new Map(state.talk.messages);
  if (!question && messages.get(answer.id).unsent) {
    messages.delete(answer.id);
    set({ talk: { ...state.talk, messages, leaf } });
    if (status) tell(new Problem(status, error));
    return;
  }
  if (question && isEmpty(state.draft)) {
    // Nothing is known to have been kept of it: it goes back where it was written.
    messages.delete(question.id);
    messages.delete(answer.id);
    const { id: own, role, ...draft } = question;
    tried = status ? null : { id: own, what: what(draft) };
    set({ talk: { ...state.talk, messages, leaf: question.parent }, version: -1 });
    write(draft);
    if (status) set({ preview: { ...(state.preview || NOTHING), error } });
    return;
  }
  if (question) set({ talk: { ...state.talk, messages: messages.set(question.id, { ...question, unsent: true }) } });
  end(answer.id, "failed", error);
}

// A question that the server has already: what became of it is shown, and it is no draft.
async function known() {
  const { id } = state.talk, draft = tried && what(state.draft) === tried.what ? { ...EMPTY, model: state.draft.model } : state.draft;
  tried = null;
  kept = "";
  const messages = new Map([...state.talk.messages].map(([name, { unsent, ...message }]) => [name, message]));
  set({ draft, version: -1, talk: { ...state.talk, messages } });
  await keepNow();
  if (!unkept()) set({ talk: null });
  open(id);
}

let pieces = [], frame = 0;
function take(event, question, answer) {
  pieces.push([event, question, answer]);
  if (!frame) frame = requestAnimationFrame(() => draw());
}

function draw(now) {
  if (now) cancelAnimationFrame(frame);
  frame = 0;
  const taken = pieces;
  pieces = [];
  if (!taken.length || !state.talk) return;
  const messages = new Map(state.talk.messages);
  for (const [event, question, id] of taken) {
    const answer = { ...messages.get(id) };
    if (event.text) answer.text += event.text;
    if (event.raw) answer.raw += event.raw;
    if (event.status) Object.assign(answer, { status: event.status, at: event.at });
    if (event.error) answer.error = event.error;
    if (event.upstream) {
      Object.assign(answer, { upstream: event.upstream, trust: event.trust });
      messages.set(question, { ...messages.get(question), left: event.left, system: event.system });
    }
    messages.set(id, answer);
    speech.more(answer);
  }
  set({ talk: { ...state.talk, messages } });
}

function end(id, status, error) {
  draw(true);
  const answer = state.talk?.messages.get(id);
  if (!answer || answer.status !== "running") return;
  const ended = { ...answer, status, error };
  set({ talk: { ...state.talk, messages: new Map(state.talk.messages).set(id, ended) } });
  speech.more(ended);
}

export function stop() { running?.abort(); }

export async function rename(id, title) {
  await put(`garim/talks/${id}`, { title });
  if (state.talk?.id === id) set({ talk: { ...state.talk, title } });
  loadTalks();
}

export async function give(id, given) {
  await put(`garim/talks/${id}`, { given });
  loadTalks();
}

export async function forget(id) {
  await remove(`garim/talks/${id}`);
  if (state.talk?.id === id) location.hash = `#/t/${newId()}`;
  loadTalks();
}

export async function teach(word, kind, isPublic) {
  try {
    const done = await post("garim/words", isPublic ? { public: [word] } : { terms: [{ term: word, kind }] });
    set({ notice: { key: done.proposed ? "proposed" : isPublic ? "added" : "taught", kind: "good" } });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    set({ notice: { text: problem(error.error), kind: "bad" } });
    return;
  }
  decide(word, isPublic ? "keep" : "hide", false);
}

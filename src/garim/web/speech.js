// Reading aloud by the sentence, while the answer still comes. The voice is the server's: the browser's may be a cloud's.
import { request } from "./api.js";
import { problem } from "./language.js";
import { set, state } from "./store.js";

// A dot inside a number or a name (3.5, db.internal) ends none.
const SENTENCE = /(?:[^.!?。！？\n]|[.!?]+(?![\s.!?]|$))+(?:[.!?。！？]+|\n|$)/g;
const MOST = 400; // characters read at once
let context = null, queue = [], spoken = 0, playing = false, id = "", ended = false, source = null, turn = 0;

export const heard = { first: 0, seconds: 0 }; // for those who measure

// What is read of a Markdown text: no code, no tables' bars, no marks.
export function plain(text) {
  return text
    .replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\1[^\n]*$|$(?![\s\S]))/gm, "\n")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/`([^`\n]*)`/g, "$1")
    .replace(/^\s*\|?[\s:|-]+\|[\s:|-]*$/gm, "")
    .replace(/^[ \t]*(#{1,6}|>|[-*+]|\d+\.)[ \t]+/gm, "")
    .replace(/[*_~|]+/g, " ");
}

// The sentences of a text that are whole; of one that has ended, all.
export function sentences(text, whole) {
  const found = plain(text).match(SENTENCE) || [];
  const out = whole || /(?:[.!?]\s|[。！？\n])\s*$/.test(text) ? found : found.slice(0, -1);
  return out.map((one) => one.trim()).filter((one) => /[\p{L}\p{N}]/u.test(one)).flatMap((one) => one.match(new RegExp(`[\\s\\S]{1,${MOST}}`, "g")));
}

export function start(answer) {
  stop();
  context ??= new AudioContext();
  context.resume();
  id = answer.id;
  spoken = 0;
  turn++;
  set({ speaking: id });
  more(answer);
}

export function more(answer) {
  if (!id || answer.id !== id) return;
  ended = answer.status !== "running";
  // An open code block is not read: what follows its fence may be code still.
  const open = (answer.text.match(/^(`{3,}|~{3,})/gm) || []).length % 2;
  const known = sentences(open ? answer.text.slice(0, answer.text.search(/^(`{3,}|~{3,})(?![\s\S]*^\1)/m)) : answer.text, ended);
  for (; spoken < known.length; spoken++) queue.push(sound(known[spoken]));
  play();
}

async function sound(text) {
  const body = { model: "espeak", input: text, voice: "default", response_format: "wav" };
  const response = await request("POST", "v1/audio/speech", body);
  return context.decodeAudioData(await response.arrayBuffer());
}

async function play() {
  if (playing) return;
  playing = true;
  const mine = turn;
  try {
    while (queue.length && mine === turn) {
      const buffer = await queue.shift();
      if (mine !== turn) return;
      heard.first ||= performance.now();
      heard.seconds += buffer.duration;
      source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      await new Promise((done) => { source.onended = done; source.start(); });
    }
    if (mine === turn && ended && !queue.length) stop();
  } catch (error) {
    if (mine === turn) { stop(); set({ notice: { text: problem(error.error) || error.message, kind: "bad" } }); }
  } finally {
    if (mine === turn) playing = false;
  }
}

export function stop() {
  if (!id && !state.speaking) return;
  turn++;
  id = "";
  queue = [];
  playing = false;
  source?.stop();
  source = null;
  set({ speaking: "" });
}

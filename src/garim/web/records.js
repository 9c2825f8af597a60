// What the parts of the page of records share: its words, loaded with it, and what a failed call is told as.
import { Problem } from "./api.js";
import { ko, en } from "./lang/records.js";
import { problem } from "./language.js";
import { set, state } from "./store.js";

export const told = (key, ...args) => {
  const words = (state.language === "ko" ? ko : en)[key];
  return typeof words === "function" ? words(...args) : words;
};
export const kindOf = (kind) => told("kinds")[kind] || kind;
export const tell = (error) => {
  if (!(error instanceof Problem)) throw error;
  set({ notice: { text: problem(error.error), kind: "bad" } });
};
export const dayOf = (seconds) => new Date(seconds * 1000).toLocaleDateString(state.language);

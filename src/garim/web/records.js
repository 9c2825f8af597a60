// What the parts of the page of records share: its words, loaded with it.
import { ko, en } from "./lang/records.js";
import { state } from "./store.js";

export const told = (key, ...args) => {
  const words = (state.language === "ko" ? ko : en)[key];
  return typeof words === "function" ? words(...args) : words;
};
export { tell } from "./language.js";
export const kindOf = (kind) => told("kinds")[kind] || kind;
export const dayOf = (seconds) => new Date(seconds * 1000).toLocaleDateString(state.language);

// Words of the page: say("key", …) in the language she chose; kinds and reasons of findings, errors by their code.
import { state, set } from "./store.js";
import { Problem } from "./api.js";
import ko from "./lang/ko.js";
import en from "./lang/en.js";
import findings from "./lang/findings.js";

const LANGUAGES = { ko, en };

export function say(key, ...args) {
  const words = LANGUAGES[state.language][key];
  return typeof words === "function" ? words(...args) : words ?? key;
}

export function choose(language) {
  localStorage.setItem("garim-language", language);
  document.documentElement.lang = language;
  set({ language });
}

export function start() {
  let kept = "";
  try { kept = localStorage.getItem("garim-language") || ""; } catch { /* storage is off */ }
  const language = (kept || navigator.language || "ko").startsWith("ko") ? "ko" : "en";
  document.documentElement.lang = language;
  set({ language });
}

// What a kind is called: by the longest words of its name that have a name, the first of them first (secret.aws, kr_phone_short).
export function kindName(kind) {
  const { kinds } = findings[state.language], parts = kind.split(".")[0].split("_");
  for (let from = 0; from < parts.length; from++) for (let to = parts.length; to > from; to--) {
    const name = kinds[parts.slice(from, to).join("_")];
    if (name) return name;
  }
  return parts.join(" ");
}

export const pageName = (page) => say(`page${page[0].toUpperCase()}${page.slice(1)}`);

// What a prompt was for.
export const purposeName = (name) => findings[state.language].purposes[name] || name;

// The colour group of a kind.
const GROUPS = {
  who: "person customer email phone kr_phone kr_rrn age date_of_birth social_handle employee_id account kr_account card iban passport national_id",
  what: "org product project word service told package repository document column db_object database unknown",
  where: "host hostname host_fqdn domain network ipv4 ipv6 mac url_host place location address kr_address_road kr_address_lot user_path install_path unc_path",
  key: "secret password ticket record_id reference_no case_no",
};
const GROUP_OF = new Map(Object.entries(GROUPS).flatMap(([group, names]) => names.split(" ").map((name) => [name, group])));
export function group(kind) {
  let name = kind.split(".")[0];
  while (name) {
    if (GROUP_OF.has(name)) return GROUP_OF.get(name);
    const cut = name.lastIndexOf("_");
    if (cut < 0) break;
    name = name.slice(0, cut);
  }
  return "other";
}

// Why something is hidden. The server says it in English; what has no words here is told as it is, or by its kind.
export function reason(kind, why) {
  const { whys } = findings[state.language], { whyKind } = LANGUAGES[state.language];
  const parts = why.split(", ").map((part) => {
    for (const [form, words] of whys) {
      if (new RegExp(form, "i").test(part)) return words.replace("{kind}", kindName(kind));
    }
    return state.language === "en" ? part : "";
  }).filter(Boolean);
  return [...new Set(parts)].join(", ") || whyKind(kindName(kind));
}

// What a call failed with, told to her; what is no answer of the server's is a fault of the page's.
export const tell = (error) => {
  if (!(error instanceof Problem)) throw error;
  set({ notice: { text: problem(error.error), kind: "bad" } });
};

// The same where a room was null, for it was on its way: it is so no more.
export const missed = (set) => (error) => {
  set((had) => had ?? undefined);
  tell(error);
};

// What the server says of one thing that is wrong, in her language; as it is where nobody has words for it.
export function told(message) {
  for (const [form, words] of LANGUAGES[state.language].saids) {
    const met = message?.match(form);
    if (met) return typeof words === "function" ? words(...met.slice(1), told) : words;
  }
  return message;
}

// An error in her language: what it is, by its code, and what the server or the model's side said of it.
export function problem(error) {
  if (!error) return "";
  const { errors } = LANGUAGES[state.language];
  const own = errors[error.code] || (error.http && errors.upstream_failed), said = told(error.message);
  // English has the hint as it is; what has words of its own says itself what to do.
  const rest = said !== error.message ? said : [error.message, state.language === "en" || !own ? error.hint : ""].filter(Boolean).join("\n");
  return [own, rest].filter(Boolean).join("\n");
}

export const ago = (seconds) => {
  const date = new Date(seconds * 1000);
  const today = new Date().toDateString() === date.toDateString();
  return date.toLocaleString(state.language, today ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } : { month: "short", day: "numeric" });
};

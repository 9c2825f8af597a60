// Markdown, loaded when the first answer comes. Raw HTML is shown as text, images are not loaded, links show where they go,
// and what marked makes passes DOMPurify before it is drawn.
import { marked } from "./vendor/marked.js";
import "./vendor/purify.js";
import hljs from "./vendor/highlight.js";
import { say } from "./language.js";

const { DOMPurify } = globalThis;
const TAGS = ["p", "br", "strong", "em", "del", "code", "pre", "span", "a", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "hr"];
const SAFE = { ALLOWED_TAGS: TAGS, ALLOWED_ATTR: ["href", "class", "rel", "target", "start", "align"], ADD_URI_SAFE_ATTR: ["rel", "target", "start", "align"], ALLOWED_URI_REGEXP: /^https?:/i, ALLOW_DATA_ATTR: false };
const KNOWN = new Set("sql python java javascript bash json yaml xml go csharp cpp kotlin diff ini rust php".split(" "));
const ALIAS = { js: "javascript", ts: "javascript", typescript: "javascript", tsx: "javascript", py: "python", sh: "bash", shell: "bash", yml: "yaml", html: "xml", "c++": "cpp", c: "cpp", cs: "csharp", kt: "kotlin", toml: "ini", properties: "ini", plsql: "sql", pgsql: "sql", mysql: "sql", oracle: "sql", golang: "go", rs: "rust", patch: "diff" };
const plain = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const host = (href) => { try { return new URL(href).host || href; } catch { return ""; } };

marked.use({
  gfm: true, breaks: true,
  renderer: {
    html: ({ text }) => plain(text),
    image: ({ text }) => `<span class="no-image">${plain(say("image", text))}</span>`,
    link({ href, tokens }) {
      const inside = this.parser.parseInline(tokens);
      if (!/^https?:/i.test(href)) return inside;
      return `<a href="${plain(href)}" target="_blank" rel="noopener noreferrer nofollow">${inside} <span class="host">(${plain(host(href))})</span></a>`;
    },
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
});

export const blocks = (text) => marked.lexer(text);

export function draw(token) {
  return DOMPurify.sanitize(marked.parser([token]), SAFE);
}

export const languageOf = (token) => {
  const name = (token.lang || "").trim().split(/\s+/)[0].toLowerCase();
  return ALIAS[name] || name;
};

// Code with its words marked; "" where the language is not known.
export async function highlight(code, language) {
  if (!KNOWN.has(language) || code.length > 60_000) return "";
  if (!hljs.getLanguage(language)) hljs.registerLanguage(language, (await import(`./vendor/languages/${language}.js`)).default);
  return DOMPurify.sanitize(hljs.highlight(code, { language, ignoreIllegals: true }).value, { ALLOWED_TAGS: ["span"], ALLOWED_ATTR: ["class"] });
}

// Markdown that grows: a block that stays as it is is not drawn again. The renderer is loaded with the first answer.
import { html, useEffect, useMemo, useState } from "../html.js";
import { Component } from "../vendor/preact.js";
import { say } from "../language.js";
import { use } from "../store.js";
import { CopyButton } from "./tools.js";

let renderer = null;
const load = () => import("../markdown.js").then((module) => { renderer = module; });

export function Markdown({ text }) {
  const [ready, setReady] = useState(!!renderer), language = use((s) => s.language);
  useEffect(() => { if (!ready) load().then(() => setReady(true)); }, []);
  const tokens = useMemo(() => (ready ? renderer.blocks(text) : []), [text, ready]);
  if (!ready) return html`<div class="markdown plain">${text}</div>`;
  return html`<div class="markdown">${tokens.map((token, at) => token.type === "code"
    ? html`<${Code} key=${at} token=${token} />`
    : html`<${Block} key=${at} token=${token} language=${language} />`)}</div>`;
}

class Block extends Component {
  shouldComponentUpdate({ token, language }) { return token.raw !== this.props.token.raw || language !== this.props.language; }

  render({ token }) {
    if (token.type === "space") return null;
    const made = { __html: renderer.draw(token) };
    return html`<div class=${token.type === "table" ? "table" : "piece"} tabindex=${token.type === "table" ? "0" : null} role=${token.type === "table" ? "group" : null} dangerouslySetInnerHTML=${made}></div>`;
  }
}

function Code({ token }) {
  const language = renderer.languageOf(token), [made, setMade] = useState({ text: "", __html: "" });
  useEffect(() => {
    let here = true;
    renderer.highlight(token.text, language).then((done) => here && setMade({ text: token.text, __html: done }));
    return () => { here = false; };
  }, [token.text, language]);
  const known = made.__html && made.text === token.text;
  return html`<figure class="code">
    <figcaption><span>${language}</span><${CopyButton} text=${token.text} /></figcaption>
    ${known ? html`<pre tabindex="0" aria-label=${say("codeOf", language)} role="group"><code dangerouslySetInnerHTML=${made}></code></pre>` : html`<pre tabindex="0" role="group" aria-label=${say("codeOf", language)}><code>${token.text}</code></pre>`}
  </figure>`;
}

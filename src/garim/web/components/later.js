// A page whose code is loaded when it is first looked at. Its module exports `Page`.
import { html, useEffect, useState } from "../html.js";

export function Later({ load }) {
  const [found, setFound] = useState(null);
  useEffect(() => { load().then((module) => setFound(() => module.Page)); }, [load]);
  return found ? html`<${found} />` : null;
}

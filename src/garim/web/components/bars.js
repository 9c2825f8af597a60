// What rooms with figures draw: bars as SVG, one set or a second one beside it that it is held against (what they say is their
// label, too); rows with a bar each; and that they are still on their way.
import { html } from "../html.js";
import { say } from "../language.js";
import { state } from "../store.js";

export const Loading = () => html`<p class="faint waiting" role="status">${say("loading")}</p>`;

export function Rows({ head, rows }) {
  const shown = rows.filter(([, n]) => n !== 0).slice(0, 12), most = Math.max(...shown.map(([, n]) => n), 1);
  return html`<section class="card"><h2>${head}</h2>${shown.length
    ? html`<ul class="bars">${shown.map(([name, n]) => html`<li><span title=${name}>${name || say("retroUnknown")}</span><i style=${{ width: `${(n / most) * 100}%` }}></i><b>${n?.toLocaleString(state.language) ?? "—"}</b></li>`)}</ul>`
    : html`<p class="faint">—</p>`}</section>`;
}

export function Bars({ title, labels, now, then, years }) {
  const wide = innerWidth < 700 ? 360 : 720, tall = 180, left = 40, foot = 22, inner = tall - foot - 8, step = (wide - left) / labels.length;
  const high = Math.max(...now, ...(then || []), 1), unit = 10 ** Math.floor(Math.log10(high)), most = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((n) => Math.ceil(n * unit)).find((n) => n >= high);
  const room = (step * 0.72) / (then ? 2 : 1), every = labels.length > 12 ? Math.ceil((labels.length * 64) / wide) : 1;
  const sets = then ? [[then, "then"], [now, "now"]] : [[now, "now"]];
  return html`<div class="chart"><svg viewBox=${`0 0 ${wide} ${tall}`} role="img" aria-label=${`${title}: ${labels.map((label, at) => `${label} ${now[at]}`).join(", ")}`}>
    ${[0, most].map((n) => html`<line x1=${left} x2=${wide} y1=${8 + inner - (inner * n) / most} y2=${8 + inner - (inner * n) / most} /><text x=${left - 6} y=${12 + inner - (inner * n) / most} class="end">${n}</text>`)}
    ${labels.map((label, at) => html`<g>${sets.map(([heights, kind], place) => html`<rect class=${kind} x=${left + step * (at + 0.14) + room * place} width=${Math.max(room - 0.6, 0.6)} y=${8 + inner - (inner * heights[at]) / most} height=${(inner * heights[at]) / most}><title>${label}: ${heights[at]}</title></rect>`)}
      ${at % every === 0 && html`<text x=${left + step * (at + 0.5)} y=${tall - 5} class="middle">${label}</text>`}</g>`)}
  </svg>${then && html`<p class="faint keys"><i class="then"></i>${years[1]} <i class="now"></i>${years[0]}</p>`}</div>`;
}

// Bars, drawn as SVG: one set, or a second one beside it that it is held against. What they say is their label, too.
import { html } from "../html.js";

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

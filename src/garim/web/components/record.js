// What happened: the audit in figures, its latest records, one record whole, and whether the chain holds.
import { html, useEffect, useState } from "../html.js";
import { get } from "../api.js";
import { kindName, missed, say, tell } from "../language.js";
import { use } from "../store.js";
import { Bars, Loading, Rows } from "./bars.js";

const WHEN = { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };

export function Page() {
  const language = use((s) => s.language), may = use((s) => s.me.rights.audit);
  const [seen, setSeen] = useState(null), [days, setDays] = useState(30), [rows, setRows] = useState([]), [open, setOpen] = useState(null), [proof, setProof] = useState(null);
  useEffect(() => { if (may) get(`garim/record?days=${days}`).then((found) => { setSeen(found); setRows(found.latest); }, missed(setSeen)); }, [days]);
  const older = () => get(`garim/record/list?before=${rows[rows.length - 1].number}`).then((found) => setRows([...rows, ...found.records]), tell);
  const verify = () => get("garim/record/verify").then(setProof, tell);
  const count = (name) => seen?.statuses.find(([status]) => status === name)?.[1] || 0;
  const dayOf = (day) => new Date(`${day}T12:00`).toLocaleDateString(language, { month: "numeric", day: "numeric" });
  const number = (n) => n.toLocaleString(language), part = (head, rows) => rows.length > 0 && html`<${Rows} head=${say(head)} rows=${rows} />`;
  return html`<main class="desk" id="main" aria-busy=${may && seen === null}><div>
    <h1>${say("pageRecord")}</h1><p>${say("recordWhy")}</p>
    ${!may && html`<p class="error">${say("notKeeper")}</p><p><a href="#/retro">${say("ownRecord")}</a></p>`}
    ${may && seen === null && html`<${Loading} />`}
    ${seen && html`
      <p><label><span class="unseen">${say("time")}</span><select value=${days} onChange=${(e) => setDays(+e.target.value)}>${[7, 30, 90, 365].map((n) => html`<option value=${n} selected=${n === days}>${say("days", n)}</option>`)}</select></label></p>
      <div class="figures">
        <div><span class="faint">${say("exchanges")}</span><b>${number(count("sent"))}</b></div>
        ${count("hidden") ? html`<div><span class="faint">${say("statuses").hidden}</span><b>${number(count("hidden"))}</b></div>` : null}
        <div><span class="faint">${say("hiddenPlaces")}</span><b>${number(seen.kinds.reduce((sum, [, n]) => sum + n, 0))}</b></div>
        <div><span class="faint">${say("refusals")}</span><b>${number(count("refused"))}</b></div>
        <div><span class="faint">${say("failures")}</span><b>${number(count("failed"))}</b><span class="faint">${say("errorsAll", number(seen.errors))}</span></div>
        <div><span class="faint">${say("ownTime")}</span><b>${number(seen.own_ms)} ms</b><span class="faint">${say("slowTime", number(seen.slow_ms))}</span></div>
        ${seen.spent && html`<div><span class="faint">${say("cost")}</span><b>${number(sum(seen.spent, 2))}</b><span class="faint">${say("tokens", number(sum(seen.spent, 1)))}</span></div>`}
      </div>
      <section class="card"><h2>${say("perDay")}</h2><${Bars} title=${say("perDay")} labels=${seen.days.map(({ day }) => dayOf(day))} now=${seen.days.map(({ sent }) => sent)} /></section>
      <div class="cards">
        ${part("byKind", seen.kinds.map(([kind, n]) => [kindName(kind), n]))}
        ${part("byUpstream", seen.upstreams)}
        ${part("byModel", seen.models.filter(([name]) => name))}
        ${part("byTeam", seen.teams)}
        ${part("byClient", seen.clients.length > 1 || seen.clients[0]?.[0] ? seen.clients.map(([name, n]) => [name || say("trustShort").local, n]) : [])}
        ${seen.spent?.some(([, , cost]) => cost) ? part("cost", seen.spent.map(([name, , cost]) => [name || say("trustShort").local, cost])) : null}
      </div>
      ${seen.spent ? null : html`<p class="faint">${say("noCost")}</p>`}
      <section class="card"><h2>${say("latest")}</h2>
        <div><button type="button" id="verify" onClick=${verify}>${say("verify")}</button> ${proof && html`<span role="status" id="proof" class=${proof.broken ? "error" : ""}>${proof.broken ? `${say("broken", proof.broken)} ${proof.why}` : say("verified", proof.records)}</span>`}</div>
        ${rows.length ? html`<div class="wide-table" tabindex="0" role="region" aria-label=${say("latest")}><table><thead><tr><th>${say("number")}</th><th>${say("time")}</th><th>${say("status")}</th><th>${say("model")}</th><th>${say("hiddenPlaces")}</th><th>${say("detail")}</th></tr></thead>
          <tbody>${rows.map((row) => html`<tr key=${row.number}><td>${row.number}</td><td>${new Date(row.at * 1000).toLocaleString(language, WHEN)}</td><td>${say("statuses")[row.status] || say("statuses")[row.event] || row.event || row.status}${row.error ? ` · ${say("errors")[row.error]?.split(/[.](?: |$)/)[0] || row.error.replaceAll("_", " ")}` : ""}</td><td>${[row.model, row.upstream].filter(Boolean).join(" · ")}</td>
            <td>${Object.values(row.counts || {}).reduce((a, b) => a + b, 0)}</td><td><button type="button" aria-expanded=${open === row.number} aria-label=${`${say("detail")} ${row.number}`} onClick=${() => setOpen(open === row.number ? null : row.number)}>⋯</button></td></tr>
            ${open === row.number && html`<tr><td colspan="6"><${Whole} row=${row} /></td></tr>`}`)}</tbody></table></div>
          ${rows[rows.length - 1].number > 1 ? html`<div><button type="button" onClick=${older}>${say("older")}</button></div>` : null}` : html`<p class="faint">${say("noRecord")}</p>`}
      </section>`}
  </div></main>`;
}

// One record, each of its fields in words; what the record itself calls it is told on the way by.
function Whole({ row }) {
  const language = use((s) => s.language), { fields, statuses, trustShort, trust, errors } = Object.fromEntries(["fields", "statuses", "trustShort", "trust", "errors"].map((key) => [key, say(key)]));
  const kinds = (value) => Object.entries(value).map(([key, n]) => `${fields[key] || kindName(key)} ${n}`).join(", ");
  const how = {
    at: (value) => new Date(value * 1000).toLocaleString(language, { dateStyle: "long", timeStyle: "medium" }),
    status: (value) => statuses[value] || value, event: (value) => statuses[value] || value, error: (value) => errors[value]?.split(/[.] /)[0] || value.replaceAll("_", " "),
    trust: (value) => trustShort[value] || value, route: (value) => trustShort[value] || trust[value] || value,
    own_ms: (value) => `${value.toLocaleString(language)} ms`, characters: (value) => value.toLocaleString(language), outbound_bytes: (value) => value.toLocaleString(language),
  };
  const said = (key, value) => (how[key] ? how[key](value) : Array.isArray(value) ? value.join(", ") : value && typeof value === "object" ? kinds(value) : String(value));
  const told = Object.entries(row).filter(([, value]) => value !== "" && value !== null && !(Array.isArray(value) && !value.length) && !(typeof value === "object" && !Object.keys(value).length));
  return html`<dl class="point-like">${told.map(([key, value]) => html`<div><dt class="faint" title=${key}>${fields[key] || key}</dt><dd><code>${said(key, value)}</code></dd></div>`)}</dl>`;
}

const sum = (rows, at) => rows.reduce((all, row) => all + row[at], 0);

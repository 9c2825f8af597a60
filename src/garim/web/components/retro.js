// The year in review: hers alone. Figures, plain charts, and her word on what an exchange was for.
import { html, useEffect, useState } from "../html.js";
import { download, get, put } from "../api.js";
import { kindName, missed, purposeName, say, tell } from "../language.js";
import { use } from "../store.js";
import { Bars, Loading, Rows } from "./bars.js";

const PURPOSES = ["code", "fault", "architecture", "sql", "writing", "learning", "other"];
const FIGURES = ["exchanges", "outside", "hidden", "changed", "let", "hid", "answers", "kept", "copied", "retried", "rounds", "refused", "broken"];
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone || "";

export function Page() {
  const language = use((s) => s.language), name = use((s) => s.me.name);
  const [year, setYear] = useState(new Date().getFullYear()), [against, setAgainst] = useState(0), [zone, setZone] = useState(HERE), [seen, setSeen] = useState(null), [round, again] = useState(0);
  const query = `year=${year}${against ? `&against=${against}` : ""}&zone=${encodeURIComponent(zone)}`;
  useEffect(() => { get(`garim/retro?${query}&lang=${language}`).then(setSeen, missed(setSeen)); }, [query, language, round]);
  const years = [...new Set([...(seen?.years || []), year, new Date().getFullYear()])].sort((a, b) => b - a);
  const number = (n) => n.toLocaleString(language);
  const save = (form) => download(`garim/retro/export?form=${form}&lang=${language}&${query}`).catch(tell);
  return html`<main class="desk" id="main" aria-busy=${seen === null}><div>
    <h1>${say("pageRetro")}</h1><p>${say("retroWhy")}</p>
    <div class="form">
      <label>${say("retroYear")}<select id="year" value=${year} onChange=${(e) => setYear(+e.target.value)}>${years.map((n) => html`<option value=${n} selected=${n === year}>${n}</option>`)}</select></label>
      <label>${say("retroAgainst")}<select id="against" value=${against} onChange=${(e) => setAgainst(+e.target.value)}><option value="0">—</option>${years.filter((n) => n !== year).map((n) => html`<option value=${n} selected=${n === against}>${n}</option>`)}</select></label>
      <label>${say("retroZone")}<input id="zone" value=${zone} onChange=${(e) => setZone(e.target.value.trim())} spellcheck=${false} /></label>
      <p class="buttons">${["md", "html", "png"].map((form) => html`<button type="button" onClick=${() => save(form)}>${say("retroSave", { md: "Markdown", html: "HTML", png: "PNG" }[form])}</button>`)}
        <a class="button" id="write" href=${`#/records/${encodeURIComponent(`new-retrospective?${query}`).replace(/\//g, "%2F")}`}>${say("retroWrite", year)}</a></p>
    </div>
    ${seen === null && html`<${Loading} />`}
    ${seen && html`${seen.notes.length ? html`<ul class="faint" id="notes">${seen.notes.map((note) => html`<li>${note}</li>`)}</ul>` : null}
      <div class="figures">${FIGURES.map((name) => html`<div key=${name}><span class="faint">${say("retroFigures")[name]}</span><b>${number(seen.total[name])}</b>${seen.against && html`<span class="faint">${seen.against.year}: ${number(seen.against.total[name])}</span>`}</div>`)}</div>
      <section class="card"><h2>${say("retroMonths")}</h2><${Bars} title=${say("retroMonths")} labels=${seen.months.map((_, at) => `${at + 1}`)} now=${seen.months.map((m) => m.exchanges)} then=${seen.against?.months.map((m) => m.exchanges)} years=${[seen.year, seen.against?.year]} />
        <${Months} seen=${seen} number=${number} /></section>
      <div class="cards">
        <${Rows} head=${say("retroWhat")} rows=${seen.purposes.map(([name, n]) => [purposeName(name), n])} />
        <${Rows} head=${say("byKind")} rows=${seen.kinds.map(([kind, n]) => [kindName(kind), n])} />
        <${Rows} head=${say("byModel")} rows=${seen.models} />
        <${Rows} head=${say("byUpstream")} rows=${seen.upstreams} />
        <${Rows} head=${say("retroPlaces")} rows=${seen.places.map(([place, n]) => [say("trustShort")[place] || say("retroUnknown"), n])} />
        <${Rows} head=${say("retroLanguages")} rows=${seen.languages.map(([name, n]) => [name ? new Intl.DisplayNames([language], { type: "language" }).of(name) : say("retroUnknown"), n])} />
      </div>
      <section class="card"><h2>${say("retroHours")}</h2><${Bars} title=${say("retroHours")} labels=${seen.hours.map((_, at) => `${at}`)} now=${seen.hours} then=${seen.against?.hours} years=${[seen.year, seen.against?.year]} /></section>
      <section class="card"><h2>${say("retroWeeks")}</h2><${Bars} title=${say("retroWeeks")} labels=${seen.weeks.map(([week]) => week.slice(6))} now=${seen.weeks.map(([, n]) => n)} years=${[seen.year]} /></section>
      ${name && html`<${Team} key=${`team ${year}`} year=${year} number=${number} />`}
      <${Exchanges} key=${`${year} ${zone}`} year=${year} zone=${zone} unsure=${seen.unsure} corrected=${() => again((n) => n + 1)} language=${language} />`}
  </div></main>`;
}

function Months({ seen, number }) {
  const names = ["exchanges", "outside", "hidden", "changed", "kept", "retried", "refused"];
  return html`<div class="wide-table" tabindex="0" role="region" aria-label=${say("retroMonths")}><table><thead><tr><th>${say("retroMonth")}</th>${names.map((name) => html`<th>${say("retroFigures")[name]}</th>`)}${seen.against && html`<th>${seen.against.year}</th>`}</tr></thead>
    <tbody>${seen.months.map((month, at) => html`<tr><td>${at + 1}</td>${names.map((name) => html`<td>${number(month[name])}</td>`)}${seen.against && html`<td>${number(seen.against.months[at].exchanges)}</td>`}</tr>`)}</tbody></table></div>`;
}

// Her team's sums, if she has one: of five people or more besides her, and months that are over.
function Team({ year, number }) {
  const [seen, setSeen] = useState(null);
  const cells = (head, rows, called) => (rows.some(([, n]) => n !== null) ? html`<${Rows} head=${head} rows=${rows.map(([key, n]) => [called(key), n])} />` : null);
  return html`<section class="card" id="team"><h2>${say("retroTeam")}</h2><p class="faint">${say("retroTeamWhy")}</p>
    ${!seen ? html`<p><button type="button" onClick=${() => get(`garim/retro/team?year=${year}`).then(setSeen, tell)}>${say("retroTeamShow")}</button></p>`
      : seen.exchanges === null ? html`<p>${say("retroTeamFew")}</p>`
        : html`<div class="cards">${cells(`${say("retroMonths")} · ${number(seen.exchanges)}`, seen.months, (key) => +key)}${cells(say("retroWhat"), seen.purposes, purposeName)}${cells(say("byModel"), seen.models, (key) => key)}${cells(say("byKind"), seen.kinds, kindName)}</div>`}
  </section>`;
}

// Her exchanges, the unsure ones first; her word wins over what was judged.
function Exchanges({ year, zone, unsure, corrected, language }) {
  const [only, setOnly] = useState("unsure"), [rows, setRows] = useState(null), [more, setMore] = useState(false);
  const load = (before) => get(`garim/retro/list?year=${year}&zone=${encodeURIComponent(zone)}&only=${only === "all" ? "" : only}${before ? `&before=${before}` : ""}`)
    .then((found) => { setRows((had) => (before ? [...had, ...found.exchanges] : found.exchanges)); setMore(found.more); }, tell);
  useEffect(() => { setRows(null); load(); }, [only]);
  const correct = (row, purpose) => put(`garim/retro/exchanges/${row.number}`, { purpose }).then(() => {
    setRows((had) => had.map((one) => (one.number === row.number ? { ...one, purpose, sure: true, corrected: true } : one)));
    corrected();
  }, tell);
  return html`<section class="card" id="exchanges"><h2>${say("retroCorrect")}</h2><p class="faint">${say("retroCorrectWhy", unsure)}</p>
    <p><label><span class="unseen">${say("retroWhich")}</span><select id="only" value=${only} onChange=${(e) => setOnly(e.target.value)}>${["unsure", "all", ...PURPOSES, "unknown"].map((name) => html`<option value=${name} selected=${name === only}>${name === "unsure" ? say("retroUnsure") : name === "all" ? say("retroAll") : purposeName(name)}</option>`)}</select></label></p>
    ${rows && !rows.length ? html`<p class="faint">${say("retroNone")}</p>` : null}
    <ul class="rows">${rows?.map((row) => html`<li key=${row.number}><span class="faint">${new Date(row.at * 1000).toLocaleString(language, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone.includes(",") ? undefined : zone || undefined })}</span>
      <span class="grow">${row.text ? html`<a href=${`#/t/${row.talk}`}>${row.text}</a>` : html`<span class="faint">${say("retroNoText", row.model)}</span>`}</span>
      <label><span class="unseen">${say("retroWhat")}: ${row.text || row.number}</span><select value=${row.purpose} onChange=${(e) => correct(row, e.target.value)}>${[...PURPOSES, ...(row.purpose === "unknown" ? ["unknown"] : [])].map((name) => html`<option value=${name} disabled=${name === "unknown"} selected=${name === row.purpose}>${purposeName(name)}</option>`)}</select></label>
      <span class="tag">${row.corrected ? say("retroYours") : row.purpose === "unknown" ? "—" : `${row.chance} %${row.sure ? "" : " ?"}`}</span></li>`)}</ul>
    ${more && html`<div><button type="button" onClick=${() => load(rows[rows.length - 1].number)}>${say("older")}</button></div>`}
  </section>`;
}

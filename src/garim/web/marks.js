// A text with its findings → blocks of lines to draw: pieces of text, hidden places and places that she let through.
const LINES = 40;

// The blocks of a preview. `key` says what a block looks like: a block whose key stays is not drawn again.
export function blocks({ source, findings, kept }) {
  const spans = [...findings, ...kept.map(([start, end]) => [start, end, "", "", "", false])].sort((a, b) => a[0] - b[0]);
  const out = [];
  let at = 0, next = 0;
  while (at < source.length || !out.length) {
    let end = at;
    for (let lines = 0; lines < LINES && end < source.length; lines++) {
      const cut = source.indexOf("\n", end);
      end = cut < 0 ? source.length : cut + 1;
    }
    while (next < spans.length && spans[next][0] < end) end = Math.max(end, spans[next++][1]);
    const inside = spans.slice(spans.length && out.length ? out[out.length - 1].next : 0, next);
    out.push({ start: at, next, pieces: pieces(source, at, end, inside), key: "" });
    const block = out[out.length - 1];
    block.key = block.pieces.map((p) => (p.finding ? `\u0001${p.text}\u0002${p.finding[3]}\u0002${p.finding[2]}\u0003` : p.shown || p.text)).join("");
    if (end === at) break;
    at = end;
  }
  return out;
}

function pieces(source, from, to, spans) {
  const out = [];
  let at = from;
  for (const finding of spans) {
    if (finding[0] > at) out.push({ text: source.slice(at, finding[0]) });
    out.push({ text: source.slice(finding[0], finding[1]), finding });
    at = finding[1];
    const [skip, size, shown] = finding[6] || [];
    if (size) out.push({ text: source.slice(at, at + skip) }, { text: source.slice(at + skip, at += skip + size), shown });
  }
  if (at < to) out.push({ text: source.slice(at, to) });
  return out;
}

// A selection → a whole word: letters and digits that it cuts are taken in.
export function wholeWord(text, start, end) {
  const inside = (c) => c !== undefined && /[A-Za-z0-9]/.test(c);
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  while (start > 0 && inside(text[start]) && inside(text[start - 1])) start--;
  while (end < text.length && inside(text[end - 1]) && inside(text[end])) end++;
  return text.slice(start, end);
}

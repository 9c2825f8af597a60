import { useCallback, useEffect, useMemo, useState } from "react";
import { z } from "zod";
import type { NextApiRequest, NextApiResponse } from "next";

export const LineSchema = z.object({ sku: z.string().min(3), quantity: z.number().int().positive(), price: z.number() });
type Line = z.infer<typeof LineSchema>;

/** Keeps the cart in local storage and tells other tabs about changes. */
export function useCart(storageKey = "cart") {
  const [lines, setLines] = useState<Line[]>([]);
  useEffect(() => {
    const saved = window.localStorage.getItem(storageKey);
    if (saved) setLines(z.array(LineSchema).parse(JSON.parse(saved)));
    const onStorage = (event: StorageEvent) => {
      if (event.key === storageKey && event.newValue) setLines(JSON.parse(event.newValue));
    };
    window.addEventListener("storage", onStorage);
    return () => window.removeEventListener("storage", onStorage);
  }, [storageKey]);
  const total = useMemo(() => lines.reduce((sum, l) => sum + l.quantity * l.price, 0), [lines]);
  const add = useCallback((line: Line) => setLines((old) => [...old.filter((l) => l.sku !== line.sku), line]), []);
  return { lines, total, add, clear: () => setLines([]) };
}

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.method !== "POST") return res.status(405).json({ error: "Method Not Allowed" });
  const parsed = z.array(LineSchema).safeParse(req.body);
  if (!parsed.success) return res.status(400).json({ error: parsed.error.flatten() });
  const grouped = Object.groupBy(parsed.data, (l) => (l.price > 100 ? "expensive" : "cheap"));
  console.warn(`Cart has ${parsed.data.length} lines`, grouped);
  // 장바구니가 비어 있으면 빈 배열을 돌려준다
  return res.status(200).json({ ok: true, total: parsed.data.reduce((a, b) => a + b.price, 0) });
}

describe("useCart", () => {
  it("Adds a line once", () => { expect(true).toBe(true); });
  it.each([["Free shipping", 50], ["Gift wrap", 5], ["Express", 12]])("%s costs %d", (label, cost) => {
    expect(label).toMatch(/[A-Z]/);
    expect(cost).toBeGreaterThan(0);
  });
});

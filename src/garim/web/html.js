// Preact with htm: one place that joins them, so that a component imports what it draws with from here.
import { h, render } from "./vendor/preact.js";
import htm from "./vendor/htm.js";

export const html = htm.bind(h);
export { render };
export { useState, useEffect, useLayoutEffect, useRef, useMemo } from "./vendor/hooks.js";

import { createHash } from 'node:crypto';

/**
 * The look of our pages: few tokens, the reader's own fonts, one column that needs 320 pixels. Colours have a contrast of
 * at least 4.5 to 1 (RGAA 3.2), also in the dark; focus is always seen, and what is clicked is at least 44 pixels high.
 */
export const STYLE_SHEET = `
:root {
  color-scheme: light dark;
  --text: #161616; --quiet: #5c5c5c; --ground: #fff; --action: #000091; --on-action: #fff; --warning: #b34000; --line: #929292;
  --step: 1rem; --corner: 0.25rem;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #eee; --quiet: #b0b0b0; --ground: #161616; --action: #aab4ff; --on-action: #161616; --warning: #fc9d6b; --line: #808080; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 36rem; margin: 0 auto; padding: var(--step); }
header { border-bottom: 1px solid var(--line); font-weight: 700; }
footer { color: var(--quiet); font-size: 0.875rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
button, .button {
  display: inline-block; min-height: 2.75rem; padding: 0.5rem var(--step); border: 2px solid var(--action); border-radius: var(--corner);
  background: var(--action); color: var(--on-action); font: inherit; font-weight: 700; text-decoration: none; cursor: pointer;
}
a { color: var(--action); }
:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
form { margin: var(--step) 0; }
code { display: block; padding: var(--step); border: 1px solid var(--line); border-radius: var(--corner); font: 1.25rem/1.5 ui-monospace, monospace; user-select: all; }
.warning { border-left: 0.25rem solid var(--warning); padding-left: var(--step); }
`;

/** What a content security policy names the sheet by: no other style is applied. */
export const STYLE_SHEET_SOURCE = `'sha256-${createHash('sha256').update(STYLE_SHEET).digest('base64')}'`;

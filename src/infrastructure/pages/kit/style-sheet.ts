import { lightened } from './contrast.ts';

/** The grounds that colours are read on. */
export const LIGHT_GROUND = '#ffffff';
export const DARK_GROUND = '#161616';

/** Above what RGAA 3.2 asks: bright text on dark blurs more easily. */
const DARK_ACCENT_CONTRAST = 7;

/**
 * The look of our pages: few tokens, the reader's own fonts, one column that needs 320 pixels. Colours have a contrast of
 * at least 4.5 to 1 (RGAA 3.2), also in the dark; focus is always seen, and what is clicked is at least 44 pixels high.
 */
export const styleSheet = (accent: string): string => `
:root {
  color-scheme: light dark;
  --text: #161616; --quiet: #5c5c5c; --ground: ${LIGHT_GROUND}; --raised: #f6f6f6; --action: ${accent}; --on-action: #ffffff;
  --warning: #b34000; --error: #c9191e; --line: #808080; --rule: #dddddd;
  --step: 1rem; --corner: 0.25rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #eeeeee; --quiet: #b0b0b0; --ground: ${DARK_GROUND}; --raised: #242424; --action: ${lightened(accent, DARK_GROUND, DARK_ACCENT_CONTRAST)};
    --on-action: #161616; --warning: #fc9d6b; --error: #ff8080; --line: #929292; --rule: #3a3a3a;
  }
}
* { box-sizing: border-box; }
body { display: flex; flex-direction: column; min-height: 100vh; margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 36rem; inline-size: 100%; margin: 0 auto; padding: var(--step); }
header { display: flex; align-items: center; gap: 0.75rem; border-bottom: 1px solid var(--rule); font-weight: 700; }
header .language { margin-inline-start: auto; padding: 0.5rem 0; font-weight: 400; }
header img { max-height: 2.5rem; max-width: 40%; }
main { flex: 1; padding-bottom: calc(2 * var(--step)); }
footer { border-top: 1px solid var(--rule); color: var(--quiet); font-size: 0.875rem; }
footer p { margin: 0 0 0.5rem; }
footer ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0; padding: 0; list-style: none; }
footer a { display: inline-block; padding: 0.25rem 0; color: inherit; }
h1 { margin: 1rem 0; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.25rem; line-height: 1.3; }
h3 { margin: 0 0 0.5rem; font-size: 1rem; }
button, .button {
  display: inline-block; min-height: 2.75rem; padding: 0.5rem var(--step); border: 2px solid var(--action); border-radius: var(--corner);
  background: var(--action); color: var(--on-action); font: inherit; font-weight: 700; text-decoration: none; text-align: center; cursor: pointer;
}
button:hover, .button:hover { text-decoration: underline; }
.secondary { background: transparent; color: var(--action); }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1.5rem; }
.actions form { margin: 0; }
@media (max-width: 30rem) { .actions > *, .actions button { inline-size: 100%; } }
a { color: var(--action); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
form { margin: var(--step) 0; }
.field { margin: 1.25rem 0; }
label { display: block; font-weight: 700; }
.hint { margin: 0; color: var(--quiet); font-size: 0.875rem; }
.field-error { margin: 0.25rem 0 0; color: var(--error); font-weight: 700; }
input:not([type=hidden], [type=checkbox]) {
  inline-size: 100%; min-height: 2.75rem; margin-top: 0.25rem; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: var(--corner);
  background: var(--ground); color: var(--text); font: inherit;
}
input[aria-invalid=true] { border: 2px solid var(--error); }
input[type=checkbox] { inline-size: 1.5rem; block-size: 1.5rem; margin: 0 0.5rem 0 0; vertical-align: middle; accent-color: var(--action); }
.checkbox label { display: inline; font-weight: 400; }
.problem { margin: var(--step) 0; padding: var(--step); border: 2px solid var(--error); border-radius: var(--corner); }
.problem h2 { margin: 0 0 0.25rem; font-size: 1rem; }
.problem p { margin: 0; }
.problem a { color: var(--error); font-weight: 700; }
.notice { padding: var(--step); border-left: 0.25rem solid var(--action); background: var(--raised); }
.warning { border-left: 0.25rem solid var(--warning); padding-left: var(--step); }
code { display: block; padding: var(--step); border: 1px solid var(--line); border-radius: var(--corner); font: 1.25rem/1.5 ui-monospace, monospace; user-select: all; }
.qr { display: block; inline-size: 100%; max-width: 15rem; margin: var(--step) 0; }
.steps { margin: var(--step) 0; padding-inline-start: 1.25rem; }
.steps > li::marker { font-weight: 700; }
.steps h2 { margin-top: 0; font-size: 1.125rem; }
.steps > li { margin-bottom: 2rem; }
.codes { columns: 2 14rem; margin: var(--step) 0; padding-inline-start: 2.5rem; }
.codes code { display: inline; padding: 0; border: 0; font-size: 1.125rem; line-height: 2; }
.cards { margin: var(--step) 0; padding: 0; list-style: none; }
.cards > li { margin: 0 0 var(--step); padding: var(--step); border: 1px solid var(--rule); border-radius: var(--corner); background: var(--raised); }
.cards form { margin: 0.75rem 0 0; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: 0.25rem var(--step); margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
@media (max-width: 26rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.5rem; } }
@media print {
  body { --text: #000000; --quiet: #000000; --ground: #ffffff; --raised: #ffffff; --action: #000000; --line: #000000; --rule: #000000; }
  footer, .actions, .screen-only, form { display: none; }
}
@media (forced-colors: active) { .problem, .notice, .warning { border-color: CanvasText; } }
`;

// @ts-check
/**
 * How the dialog looks. Pages change it by the custom properties, from anywhere above: `all` leaves them, and the direction, and nothing else of what is said there.
 */
export const STYLE = `
:host { all: initial !important; display: contents !important; }
:host {
  --background: var(--guichet-background, #fff);
  --text: var(--guichet-text, #16202a);
  --muted: var(--guichet-muted, #4a5866);
  --line: var(--guichet-line, #c3ccd5);
  --accent: var(--guichet-accent, #0b6b3a);
  --on-accent: var(--guichet-on-accent, #fff);
}
@media (prefers-color-scheme: dark) {
  :host {
    --background: var(--guichet-background, #17202a);
    --text: var(--guichet-text, #f0f4f8);
    --muted: var(--guichet-muted, #b4c0cc);
    --line: var(--guichet-line, #435160);
    --accent: var(--guichet-accent, #6fdc9f);
    --on-accent: var(--guichet-on-accent, #06170d);
  }
}
dialog {
  box-sizing: border-box;
  display: flex;
  flex-direction: column;
  inline-size: min(var(--guichet-width, 30rem), 100vw - 2rem);
  block-size: min(var(--guichet-height, 46rem), 100vh - 2rem);
  block-size: min(var(--guichet-height, 46rem), 100dvh - 2rem);
  max-inline-size: none;
  max-block-size: none;
  margin: auto;
  padding: 0;
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: var(--guichet-radius, 0.75rem);
  background: var(--background);
  color: var(--text);
  color-scheme: light dark;
  font: 1rem/1.5 var(--guichet-font, system-ui, sans-serif);
  box-shadow: 0 1rem 3rem rgb(0 0 0 / 0.35);
  overscroll-behavior: contain;
}
dialog:not(.framed, .whole) { block-size: fit-content; }
dialog:focus { outline: none; }
dialog::backdrop { background: var(--guichet-backdrop, rgb(8 14 20 / 0.6)); }
header {
  display: flex;
  align-items: center;
  gap: 0.5rem;
  padding: 0.25rem 0.25rem 0.25rem 1rem;
  border-block-end: 1px solid var(--line);
}
h2 { flex: 1; margin: 0; font-size: 1.0625rem; font-weight: 650; overflow-wrap: anywhere; }
button {
  min-block-size: 2.75rem;
  min-inline-size: 2.75rem;
  border: 1px solid transparent;
  border-radius: 0.5rem;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
button:hover { background: color-mix(in srgb, currentColor 12%, transparent); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: -3px; }
.close svg { display: block; margin: auto; inline-size: 1.25rem; block-size: 1.25rem; }
.note { margin: 0; padding: 1rem 1rem 0; }
.note:empty, .actions:empty { display: none; }
.busy::before {
  content: "";
  display: inline-block;
  inline-size: 0.9em;
  block-size: 0.9em;
  margin-inline-end: 0.6em;
  vertical-align: -0.05em;
  border: 0.15em solid var(--line);
  border-block-start-color: var(--accent);
  border-radius: 50%;
  animation: turn 1s linear infinite;
}
.actions { display: flex; flex-wrap: wrap; gap: 0.5rem; padding: 0.75rem 1rem 1rem; }
.actions button { flex: 1; padding: 0.4rem 1rem; background: var(--accent); color: var(--on-accent); font-weight: 600; }
.actions button:hover { background: color-mix(in srgb, var(--accent) 85%, var(--text)); }
.framed .actions { padding: 0.25rem 0.5rem; border-block-start: 1px solid var(--line); }
.framed .actions button { background: none; color: var(--muted); font-weight: 400; font-size: 0.9375rem; text-decoration: underline; }
.framed .note { padding-block-end: 0.75rem; }
dialog:not(.framed) .note:has(+ .actions:empty) { padding-block-end: 1rem; }
iframe { flex: 1; inline-size: 100%; min-block-size: 0; border: 0; background: var(--background); }
dialog.whole { inline-size: 100vw; block-size: 100vh; block-size: 100dvh; border: 0; border-radius: 0; }
@media (max-width: 34rem) {
  dialog.framed { inline-size: 100vw; block-size: 100vh; block-size: 100dvh; border: 0; border-radius: 0; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog[open] { animation: appear 0.18s ease-out; }
}
@media (prefers-reduced-motion: reduce) {
  .busy::before { animation: none; }
}
@media (forced-colors: active) {
  button { border-color: ButtonText; }
}
@keyframes appear { from { opacity: 0; transform: translateY(0.5rem); } }
@keyframes turn { to { transform: rotate(1turn); } }
`

/** The page behind does not scroll; where it had a scroll bar, its room stays. */
export const LOCK = ':root { overflow: hidden !important; }'
export const LOCK_WITH_BAR = `${LOCK} :root { scrollbar-gutter: stable !important; }`

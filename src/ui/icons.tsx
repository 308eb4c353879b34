import type { JSX } from 'preact';

/** Shapes of 16 by 16, drawn in the colour of the text. */
const PATHS = {
  alias:
    'M1.5 3.5h2C7 3.5 7 8 10 8m-8.5 4.5h2C7 12.5 7 8 10 8h1M14.5 8a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0Z',
  event: 'M9 1 3 9h4l-1 6 6-8H8z',
  properties: 'M2 4h12M2 8h8M2 12h5',
  call: 'M5 3C3 3 4 8 2 8c2 0 1 5 3 5M11 3c2 0 1 5 3 5-2 0-1 5-3 5',
  identity: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 14c0-3 3-4 6-4s6 1 6 4',
  navigation:
    'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM1.5 8h13M8 1.5c4 4 4 9 0 13-4-4-4-9 0-13Z',
  note: 'M3 2h10v12H3zM5.5 5.5h5M5.5 8.5h5',
  delivered: 'm3 8.5 3.2 3.2L13 5',
  pending: 'M8 2a6 6 0 1 0 6 6M8 5v3.5l2.5 1.5',
  failed: 'm4 4 8 8m0-8-8 8',
  blocked: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM4 4l8 8',
  held: 'M5.5 3.5v9M10.5 3.5v9',
  sent: 'M3 13 13 3M6 3h7v7',
  nothing: 'M4 8h8',
  error: 'M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5zM8 4.5v4M8 11v.5',
  warning: 'M8 2 1.5 13.5h13zM8 6.5v3.5M8 11.8v.4',
  info: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 7.5V11M8 5v.4',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
  clear: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM3.8 3.8l8.4 8.4',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.5 10.5 14 14',
  down: 'M8 3v9m-4-4 4 4 4-4',
  fold: 'm4 6 4 4 4-4',
  export: 'M8 10.5V2m-3 3 3-3 3 3M2.5 9.5v4h11v-4',
  open: 'M8 2v8.5m-3-3 3 3 3-3M2.5 9.5v4h11v-4',
  earlier: 'M2.5 2.5v3.5H6M2.8 6a5.7 5.7 0 1 1-.5 3M8 5v3.2l2.2 1.3',
  delete: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  file: 'M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2',
  swap: 'M2.5 5.5h10m-3-3 3 3-3 3M13.5 10.5h-10m3-3-3 3 3 3',
  missing: 'M3.5 8h9',
  added: 'M8 3.5v9M3.5 8h9',
  changed: 'M2 9.5c2-4 4-4 6-1.5s4 2.5 6-1.5',
  star: 'm8 1.8 1.9 3.9 4.3.6-3.1 3 .7 4.3L8 11.6l-3.8 2 .7-4.3-3.1-3 4.3-.6z',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  play: 'M4.5 3v10l8-5z',
  close: 'm4 4 8 8m0-8-8 8',
} as const;
export type IconName = keyof typeof PATHS;

/** A drawing beside a word that says the same; nothing to hear for a screen reader. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

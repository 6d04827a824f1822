import type { JSX } from 'preact'

/** Outlines on a grid of 16, drawn in the colour of the surrounding text. */
const PATHS = {
  action: 'M5 2.5 5.5 12l2.4-2.3 1.8 4 1.8-.8-1.8-4 3.3-.2z',
  add: 'M8 3v10M3 8h10',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  bookmark: 'M4 2.5h8v11L8 10.5l-4 3z',
  close: 'm4 4 8 8m0-8-8 8',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  dark: 'M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z',
  differs: 'M3 6h10M3 10h10M10.5 2.5l-5 11',
  done: 'm3 8.5 3.5 3.5L13 4.5',
  down: 'm4 6 4 4 4-4',
  download: 'M8 2.5v7m0 0L5 6.8m3 2.7 3-2.7M2.5 11v2.5h11V11',
  drag: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  edit: 'M3 13l.6-2.9 7.300-7.300 2.300 2.300-7.300 7.300zM9.500 4.200l2.300 2.300',
  error: 'M8 2 14.5 13.5h-13zM8 6.5v3.2m0 1.6v.4',
  exclude: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM5 8h6',
  expand: 'M9.500 2.500h4v4M13.500 2.500 9 7M6.500 13.500h-4v-4M2.500 13.500 7 9',
  filter: 'M2.5 3.5h11L9.5 8.5v4l-3 1.5V8.5z',
  forward: 'm6.5 3.5 4.5 4.5-4.5 4.5',
  keyboard: 'M1.5 4h13v8h-13zM4 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M12 6.5h.01M5 9.5h6',
  language:
    'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c2 1.8 2.6 4 2.6 6S10 12.2 8 14C6 12.2 5.4 10 5.4 8S6 3.8 8 2',
  light:
    'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.5v1m0 11v1M1.5 8h1m11 0h1M3.4 3.4l.7.7m7.8 7.8.7.7m0-9.2-.7.7m-7.8 7.8-.7.7',
  live: 'M8 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM4.8 4.8a4.5 4.5 0 0 0 0 6.4m6.4-6.4a4.5 4.5 0 0 1 0 6.4',
  log: 'M3 2.5h10v11H3zM5.5 6h5M5.5 8.500h5M5.5 11h3',
  long_task: 'M4 2.5h8M4 13.5h8M5 2.5c0 4 6 7 6 11M11 2.5c0 4-6 7-6 11',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  question:
    'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6.3 6.4c.2-2.2 3.5-2 3.4 0C9.600 7.700 8 7.700 8 9.200M8 11.400v.01',
  refresh: 'M13 5.5A5.5 5.5 0 1 0 13.5 9M13.5 2.5v3.2h-3.2',
  resource: 'M8 2.5v8m0 0L4.8 7.3M8 10.5l3.2-3.2M2.5 13.5h11',
  rows: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  search: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM10.300 10.300l3.200 3.200',
  session:
    'M8 2.500a2.700 2.700 0 1 0 0 5.400 2.700 2.700 0 0 0 0-5.400zM2.800 13.500c.5-3 2.500-4 5.200-4s4.700 1 5.200 4',
  star: 'M8 2.200l1.800 3.700 4 .600-2.900 2.800.700 4L8 11.400l-3.600 1.900.700-4L2.200 6.500l4-.600z',
  system: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
  time: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.500V8l2.500 1.500',
  up: 'm4 10 4-4 4 4',
  view: 'M2 3h12v10H2zM2 6h12',
  zoomOut: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM10.300 10.300l3.200 3.200M5 7h4',
} as const

export type IconName = keyof typeof PATHS

/** Decorative icon: the text beside it has the same meaning. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}

import type { JSX } from 'preact'

export type IconName =
  | 'action'
  | 'back'
  | 'close'
  | 'copy'
  | 'dark'
  | 'done'
  | 'error'
  | 'light'
  | 'long_task'
  | 'refresh'
  | 'resource'
  | 'system'
  | 'view'

/** Outlines on a grid of 16, drawn in the colour of the surrounding text. */
const PATHS: Record<IconName, string> = {
  action: 'M5 2.5 5.5 12l2.4-2.3 1.8 4 1.8-.8-1.8-4 3.3-.2z',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  close: 'm4 4 8 8m0-8-8 8',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  dark: 'M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z',
  done: 'm3 8.5 3.5 3.5L13 4.5',
  error: 'M8 2 14.5 13.5h-13zM8 6.5v3.2m0 1.6v.4',
  light:
    'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.5v1m0 11v1M1.5 8h1m11 0h1M3.4 3.4l.7.7m7.8 7.8.7.7m0-9.2-.7.7m-7.8 7.8-.7.7',
  long_task: 'M4 2.5h8M4 13.5h8M5 2.5c0 4 6 7 6 11M11 2.5c0 4-6 7-6 11',
  refresh: 'M13 5.5A5.5 5.5 0 1 0 13.5 9M13.5 2.5v3.2h-3.2',
  resource: 'M8 2.5v8m0 0L4.8 7.3M8 10.5l3.2-3.2M2.5 13.5h11',
  system: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
  view: 'M2 3h12v10H2zM2 6h12',
}

/** Decorative icon: the text beside it has the same meaning. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}

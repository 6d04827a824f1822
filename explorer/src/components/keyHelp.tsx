import type { JSX } from 'preact'
import { t } from '../i18n/partMessages.ts'

const KEYS = [
  ['/', 'search'],
  ['↓ j', 'down'],
  ['↑ k', 'up'],
  ['← → h l', 'side'],
  ['Enter', 'enter'],
  ['o', 'open'],
  ['O', 'page'],
  ['e', 'error'],
  ['m', 'menu'],
  ['c', 'copy'],
  ['x', 'select'],
  ['Shift x, Shift ↓ ↑', 'extend'],
  ['Ctrl Home, Ctrl End', 'ends'],
  ['?', 'help'],
  ['Esc', 'close'],
] as const

export function KeyHelp(): JSX.Element {
  return (
    <dl class="syntax">
      {KEYS.map(([keys, meaning]) => (
        <>
          <dt key={keys}>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{t(`keys.${meaning}`)}</dd>
        </>
      ))}
    </dl>
  )
}

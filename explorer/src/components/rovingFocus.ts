import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export interface RovingFocus {
  tabIndexOf(key: string): 0 | -1
}

/**
 * Makes a list of many links or buttons one Tab stop, inside which the arrow keys, Home and End move the focus: the
 * "roving tabindex" of the ARIA practices. Items have their key in `data-row`.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex
 */
export function useRovingFocus(list: RefObject<HTMLElement>, keys: readonly string[]): RovingFocus {
  const [lastKey, setLastKey] = useState<string>()
  useEffect(() => {
    const element = list.current
    if (!element) {
      return
    }
    const onFocusIn = ({ target }: FocusEvent) => {
      const key = target instanceof Element ? target.getAttribute('data-row') : null
      if (key !== null) {
        setLastKey(key)
      }
    }
    const onKeyDown = (event: KeyboardEvent) => moveFocus(element, event)
    element.addEventListener('focusin', onFocusIn)
    element.addEventListener('keydown', onKeyDown)
    return () => {
      element.removeEventListener('focusin', onFocusIn)
      element.removeEventListener('keydown', onKeyDown)
    }
  }, [list])
  // The focused row may be gone after a refresh: then the first row takes its place.
  const current = lastKey !== undefined && keys.includes(lastKey) ? lastKey : keys[0]
  return { tabIndexOf: (key) => (key === current ? 0 : -1) }
}

function moveFocus(list: HTMLElement, event: KeyboardEvent): void {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')]
  const from = event.target instanceof HTMLElement ? rows.indexOf(event.target) : -1
  const to = computeNextRow(event.key, from, rows.length)
  // Inside a row's details (`from` is −1) the arrow keys scroll as usual.
  if (from >= 0 && to !== undefined) {
    event.preventDefault()
    rows[to]?.focus()
  }
}

/** Returns the row that a key moves to, or `undefined` for other keys. Does not wrap around at the ends. */
export function computeNextRow(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(from + 1, count - 1)
    case 'ArrowUp':
      return Math.max(from - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}

import type { ReadonlySignal } from '@preact/signals'
import { effect, signal } from '@preact/signals'

export type Theme = 'system' | 'light' | 'dark'

export interface ThemeModel {
  readonly theme: ReadonlySignal<Theme>
  choose(theme: Theme): void
  stop(): void
}

const KEY = 'explorer-theme'

/** Puts the chosen theme on `<html data-theme>` and keeps it; `system` leaves the choice to the style sheet. */
export function startTheme(root: HTMLElement, storage: () => Storage): ThemeModel {
  const theme = signal<Theme>(readTheme(storage))
  const stop = effect(() => {
    root.setAttribute('data-theme', theme.value)
  })
  return {
    theme,
    choose(next) {
      theme.value = next
      writeTheme(storage, next)
    },
    stop,
  }
}

function readTheme(storage: () => Storage): Theme {
  try {
    const stored = storage().getItem(KEY)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system' // blocked storage throws on mere access
  }
}

function writeTheme(storage: () => Storage, theme: Theme): void {
  try {
    storage().setItem(KEY, theme)
  } catch {
    // Blocked or full: the choice then lasts as long as the page.
  }
}

import type { ReadonlySignal } from '@preact/signals'
import { effect, signal } from '@preact/signals'

export type Theme = 'system' | 'light' | 'dark'

export interface ThemeModel {
  readonly theme: ReadonlySignal<Theme>
  choose(theme: Theme): void
  stop(): void
}

const KEY = 'explorer-theme'

/** Sets the chosen theme on `<html data-theme>` and stores it; with `system` the style sheet decides. */
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
    return 'system' // blocked storage throws on access
  }
}

function writeTheme(storage: () => Storage, theme: Theme): void {
  try {
    storage().setItem(KEY, theme)
  } catch {
    // Blocked or full: the choice lasts as long as the page.
  }
}

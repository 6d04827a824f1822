import type { JSX } from 'preact'
import type { Theme, ThemeModel } from '../models/theme.ts'
import { Icon } from './icon.tsx'

const CHOICES: readonly { theme: Theme; label: string }[] = [
  { theme: 'system', label: 'System' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
]

export function ThemeToggle({ model }: { model: ThemeModel }): JSX.Element {
  return (
    <fieldset class="segments" aria-label="Colours">
      {CHOICES.map(({ theme, label }) => (
        <button
          key={theme}
          type="button"
          class="segment"
          title={label}
          aria-label={label}
          aria-pressed={model.theme.value === theme}
          onClick={() => model.choose(theme)}
        >
          <Icon name={theme} />
        </button>
      ))}
    </fieldset>
  )
}

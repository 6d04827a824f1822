import type { JSX } from 'preact'
import { t } from '../i18n/messages.ts'
import type { Theme, ThemeModel } from '../models/theme.ts'
import type { IconName } from './icon.tsx'
import { MenuButton } from './menu.tsx'

const ICONS: Record<Theme, IconName> = { system: 'system', light: 'light', dark: 'dark' }

export function ThemeToggle({ model }: { model: ThemeModel }): JSX.Element {
  const chosen = model.theme.value
  return (
    <MenuButton
      label={t('theme.label')}
      icon={ICONS[chosen]}
      look="quiet"
      entries={(['system', 'light', 'dark'] as const).map((theme) => ({
        id: theme,
        label: t(`theme.${theme}`),
        isChecked: theme === chosen,
        run: () => model.choose(theme),
      }))}
    />
  )
}

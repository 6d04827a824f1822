import type { JSX } from 'preact'
import { LOCALE_NAMES, LOCALES, locale, setLocale, storeLocale } from '../i18n/locale.ts'
import { loadCatalogue, t } from '../i18n/messages.ts'
import { MenuButton } from './menu.tsx'

export function LanguageMenu(): JSX.Element {
  return (
    <MenuButton
      label={t('app.language')}
      icon="language"
      look="quiet"
      entries={LOCALES.map((each) => ({
        id: each,
        label: LOCALE_NAMES[each],
        isChecked: each === locale.value,
        run: () => {
          storeLocale(() => localStorage, each)
          void loadCatalogue(each).then(() => setLocale(each))
        },
      }))}
    />
  )
}

import type { ReadonlySignal } from '@preact/signals'
import { effect, signal } from '@preact/signals'

export type Locale = 'en' | 'zh'

export const LOCALES: readonly Locale[] = ['en', 'zh']

/** Names of the languages, each in itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', zh: '中文' }

/** BCP 47 tags for `Intl` and for the page's `lang`. */
const TAGS: Record<Locale, string> = { en: 'en', zh: 'zh-CN' }

const KEY = 'explorer.locale'

const current = signal<Locale>('en')
const zone = signal<string | undefined>(undefined)

/** Language of all texts. A component that reads it renders again after a switch. */
export const locale: ReadonlySignal<Locale> = current

/** Time zone of all times on screen; `undefined` stands for the browser's own. */
export const timeZone: ReadonlySignal<string | undefined> = zone

export function toLocaleTag(of: Locale): string {
  return TAGS[of]
}

export function setLocale(next: Locale): void {
  current.value = next
}

export function setTimeZone(next: string | undefined): void {
  zone.value = next
}

/** Chooses the stored language, else the first of the browser's that exists here, else English. */
export function findLocale(stored: string | null, wanted: readonly string[]): Locale {
  const isLocale = (tag: string): tag is Locale => (LOCALES as readonly string[]).includes(tag)
  const found = [stored ?? '', ...wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '')]
  return found.find(isLocale) ?? 'en'
}

export function readStoredLocale(storage: () => Storage): string | null {
  try {
    return storage().getItem(KEY)
  } catch {
    return null // blocked storage throws on access
  }
}

export function storeLocale(storage: () => Storage, next: Locale): void {
  try {
    storage().setItem(KEY, next)
  } catch {
    // Blocked or full: the choice lasts as long as the page.
  }
}

/** Keeps the page's `lang` in step, by which browsers choose fonts and screen readers a voice. */
export function startPageLanguage(root: HTMLElement): () => void {
  return effect(() => {
    root.lang = TAGS[current.value]
  })
}

import { en } from './en.ts'
import type { Locale } from './locale.ts'
import { locale, toLocaleTag } from './locale.ts'
import type { Message, PluralMessage } from './message.ts'

export type MessageKey = keyof typeof en
export type Catalogue = Record<MessageKey, Message>
/** Returns the text of a key in the current language. */
export type Translate<Key extends string> = (
  key: Key | MessageKey,
  params?: MessageParams,
) => string
export type MessageParams = Readonly<Record<string, string | number>>

const catalogues: Partial<Record<Locale, Catalogue>> = { en }

/** Loads a language before it is shown. English is always there. */
export async function loadCatalogue(of: Locale): Promise<void> {
  if (of === 'zh' && !catalogues.zh) {
    catalogues.zh = (await import('./zh.ts')).zh
  }
}

/** Returns the text of a key in the current language. Numbers among the parameters are formatted. */
export function t(key: MessageKey, params?: MessageParams): string {
  return formatMessage((catalogues[locale.value] ?? en)[key], locale.value, params)
}

/**
 * Returns a `t` that knows further texts, in both languages. They belong to the code that loads later and shows them: the
 * first list loads neither, and a switch of the language does not wait for them.
 */
export function createTexts<Key extends string>(
  own: Readonly<Record<Locale, Readonly<Record<Key, Message>>>>,
): Translate<Key> {
  const isOwn = (key: string): key is Key => Object.hasOwn(own.en, key)
  return (key, params) =>
    isOwn(key)
      ? formatMessage(own[locale.value][key], locale.value, params)
      : t(key as MessageKey, params)
}

/** Returns the text of a key that is known only at run time, or `undefined` if the catalogue does not have it. */
export function findText(key: string, params?: MessageParams): string | undefined {
  return Object.hasOwn(en, key) ? t(key as MessageKey, params) : undefined
}

export function formatMessage(message: Message, of: Locale, params: MessageParams = {}): string {
  const tag = toLocaleTag(of)
  const text = typeof message === 'string' ? message : choosePlural(message, tag, params)
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    return value === undefined
      ? whole
      : typeof value === 'number'
        ? toNumberText(value, tag)
        : value
  })
}

function choosePlural(message: PluralMessage, tag: string, params: MessageParams): string {
  const rule = toPluralRules(tag).select(Number(params['count']))
  return message[rule] ?? message.other
}

/** Making one takes longer than a hundred uses of it, and a list has many numbers. */
function keepByTag<Format>(create: (tag: string) => Format): (tag: string) => Format {
  const kept = new Map<string, Format>()
  return (tag) => {
    const format = kept.get(tag) ?? create(tag)
    kept.set(tag, format)
    return format
  }
}

/** Small numbers are written the same in every language, without the formatter that takes long to make. */
export const toNumberText = (value: number, tag: string): string =>
  Number.isInteger(value) && value >= 0 && value < 1000
    ? String(value)
    : toNumberFormat(tag).format(value)

const toNumberFormat = keepByTag((tag) => new Intl.NumberFormat(tag))
const toPluralRules = keepByTag((tag) => new Intl.PluralRules(tag))

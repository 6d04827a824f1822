/**
 * Controls that reorder or hide what follows, and zero-width characters: in a list they could make one value look like
 * another. Line breaks and tabs are layout, joiners belong to scripts and emoji.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** Replaces each control character by its number: `⟨U+202E⟩`. For what is shown; copies keep the raw value. */
export function toVisibleText(text: string): string {
  return text.replace(
    UNSEEN,
    (found) => `⟨U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )
}

/** Cuts a text of too many characters, and says so by `…`. */
export const cutText = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text

const CHARACTERS = 256

/**
 * A name that another system gave, as the audit and the explorer show it: line ends would make a second entry of one,
 * marks of direction make a name read as another's. They are spelled out rather than left out, so that no two names
 * become one.
 */
export function toPrintableName(name: string): string {
  const spelled = name.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
  return [...spelled].slice(0, CHARACTERS).join('')
}

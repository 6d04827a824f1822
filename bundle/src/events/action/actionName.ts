import { readNode, toPath } from '../node.ts'
import { isTyped, readText } from './visibleText.ts'

const NAME_ATTRIBUTE = 'data-guance-action-name'
const NAMING_ATTRIBUTES = ['aria-label', 'alt', 'title', 'placeholder']
const MAX_LENGTH = 100
const MAX_PARENTS = 10

/**
 * Returns what a user would call the element: the developer's word for it first, then labels, then its text.
 *
 * @param nameAttribute - where the developer has it, besides the attribute of the SDK's own
 * @param defaultPrivacyLevel - of elements that neither have one nor are within one that has
 */
export function toActionName(
  target: Element,
  nameAttribute?: string,
  defaultPrivacyLevel = '',
): string {
  const path = toPath(target)
  const given = readFirst(path, [NAME_ATTRIBUTE]) || readFirst(path, [nameAttribute])
  if (given) {
    return toShort(given)
  }
  if (/^(mask|hidden)$/.test(path.map(readPrivacy).find(Boolean) ?? defaultPrivacyLevel)) {
    return 'Masked Element'
  }
  const readWords = isTyped(path) ? () => '' : readText
  for (const element of path.slice(0, MAX_PARENTS)) {
    const name = toShort(
      readLabel(element) || readFirst([element], NAMING_ATTRIBUTES) || readWords(element),
    )
    // The name of a whole section or form says nothing of the click.
    if (name || readNode(element, 'matches', 'form,section,body,html,main')) {
      return name
    }
  }
  return ''
}

/** Returns the privacy that an element has by its attribute or a class. */
function readPrivacy(element: Element): string | undefined {
  return (
    readNode(element, 'getAttribute', 'data-gc-privacy') ||
    /(?:^|\s)gc-privacy-(\S+)/.exec(readNode(element, 'getAttribute', 'class') ?? '')?.[1]
  )
}

function readFirst(
  elements: Element[],
  names: readonly (string | undefined)[],
): string | null | undefined {
  return elements
    .flatMap((element) => names.map((name) => name && readNode(element, 'getAttribute', name)))
    .find(Boolean)
}

function readLabel(element: Element): string {
  const input = element as HTMLInputElement
  const label = readNode(input, 'labels')?.[0]
  return (
    (label && readText(label)) ||
    // Only the value of a button is read, because a user cannot type it.
    (readNode(input, 'matches', 'input[type=reset],input[type=button],input[type=submit]') &&
      readNode(input, 'value')) ||
    ''
  )
}

function toShort(text: string): string {
  const short = text.trim().replace(/\s+/g, ' ')
  // Split into characters: half of a surrogate pair is none.
  const characters = [...short]
  return characters[MAX_LENGTH] ? `${characters.slice(0, MAX_LENGTH).join('')} [...]` : short
}

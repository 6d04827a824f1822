import { parentOf } from '../parentOf.ts'

const NAME_ATTRIBUTE = 'data-guance-action-name'
const NAMING_ATTRIBUTES = ['aria-label', 'alt', 'title', 'placeholder']
const MAX_LENGTH = 100
const MAX_PARENTS = 10

/**
 * What a user would call the element: the developer's word for it first, then labels, then its text.
 *
 * @param nameAttribute - where the developer has it, besides the attribute of the SDK's own
 * @param defaultPrivacyLevel - of elements that neither have one nor are within one that has
 */
export function toActionName(
  target: Element,
  nameAttribute?: string,
  defaultPrivacyLevel = '',
): string {
  const given =
    readClosest(target, NAME_ATTRIBUTE) || (nameAttribute && readClosest(target, nameAttribute))
  if (given) {
    return toShort(given)
  }
  if (/^(mask|hidden)$/.test(readClosest(target, 'data-gc-privacy') ?? defaultPrivacyLevel)) {
    return 'Masked Element'
  }
  let element: Element | null = target
  for (let depth = 0; element && depth < MAX_PARENTS; depth++) {
    const name = toShort(readName(element))
    if (name) {
      return name
    }
    // The name of a whole section or form says nothing of the click.
    if (/^(BODY|HTML|FORM|SECTION|MAIN)$/.test(element.nodeName)) {
      break
    }
    element = parentOf(element)
  }
  return ''
}

function readClosest(target: Element, attribute: string): string | null {
  let value: string | null = null
  for (let element: Element | null = target; element && !value; element = parentOf(element)) {
    value = element.getAttribute(attribute)
  }
  return value
}

function readName(element: Element): string {
  return (
    readLabel(element) ||
    NAMING_ATTRIBUTES.map((name) => element.getAttribute(name)).find(Boolean) ||
    readText(element)
  )
}

function readLabel(element: Element): string {
  const { labels, type, value } = element as Partial<HTMLInputElement>
  // What a user typed is never read; the face of a button is.
  return labels?.[0]?.textContent || (/^(button|submit|reset)$/.test(type ?? '') && value) || ''
}

function readText(element: Element): string {
  const isEditable = (element as HTMLElement).isContentEditable
  return isEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(element.nodeName) ||
    // The text of what surrounds an editor is that of the editor too.
    element.querySelector('[contenteditable],textarea')
    ? ''
    : (element.textContent ?? '')
}

function toShort(text: string): string {
  const short = text.trim().replace(/\s+/g, ' ')
  return short.length > MAX_LENGTH ? `${short.slice(0, MAX_LENGTH)} [...]` : short
}

const MAX_PARENTS = 20

/**
 * A CSS selector of the element that a second render gives again: ids without digits and test ids are taken at
 * their word, else it is the place among siblings of the same kind. No classes: build tools make up new ones.
 */
export function toSelector(target: Node | null | undefined): string | undefined {
  const parts: string[] = []
  // A text's element; of a shadow tree, the path inside of it.
  let element = target instanceof Element ? target : target?.parentElement
  for (; element && parts.length < MAX_PARENTS; element = element.parentElement) {
    const testId = element.getAttribute('data-testid')
    if (testId || /^[^\d]+$/.test(element.id)) {
      parts.unshift(testId ? `[data-testid="${CSS.escape(testId)}"]` : `#${CSS.escape(element.id)}`)
      break
    }
    parts.unshift(element.localName + toPlace(element))
  }
  return parts.join('>') || undefined
}

function toPlace(element: Element): string {
  const same = [...(element.parentElement?.children ?? [])].filter(
    ({ localName }) => localName === element.localName,
  )
  return same.length > 1 ? `:nth-of-type(${same.indexOf(element) + 1})` : ''
}

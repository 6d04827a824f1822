const MAX_PARENTS = 20

/**
 * A CSS selector of the element that a second render gives again: ids without digits and test ids are taken at
 * their word, else it is the place among siblings of the same kind. No classes: build tools make up new ones. What is
 * in an open shadow tree comes after its host and `::shadow`.
 */
export function toSelector(target: Node | null | undefined): string | undefined {
  const parts: string[] = []
  let suffix = ''
  // A text's element.
  let element = target instanceof Element ? target : target?.parentElement
  while (element && parts.length < MAX_PARENTS) {
    const name = toName(element)
    parts.unshift((name ?? element.localName + toPlace(element)) + suffix)
    const parent = name ? null : element.parentElement
    const { host } = element.getRootNode() as Partial<ShadowRoot>
    suffix = parent ? '' : '::shadow'
    // A detached link is its own root, and its host is no element.
    element = parent ?? (host instanceof Element ? host : null)
  }
  return parts.join('>') || undefined
}

/** What only one element of the tree has. */
function toName(element: Element): string | undefined {
  const testId = element.getAttribute('data-testid')
  if (testId) {
    return `[data-testid="${CSS.escape(testId)}"]`
  }
  return /^[^\d]+$/.test(element.id) ? `#${CSS.escape(element.id)}` : undefined
}

function toPlace(element: Element): string {
  const same = [...(element.parentNode?.children ?? [])].filter(
    ({ localName }) => localName === element.localName,
  )
  return same.length > 1 ? `:nth-of-type(${same.indexOf(element) + 1})` : ''
}

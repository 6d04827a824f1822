import { readNode, toPath } from './node.ts'

const MAX_PARENTS = 20

/**
 * A CSS selector of the element that a second render gives again: ids without digits and test ids are taken at
 * their word, else it is the place among siblings of the same kind. No classes: build tools make up new ones. What is
 * in an open shadow tree comes after its host and `::shadow`.
 */
export function toSelector(target: Node | null | undefined): string | undefined {
  const parts: string[] = []
  let suffix = ''
  let isFound = false
  for (const element of toPath(target)) {
    if (!isFound && parts.length < MAX_PARENTS) {
      const name = toName(element)
      isFound = Boolean(name)
      parts.unshift((name ?? toPlace(element)) + suffix)
      suffix = ''
    }
    if (!readNode(element, 'parentElement')) {
      isFound = false
      suffix = '::shadow'
    }
  }
  return parts.join('>') || undefined
}

/** Returns a part of the selector that is likely to be unique in the tree. */
function toName(element: Element): string | undefined {
  const testId = readNode(element, 'getAttribute', 'data-testid')
  if (testId) {
    return `[data-testid="${CSS.escape(testId)}"]`
  }
  const id = readNode(element, 'id')
  return /^[^\d]+$/.test(id) ? `#${CSS.escape(id)}` : undefined
}

/** Its kind and, unless it is the only one, its place among them. */
function toPlace(element: Element): string {
  const kind = readNode(element, 'localName')
  const parent = readNode(element, 'parentNode') as (ParentNode & Node) | null
  const same = [...((parent && readNode(parent, 'children')) ?? [])].filter(
    (sibling) => readNode(sibling, 'localName') === kind,
  )
  return same[1] ? `${kind}:nth-of-type(${same.indexOf(element) + 1})` : kind
}

/** The element that this one is in; of the top of an open shadow tree, the tree's host. */
export function parentOf({ parentElement, parentNode }: Element): Element | null {
  return parentElement ?? (parentNode as ShadowRoot | null)?.host ?? null
}

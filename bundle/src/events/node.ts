/** The deepest path that is read: a loop in a tree that the page has patched must not hold it up for good. */
const MAX_DEPTH = 500

/**
 * Reads a property of a node, or calls a method with a name or a selector, as the browser defines it. A form's own properties are
 * hidden by its controls: with `<input name="parentElement">` in it, `form.parentElement` is that input.
 *
 * @see https://html.spec.whatwg.org/multipage/forms.html#dom-form-nameditem
 */
export function readNode<N extends Node, Name extends keyof N>(
  node: N,
  name: Name,
  text?: string,
): N[Name] extends (...args: never[]) => infer Result ? Result : N[Name] {
  const value = Reflect.get(Object.getPrototypeOf(node), name, node)
  return typeof value === 'function' ? value.call(node, text) : value
}

/** Returns the elements that a node is in, with itself; above the top of an open shadow tree comes the tree's host. */
export function toPath(target: Node | null | undefined): Element[] {
  const path: Element[] = []
  let node = target
  while (node && path.length < MAX_DEPTH) {
    if (readNode(node, 'nodeType') === 1) {
      path.push(node as Element)
    }
    // A link has a host, too: a text, which is in nothing.
    node = readNode(node, 'parentNode') ?? readNode(node as ShadowRoot, 'host')
  }
  return path
}

import { readNode } from '../node.ts'

/** Bound of the characters and the nodes that are read. */
const MAX_READ = 1000
const MAX_PARENTS = 16

/** Elements where a user types, or that stand for one. */
const FIELDS =
  'textarea,[role=textbox],[role=combobox],[autocomplete=one-time-code],[contenteditable]'
const UNREAD = `${FIELDS},[hidden],script,style,select,noscript,datalist`
/** Elements with words of their own, whatever is beside them. */
const FACES = 'summary,[role=button],button,label,a'

/**
 * Returns the beginning of what an element shows: no text of controls, editors, code or hidden elements. An element around a
 * field shows what is typed there, too, as editors draw it; a label's own words are beside the field.
 */
export function readText(root: Element): string {
  let nodes = 0
  let text = ''

  function walk(element: Element): void {
    if (
      readNode(element, 'matches', UNREAD) ||
      (readNode(element, 'querySelector', FIELDS) &&
        !(element === root && readNode(element, 'matches', 'label')))
    ) {
      return
    }
    let node: Node | null = readNode(element, 'firstChild')
    while (node && nodes++ + text.length < MAX_READ) {
      const type = readNode(node, 'nodeType')
      if (type === 3) {
        text += (node as Text).data.slice(0, MAX_READ)
      } else if (type === 1) {
        walk(node as Element)
      }
      node = readNode(node, 'nextSibling')
    }
  }

  walk(root)
  return text
}

/**
 * Returns whether the text of an element is what a user typed. Code editors draw it beside a small field of theirs, which
 * has the focus after a click on a line, and there is little else than the text and the field.
 */
export function isTyped(path: readonly Element[]): boolean {
  const around = path
    .slice(0, MAX_PARENTS)
    .find(
      (element) =>
        readNode(element, 'matches', FACES) || readNode(element, 'querySelector', FIELDS),
    )
  const field = around && readNode(around, 'querySelector', FIELDS)
  return (
    path.some((element) => readNode(element, 'matches', FIELDS)) ||
    (around !== undefined &&
      field != null &&
      !readNode(around, 'matches', FACES) &&
      (readNode(field, 'matches', ':focus,[spellcheck=false]') ||
        !readNode(around, 'querySelector', FACES)))
  )
}

import assert from 'node:assert/strict'
import test from 'node:test'
import { readNode } from '../node.ts'
import { toActionName } from './actionName.ts'

interface Given {
  readonly attributes?: Record<string, string>
  readonly text?: string
  readonly value?: string
  readonly label?: string
  readonly parent?: Element
  /** Host of the shadow tree whose root this is. */
  readonly host?: Element
  /** Elements inside it, besides its text. */
  readonly holds?: Element[]
}

/** Checks whether an element with this name and these attributes matches a selector list. */
function isOf(list: string, nodeName: string, attributes: Record<string, string>): boolean {
  const isMatch = (selector: string) => {
    const [known, not, name, attribute, value] =
      /^(:not\()?(\w*)(?:\[(\w[\w-]*)\^?(?:=([\w-]+))?\])?\)?$/.exec(selector) ?? []
    const isIt =
      (!name || name === nodeName.toLowerCase()) &&
      (!attribute || (value ? attributes[attribute] === value : attribute in attributes))
    return known !== undefined && (not ? !isIt : isIt)
  }
  return list.split(',').some(isMatch)
}

/** As much of an element as a name is made of. Its properties are those of a prototype, as in a browser. */
function element(nodeName: string, given: Given = {}): Element {
  const { attributes = {}, text = '', label, parent = null, host, holds = [], ...own } = given
  const fake = {
    ...own,
    nodeName,
    nodeType: 1,
    firstChild: Object.create({ nodeType: 3, data: text, nextSibling: null }),
    labels: label === undefined ? undefined : [element('LABEL', { text: label })],
    parentElement: parent,
    parentNode: parent ?? (host && Object.create({ host })) ?? null,
    getAttribute: (name: string) => attributes[name] ?? null,
    matches: (list: string) => isOf(list, nodeName, attributes),
    querySelector: (list: string) => holds.find((each) => readNode(each, 'matches', list)) ?? null,
  }
  return Object.create(fake)
}

const NAMED = 'data-guance-action-name'

test("the developer's word comes before everything", () => {
  const button = element('BUTTON', { text: 'Buy', attributes: { [NAMED]: ' Buy  now ' } })
  assert.equal(toActionName(button), 'Buy now')
})

test("the developer's word on what surrounds the element counts too", () => {
  const card = element('DIV', { attributes: { [NAMED]: 'Card' } })
  assert.equal(toActionName(element('BUTTON', { text: 'Buy', parent: card })), 'Card')
})

test('what a shadow tree says nothing of, its host does', () => {
  const host = element('MY-CARD', { attributes: { [NAMED]: 'Card' } })
  assert.equal(toActionName(element('BUTTON', { text: 'Buy', host })), 'Card')
  const titled = element('MY-CARD', { attributes: { title: 'Titled' } })
  assert.equal(toActionName(element('SPAN', { host: titled })), 'Titled')
  const masked = element('MY-CARD', { attributes: { 'data-gc-privacy': 'mask' } })
  assert.equal(toActionName(element('BUTTON', { text: 'Buy', host: masked })), 'Masked Element')
})

test('then labels, then the attributes that name, then the text', () => {
  const attributes = {
    'aria-label': 'aria',
    alt: 'alt',
    title: 'title',
    placeholder: 'placeholder',
  }
  assert.equal(toActionName(element('INPUT', { label: ' Name ', attributes })), 'Name')
  assert.equal(toActionName(element('BUTTON', { text: 'text', attributes })), 'aria')
  for (const [name, value] of Object.entries(attributes)) {
    assert.equal(toActionName(element('A', { text: 'text', attributes: { [name]: value } })), value)
  }
  assert.equal(toActionName(element('A', { text: ' two\n  lines ' })), 'two lines')
})

test('the face of a button is read', () => {
  for (const type of ['button', 'submit', 'reset']) {
    assert.equal(toActionName(element('INPUT', { attributes: { type }, value: 'Send' })), 'Send')
    assert.equal(
      toActionName(element('BUTTON', { attributes: { type }, value: 'secret', text: 'Send' })),
      'Send',
    )
  }
})

test('what a user typed or chose is never read', () => {
  for (const type of ['text', 'password', 'email', 'search', 'checkbox', 'hidden']) {
    assert.equal(toActionName(element('INPUT', { attributes: { type }, value: 'secret' })), '')
  }
  assert.equal(toActionName(element('TEXTAREA', { value: 'secret', text: 'secret' })), '')
  assert.equal(toActionName(element('SELECT', { value: 'secret', text: 'secret' })), '')
})

test('what is written in an editor is read neither from it nor from what surrounds it', () => {
  const editors = [
    element('TEXTAREA'),
    element('DIV', { attributes: { contenteditable: '' } }),
    element('DIV', { attributes: { role: 'textbox' } }),
  ]
  for (const editor of editors) {
    const around = element('DIV', { text: 'secret', holds: [editor] })
    assert.equal(toActionName(element('svg', { parent: around })), '')
    assert.equal(toActionName(element('P', { text: 'secret', parent: around })), '')
    const page = element('DIV', { text: 'all', holds: [editor, element('BUTTON')] })
    assert.equal(toActionName(element('P', { text: 'Title', parent: page })), 'Title')
  }
  const editor = element('DIV', { text: 'secret', attributes: { contenteditable: '' } })
  assert.equal(toActionName(element('P', { text: 'secret', parent: editor })), '')
})

test('an editor that has a name is named by it', () => {
  const attributes = { 'aria-label': 'Message', contenteditable: '' }
  const editor = element('DIV', { text: 'secret', attributes })
  assert.equal(toActionName(element('P', { parent: editor })), 'Message')
})

test('an element without a name has that of the nearest one around it', () => {
  const link = element('A', { text: 'Home' })
  const icon = element('svg', { parent: element('SPAN', { parent: link }) })
  assert.equal(toActionName(icon), 'Home')
})

test('the name of a whole section, form or page says nothing of the click', () => {
  for (const nodeName of ['BODY', 'HTML', 'FORM', 'SECTION', 'MAIN']) {
    const around = element('DIV', { text: 'everything' })
    const section = element(nodeName, { parent: around })
    assert.equal(toActionName(element('svg', { parent: section })), '', nodeName)
  }
})

test('looks ten elements up, and no further', () => {
  let deep = element('DIV', { text: 'far' })
  for (let depth = 0; depth < 9; depth++) {
    deep = element('DIV', { parent: deep })
  }
  assert.equal(toActionName(deep), 'far')
  assert.equal(toActionName(element('DIV', { parent: deep })), '')
})

test('a long name is cut, and says so', () => {
  assert.equal(toActionName(element('A', { text: 'x'.repeat(100) })), 'x'.repeat(100))
  assert.equal(toActionName(element('A', { text: 'x'.repeat(101) })), `${'x'.repeat(100)} [...]`)
})

test('an attribute of the page names too, after the one of the SDK; a mask hides all but these', () => {
  const attributes = { 'data-name': 'page', 'data-gc-privacy': 'mask' }
  assert.equal(toActionName(element('A', { text: 'text', attributes }), 'data-name'), 'page')
  assert.equal(toActionName(element('A', { text: 'text', attributes })), 'Masked Element')
  const both = element('A', { attributes: { ...attributes, [NAMED]: 'given' } })
  assert.equal(toActionName(both, 'data-name'), 'given')
  const open = element('A', { text: 'text', attributes: { 'data-gc-privacy': 'allow' } })
  assert.equal(toActionName(open), 'text')
})

test('the class of an element says its privacy as the attribute does, which comes first', () => {
  const read = (attributes: Record<string, string>, level?: string) =>
    toActionName(element('A', { text: 'text', attributes }), undefined, level)
  assert.equal(read({ class: 'button gc-privacy-mask' }), 'Masked Element')
  assert.equal(read({ class: 'gc-privacy-hidden' }), 'Masked Element')
  assert.equal(read({ class: 'gc-privacy-allow big' }, 'mask'), 'text')
  assert.equal(read({ class: 'gc-privacy-mask-user-input' }, 'mask'), 'text')
  assert.equal(read({ class: 'no-gc-privacy-mask' }), 'text')
  assert.equal(read({ class: 'gc-privacy-mask', 'data-gc-privacy': 'allow' }), 'text')
  const within = element('A', {
    text: 'text',
    parent: element('DIV', { attributes: { class: 'gc-privacy-mask' } }),
  })
  assert.equal(toActionName(within), 'Masked Element')
})

test('of a long text as much is read as a name takes, and of many nodes some', () => {
  let nodes = 0
  const endless = Object.create({
    nodeType: 3,
    data: '',
    get nextSibling() {
      nodes++
      return endless
    },
  })
  const list = element('A')
  Object.assign(Object.getPrototypeOf(list), { firstChild: endless })
  assert.equal(toActionName(list), '')
  assert.ok(nodes <= 1000, `${nodes}`)
  assert.equal(toActionName(element('A', { text: 'x '.repeat(1e7) })).length, 106)
})

test('a path that goes in circles ends', () => {
  const loop = element('svg')
  Object.assign(Object.getPrototypeOf(loop), { parentNode: loop })
  assert.equal(toActionName(loop), '')
})

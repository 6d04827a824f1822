import assert from 'node:assert/strict'
import test from 'node:test'
import { toActionName } from './actionName.ts'

interface Given {
  readonly attributes?: Record<string, string>
  readonly text?: string
  readonly type?: string
  readonly value?: string
  readonly label?: string
  readonly isContentEditable?: boolean
  readonly parent?: Element
  /** Of the shadow tree that it is the top of. */
  readonly host?: Element
  /** A selector that something within it matches. */
  readonly holds?: string
}

/** As much of an element as a name is made of. `text` is that of everything in it. */
function element(nodeName: string, given: Given = {}): Element {
  const { attributes = {}, text = '', label, parent = null, host, holds, ...own } = given
  const fake = {
    ...own,
    nodeName,
    textContent: text,
    labels: label === undefined ? undefined : [{ textContent: label }],
    parentElement: parent,
    parentNode: parent ?? { host },
    getAttribute: (name: string) => attributes[name] ?? null,
    querySelector: (list: string) => list.split(',').find((selector) => selector === holds) ?? null,
  }
  return fake as unknown as Element
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
    assert.equal(toActionName(element('INPUT', { type, value: 'Send' })), 'Send')
  }
})

test('what a user typed or chose is never read', () => {
  for (const type of ['text', 'password', 'email', 'search', 'checkbox', 'hidden']) {
    assert.equal(toActionName(element('INPUT', { type, value: 'secret' })), '')
  }
  assert.equal(toActionName(element('TEXTAREA', { value: 'secret', text: 'secret' })), '')
  assert.equal(toActionName(element('SELECT', { value: 'secret', text: 'secret' })), '')
})

test('what is written in an editor is read neither from it nor from what surrounds it', () => {
  for (const holds of ['textarea', '[contenteditable]']) {
    const around = element('DIV', { text: 'secret', holds })
    assert.equal(toActionName(element('svg', { parent: around })), '', holds)
  }
  const section = element('DIV', { text: 'secret', holds: '[contenteditable]' })
  const editor = element('DIV', { text: 'secret', isContentEditable: true, parent: section })
  const paragraph = element('P', { text: 'secret', isContentEditable: true, parent: editor })
  assert.equal(toActionName(paragraph), '')
})

test('an editor that has a name is named by it', () => {
  const editor = element('DIV', {
    text: 'secret',
    isContentEditable: true,
    attributes: { 'aria-label': 'Message' },
  })
  assert.equal(toActionName(element('P', { isContentEditable: true, parent: editor })), 'Message')
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

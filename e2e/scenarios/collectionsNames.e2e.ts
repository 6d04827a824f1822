import type { Page } from 'playwright/test'
import type { Intake } from '../support/intake.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

const TYPED = 'hush'

/** Elements to click: what they are called, their markup with `#ID` on the element, and their name. */
const CASES: [what: string, html: string, name: string][] = [
  ['a label', `<label #ID>Complaint <textarea>${TYPED}</textarea></label>`, 'Complaint'],
  [
    'a field within a label',
    `<label>Complaint <textarea #ID>${TYPED}</textarea></label>`,
    'Complaint',
  ],
  [
    'a label around a wrapped editor',
    `<label #ID>Code <div><pre>${TYPED}</pre><textarea></textarea></div></label>`,
    'Code',
  ],
  [
    'a label around a list',
    `<label #ID>Country <select><option>${TYPED}</select></label>`,
    'Country',
  ],
  ['what is beside a list', `<p><i #ID>♥</i> Country <select><option>${TYPED}</select></p>`, '♥'],
  ['a datalist', `<button #ID>Find <datalist><option>${TYPED}</datalist></button>`, 'Find'],
  ['a button with a value', `<button #ID value="${TYPED}">Send</button>`, 'Send'],
  [
    'a line of CodeMirror 5',
    `<div class="CodeMirror"><div style="overflow: hidden; position: relative; width: 3px; height: 0px">
       <textarea autocorrect="off" autocapitalize="off" spellcheck="false" tabindex="0"></textarea></div>
     <div class="CodeMirror-scroll"><div class="CodeMirror-sizer"><div><div class="CodeMirror-lines" role="presentation">
       <div role="presentation"><div class="CodeMirror-code"><div><pre class="CodeMirror-line" role="presentation">
         <span role="presentation"><span #ID class="cm-keyword">${TYPED}</span></span></pre></div></div></div>
     </div></div></div></div></div>`,
    '',
  ],
  [
    'a line of Monaco',
    `<div class="monaco-editor" role="code"><div class="overflow-guard"><textarea class="inputarea" autocapitalize="off"
       autocomplete="off" spellcheck="false" role="textbox"></textarea>
       <div class="monaco-scrollable-element" role="presentation"><div class="lines-content"><div class="view-lines"
         role="presentation"><div class="view-line"><span><span #ID class="mtk1">${TYPED}</span></span></div></div></div>
       </div></div></div>`,
    '',
  ],
  [
    'a line of Monaco on EditContext',
    `<div class="monaco-editor"><div class="overflow-guard"><div class="native-edit-context" role="textbox"></div>
       <div><div><div class="view-lines"><div><span #ID>${TYPED}</span></div></div></div></div></div></div>`,
    '',
  ],
  [
    'a line of Ace',
    `<div class="ace_editor"><textarea class="ace_text-input" wrap="off" autocapitalize="off" spellcheck="false"
       style="opacity: 0"></textarea><div class="ace_gutter"></div><div class="ace_scroller"><div class="ace_content">
       <div class="ace_layer ace_text-layer"><div class="ace_line"><span #ID>${TYPED}</span></div></div></div></div></div>`,
    '',
  ],
  [
    'a row of xterm',
    `<div class="xterm"><div class="xterm-screen"><div class="xterm-helpers"><textarea class="xterm-helper-textarea"
       autocorrect="off" autocapitalize="off" spellcheck="false"></textarea></div><div class="xterm-rows">
       <div><span #ID>${TYPED}</span></div></div></div></div>`,
    '',
  ],
  [
    'a line of an editor that takes the focus',
    `<div onmousedown="this.querySelector('textarea').focus(); event.preventDefault()"><textarea></textarea>
       <div><div><div><div><div><p #ID>${TYPED}</p></div></div></div></div></div></div>`,
    '',
  ],
  ['text in an editor', `<div contenteditable><p><b #ID>${TYPED}</b></p></div>`, ''],
  ['a link in an editor', `<div contenteditable><a #ID>${TYPED}</a></div>`, ''],
  [
    'a digit of a code',
    `<div><div><b #ID>${TYPED}</b></div><input autocomplete="one-time-code"></div>`,
    '',
  ],
  [
    'a list with a field of its own',
    `<div role="combobox"><span #ID>${TYPED}</span><input></div>`,
    '',
  ],
  [
    'an editor with a name',
    `<div contenteditable aria-label="Message" #ID>${TYPED}</div>`,
    'Message',
  ],
  ['an icon with styles', `<button #ID><svg><style>.${TYPED} {}</style></svg>Buy</button>`, 'Buy'],
  [
    'data for a script',
    `<div #ID><script type="application/json">{"token":"${TYPED}"}</script>Open</div>`,
    'Open',
  ],
  ['what is for browsers without scripts', `<p #ID><noscript>${TYPED}</noscript>Look</p>`, 'Look'],
  ['what is hidden', `<p #ID>Price <i hidden>${TYPED}</i></p>`, 'Price'],
  [
    'a button beside a field',
    `<div><textarea>${TYPED}</textarea><button #ID>Post</button></div>`,
    'Post',
  ],
  [
    'text on a page with a field',
    `<div><div><div><p #ID>Title</p></div></div><div><textarea></textarea><button>Post</button></div></div>`,
    'Title',
  ],
  [
    'a name that is cut at a character',
    `<button #ID data-guance-action-name="${'x'.repeat(99)}😀😀">Buy</button>`,
    `${'x'.repeat(99)}😀 [...]`,
  ],
  ['a text that is cut there', `<p #ID>${'y'.repeat(99)}😀😀</p>`, `${'y'.repeat(99)}😀 [...]`],
]

/** By place: Playwright reads properties that a form may hide, and waits longer for each. */
async function clickEach(page: Page, selector: string): Promise<void> {
  await page.setViewportSize({ width: 900, height: 5000 })
  const places = await page.evaluate<[number, number][]>(`
    [...document.querySelectorAll('${selector}')].map((element) => {
      const { left, top } = Element.prototype.getBoundingClientRect.call(element)
      return [left + 3, top + 3]
    })`)
  for (const place of places) {
    await page.mouse.click(...place)
  }
}

/** The names of clicks, by the test id of the element. */
function readNames(intake: Intake): Map<string | undefined, string> {
  return new Map(
    intake.points('action').map(({ fields }) => {
      const { selector } = JSON.parse(String(fields['action_target']))
      return [
        /"(.*)"/.exec(selector)?.[1]?.replaceAll('\\', ''),
        String(fields['action_name'] ?? ''),
      ]
    }),
  )
}

test('names: a click is named by what the element shows, never by what was typed nor by code', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const body = CASES.map(([what, html]) =>
    html.replace('#ID', `data-testid="${what}" class="target"`),
  )
  const typing = `<script>
    // As React does it for a field that it controls.
    addEventListener('input', ({ target }) => { target.defaultValue = target.value })
  </script>`
  const head = `${typing}${SYNC_TAG}<script>${initCall()}</script>`
  await page.goto(site.page('/names', toPage(head, `<div>${body.join('</div><div>')}</div>`)))
  await page.getByTestId('a label').locator('textarea').fill(`${TYPED} again`)
  await clickEach(page, '.target')
  await page.goto('about:blank')

  await expect.poll(() => readNames(intake).size).toBe(CASES.length)
  expect(Object.fromEntries(readNames(intake))).toEqual(
    Object.fromEntries(CASES.map(([what, , name]) => [what, name])),
  )
})

/** Names of controls that hide a property of their form. */
const CLOBBERED = [
  ...[
    'attributes',
    'childNodes',
    'children',
    'firstChild',
    'getAttribute',
    'getBoundingClientRect',
  ],
  ...[
    'closest',
    'contains',
    'getRootNode',
    'host',
    'id',
    'isContentEditable',
    'labels',
    'localName',
  ],
  ...['matches', 'nextSibling', 'nodeName', 'nodeType', 'nodeValue', 'parentElement', 'parentNode'],
  ...[
    'querySelector',
    'tagName',
    'textContent',
    'type',
    'value',
    'setAttribute',
    'addEventListener',
  ],
]

test('names: controls that hide the properties of their form cost no click, no selector and no name', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const toForm = (title: string, names: string[]) =>
    `<div data-testid="${title}"><form style="padding: 9px" onsubmit="return false">
       ${names.map((name) => `<input type="hidden" name="${name}">`).join('')}
       <p>Text</p><button>Buy ${title}</button></form></div>`
  const forms = [...CLOBBERED.map((name) => toForm(name, [name])), toForm('all', CLOBBERED)]
  const largest = `<div data-testid="largest"><form style="font-size: 70px">Form in large letters, which is
    what has the page painted<input type="hidden" name="children"><input type="hidden" name="parentElement"></form></div>`
  // The document has such names, too.
  const named = '<form name="host"></form>'
  const head = `${SYNC_TAG}<script>${initCall()}</script>`
  await page.goto(site.page('/forms', toPage(head, largest + named + forms.join(''))))
  // The first input ends the search for the largest paint.
  await page.waitForFunction(`performance.getEntriesByName('first-contentful-paint').length`)
  await clickEach(page, 'form[onsubmit], form[onsubmit] button')
  await page.goto('about:blank')

  const clicks = () =>
    new Map(
      intake
        .points('action')
        .map(({ fields }) => [
          JSON.parse(String(fields['action_target'])).selector,
          fields['action_name'],
        ]),
    )
  await expect.poll(() => clicks().size).toBe(2 * forms.length)
  for (const name of [...CLOBBERED, 'all']) {
    expect(clicks().get(`[data-testid="${name}"]>form>button`), name).toBe(`Buy ${name}`)
    expect(clicks().get(`[data-testid="${name}"]>form`), name).toBe(`TextBuy ${name}`)
  }
  const selectors = () =>
    intake.points('view').map(({ fields }) => fields['largest_contentful_paint_element_selector'])
  // The view's last update may arrive after the clicks.
  await expect.poll(selectors).toContain('[data-testid="largest"]>form')
})

test('actions: a click on a label is one action; the click that the browser adds on its control is none', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const body = `<style>label { display: block; margin-bottom: 150px }</style>
    <label data-testid="box"><input type="checkbox"> <b>Agree</b></label>
    <label data-testid="radio" for="choice">Choose</label><input type="radio" id="choice">
    <label data-testid="field">Name <input></label>
    <label data-testid="prevented" onclick="event.preventDefault()">Later <input type="checkbox" data-testid="own"></label>`
  const head = `${SYNC_TAG}<script>${initCall()}</script>`
  await page.goto(site.page('/labels', toPage(head, body)))
  await page.getByText('Agree').click({ clickCount: 2 })
  expect(await page.getByRole('checkbox').first().isChecked()).toBe(false)
  await page.getByText('Choose').click()
  await page.getByText('Name').click({ position: { x: 3, y: 3 } })
  await page.getByText('Later').click({ position: { x: 3, y: 3 } })
  // The user's own click on a control is an action.
  await page.getByTestId('own').dispatchEvent('click') // by a script: none
  await page.getByTestId('own').click()
  await page.goto('about:blank')

  const names = () => [
    ...new Map(intake.points('action').map(({ fields }) => [fields['action_id'], fields])).values(),
  ]
  await expect
    .poll(() => names().map(({ action_name }) => action_name))
    .toEqual(['Agree', 'Agree', 'Choose', 'Name', 'Later', 'Later'])
  expect(names().map((fields) => fields['action_frustration_types'])).not.toContain(
    '["rage_click"]',
  )
})

import { chooseProduct } from './catalogue.js'
import { make } from './dom.js'
import { withRum } from './rum.js'

const APP_ID = 'demo_shop'
/** The id may change without a click here: another tab ends the session, or it expires. Asking never extends it. */
const REFRESH_MS = 1000

const CONSENTS = [
  ['granted', 'Granted'],
  ['pending', 'Pending'],
  ['not-granted', 'Refused'],
]

/** The panel of the demonstration: which session this visit is, and what an application can do with it. */
export function startSupport(root) {
  const panel = createPanel()
  const ask = (label, call) => make('button', { onclick: () => panel.answer(label, call) }, label)
  root.open = matchMedia('(width >= 1100px)').matches
  root.replaceChildren(
    make('summary', {}, panel.dot, 'Support', panel.shortId),
    make(
      'div',
      { class: 'support-panel' },
      make('section', {}, panel.kind, panel.id, make('div', { class: 'buttons' }, panel.link)),
      group(
        'Debug sessions',
        'Support asks for one: this visit is collected under an id that both know.',
        ask('Start debug session', (rum) => rum.addDebugSession?.(toDebugId())),
        ask('Clear debug session', (rum) => rum.clearDebugSession?.()),
      ),
      group(
        'Manual sessions',
        'Lasts until it is ended: a shift, an exam, a machine.',
        ask('Start session', (rum) => rum.startSession?.()?.sid),
        ask('End session', (rum) => rum.endSession?.()),
      ),
      group(
        'Consent',
        'Pending holds events in memory. Refused deletes all that is stored.',
        ...panel.consents,
      ),
      group(
        'Something to find',
        'A main thread that is busy for 400 ms, and an error that nobody catches.',
        make('button', { onclick: () => showHeavyChoice(panel.output) }, 'Surprise me (slow)'),
        make('button', { onclick: () => throwOnPurpose(panel.output) }, 'Throw an error'),
      ),
      panel.output,
    ),
  )
  panel.refresh()
  setInterval(panel.refresh, REFRESH_MS)
}

/** The parts of the panel that change. */
function createPanel() {
  const dot = make('span', { class: 'support-dot' })
  const shortId = make('code', {})
  const kind = make('h2', {}, 'No session')
  const id = make('code', { class: 'support-id' })
  const link = make(
    'a',
    { class: 'primary button', target: '_blank' },
    'Open in the Session Explorer',
  )
  const output = make('output', { class: 'support-answer' })
  const consents = CONSENTS.map(([value, label]) =>
    make(
      'button',
      { 'data-consent': value, 'aria-pressed': value === 'granted', onclick: () => choose(value) },
      label,
    ),
  )

  function choose(value) {
    answer(`Consent ${value}`, (rum) => rum.setTrackingConsent?.(value))
    for (const button of consents) {
      button.setAttribute('aria-pressed', button.dataset.consent === value)
    }
  }

  function refresh() {
    withRum((rum) => show(toSession(rum)))
  }

  function show(session) {
    const text = session ? String(session.id) : 'none'
    if (id.textContent === text && kind.textContent === (session?.kind ?? 'No session')) {
      return // a screen reader would read it again
    }
    kind.textContent = session?.kind ?? 'No session'
    id.textContent = shortId.textContent = text
    link.hidden = !session
    dot.removeAttribute('data-kind')
    if (session) {
      dot.dataset.kind = session.kind
      link.href = `/explorer/sessions/${encodeURIComponent(session.id)}?app_id=${APP_ID}`
    }
  }

  function answer(label, call) {
    output.textContent = `${label}: the SDK is not there yet.`
    withRum((rum) => {
      const result = call(rum)
      output.textContent = `${label}: ${result === undefined ? 'done' : JSON.stringify(result)}`
      show(toSession(rum))
    })
  }

  id.textContent = 'The SDK is not there yet.'
  link.hidden = true
  return { dot, shortId, kind, id, link, output, consents, refresh, answer }
}

/** The session that events carry now. The id of a manual session is a number. */
function toSession(rum) {
  const id = rum.getSessionId?.()
  if (id === undefined || id === null) {
    return undefined
  }
  const base = typeof id === 'number' ? 'Manual session' : 'Automatic session'
  return { id, kind: rum.getDebugSession?.() ? 'Debug session' : base }
}

function group(title, note, ...buttons) {
  return make(
    'section',
    {},
    make('h2', {}, title),
    make('p', {}, note),
    make('div', { class: 'buttons' }, ...buttons),
  )
}

/** Readable over the telephone: `debug_` and four letters or digits. */
const toDebugId = () => `debug_${Math.random().toString(36).slice(2, 6)}`

async function showHeavyChoice(output) {
  const product = await chooseProduct()
  output.textContent = `How about: ${product.name}?`
}

function throwOnPurpose(output) {
  output.textContent = 'Thrown: look for it in the explorer.'
  throw new Error('Thrown on purpose by the support panel')
}

import { chooseProduct } from './catalogue.js'
import { make } from './dom.js'
import { withRum } from './rum.js'

/**
 * Buttons that a support engineer asks a customer to press: a debug session whose id both know, a manual session,
 * and a button that keeps the main thread busy.
 */
export function startSupport(root) {
  const output = make('output', { class: 'support-answer' }, 'Nothing pressed yet.')
  const ask = (label, call) => make('button', { onclick: () => show(output, label, call) }, label)
  root.replaceChildren(
    make('summary', {}, 'Support'),
    make(
      'div',
      { class: 'support-panel' },
      group(
        'Debug session',
        ask('Start debug session', (rum) => rum.addDebugSession?.(toDebugId())),
        ask('Show debug session', (rum) => rum.getDebugSession?.()),
        ask('Clear debug session', (rum) => rum.clearDebugSession?.()),
      ),
      group(
        'Manual session',
        ask('Start session', (rum) => rum.startSession?.()?.sid),
        ask('End session', (rum) => rum.endSession?.()),
        ask('Show session id', (rum) => rum.getSessionId?.()),
      ),
      group(
        'Main thread',
        make('button', { onclick: () => showHeavyChoice(output) }, 'Surprise me (slow)'),
      ),
      output,
    ),
  )
}

function group(title, ...buttons) {
  return make('fieldset', {}, make('legend', {}, title), ...buttons)
}

/** Readable over the telephone: `debug_` and four letters or digits. */
const toDebugId = () => `debug_${Math.random().toString(36).slice(2, 6)}`

function show(output, label, call) {
  output.textContent = `${label}: the SDK has not loaded yet.`
  withRum((rum) => {
    const answer = call(rum)
    output.textContent = `${label}: ${answer === undefined ? 'done' : JSON.stringify(answer)}`
  })
}

async function showHeavyChoice(output) {
  const product = await chooseProduct()
  output.textContent = `How about: ${product.name}?`
}

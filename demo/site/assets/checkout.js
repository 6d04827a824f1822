import { readTotal } from './cart.js'
import { toPrice } from './catalogue.js'
import { make } from './dom.js'
import { withRum } from './rum.js'

/** Form whose payment fails: the shopper sees a message, and the failure is reported as handled. */
export async function renderCheckout(root) {
  const status = make('p', { role: 'status', class: 'status' })
  const button = make('button', { class: 'primary', type: 'submit' }, 'Pay now')
  const form = make(
    'form',
    { class: 'form' },
    field('Name', 'name', 'name'),
    field('Street and number', 'street', 'street-address'),
    field('City', 'city', 'address-level2'),
    make('p', { class: 'total' }, `Total ${toPrice(await readTotal())}`),
    button,
    status,
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    button.disabled = true
    await showPayment(status)
    button.disabled = false
  })
  root.replaceChildren(make('h1', {}, 'Checkout'), form)
}

function field(label, name, autocomplete) {
  return make('label', {}, label, make('input', { name, autocomplete, required: '' }))
}

async function showPayment(status) {
  status.classList.remove('failed')
  status.textContent = 'Waiting for the payment provider…'
  try {
    await pay(await readTotal())
    status.textContent = 'Thank you. Your order is on its way.'
  } catch (error) {
    status.classList.add('failed')
    status.textContent = 'The payment failed and nothing was charged. Please try again in a moment.'
    withRum((rum) => rum.addError?.(error, { step: 'payment' }))
  }
}

async function pay(amount) {
  const response = await fetch('/api/payment', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ amount, currency: 'EUR' }),
  })
  if (!response.ok) {
    const { message } = await response.json()
    throw new Error(`Payment refused with ${response.status}: ${message}`)
  }
}

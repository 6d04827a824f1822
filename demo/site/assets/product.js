import { addToCart } from './cart.js'
import { findProduct, toPrice } from './catalogue.js'
import { make } from './dom.js'
import { withRum } from './rum.js'

/** One product with its buttons. */
export async function renderProduct(root, id) {
  const product = await findProduct(id)
  if (!product) {
    root.replaceChildren(make('p', {}, 'This product is no longer in the shop.'))
    return
  }
  document.title = `${product.name} · Fern & Kettle`
  const status = make('p', { role: 'status', class: 'status' })
  root.replaceChildren(
    make(
      'article',
      { class: 'product' },
      make('img', { src: `/images/${product.image}.svg`, alt: '', width: 200, height: 200 }),
      make(
        'div',
        {},
        make('h1', {}, product.name),
        make('p', {}, product.note),
        make('p', { class: 'price' }, toPrice(product.price)),
        make(
          'p',
          { class: 'buttons' },
          make('button', { class: 'primary', onclick: () => buy(product, status) }, 'Add to cart'),
          make('button', { onclick: () => showDelivery(status) }, 'Ask for delivery date'),
        ),
        status,
      ),
    ),
  )
}

function buy(product, status) {
  addToCart(product.id)
  status.textContent = `${product.name} is in your cart.`
  withRum((rum) => rum.addAction?.('add_to_cart', { product_id: product.id, price: product.price }))
}

/** Forgets a `catch`, as every real shop does: the answer is a 500, and the rejection is unhandled. */
async function showDelivery(status) {
  status.textContent = 'Asking the carrier…'
  const response = await fetch('/api/delivery')
  if (!response.ok) {
    status.textContent = 'No delivery date yet.'
    throw new Error(`The delivery service answered ${response.status}`)
  }
}

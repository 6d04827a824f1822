import { loadProducts, toPrice } from './catalogue.js'
import { make, readStored, writeStored } from './dom.js'

const KEY = 'shop-cart'

/** Returns product ids in the order they were added; the same id twice means a quantity of two. */
const readCart = () => readStored(KEY, [])

export function addToCart(id) {
  writeStored(KEY, [...readCart(), id])
  showCartCount()
}

function removeFromCart(id) {
  writeStored(
    KEY,
    readCart().filter((other) => other !== id),
  )
  showCartCount()
}

/** The number beside "Cart" in the header. */
export function showCartCount() {
  const count = document.querySelector('[data-cart-count]')
  if (count) {
    count.textContent = String(readCart().length)
  }
}

export async function readTotal() {
  const products = await loadProducts()
  return readCart().reduce((sum, id) => sum + (products.find((p) => p.id === id)?.price ?? 0), 0)
}

export async function renderCart(root) {
  const products = await loadProducts()
  const ids = readCart()
  const rows = products
    .filter((product) => ids.includes(product.id))
    .map((product) => row(product, ids, root))
  if (rows.length === 0) {
    root.replaceChildren(make('h1', {}, 'Cart'), make('p', {}, 'Your cart is empty.'))
    return
  }
  root.replaceChildren(
    make('h1', {}, 'Cart'),
    make('ul', { class: 'lines' }, ...rows),
    make('p', { class: 'total' }, `Total ${toPrice(await readTotal())}`),
    make(
      'p',
      { class: 'buttons' },
      make('a', { href: '/checkout.html', class: 'primary button' }, 'Check out'),
      make('button', { onclick: () => applyCoupon('WELCOME10') }, 'Apply coupon'),
    ),
  )
}

function row(product, ids, root) {
  const count = ids.filter((id) => id === product.id).length
  const remove = () => {
    removeFromCart(product.id)
    return renderCart(root)
  }
  return make(
    'li',
    {},
    make('img', { src: `/images/${product.image}.svg`, alt: '', width: 56, height: 56 }),
    make('span', {}, `${count} × ${product.name}`),
    make('span', { class: 'price' }, toPrice(count * product.price)),
    make('button', { onclick: remove, 'aria-label': `Remove ${product.name}` }, 'Remove'),
  )
}

const COUPONS = {}

/** Throws for every code, because the campaign's table was never filled: an uncaught error with a stack. */
function applyCoupon(code) {
  const percent = COUPONS[code].percent
  document.querySelector('.total')?.append(` − ${percent} %`)
}

import { make } from './dom.js'

let loading

/** The products, fetched once for each page. */
export function loadProducts() {
  loading ??= fetch('/api/products').then((response) => response.json())
  return loading
}

export async function findProduct(id) {
  const products = await loadProducts()
  return products.find((product) => product.id === id)
}

export const toPrice = (amount) => `€ ${amount.toFixed(2)}`

/** The grid of products; `hrefOf` makes the links of the multi-page or of the single-page shop. */
export async function renderCatalogue(root, hrefOf) {
  const products = await loadProducts()
  const cards = products.map((product) =>
    make(
      'li',
      {},
      make(
        'a',
        { href: hrefOf(product), class: 'card' },
        make('img', { src: `/images/${product.image}.svg`, alt: '', width: 200, height: 200 }),
        make('span', { class: 'card-name' }, product.name),
        make('span', { class: 'price' }, toPrice(product.price)),
      ),
    ),
  )
  root.replaceChildren(make('ul', { class: 'grid' }, ...cards))
}

/** "Surprise me": compares far too many numbers at once, so that the session has a long task. */
export async function chooseProduct() {
  const products = await loadProducts()
  const until = performance.now() + 400
  let rounds = 0
  while (performance.now() < until) {
    rounds += Math.sqrt(rounds + 1) > 0 ? 1 : 0
  }
  return products[rounds % products.length]
}

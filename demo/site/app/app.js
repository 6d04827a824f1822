import { renderCart } from '/assets/cart.js'
import { renderCatalogue } from '/assets/catalogue.js'
import { make } from '/assets/dom.js'
import { renderProduct } from '/assets/product.js'

/** The same shop without page loads: `/app/`, `/app/product/3`, `/app/cart` by the History API. */
const main = document.querySelector('main')

function show(path) {
  const [, , page, id] = path.split('/')
  document.title = 'Fern & Kettle, in one page'
  if (page === 'product') {
    return renderProduct(main, id)
  }
  if (page === 'cart') {
    return renderCart(main)
  }
  const catalogue = make('div', { class: 'catalogue' })
  main.replaceChildren(make('h1', {}, 'Good things, without page loads'), catalogue)
  return renderCatalogue(catalogue, (product) => `/app/product/${product.id}`)
}

function followLink(event) {
  const link = event.target.closest?.('a[href^="/app/"]')
  const isPlainClick = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
  if (!link || !isPlainClick) {
    return
  }
  event.preventDefault()
  const path = link.getAttribute('href')
  history.pushState(null, '', path)
  show(path)
  scrollTo(0, 0)
}

document.addEventListener('click', followLink)
addEventListener('popstate', () => show(location.pathname))
show(location.pathname)

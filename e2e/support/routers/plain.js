/** The same application with only the History API. */
const prefix = window.isHashed ? '#' : ''

function render() {
  const path = window.isHashed ? location.hash.slice(1).split('?')[0] || '/' : location.pathname
  if (path === '/old') {
    history.replaceState({}, '', `${prefix}/new`)
    render()
    return
  }
  const titles = { '/': 'Home', '/orders/42': 'Order 42', '/new': 'New' }
  document.querySelector('main').innerHTML = `<h1>${titles[path]}</h1>`
}

document.getElementById('app').innerHTML = `
  <nav>
    <a href="${prefix}/">Home</a>
    <a href="${prefix}/orders/42">Order</a>
    <a href="${prefix}/orders/42?tab=2">Tab</a>
    <a href="${prefix}/old">Old</a>
  </nav>
  <main></main>`
document.querySelector('nav').addEventListener('click', (event) => {
  event.preventDefault()
  history.pushState({}, '', event.target.getAttribute('href'))
  render()
})
addEventListener('popstate', render)
render()

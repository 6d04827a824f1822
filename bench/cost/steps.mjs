/** Below the rate limits of our SDK and Datadog: 3,000 actions and 3,000 errors a minute. */
const ACTIONS = 2500
const ERRORS = 1000
const FETCHES = 500
const CLICKS = 300
const ROUTES = 2000

/** First number of an error, so that the receiver can distinguish errors from actions. */
export const FIRST_ERROR = 100_000

/** Page code that the steps call. Buttons are far apart: clicks at one place would be rage clicks. */
export const PREPARE = `(() => {
  const main = document.body.appendChild(document.createElement('main'))
  for (let i = 0; i < 12; i++) {
    const button = main.appendChild(document.createElement('button'))
    button.textContent = 'Add ' + i
    button.style = 'position:absolute;width:80px;height:30px;left:' + (40 + (i % 4) * 300) + 'px;top:' +
      (100 + Math.floor(i / 4) * 200) + 'px'
    button.onclick = () => { outcome.textContent = 'Added ' + i }
  }
  const outcome = main.appendChild(document.createElement('p'))
  const turn = () => new Promise((resolve) => setTimeout(resolve))
  function find(id) { throw new Error('No such article: ev' + id + 'x') }
  function open(id) { return find(id) }
  window.steps = {
    async actions(first, count) {
      for (let i = first; i < first + count; i++) {
        emit('ev' + i + 'x', { plan: 'gold', position: i, total: 59.9, isNew: true, items: ['lamp', 'desk'],
          address: { city: 'Zürich', note: 'Second floor, "ring" twice' } })
        if (i % 50 === 0) await turn()
      }
    },
    async errors(first, count) {
      for (let i = first; i < first + count; i++) {
        try { open(i) } catch (error) { reportError(error) }
        if (i % 50 === 0) await turn()
      }
    },
    async fetches(count) {
      for (let i = 0; i < count; i += 5) {
        await Promise.all([0, 1, 2, 3, 4].map((j) => fetch('/data?' + (i + j)).then((response) => response.text())))
      }
    },
    async routes(count) {
      for (let i = 0; i < count; i++) {
        history.pushState({}, '', '/shop/article/' + i)
        outcome.textContent = 'Article ' + i
        await turn()
      }
    },
  }
})()`

async function click(page) {
  for (let i = 0; i < CLICKS; i++) {
    await page.mouse.click(80 + (i % 4) * 300, 115 + (Math.floor(i / 4) % 3) * 200)
  }
}

const actions = (part) => ({
  kind: 'addAction',
  count: ACTIONS,
  run: (page) => page.evaluate(`steps.actions(${part * ACTIONS}, ${ACTIONS})`),
})

/** Steps in order; the actions are spread over four minutes, with the other steps between. */
export const STEPS = [
  actions(0),
  {
    kind: 'uncaught error',
    count: ERRORS,
    run: (page) => page.evaluate(`steps.errors(${FIRST_ERROR}, ${ERRORS})`),
  },
  actions(1),
  { kind: 'fetch', count: FETCHES, run: (page) => page.evaluate(`steps.fetches(${FETCHES})`) },
  actions(2),
  { kind: 'click', count: CLICKS, run: click },
  actions(3),
  { kind: 'route change', count: ROUTES, run: (page) => page.evaluate(`steps.routes(${ROUTES})`) },
]

import { expect, test } from '../support/comparison.ts'
import { toPage } from '../support/loadingModes.ts'

test('the same page: a bound `fetch` and a wrapped XHR add its token to its requests, and none to ours', async ({
  compare,
  intake,
}) => {
  const results = await compare({
    path: '/token',
    html: (sdk) =>
      toPage(`<script>
        const send = fetch
        const add = function (url, init = {}) {
          return send(url, { ...init, headers: { ...init.headers, authorization: 'page' } })
        }
        window.fetch = add.bind(null)
        const { open } = XMLHttpRequest.prototype
        XMLHttpRequest.prototype.open = function (...args) {
          open.apply(this, args)
          this.setRequestHeader('authorization', 'page')
        }
      </script>${sdk}<script>
        DATAFLUX_RUM.addAction('works')
        window.ran = fetch('/token').then(({ status }) => [status, frames.length])
      </script>`),
  })
  expect(results).toEqual([200, 0])
  await expect.poll(() => intake.points('action').length).toBe(1)
  // A header that the intake has not allowed would be asked for.
  expect(intake.requests.filter((request) => request.startsWith('OPTIONS'))).toEqual([])
})

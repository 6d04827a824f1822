import { readFile } from 'node:fs/promises'

const PRODUCTS = new URL('./products.json', import.meta.url)

/** The shop's own server side, as one `before` handler of http-server. */
export async function answerApi(request, response) {
  const route = `${request.method} ${request.url.split('?', 1)[0]}`
  const answer = ROUTES[route]
  if (!answer) {
    // Synchronous up to here: a body for the collector must be neither read nor delayed.
    response.emit('next')
    return
  }
  const { status, body } = await answer()
  response.statusCode = status
  response.setHeader('content-type', 'application/json')
  response.setHeader('cache-control', 'no-store')
  response.end(JSON.stringify(body))
}

const ROUTES = {
  'GET /api/products': async () => ({ status: 200, body: JSON.parse(await readFile(PRODUCTS)) }),
  // Fails always: a shop whose checkout works has nothing to show in a session.
  'POST /api/payment': () => ({
    status: 503,
    body: { error: 'provider_unavailable', message: 'The payment provider does not answer.' },
  }),
  'GET /api/delivery': () => ({
    status: 500,
    body: { error: 'carrier_timeout', message: 'The carrier took too long to answer.' },
  }),
}

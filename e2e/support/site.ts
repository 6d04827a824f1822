import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { serve } from './serve.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html;charset=utf-8',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** A customer's site: pages of the test, pages of `demo/pages/`, and the SDK's built files under `/dist/`. */
export interface Site {
  readonly url: string
  /** Paths of all requests, in order of arrival. */
  readonly requests: readonly string[]
  /** Adds a page, with `headers` in addition to its type. @returns its URL */
  page(path: string, html: string, headers?: Readonly<Record<string, string>>): string
  /** Holds requests for this path until the returned function is called. */
  hold(path: string): () => void
  stop(): Promise<void>
}

export async function startSite(): Promise<Site> {
  const pages = new Map<string, { html: string; headers: Readonly<Record<string, string>> }>()
  const requests: string[] = []
  const held = new Map<string, Promise<void>>()

  const server = await serve(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    requests.push(pathname)
    await held.get(pathname)
    const page = pages.get(pathname)
    if (page !== undefined) {
      const headers = { 'content-type': 'text/html;charset=utf-8', ...page.headers }
      response.writeHead(200, headers).end(page.html)
    } else if (/^\/dist\/[\w.-]+\.m?js$/.test(pathname)) {
      const body = await readFile(`.${pathname}`)
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(body)
    } else if (/^\/pages\/[\w/]+\.\w+$/.test(pathname)) {
      const body = await readFile(`demo${pathname}`)
      response.writeHead(200, { 'content-type': TYPES[extname(pathname)] }).end(body)
    } else {
      response.writeHead(404).end()
    }
  })
  return {
    url: server.url,
    requests,
    page(path, html, headers = {}) {
      pages.set(path, { html, headers })
      return server.url + path
    },
    hold(path) {
      let release: () => void = () => {}
      held.set(path, new Promise((resolve) => (release = resolve)))
      return () => {
        held.delete(path)
        release()
      }
    },
    stop: server.stop,
  }
}

import { execFileSync } from 'node:child_process'
import { toPage } from '../loadingModes.ts'
import type { Tab } from './engine.ts'
import { expect } from './test.ts'

export const BUNDLE = '/dist/dataflux-rum.js'
export const LEGACY_BUNDLE = '/dist/dataflux-rum.legacy.js'

/** Options of `npm run snippet`, without their dashes; `true`: one without a value. */
type SnippetOptions = Readonly<Record<string, string | true>>

const printed = new Map<string, string>()

/** The tag that `npm run snippet` prints for these options. */
export function snippet(options: SnippetOptions = {}): string {
  const all: SnippetOptions = { url: BUNDLE, ...options }
  const args = Object.entries(all).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, value],
  )
  const key = args.join(' ')
  const tag =
    printed.get(key) ??
    execFileSync(process.execPath, ['scripts/snippet.mjs', ...args], { encoding: 'utf8' }).trim()
  printed.set(key, tag)
  return tag
}

/**
 * Keeps in `window.heard` what reaches the page's console as warnings and errors, or from the SDK's guards, and what
 * nobody caught. In the page, because not every engine tells it to who drives it.
 */
const RECORDER = `
  window.heard = [];
  ['debug', 'warn', 'error'].forEach(function (level) {
    var write = console[level]
    console[level] = function () {
      heard.push(level + ': ' + [].join.call(arguments, ' '))
      return write.apply(console, arguments)
    }
  })
  addEventListener('error', function (event) {
    heard.push('uncaught: ' + (event.error ? event.error.message : event.message))
  })
  addEventListener('unhandledrejection', function (event) {
    heard.push('rejected: ' + event.reason)
  })`

/** A page with what belongs in its head, which also remembers what went wrong in it. */
export function toRecordingPage(head: string, body = ''): string {
  return toPage(`<script nonce="n0nce">${RECORDER}</script>${head}`, body)
}

/** What the page's console and its `error` events have had until now. */
export function heard(tab: Tab): Promise<unknown> {
  return tab.evaluate('window.heard')
}

/** Runs statements in the page. */
export function run(tab: Tab, statements: string): Promise<unknown> {
  return tab.evaluate(`(function () { ${statements} })()`)
}

/** Waits until an expression of the page is true. */
export async function until(tab: Tab, expression: string): Promise<void> {
  await expect.poll(() => tab.evaluate(`Boolean(${expression})`)).toBe(true)
}

/** Waits until the bundle has taken the stub's place. */
export function untilLoaded(tab: Tab, name = 'DATAFLUX_RUM'): Promise<void> {
  return until(tab, `typeof window.${name}.version === 'string'`)
}

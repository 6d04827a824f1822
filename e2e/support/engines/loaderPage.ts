import { execFileSync } from 'node:child_process'
import { toPage } from '../loadingModes.ts'
import { expect } from '../test.ts'
import type { Tab } from './engine.ts'

export const BUNDLE = '/dist/dataflux-rum.js'
export const LEGACY_BUNDLE = '/dist/dataflux-rum.legacy.js'

/** Options of `npm run snippet`, without their dashes; `true` for an option without a value. */
type SnippetOptions = Readonly<Record<string, string | true>>

const printed = new Map<string, string>()

/** Returns the tag that `npm run snippet` prints for these options. */
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
 * Page code that records in `window.heard` warnings, errors and debug messages of the console, and uncaught errors. It
 * runs in the page, because not every engine exposes them to its driver.
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

/** Returns a page with the given head, which also records its warnings and errors. */
export function toRecordingPage(head: string, body = ''): string {
  return toPage(`<script nonce="n0nce">${RECORDER}</script>${head}`, body)
}

/** Returns the console messages and uncaught errors that the page has recorded so far. */
export function heard(tab: Tab): Promise<unknown> {
  return tab.evaluate('window.heard')
}

/** Runs statements in the page. */
export function run(tab: Tab, statements: string): Promise<unknown> {
  return tab.evaluate(`(function () { ${statements} })()`)
}

/** Waits until an expression in the page is true. */
export async function until(tab: Tab, expression: string): Promise<void> {
  await expect.poll(() => tab.evaluate(`Boolean(${expression})`)).toBe(true)
}

/** Waits until the bundle has replaced the stub. */
export function untilLoaded(tab: Tab, name = 'DATAFLUX_RUM'): Promise<void> {
  return until(tab, `typeof window.${name}.version === 'string'`)
}

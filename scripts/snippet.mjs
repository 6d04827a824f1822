import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findStale } from './snippetPlaces.mjs'
import { toTag } from './snippetTag.mjs'

const HELP = `Prints the tag to paste into a page's head.

  npm run snippet -- --url https://rum.example.com/sdk/dataflux-rum.js

  --url URL             of the bundle (required)
  --fallback URL        tried once when the first fails
  --integrity auto      has the browser check the file against its hash in dist/; or a hash, sha384-…
                        Pin a versioned file (dataflux-rum-0.1.0.js): the other one changes with every release.
  --legacy URL          the file for browsers without modules; by default beside the first: dataflux-rum.legacy.js
  --legacy-integrity H  its hash, where --integrity is one
  --modern-only         no such file: those browsers report nothing
  --lazy                loads the bundle when the page is idle, or at its first error
  --name NAME           of the global, DATAFLUX_RUM by default
  --es5-list            answers every method in browsers without Proxy, not onReady alone
  --nonce VALUE         of the tag, for a page with a Content Security Policy: what your templates fill in
  --time-limit SECONDS  after which the fallback is tried, 30 by default

  --write               puts the snippet into every page and document that shows it
  --check               fails if one of them shows another
`

const OPTIONS = {
  url: { type: 'string' },
  fallback: { type: 'string' },
  integrity: { type: 'string' },
  legacy: { type: 'string' },
  'legacy-integrity': { type: 'string' },
  'modern-only': { type: 'boolean' },
  lazy: { type: 'boolean' },
  name: { type: 'string' },
  'es5-list': { type: 'boolean' },
  nonce: { type: 'string' },
  'time-limit': { type: 'string' },
  write: { type: 'boolean' },
  check: { type: 'boolean' },
}

const print = (text) => process.stdout.write(`${text}\n`)

async function writeStale() {
  for (const { file, after } of await findStale()) {
    writeFileSync(file, after)
    print(`${file}: written`)
  }
}

async function checkStale() {
  const stale = await findStale()
  for (const { file } of stale) {
    print(`${file}: shows an old snippet; run \`npm run snippet -- --write\``)
  }
  process.exitCode = stale.length > 0 ? 1 : 0
}

/** Required forms of values: any other value would give a tag that loads nothing. */
const FORMS = {
  url: [/^(https?:\/\/[^/\s]+|\.{0,2})\/[^\s]*[^/\s]$/, 'the address of the file: https://… or /…'],
  integrity: [/^(auto|sha(256|384|512)-[\w+/=]+)$/, '`auto`, or a hash that begins with sha384-'],
  nonce: [/^[^"<>\s]+$/, 'a value without quotes and spaces'],
}
const CHECKED = {
  url: FORMS.url,
  fallback: FORMS.url,
  legacy: FORMS.url,
  integrity: FORMS.integrity,
  'legacy-integrity': FORMS.integrity,
  nonce: FORMS.nonce,
}

function checkValues(values) {
  for (const [name, [form, meaning]] of Object.entries(CHECKED)) {
    if (values[name] !== undefined && !form.test(values[name])) {
      throw new Error(`--${name} ${values[name]}: give ${meaning}.`)
    }
  }
}

async function run() {
  const { values } = parseArgs({ options: OPTIONS })
  if (values.url) {
    checkValues(values)
    print(await toTag(values))
  } else if (values.write) {
    await writeStale()
  } else if (values.check) {
    await checkStale()
  } else {
    print(HELP)
    process.exitCode = 1
  }
}

try {
  await run()
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

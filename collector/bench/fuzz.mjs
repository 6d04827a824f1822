import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { deflateSync, gzipSync } from 'node:zlib'

/**
 * `node collector/bench/fuzz.mjs [bodies] [seed]`: mutated bodies to the built collector, over HTTP into its real store.
 * Most begin with a good line of their own that no mutation touches. Ends with 1 after a crash, an answer of 500 or
 * above, or when a good line of a body that was read is missing.
 */
const [bodies = '100000', seed = '1'] = process.argv.slice(2)
const data = mkdtempSync(join(tmpdir(), 'dataflux-rum-fuzz-'))
const collector = spawn(
  process.execPath,
  ['collector/bin/collector.cjs', '--port', '0', '--data', data],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
const [line] = await once(createInterface(collector.stdout), 'line')
const url = line.split(' ').pop()

const SEEDS = [
  'view,app_id=a,session_id=s,view_id=v,view_url=https://x.example/a\\ b time_spent=1000000,is_active=true,custom="a \\"b\\" \\\\ c",event_id="e" 1767225600000',
  'error,session_id=s error_message="line\nbreak",error_stack=" at f @ x:1:2",event_id="2" 1767225600000\naction,session_id=s action_name="x" 1767225600001',
  'resource,session_id=s,resource_method=GET duration=1.5,resource_size=7i,x=1e3 1767225600000\r\n',
]
const SPLICES = [
  '"',
  '\\',
  ',',
  '=',
  ' ',
  '\n',
  '\r\n',
  '\0',
  '\ud800',
  '1e999',
  '__proto__',
  'i',
  '#',
  '-',
  '\ufeff',
  '99999999999999999999',
  '\u{1f600}',
]

/** Mulberry32: the same bodies for the same seed. */
let state = Number(seed)
function random(below) {
  state = (state + 0x6d2b79f5) | 0
  let hash = Math.imul(state ^ (state >>> 15), 1 | state)
  hash = (hash + Math.imul(hash ^ (hash >>> 7), 61 | hash)) ^ hash
  return ((hash ^ (hash >>> 14)) >>> 0) % below
}

function mutate(text) {
  let body = text
  for (let change = random(6); change > 0; change--) {
    const at = random(body.length + 1)
    body = body.slice(0, at) + SPLICES[random(SPLICES.length)] + body.slice(at + random(4))
  }
  return body
}

const answers = {}
let expected = 0
async function send(index) {
  const good = `action,app_id=fuzz,session_id=good${index % 100} action_name="good",event_id="${index}" ${Date.now()}`
  const mutated = mutate(SEEDS[random(SEEDS.length)])
  const isOpen = (mutated.match(/"/g) ?? []).length % 2 === 1 || mutated.includes('\\')
  const text = Buffer.from(isOpen ? mutated : `${good}\n${mutated}`)
  const packing = ['', '', 'gzip', 'deflate', 'cut'][random(5)]
  const packed = packing === 'deflate' ? deflateSync(text) : packing === '' ? text : gzipSync(text)
  const body = packing === 'cut' ? packed.subarray(random(20)) : packed
  const encoding = packing === '' ? '' : `&encoding=${packing === 'deflate' ? 'deflate' : 'gzip'}`
  const answer = await fetch(`${url}/v1/write/rum?precision=ms${encoding}`, {
    method: 'POST',
    body,
  })
  const message = await answer.text()
  answers[answer.status] = (answers[answer.status] ?? 0) + 1
  const isRead = answer.status === 200 || message.includes('rum.badLines')
  expected += isRead && !isOpen ? 1 : 0
}

let next = 0
const begin = performance.now()
await Promise.all(
  Array.from({ length: 200 }, async () => {
    while (next < Number(bodies)) {
      await send(next++)
    }
  }),
)
const { sessions } = await (await fetch(`${url}/api/sessions?app_id=fuzz&limit=500`)).json()
const stored = sessions.reduce((sum, session) => sum + session.session_action_count, 0)
const isUp = (await fetch(`${url}/readyz`)).status === 200
const result = {
  bodies: next,
  seconds: Math.round((performance.now() - begin) / 1000),
  answers,
  expected,
  stored,
  isUp,
}
process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
collector.kill('SIGTERM')
const [code] = await once(collector, 'exit')
rmSync(data, { recursive: true, force: true })
const isFaulty = Object.keys(answers).some((status) => Number(status) >= 500)
process.exitCode = isFaulty || stored !== expected || !isUp || code !== 0 ? 1 : 0

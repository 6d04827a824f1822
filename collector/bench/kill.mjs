import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'

/**
 * `node collector/bench/kill.mjs <kills after an answer> <kills under load> [the built main.js]`: what is lost,
 * and how often a kill falls between an insert and its roll-up. Each check of the directory is a process of
 * its own, this file with `check`, because the engine cannot give a directory back while it lives.
 */
const [afterAnswer = '20', underLoad = '12', main = 'collector/bin/collector.cjs'] =
  process.argv.slice(2)

const COUNTS = `SELECT session_id, sum(stored) AS stored, sum(rolled_up) AS rolled_up FROM (
  SELECT session_id, uniqExact(event_id) AS stored, 0 AS rolled_up FROM rum.events GROUP BY session_id
  UNION ALL
  SELECT session_id, 0, uniqExactIfMerge(actions) FROM rum.sessions GROUP BY session_id)
GROUP BY session_id`

async function check(path) {
  const client = createClient({ connection: createChdbConnection({ path }) })
  const result = await client.query({ query: COUNTS, format: 'JSONEachRow' })
  process.stdout.write(JSON.stringify(await result.json()))
  await client.close()
}

async function readCounts() {
  const child = spawn(process.execPath, [process.argv[1], 'check', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  await once(child, 'close')
  return JSON.parse(text).map(({ session_id, stored, rolled_up }) => ({
    session: session_id,
    stored: Number(stored),
    rolledUp: Number(rolled_up),
  }))
}

async function start() {
  const child = spawn(process.execPath, [main, '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
  })
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, url: line.split(' ').pop() }
}

function makeBody(session, from, count) {
  return Array.from(
    { length: count },
    (_, index) =>
      `action,app_id=shop,session_id=${session} action_name="x",event_id="${from + index}" ${Date.now()}`,
  ).join('\n')
}

/** Sends until it is not answered. @returns what was acknowledged */
async function sendUntilKilled(url, session, onAnswer) {
  for (let sent = 0; ; sent += 20) {
    const body = makeBody(session, sent, 20)
    const answer = await fetch(`${url}/v1/write/rum?precision=ms`, { method: 'POST', body }).catch(
      () => undefined,
    )
    if (answer?.status !== 200) {
      return sent
    }
    onAnswer()
  }
}

async function killRound(round, senders, answersBeforeKill) {
  const { child, url } = await start()
  const ended = once(child, 'exit')
  let answers = 0
  const sending = Array.from({ length: senders }, async (_, sender) => {
    const session = `r${round}-${sender}`
    const count = await sendUntilKilled(url, session, () => {
      answers++
      if (answers === answersBeforeKill) {
        // The kill comes under load, at any moment of a commit, which takes turns with a pause of 200 ms.
        setTimeout(() => child.kill('SIGKILL'), senders > 1 ? Math.random() * 250 : 0)
      }
    })
    acknowledged.set(session, count)
  })
  await Promise.all(sending)
  await ended
  const counts = await readCounts()
  result.gaps += counts.some(({ stored, rolledUp }) => rolledUp < stored) ? 1 : 0
  result.surpluses += counts.some(({ stored, rolledUp }) => rolledUp > stored) ? 1 : 0
}

let data
const acknowledged = new Map()
/** Kills after which a roll-up held less, or more, than the raw table: before the next start repaired it. */
const result = { kills: 0, acknowledged: 0, lost: 0, gaps: 0, surpluses: 0, differAfterRepair: 0 }

async function runAll() {
  data = mkdtempSync(join(tmpdir(), 'dataflux-rum-kill-'))
  for (let round = 0; round < Number(afterAnswer); round++) {
    await killRound(`a${round}`, 1, 1)
  }
  for (let round = 0; round < Number(underLoad); round++) {
    await killRound(`l${round}`, 30, 60 + round * 17)
  }
  const { child } = await start()
  child.kill('SIGTERM')
  await once(child, 'exit')
  const counts = new Map((await readCounts()).map((count) => [count.session, count]))
  for (const [session, count] of acknowledged) {
    result.acknowledged += count
    result.lost += Math.max(count - (counts.get(session)?.stored ?? 0), 0)
  }
  result.kills = Number(afterAnswer) + Number(underLoad)
  result.differAfterRepair = [...counts.values()].filter(
    ({ stored, rolledUp }) => stored !== rolledUp,
  ).length
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  rmSync(data, { recursive: true, force: true })
  process.exitCode = result.lost + result.differAfterRepair > 0 ? 1 : 0
}

await (afterAnswer === 'check' ? check(underLoad) : runAll())

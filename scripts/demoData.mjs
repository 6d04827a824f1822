import { parseArgs } from 'node:util'
import { importTypeScript } from './importTypeScript.mjs'

const HELP = `Fills a running collector with a made-up week: three applications, releases, a bad deploy, a slow
API, an outage of the payment provider, bots, visitors from many countries, and logs of pages and servers.

  npm run demo:data                                          the collector of npm start
  npm run demo:data -- --url https://rum.example.com         another one
  npm run demo:data -- --sessions 5000                       200,000 by default, which takes some thirty minutes
  npm run demo:data -- --token <client token>                where the collector asks for one
  npm run demo:data -- --end 2026-11-26T12:00:00Z --seed a   the same events each time
`

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:9530' },
    sessions: { type: 'string', default: '200000' },
    token: { type: 'string' },
    seed: { type: 'string', default: 'week' },
    end: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})

/** Reads the options. @throws with what to write instead */
function readOptions() {
  const sessions = Number(values.sessions)
  const end = values.end === undefined ? Date.now() : Date.parse(values.end)
  if (!(Number.isInteger(sessions) && sessions > 0)) {
    throw new Error(`--sessions is "${values.sessions}": give a whole number above 0.`)
  }
  if (Number.isNaN(end)) {
    throw new Error(`--end is "${values.end}": give a time such as 2026-11-26T12:00:00Z.`)
  }
  return { ...values, sessions, end, url: values.url.replace(/\/$/, '') }
}

function createProgress() {
  const begin = performance.now()
  let shownAt = 0
  return (sent) => {
    if (performance.now() - shownAt > 1000) {
      shownAt = performance.now()
      const perSecond = Math.round(sent.events / ((shownAt - begin) / 1000))
      process.stdout.write(
        `\r${sent.sessions} sessions, ${sent.events} events, ${perSecond} events a second `,
      )
    }
  }
}

async function run() {
  const options = readOptions()
  await fetch(`${options.url}/healthz`).catch(() => {
    throw new Error(`No collector answers at ${options.url}. Start one (npm start), or give --url.`)
  })
  const { sendWeek } = await importTypeScript('demo/week/sendWeek.ts')
  const sent = await sendWeek({ ...options, onProgress: createProgress() })
  process.stdout.write(
    `\nSent ${sent.sessions} sessions, ${sent.events} events, ${sent.logs} logs.\n`,
  )
}

if (values.help) {
  process.stdout.write(HELP)
} else {
  await run().catch((error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
}

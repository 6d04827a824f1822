import assert from 'node:assert/strict'
import test from 'node:test'
import { HELP, readOptions } from './options.ts'

const DEFAULTS = {
  host: '127.0.0.1',
  port: 9530,
  data: '.data/collector',
  retentionDays: 30,
  applications: '',
  trustedProxies: [],
  addressRate: 100,
  addressMode: 'truncated',
  geo: '',
  memoryMb: 0,
  logLevel: 'warn',
}

test('without options the collector listens on this machine alone', () => {
  assert.deepEqual(readOptions([], {}), DEFAULTS)
})

test('a flag wins over its environment variable', () => {
  const environment = {
    DATAFLUX_RUM_PORT: '1',
    DATAFLUX_RUM_HOST: '0.0.0.0',
    DATAFLUX_RUM_RETENTION_DAYS: '7',
  }
  const options = readOptions(['--port', '0', '--data=x', '--log-level', 'debug'], environment)
  assert.deepEqual(options, {
    ...DEFAULTS,
    host: '0.0.0.0',
    port: 0,
    data: 'x',
    retentionDays: 7,
    logLevel: 'debug',
  })
})

test('trusted proxies are a list of ranges', () => {
  const options = readOptions(['--trusted-proxies', 'loopback, 10.0.0.0/8,'], {})
  assert.deepEqual(options, { ...DEFAULTS, trustedProxies: ['loopback', '10.0.0.0/8'] })
})

test('what is wrong with an option is said in one line', () => {
  const cases: [args: string[], message: RegExp][] = [
    [['--port', '70000'], /^--port \(DATAFLUX_RUM_PORT\): /],
    [['--port', 'x'], /^--port /],
    [['--retention-days', '0'], /^--retention-days \(DATAFLUX_RUM_RETENTION_DAYS\): /],
    [['--log-level', 'loud'], /^--log-level /],
    [['--trusted-proxies', '10.0.0.0/8,proxy.internal'], /^--trusted-proxies .*CIDR/],
    [['--address-rate=-1'], /^--address-rate /],
    [['--ip', 'hashed'], /^--ip /],
    [['--memory-mb', '100'], /^--memory-mb .*at least 512/],
    [['--data', ''], /^--data /],
    [['--nothing'], /--help lists the options$/],
    [['stray'], /--help lists the options$/],
  ]
  for (const [args, message] of cases) {
    assert.throws(() => readOptions(args, {}), { message }, args.join(' '))
  }
})

test('the help names every option with its variable and default', () => {
  assert.equal(readOptions(['--help'], {}), 'help')
  assert.equal(readOptions(['-h', '--port', 'x'], {}), 'help')
  for (const name of ['--host', 'DATAFLUX_RUM_PORT', '.data/collector', '--retention-days', '30']) {
    assert.ok(HELP.includes(name), name)
  }
})

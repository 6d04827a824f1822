import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { makeDirectory } from './collector.testkit.ts'
import type { Flags } from './options.ts'
import { readOptions } from './options.ts'

const DEFAULTS = {
  host: '127.0.0.1',
  port: 9530,
  data: '.data/collector',
  clickhouseUrl: '',
  clickhouseCluster: '',
  spoolMb: 4096,
  spoolHours: 168,
  retentionDays: 30,
  applications: '',
  trustedProxies: [],
  addressRate: 100,
  ip: 'truncated',
  geo: '',
  memoryMb: 0,
  alertTargets: 'public',
  adminSecret: '',
  adminSecretFile: '',
  publicUrl: '',
  oidcIssuer: '',
  oidcClientId: '',
  oidcClientSecret: '',
  oidcGroupsClaim: 'groups',
  proxyUserHeader: '',
  proxyGroupsHeader: '',
  groupRoles: [],
  logLevel: 'warn',
}

test('without options the collector listens on this machine alone', () => {
  assert.deepEqual(readOptions({}, {}), DEFAULTS)
})

test('a flag wins over its environment variable', () => {
  const environment = {
    DATAFLUX_RUM_PORT: '1',
    DATAFLUX_RUM_HOST: '0.0.0.0',
    DATAFLUX_RUM_RETENTION_DAYS: '7',
  }
  const options = readOptions({ port: '0', data: 'x', logLevel: 'debug' }, environment)
  assert.deepEqual(options, {
    ...DEFAULTS,
    host: '0.0.0.0',
    port: 0,
    data: 'x',
    retentionDays: 7,
    logLevel: 'debug',
  })
})

test('a file may hold any option; flags and variables win over it', () => {
  const { path, remove } = makeDirectory()
  const file = join(path, 'collector.json')
  writeFileSync(file, '{"port":1,"host":"::1","retention-days":7,"ip":"dropped"}')
  const environment = { DATAFLUX_RUM_CONFIG: file, DATAFLUX_RUM_HOST: '0.0.0.0' }
  assert.deepEqual(readOptions({ port: '2' }, environment), {
    ...DEFAULTS,
    port: 2,
    host: '0.0.0.0',
    retentionDays: 7,
    ip: 'dropped',
  })
  writeFileSync(file, '{"prot":1}')
  assert.throws(() => readOptions({ config: file }, {}), { message: /collector\.json: .*"prot"/ })
  writeFileSync(file, '{"port":["1"]}')
  assert.throws(() => readOptions({ config: file }, {}), {
    message: /: port: a text or a number/,
  })
  writeFileSync(file, 'port=1')
  assert.throws(() => readOptions({ config: file }, {}), {
    message: /^--config: .*cannot be read/,
  })
  remove()
})

test('ClickHouse has the variables that its own tools use', () => {
  const environment = { CLICKHOUSE_URL: 'https://u:p@db:8443', CLICKHOUSE_CLUSTER: 'rum' }
  assert.deepEqual(readOptions({}, environment), {
    ...DEFAULTS,
    clickhouseUrl: 'https://u:p@db:8443',
    clickhouseCluster: 'rum',
  })
})

test('trusted proxies are a list of ranges', () => {
  const options = readOptions({ trustedProxies: 'loopback, 10.0.0.0/8,' }, {})
  assert.deepEqual(options, { ...DEFAULTS, trustedProxies: ['loopback', '10.0.0.0/8'] })
})

test('what is wrong with an option is said in one line', () => {
  const cases: [flags: Flags, message: RegExp][] = [
    [{ port: '70000' }, /^--port \(DATAFLUX_RUM_PORT\): /],
    [{ port: 'x' }, /^--port /],
    [{ retentionDays: '0' }, /^--retention-days \(DATAFLUX_RUM_RETENTION_DAYS\): /],
    [{ logLevel: 'loud' }, /^--log-level /],
    [{ trustedProxies: '10.0.0.0/8,proxy.internal' }, /^--trusted-proxies .*CIDR/],
    [{ addressRate: '-1' }, /^--address-rate /],
    [{ ip: 'hashed' }, /^--ip /],
    [{ memoryMb: '100' }, /^--memory-mb .*at least 512/],
    [{ data: '' }, /^--data /],
    [{ clickhouseUrl: 'db:8123' }, /^--clickhouse-url \(CLICKHOUSE_URL\): /],
    [{ clickhouseCluster: 'a b' }, /^--clickhouse-cluster /],
  ]
  for (const [flags, message] of cases) {
    assert.throws(() => readOptions(flags, {}), { message }, JSON.stringify(flags))
  }
})

import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ADDRESS_MODES, isProxyRange } from './intake/clientAddress.ts'
import type { CollectorOptions } from './startCollector.ts'
import { StartProblem } from './startProblem.ts'

const FLAGS = {
  host: { default: '127.0.0.1', help: 'address to listen on; 0.0.0.0 for every interface' },
  port: { default: '9530', help: 'port to listen on; 0 for any free one' },
  data: { default: '.data/collector', help: 'directory of the data, made if it is missing' },
  'retention-days': { default: '30', help: 'days after which events are deleted, 1 to 3650' },
  applications: {
    default: '',
    help: 'JSON file of the applications that may send; without it any',
  },
  'trusted-proxies': { default: '', help: 'ranges whose X-Forwarded-For is believed, by commas' },
  'address-rate': { default: '100', help: 'requests a second from one address; 0 for no limit' },
  ip: { default: 'truncated', help: 'what is stored of an address: truncated, dropped or full' },
  geo: { default: '', help: 'MaxMind database (.mmdb) that tells country, province and city' },
  'memory-mb': { default: '0', help: 'memory of the whole process; 0 for half of the machine' },
  'log-level': { default: 'warn', help: 'debug, info, warn, error or silent' },
} as const

const schema = z.object({
  host: z.string().min(1),
  port: z.coerce.number().int().min(0).max(65535),
  data: z.string().min(1),
  'retention-days': z.coerce.number().int().min(1).max(3650),
  applications: z.string(),
  'trusted-proxies': z
    .string()
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .refine((ranges) => ranges.every(isProxyRange), 'an address, a CIDR range or loopback'),
  'address-rate': z.coerce.number().min(0),
  ip: z.enum(ADDRESS_MODES),
  geo: z.string(),
  'memory-mb': z.coerce
    .number()
    .int()
    .refine((megabytes) => megabytes === 0 || megabytes >= 512, '0, or at least 512'),
  'log-level': z.enum(['debug', 'info', 'warn', 'error', 'silent']),
})

type FlagName = keyof typeof FLAGS
type Environment = Readonly<Record<string, string | undefined>>

/** All that the command may be told; the directories are beside the command itself. */
export type CommandOptions = Omit<CollectorOptions, 'directories'>

/** The command's options: a flag first, then its environment variable, then the default. */
export function readOptions(
  args: readonly string[],
  environment: Environment,
): CommandOptions | 'help' {
  const flags = parseFlags(args)
  if (flags.help === true) {
    return 'help'
  }
  const names = Object.keys(FLAGS) as FlagName[]
  const given = names.map((name) => [
    name,
    flags[name] ?? environment[toVariable(name)] ?? FLAGS[name].default,
  ])
  const { data, error } = schema.safeParse(Object.fromEntries(given))
  if (error !== undefined) {
    const name = String(error.issues[0]?.path[0]) as FlagName
    throw new StartProblem(`--${name} (${toVariable(name)}): ${error.issues[0]?.message}`)
  }
  const { host, port, applications, geo } = data
  return {
    host,
    port,
    data: data.data,
    retentionDays: data['retention-days'],
    applications,
    trustedProxies: data['trusted-proxies'],
    addressRate: data['address-rate'],
    addressMode: data.ip,
    geo,
    memoryMb: data['memory-mb'],
    logLevel: data['log-level'],
  }
}

export const HELP: string = [
  'Usage: dataflux-rum-collector [options]',
  '',
  'Receives what the dataflux-rum SDK sends, stores it and serves the Session Explorer.',
  '',
  'Options, each also as an environment variable:',
  ...Object.entries(FLAGS).map(
    ([name, flag]) =>
      `  --${name.padEnd(15)} ${toVariable(name).padEnd(28)} ${flag.help}${flag.default === '' ? '' : ` (${flag.default})`}`,
  ),
  `  --${'help'.padEnd(15)} prints this`,
].join('\n')

function toVariable(name: string): string {
  return `DATAFLUX_RUM_${name.toUpperCase().replaceAll('-', '_')}`
}

function parseFlags(
  args: readonly string[],
): Partial<Record<FlagName, string>> & { help?: boolean } {
  const names = Object.keys(FLAGS).map((name) => [name, { type: 'string' }] as const)
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...Object.fromEntries(names), help: { type: 'boolean', short: 'h' } },
    })
    return values
  } catch (error) {
    throw new StartProblem(`${(error as Error).message}; --help lists the options`)
  }
}

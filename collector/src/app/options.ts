import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { AccessFlags } from '../access/accessFlags.ts'
import { ACCESS_OPTIONS } from '../access/accessFlags.ts'
import type { OptionTable } from '../core/option.ts'
import { StartProblem } from '../core/startProblem.ts'
import type { AddressMode } from '../http/clientAddress.ts'
import { ADDRESS_MODES, isProxyRange } from '../http/clientAddress.ts'
import type { LogLevel } from '../http/createServer.ts'

/** Options of the command. A flag, a variable and a key of the file for each: see `OPTIONS`. */
export interface CommandOptions extends AccessFlags {
  host: string
  /** 0: any free port. */
  port: number
  /** The directory that holds the data; made if it is missing. */
  data: string
  /** Empty: the embedded engine. */
  clickhouseUrl: string
  clickhouseCluster: string
  /** 0: no spool. */
  spoolMb: number
  spoolHours: number
  retentionDays: number
  /** A JSON file; empty: any application may send. */
  applications: string
  trustedProxies: readonly string[]
  /** Requests a second from one address; 0: no limit. */
  addressRate: number
  ip: AddressMode
  /** An `.mmdb` file; empty: no place is looked up. */
  geo: string
  /** 0: half of the machine's. */
  memoryMb: number
  /** Addresses that webhooks of alerts may lead to. */
  alertTargets: 'public' | 'any'
  logLevel: LogLevel
}

type OptionName = keyof CommandOptions

const wholeNumber = z.coerce.number().int()

/**
 * Every option, once. Its flag (`--retention-days`), its environment variable (`DATAFLUX_RUM_RETENTION_DAYS`), its
 * key in the file (`retention-days`) and its line of `--help` follow; a test compares `docs/operations.md`.
 */
export const OPTIONS: OptionTable<CommandOptions> = {
  host: {
    default: '127.0.0.1',
    help: 'address to listen on; 0.0.0.0 for every interface',
    schema: z.string().min(1),
  },
  port: {
    default: '9530',
    help: 'port to listen on; 0 for any free one',
    schema: wholeNumber.min(0).max(65535),
  },
  data: {
    default: '.data/collector',
    help: 'directory of the data, made if it is missing',
    schema: z.string().min(1),
  },
  clickhouseUrl: {
    default: '',
    help: 'a ClickHouse server instead of the embedded engine: https://user:password@host:8443',
    schema: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
    variable: 'CLICKHOUSE_URL',
  },
  clickhouseCluster: {
    default: '',
    help: 'the cluster of that server that holds the tables',
    schema: z.string().regex(/^[\w.-]*$/, 'a name of letters, digits, _ . and -'),
    variable: 'CLICKHOUSE_CLUSTER',
  },
  spoolMb: {
    default: '4096',
    help: 'disk space for events while the server is away; 0 for none',
    schema: wholeNumber.min(0),
  },
  spoolHours: {
    default: '168',
    help: 'how long they are kept there',
    schema: wholeNumber.min(1),
  },
  retentionDays: {
    default: '30',
    help: 'days after which events are deleted, 1 to 3650',
    schema: wholeNumber.min(1).max(3650),
  },
  applications: {
    default: '',
    help: 'JSON file of the applications that may send; without it any, unless an administrator decides otherwise',
    schema: z.string(),
  },
  trustedProxies: {
    default: '',
    help: 'ranges whose X-Forwarded-For is believed, by commas',
    schema: z
      .string()
      .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
      .refine((ranges) => ranges.every(isProxyRange), 'an address, a CIDR range or loopback'),
  },
  addressRate: {
    default: '100',
    help: 'requests a second from one address; 0 for no limit',
    schema: z.coerce.number().min(0),
  },
  ip: {
    default: 'truncated',
    help: 'what is stored of an address: truncated, dropped or full',
    schema: z.enum(ADDRESS_MODES),
  },
  geo: {
    default: '',
    help: 'MaxMind database (.mmdb) that tells country, province and city',
    schema: z.string(),
  },
  memoryMb: {
    default: '0',
    help: 'memory of the whole process; 0 for half of the machine',
    schema: wholeNumber.refine(
      (megabytes) => megabytes === 0 || megabytes >= 512,
      '0, or at least 512',
    ),
  },
  alertTargets: {
    default: 'public',
    help: 'addresses that webhooks of alerts may have: public, or any, internal ones too',
    schema: z.enum(['public', 'any']),
  },
  ...ACCESS_OPTIONS,
  logLevel: {
    default: 'warn',
    help: 'debug, info, warn, error or silent',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
  },
}

type Environment = Readonly<Record<string, string | undefined>>

interface Spelling {
  name: OptionName
  flag: string
  variable: string
}

export const SPELLINGS: readonly Spelling[] = Object.entries(OPTIONS).map(
  ([name, { variable }]) => {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    return { name: name as OptionName, flag, variable: variable ?? toVariable(flag) }
  },
)

export function toVariable(flag: string): string {
  return `DATAFLUX_RUM_${flag.toUpperCase().replaceAll('-', '_')}`
}

/** Values from the command line, by the name of their option. */
export type Flags = Readonly<Partial<Record<OptionName | 'config', string>>>

/** A flag first, then its environment variable, then the file that `--config` names, then the default. */
export function readOptions(flags: Flags, environment: Environment): CommandOptions {
  const path = flags.config ?? environment[toVariable('config')] ?? ''
  const file = path === '' ? {} : readFile(path)
  const values = SPELLINGS.map(({ name, flag, variable }) => {
    const given = flags[name] ?? environment[variable] ?? file[flag] ?? OPTIONS[name].default
    const { data, error } = OPTIONS[name].schema.safeParse(given)
    if (error !== undefined) {
      throw new StartProblem(`--${flag} (${variable}): ${error.issues[0]?.message}`)
    }
    return [name, data] as const
  })
  return Object.fromEntries(values) as unknown as CommandOptions // each by its own schema
}

const entry = z.union([z.string(), z.number()], 'a text or a number').transform(String)

/** A JSON object with the flags' names as keys. */
function readFile(path: string): Partial<Record<string, string>> {
  const { data, error } = z
    .strictObject(Object.fromEntries(SPELLINGS.map(({ flag }) => [flag, entry.optional()])))
    .safeParse(readJson(path))
  if (error !== undefined) {
    const [issue] = error.issues
    throw new StartProblem(`${path}: ${[...(issue?.path ?? []), issue?.message].join(': ')}`)
  }
  return data
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartProblem(`--config: ${path} cannot be read: ${(error as Error).message}`)
  }
}

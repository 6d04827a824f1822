import { randomBytes } from 'node:crypto'
import pLimit from 'p-limit'
import { MAX_TOKENS } from '../../../protocol/applicationRules.ts'
import type {
  Application as ApplicationAnswer,
  ApplicationList,
  ChangedApplication,
  LinkList,
} from '../../../protocol/applications.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Settings } from '../store/settings.ts'
import type { ChangingApplications } from './applications.ts'
import { createApplications } from './applications.ts'
import type { DeclaredApplication } from './readApplications.ts'

const KIND = 'application'
const INTAKE_KIND = 'intake'
const INTAKE_ID = 'others'

interface StoredToken {
  token: string
  created: number
  created_by: string
}

interface StoredApplication {
  tokens: StoredToken[]
  origins: string[]
  /** `null`: that of the collector. */
  retention_days: number | null
  sample_rate: number
  events_per_second: number
  trace_link: string
  log_link: string
  created: number
  created_by: string
}

/** Applications that administrators declare in the store, beside those of the operator's file. */
export interface StoredApplications {
  list(): Promise<ApplicationList>
  links(): Promise<LinkList['links']>
  create(application: NewApplication): Promise<ApplicationAnswer>
  change(id: string, change: ChangedApplication): Promise<void>
  remove(id: string): Promise<void>
  addToken(id: string, createdBy: string): Promise<{ token: string }>
  removeToken(id: string, token: string): Promise<void>
  /** Decides about applications that nobody declared. */
  setOthers(maySend: boolean): Promise<void>
  /** Lets the intake judge by what the store has now. */
  load(): Promise<void>
}

export interface NewApplication {
  id: string
  hasToken: boolean
  createdBy: string
}

export interface StoredApplicationsDeps {
  settings: Pick<Settings, 'list' | 'write' | 'remove'>
  rules: Pick<ChangingApplications, 'replace'>
  file: { path: string; applications: readonly DeclaredApplication[] } | undefined
  retentionDays: number
  /** ms since the epoch. */
  now(): number
}

export function createStoredApplications(deps: StoredApplicationsDeps): StoredApplications {
  const { settings, rules, file, retentionDays, now } = deps
  /** A change reads first what it changes, and the rules are those that were read last: two at a time would undo each other. */
  const oneAtATime = pLimit(1)
  const inFile = new Set(file?.applications.map(({ id }) => id))

  /** Leaves out those that the file declares as well: the file wins. */
  async function readStored(): Promise<[id: string, stored: StoredApplication][]> {
    const all = [...(await settings.list<StoredApplication>(KIND))]
    return all.filter(([id]) => !inFile.has(id)).sort(([one], [other]) => (one < other ? -1 : 1))
  }

  /** A file names all that may send, as it did before applications could be stored. */
  async function mayOthersSend(): Promise<boolean> {
    const stored = (await settings.list<{ may_send: boolean }>(INTAKE_KIND)).get(INTAKE_ID)
    return file === undefined && (stored?.may_send ?? true)
  }

  async function load(): Promise<void> {
    const stored = (await readStored()).map(([id, one]) => toRules(id, one, retentionDays))
    const others = (await mayOthersSend()) ? retentionDays : undefined
    rules.replace(createApplications([...(file?.applications ?? []), ...stored], others))
  }

  async function find(id: string): Promise<StoredApplication> {
    if (inFile.has(id)) {
      const problem = 'the file of --applications declares this application: change it there'
      throw new HttpProblem(409, 'rum.declaredInFile', problem)
    }
    const stored = (await settings.list<StoredApplication>(KIND)).get(id)
    if (stored === undefined) {
      throw new HttpProblem(404, 'rum.notFound', 'there is no application of this id')
    }
    return stored
  }

  function change(id: string, next: (former: StoredApplication) => StoredApplication) {
    return oneAtATime(async () => {
      await settings.write(KIND, id, next(await find(id)))
      await load()
    })
  }

  function createToken(createdBy: string): StoredToken {
    const token = `pub_${randomBytes(16).toString('hex')}`
    return { token, created: now(), created_by: createdBy }
  }

  return {
    load: () => oneAtATime(load),
    async list() {
      const stored = (await readStored()).map(([id, one]) => toAnswer(id, one, retentionDays))
      return {
        applications: [...(file?.applications ?? []).map(toFileAnswer), ...stored],
        others_may_send: await mayOthersSend(),
        ...(file && { file: file.path }),
        retention_days: retentionDays,
      }
    },
    async links() {
      const declared = (file?.applications ?? []).map(({ id, traceLink, logLink }) => ({
        app_id: id,
        trace_link: traceLink,
        log_link: logLink,
      }))
      const stored = (await readStored()).map(([id, one]) => ({
        app_id: id,
        trace_link: one.trace_link,
        log_link: one.log_link,
      }))
      return [...declared, ...stored].filter((one) => one.trace_link !== '' || one.log_link !== '')
    },
    create: ({ id, hasToken, createdBy }) =>
      oneAtATime(async () => {
        if (inFile.has(id) || (await settings.list(KIND)).has(id)) {
          throw new HttpProblem(409, 'rum.nameTaken', 'there is an application of this id')
        }
        const stored: StoredApplication = {
          ...NEW,
          tokens: hasToken ? [createToken(createdBy)] : [],
          created: now(),
          created_by: createdBy,
        }
        await settings.write(KIND, id, stored)
        await load()
        return toAnswer(id, stored, retentionDays)
      }),
    change: (id, given) => change(id, (former) => ({ ...former, ...withoutUndefined(given) })),
    remove: (id) =>
      oneAtATime(async () => {
        await find(id)
        await settings.remove(KIND, id)
        await load()
      }),
    async addToken(id, createdBy) {
      const added = createToken(createdBy)
      await change(id, (former) => {
        if (former.tokens.length >= MAX_TOKENS) {
          const problem = `an application has ${MAX_TOKENS} tokens at most: remove one first`
          throw new HttpProblem(409, 'rum.tooManyTokens', problem)
        }
        return { ...former, tokens: [...former.tokens, added] }
      })
      return { token: added.token }
    },
    removeToken: (id, token) =>
      change(id, (former) => {
        const tokens = former.tokens.filter((one) => one.token !== token)
        if (tokens.length === former.tokens.length) {
          throw new HttpProblem(404, 'rum.notFound', 'the application has no such token')
        }
        return { ...former, tokens }
      }),
    async setOthers(maySend) {
      if (file !== undefined) {
        const problem = 'the file of --applications names all that may send'
        throw new HttpProblem(409, 'rum.declaredInFile', problem)
      }
      await oneAtATime(async () => {
        await settings.write(INTAKE_KIND, INTAKE_ID, { may_send: maySend })
        await load()
      })
    },
  }
}

const NEW = {
  origins: [],
  retention_days: null,
  sample_rate: 100,
  events_per_second: 0,
  trace_link: '',
  log_link: '',
}

function withoutUndefined(change: ChangedApplication): Partial<StoredApplication> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

function toRules(id: string, stored: StoredApplication, retentionDays: number) {
  return {
    id,
    tokens: stored.tokens.map(({ token }) => token),
    origins: stored.origins,
    retentionDays: stored.retention_days ?? retentionDays,
    sampleRate: stored.sample_rate,
    eventsPerSecond: stored.events_per_second,
  }
}

function toAnswer(id: string, stored: StoredApplication, retentionDays: number): ApplicationAnswer {
  const { retention_days: own, ...rest } = stored
  return {
    ...rest,
    id,
    retention_days: own ?? retentionDays,
    has_own_retention: own !== null,
    is_in_file: false,
  }
}

function toFileAnswer(declared: DeclaredApplication): ApplicationAnswer {
  return {
    id: declared.id,
    tokens: declared.tokens.map((token) => ({ token })),
    origins: [...declared.origins],
    retention_days: declared.retentionDays,
    has_own_retention: declared.hasOwnRetention,
    sample_rate: declared.sampleRate,
    events_per_second: declared.eventsPerSecond,
    trace_link: declared.traceLink,
    log_link: declared.logLink,
    is_in_file: true,
  }
}

import type { Store } from './openStore.ts'

interface SettingRow {
  id: string
  body: string
  version: string | number
}

interface Loaded {
  bodies: ReadonlyMap<string, unknown>
  versions: ReadonlyMap<string, number>
}

/** Small configuration that collectors share: accounts, tokens, sign-ins, manifests. */
export interface Settings {
  /** All of one kind by id; another collector's changes are seen within seconds. */
  list<Body>(kind: string): Promise<ReadonlyMap<string, Body>>
  /** Resolves when it is on the disk. */
  write(kind: string, id: string, body: unknown): Promise<void>
  remove(kind: string, id: string): Promise<void>
  /** Removes many with one write. */
  removeAll(kind: string, ids: readonly string[]): Promise<void>
  /** Removes it with all its versions, and resolves when they are gone from the disk. */
  erase(kind: string, id: string): Promise<void>
}

/** Rows of one statement: an answer has a bound, what is kept has none. */
const PAGE_ROWS = 5000

/** What another collector on the same store changes, such as a token that it revokes, counts here after this. */
const FRESH_MS = 5000

interface Cached {
  at: number
  loaded: Promise<Loaded>
}

export function createSettings(
  store: Pick<Store, 'query' | 'insert' | 'deleteRows'>,
  clocks: { now(): number; monotonic(): number },
): Settings {
  const cache = new Map<string, Cached>()

  async function load(kind: string): Promise<Loaded> {
    const rows: SettingRow[] = []
    let page: SettingRow[] = []
    do {
      page = await store.query<SettingRow>(
        `SELECT id, body, version FROM rum.settings FINAL
WHERE kind = {kind:String} AND id > {after:String} ORDER BY id LIMIT ${PAGE_ROWS}`,
        { kind, after: page.at(-1)?.id ?? '' },
      )
      rows.push(...page)
    } while (page.length === PAGE_ROWS)
    return {
      bodies: new Map(rows.map(({ id, body }) => [id, JSON.parse(body)])),
      versions: new Map(rows.map(({ id, version }) => [id, Number(version)])),
    }
  }

  function read(kind: string): Promise<Loaded> {
    const former = cache.get(kind)
    if (former !== undefined && clocks.monotonic() - former.at < FRESH_MS) {
      return former.loaded
    }
    const loaded = load(kind)
    cache.set(kind, { at: clocks.monotonic(), loaded })
    loaded.catch(() => cache.delete(kind))
    return loaded
  }

  /** @param bodies - `undefined`: it is removed */
  async function change(kind: string, bodies: ReadonlyMap<string, unknown>): Promise<void> {
    const { versions } = await read(kind)
    const rows = [...bodies].map(([id, body]) => ({
      kind,
      id,
      body: body === undefined ? '' : JSON.stringify(body),
      // A clock that was set back must not make the older document win.
      version: Math.max(clocks.now(), (versions.get(id) ?? 0) + 1),
      deleted: body === undefined ? 1 : 0,
    }))
    if (rows.length > 0) {
      await store.insert('settings', rows)
      cache.delete(kind)
    }
  }

  return {
    async list<Body>(kind: string) {
      return (await read(kind)).bodies as ReadonlyMap<string, Body>
    },
    write: (kind, id, body) => change(kind, new Map([[id, body]])),
    remove: (kind, id) => change(kind, new Map([[id, undefined]])),
    removeAll: (kind, ids) => change(kind, new Map(ids.map((id) => [id, undefined]))),
    async erase(kind, id) {
      const condition = 'kind = {kind:String} AND id = {id:String}'
      await store.deleteRows({ table: 'settings', condition, parameters: { kind, id } })
      cache.delete(kind)
    },
  }
}

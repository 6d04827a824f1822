import assert from 'node:assert/strict'
import test from 'node:test'
import { createChangingApplications, createOpenApplications } from './applications.ts'
import { createStoredApplications } from './storedApplications.ts'

/** Settings in memory, which answer later, as the store does. */
function createSettings() {
  const kinds = new Map<string, Map<string, unknown>>()
  const kindOf = (kind: string) => {
    const rows = kinds.get(kind) ?? new Map<string, unknown>()
    kinds.set(kind, rows)
    return rows
  }
  return {
    async list<Body>(kind: string) {
      return new Map(kindOf(kind)) as ReadonlyMap<string, Body>
    },
    async write(kind: string, id: string, body: unknown) {
      kindOf(kind).set(id, body)
    },
    async remove(kind: string, id: string) {
      kindOf(kind).delete(id)
    },
  }
}

function start(settings = createSettings()) {
  const rules = createChangingApplications(createOpenApplications(30))
  const deps = { settings, rules, file: undefined, retentionDays: 30, now: () => 1 }
  return { rules, applications: createStoredApplications(deps) }
}

test('tokens that are added at the same time are all kept, up to a limit', async () => {
  const { applications } = start()
  await applications.create({ id: 'shop', hasToken: true, createdBy: 'user:ada' })
  const added = await Promise.allSettled(
    Array.from({ length: 20 }, () => applications.addToken('shop', 'user:ada')),
  )
  assert.equal(added.filter(({ status }) => status === 'fulfilled').length, 19)
  assert.equal((await applications.list()).applications[0]?.tokens.length, 20)
})

test('a change of another collector counts after the next load', async () => {
  const settings = createSettings()
  const [one, other] = [start(settings), start(settings)]
  const sender = { token: '', origin: '' }
  await one.applications.create({ id: 'shop', hasToken: true, createdBy: 'user:ada' })
  assert.equal(other.rules.find('shop', sender).id, 'shop')
  await other.applications.load()
  assert.throws(() => other.rules.find('shop', sender), { errorCode: 'rum.tokenMissing' })
})

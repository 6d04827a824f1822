import assert from 'node:assert/strict'
import test from 'node:test'
import type { Settings } from '../store/settings.ts'
import { createApiTokens } from './apiTokens.ts'

/** Settings in memory, on a disk that can become full. */
function createDisk(): { settings: Settings; fill(): void } {
  const kinds = new Map<string, Map<string, unknown>>()
  let isFull = false
  const kindOf = (kind: string): Map<string, unknown> => {
    const found = kinds.get(kind) ?? new Map<string, unknown>()
    kinds.set(kind, found)
    return found
  }
  async function write(): Promise<void> {
    if (isFull) {
      throw new Error('not enough space')
    }
  }
  return {
    fill: () => {
      isFull = true
    },
    settings: {
      list: async <Body>(kind: string) => kindOf(kind) as ReadonlyMap<string, Body>,
      listNow: async <Body>(kind: string) => kindOf(kind) as ReadonlyMap<string, Body>,
      async write(kind, id, body) {
        await write()
        kindOf(kind).set(id, body)
      },
      async writeAll(kind, bodies) {
        await write()
        for (const [id, body] of bodies) {
          kindOf(kind).set(id, body)
        }
      },
      async remove(kind, id) {
        await write()
        kindOf(kind).delete(id)
      },
      async erase(kind, id) {
        await write()
        kindOf(kind).delete(id)
      },
      async removeAll(kind, ids) {
        await write()
        for (const id of ids) {
          kindOf(kind).delete(id)
        }
      },
    },
  }
}

test('a token that is used for the first time on a full disk works', async () => {
  const { settings, fill } = createDisk()
  const tokens = createApiTokens(settings, () => 1_000_000)
  const { token } = await tokens.create({
    name: 'ci',
    role: 'viewer',
    scope: 'all',
    createdBy: 'x',
  })
  fill()
  assert.equal((await tokens.find(token))?.name, 'token:ci')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Me } from '../../../../protocol/access.ts'
import { isOpenCollector, listSections, SECTIONS } from './sections.ts'

test('a role has the sections whose routes the collector lets it use', () => {
  const cases: [
    role: 'viewer' | 'editor' | 'admin',
    applications: 'all' | string[],
    readonly string[],
  ][] = [
    ['viewer', 'all', []],
    ['editor', 'all', ['source-maps']],
    ['editor', ['shop'], ['source-maps']],
    ['admin', ['shop'], ['source-maps']],
    ['admin', 'all', SECTIONS],
  ]
  for (const [role, applications, sections] of cases) {
    assert.deepEqual(listSections({ name: 'ada', role, applications }), sections, role)
  }
  assert.deepEqual(listSections(null), [])
  assert.deepEqual(listSections(undefined), [])
})

test('a collector at which nobody can sign out is open', () => {
  const me = (signOut: boolean): Me => ({
    user: { name: 'anyone', role: 'admin', applications: 'all' },
    sign_in: { password: false, oidc: false, sign_out: signOut },
  })
  assert.equal(isOpenCollector(me(false)), true)
  assert.equal(isOpenCollector(me(true)), false)
  assert.equal(isOpenCollector(undefined), false)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addFiles, matchesRelease, planUpload, toReleaseName } from './mapUpload.ts'

const file = (path: string, bytes = 10) => ({ path, bytes, content: path })

test('maps of a build are packed, and its other files left out', () => {
  const maps = [file('dist/a.js.map'), file('dist/b.css.MAP')]
  assert.deepEqual(planUpload([...maps, file('dist/a.js')]), { kind: 'maps', maps, ignored: 1 })
})

test('one zip is sent as it is', () => {
  const zip = file('maps.zip')
  assert.deepEqual(planUpload([zip]), { kind: 'zip', file: zip })
})

test('what the collector would refuse is named before anything is sent', () => {
  const large = file('large.map', 200 * 2 ** 20)
  const cases = [
    [[], 'nothing', ''],
    [[file('a.js')], 'nothing', ''],
    [[file('a.zip'), file('b.map')], 'mixed', ''],
    [[file('a.zip'), file('b.zip')], 'mixed', ''],
    [[file('a.js.map', 1), file('a.js.map', 2)], 'twins', 'a.js.map'],
    [[large, { ...large, path: 'other.map' }], 'large', String(400 * 2 ** 20)],
  ] as const
  for (const [files, problem, text] of cases) {
    assert.deepEqual(planUpload(files), { kind: 'problem', problem, text })
  }
})

test('a file that is chosen again replaces itself, and one of another size is a twin', () => {
  const before = [file('a.map'), file('b.map')]
  const again = { ...file('a.map'), content: 'newer' }
  assert.deepEqual(addFiles(before, [again]), [file('b.map'), again])
  assert.equal(addFiles(before, [file('a.map', 11)]).length, 3)
})

test('a release is found by its application, environment, version or file', () => {
  const release = { app_id: 'shop', env: 'prod', version: '1.4.2', files: ['assets/cart.js.map'] }
  for (const text of ['', 'SHOP', 'pro', '1.4', 'cart']) {
    assert.ok(matchesRelease(release, text), text)
  }
  assert.ok(!matchesRelease(release, 'blog'))
  assert.equal(toReleaseName(release), 'shop · prod · 1.4.2')
  assert.equal(toReleaseName({ app_id: 'shop', env: '', version: '' }), 'shop')
})

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { makeDirectory } from '../app/collector.testkit.ts'
import { StartProblem } from '../core/startProblem.ts'
import { readApplications } from './readApplications.ts'

const directory = makeDirectory()
test.after(() => directory.remove())

function fileOf(content: unknown): string {
  const path = join(directory.path, 'applications.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const token = 'pub_0123456789abcdef'

test('what is left out takes its default, the retention that of the collector', () => {
  const shop = { id: 'shop', tokens: [token], origins: ['https://*.shop.example'] }
  const links = { traceLink: 'https://t.example/{trace_id}', logLink: '' }
  const blog = { id: 'blog', retentionDays: 7, sampleRate: 12.5, eventsPerSecond: 100, ...links }
  assert.deepEqual(readApplications(fileOf({ applications: [shop, blog] }), 30), [
    {
      ...shop,
      retentionDays: 30,
      hasOwnRetention: false,
      sampleRate: 100,
      eventsPerSecond: 0,
      traceLink: '',
      logLink: '',
    },
    { ...blog, tokens: [], origins: [], hasOwnRetention: true },
  ])
})

test('what is wrong is said in one line, with its place and without the token', () => {
  const cases: [content: unknown, message: RegExp][] = [
    ['{', /^--applications: .* cannot be read: /],
    [{}, /applications\.json: applications: /],
    [{ applications: [] }, /applications: /],
    [{ applications: [{ id: '' }] }, /applications\[0\]\.id: /],
    [
      { applications: [{ id: 'a', tokens: ['short'] }] },
      /applications\[0\]\.tokens\[0\]: 16 to 128/,
    ],
    [{ applications: [{ id: 'a', origins: ['shop.example'] }] }, /origins\[0\]: an origin/],
    [
      { applications: [{ id: 'a', origins: ['https://shop.example/'] }] },
      /origins\[0\]: an origin/,
    ],
    [{ applications: [{ id: 'a', retention: 3 }] }, /applications\[0\]: .*retention/],
    [{ applications: [{ id: 'a', sampleRate: 101 }] }, /sampleRate: /],
    [
      { applications: [{ id: 'a', traceLink: 'javascript:alert("{trace_id}")' }] },
      /traceLink: an http or https address/,
    ],
    [{ applications: [{ id: 'a' }, { id: 'a' }] }, /two applications have the same id$/],
    [
      {
        applications: [
          { id: 'a', tokens: [token] },
          { id: 'b', tokens: [token] },
        ],
      },
      /two applications have the same token$/,
    ],
  ]
  for (const [content, message] of cases) {
    const path = fileOf(content)
    assert.throws(
      () => readApplications(path, 30),
      (error: unknown) => {
        assert.ok(error instanceof StartProblem)
        assert.match(error.message, message)
        assert.doesNotMatch(error.message, /\n|pub_/)
        return true
      },
    )
  }
})

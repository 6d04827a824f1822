import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

const MODULES = 'node_modules/web-vitals/dist/modules'
const { trimWebVitals } = await import(pathToFileURL('scripts/build/webVitals.mjs').href)

const read = (file: string) => readFileSync(`${MODULES}/${file}`, 'utf8')
const load = (source: string) => import(`data:text/javascript,${encodeURIComponent(source)}`)

test('nothing that the SDK does not read is left in the functions that report a metric', () => {
  const files = readdirSync(MODULES).filter((file) => /^on(CLS|FCP|INP|LCP)\.js$/.test(file))
  assert.equal(files.length, 4)
  for (const file of files) {
    const trimmed = trimWebVitals(file, read(file))
    const code = trimmed.replace(/^\s*(\/\/|\/?\*).*|^(import|export const \w+Thresholds) .*/gm, '')
    assert.doesNotMatch(
      code,
      /Thresholds|forceReport|navigation(URL|Type|Id)|EntryManager|reportAllChanges/,
    )
  }
})

test('an edit that finds nothing fails the build and names its module', () => {
  assert.throws(() => trimWebVitals('onCLS.js', 'export {}'), /modules\/onCLS\.js has no .*Adjust/)
})

test('a reporter reports the values that the one of the library reports for all changes', async () => {
  const file = 'lib/bindReporter.js'
  const [whole, trimmed] = await Promise.all([
    load(read(file)),
    load(trimWebVitals(file, read(file))),
  ])
  const values = [-1, -1, 0, 0, 3, 3, 2, 0, -1, 0, 8]
  const [expected, reported] = [whole, trimmed].map(({ bindReporter }) => {
    const seen: number[] = []
    const metric = { value: -1 }
    const report = bindReporter(
      ({ value }: typeof metric) => seen.push(value),
      metric,
      [1, 2],
      true,
    )
    for (const value of values) {
      metric.value = value
      report()
    }
    return seen
  })
  assert.deepEqual(reported, expected)
  assert.deepEqual(reported, [0, 3, 2, 0, 8])
})

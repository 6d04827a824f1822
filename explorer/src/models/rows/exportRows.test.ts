import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toCsv } from '../../../../collector/src/query/csv.ts'
import { toCsvLine, toTabText } from './csv.ts'
import type { ExportFormat } from './exportRows.ts'
import { exportRows, toBlob, toFileName } from './exportRows.ts'

interface Row {
  name: string
  count?: number
}

function start(format: ExportFormat, { limit = 100, abort = new AbortController() } = {}) {
  const pages: Record<string, { rows: Row[]; nextCursor: string | undefined }> = {
    '': { rows: [{ name: 'a', count: 1 }, { name: '=b' }], nextCursor: 'p2' },
    p2: { rows: [{ name: 'c, "d"', count: 3 }], nextCursor: undefined },
  }
  const progress: number[] = []
  const asked: string[] = []
  const file = exportRows<Row>({
    format,
    columns: ['name', 'count'],
    readValue: (row, key) => row[key as keyof Row],
    async readPage({ cursor = '' }) {
      asked.push(cursor)
      return pages[cursor] ?? { rows: [], nextCursor: undefined }
    },
    abort: abort.signal,
    limit,
    onProgress(rows) {
      progress.push(rows)
    },
  })
  return { file, progress, asked }
}

test('writes the chosen columns of all pages as CSV, and reports the rows so far', async () => {
  const { file, progress } = start('csv')
  const { parts, rows, isCut } = await file
  assert.equal(parts.join(''), 'name,count\r\na,1\r\n\'=b,\r\n"c, ""d""",3\r\n')
  assert.deepEqual([rows, isCut, progress], [3, false, [2, 3]])
})

test('writes whole rows as NDJSON', async () => {
  const { parts } = await start('ndjson').file
  const lines = parts.join('').trim().split('\n')
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    [{ name: 'a', count: 1 }, { name: '=b' }, { name: 'c, "d"', count: 3 }],
  )
})

test('ends at the limit, and tells that there is more', async () => {
  const inPage = await start('csv', { limit: 1 }).file
  assert.deepEqual([inPage.rows, inPage.isCut], [1, true])
  const atPage = start('csv', { limit: 2 })
  assert.deepEqual([(await atPage.file).isCut, atPage.asked], [true, ['']])
  assert.equal((await start('csv', { limit: 3 }).file).isCut, false)
})

test('a cancelled export asks for no further page', async () => {
  const abort = new AbortController()
  const { file, asked, progress } = start('csv', { abort })
  abort.abort()
  await assert.rejects(file, { name: 'AbortError' })
  assert.deepEqual([asked, progress], [[''], []])
})

test('writes cells as the collector does', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('=1', ' +1', '-1', '@x', '\t', '\r=', '＝1', 'a"b', 'a,b', '\n'),
    fc.integer(),
    fc.boolean(),
  )
  fc.assert(
    fc.property(fc.array(cell), (values) => assert.equal(toCsvLine(values), toCsv([values]))),
  )
})

test('copies rows as cells of a spreadsheet', () => {
  assert.equal(
    toTabText([
      ['a\tb', 1],
      [undefined, 'c\nd'],
    ]),
    'a b\t1\n\tc d',
  )
})

test('names the file by the list and the minute', () => {
  const name = toFileName('errors', 'csv', Date.UTC(2026, 10, 20, 9, 5))
  assert.equal(name, 'errors-2026-11-20T09-05.csv')
})

test('a CSV file begins with a byte order mark, an NDJSON file does not', async () => {
  const file = { parts: ['中'], rows: 1, isCut: false }
  const toBytes = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())].slice(0, 4)
  const csv = toBlob(file, 'csv')
  assert.deepEqual(
    [await toBytes(csv), csv.type],
    [[0xef, 0xbb, 0xbf, 0xe4], 'text/csv;charset=utf-8'],
  )
  assert.deepEqual(await toBytes(toBlob(file, 'ndjson')), [0xe4, 0xb8, 0xad])
})

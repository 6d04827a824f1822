import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ListPageRequest } from '../api/sessions.ts'
import type { FetchPage } from './pagedLoad.ts'
import { createPagedLoad } from './pagedLoad.ts'

const limits = { pageRows: 2, maxRows: 3 }

/** Returns 1, 2, 3… in pages; the cursor is the last number. */
function createNumbers(total: number): {
  fetchPage: FetchPage<number>
  requests: ListPageRequest[]
} {
  const requests: ListPageRequest[] = []
  const fetchPage: FetchPage<number> = async (request) => {
    requests.push(request)
    const start = Number(request.cursor ?? 0)
    const end = Math.min(start + request.limit, total)
    const rows = Array.from({ length: end - start }, (_, index) => start + index + 1)
    return { rows, nextCursor: end < total ? String(end) : undefined }
  }
  return { fetchPage, requests }
}

test('loads a page and appends the following ones until the last', async () => {
  const list = createPagedLoad<number>(limits)
  await list.load(createNumbers(3).fetchPage)
  assert.deepEqual(list.state.value.rows, [1, 2])
  await list.loadMore()
  assert.deepEqual(list.state.value.rows, [1, 2, 3])
  assert.equal(list.state.value.nextCursor, undefined)
  await list.loadMore()
  assert.deepEqual(list.state.value.rows, [1, 2, 3])
})

test('a refresh requests as many rows as are shown, up to the limit of one request', async () => {
  const numbers = createNumbers(9)
  const list = createPagedLoad<number>(limits)
  await list.load(numbers.fetchPage)
  await list.loadMore()
  await list.refresh(numbers.fetchPage)
  assert.deepEqual(
    numbers.requests.map(({ limit }) => limit),
    [2, 2, 3],
  )
  assert.deepEqual(list.state.value.rows, [1, 2, 3])
})

test('keeps rows during a refresh, and clears them when another list is loaded', async () => {
  const { fetchPage } = createNumbers(2)
  const list = createPagedLoad<number>(limits)
  await list.load(fetchPage)
  const refreshing = list.refresh(fetchPage)
  assert.deepEqual([list.state.value.phase, list.state.value.rows], ['refreshing', [1, 2]])
  await refreshing
  const loading = list.load(fetchPage)
  assert.deepEqual([list.state.value.phase, list.state.value.rows], ['loading', []])
  await loading
})

test('drops the answer to an older request', async () => {
  const list = createPagedLoad<number>(limits)
  const answers: ((rows: number[]) => void)[] = []
  const fetchPage = () =>
    new Promise<{ rows: number[]; nextCursor: undefined }>((resolve) => {
      answers.push((rows) => resolve({ rows, nextCursor: undefined }))
    })
  const older = list.load(fetchPage)
  const newer = list.load(fetchPage)
  answers[1]?.([2])
  answers[0]?.([1])
  await Promise.all([older, newer])
  assert.deepEqual(list.state.value.rows, [2])
})

test('a failure keeps the rows, reports the problem and can be retried', async () => {
  const numbers = createNumbers(3)
  let isDown = false
  const fetchPage: FetchPage<number> = (request) =>
    isDown ? Promise.reject(new Error('down')) : numbers.fetchPage(request)
  const list = createPagedLoad<number>(limits)
  await list.load(fetchPage)
  isDown = true
  await list.loadMore()
  assert.equal(list.state.value.phase, 'moreFailed')
  assert.match(list.state.value.problem?.detail ?? '', /down/)
  assert.deepEqual(list.state.value.rows, [1, 2])
  isDown = false
  await list.retry()
  assert.equal(list.state.value.problem, undefined)
  assert.deepEqual(list.state.value.rows, [1, 2, 3])
})

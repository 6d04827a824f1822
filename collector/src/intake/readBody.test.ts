import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import test from 'node:test'
import { createBodyBudget, readBody } from './readBody.ts'

function bodyOf(...sizes: number[]): Readable {
  return Readable.from(sizes.map((size) => Buffer.alloc(size)))
}

test('a body is read whole, and what it holds is told', async () => {
  const budget = createBodyBudget(100)
  let taken = 0
  const onTaken = (bytes: number): void => {
    taken += bytes
  }
  const body = await readBody(bodyOf(10, 20), { limit: 30, budget, announced: Number.NaN, onTaken })
  assert.deepEqual([body.length, taken, budget.held], [30, 30, 30])
  budget.give(taken)
  assert.equal(budget.held, 0)
})

test('a body that announces too much is refused before a byte of it is read', async () => {
  const options = {
    limit: 30,
    budget: createBodyBudget(100),
    announced: 31,
    onTaken: () => undefined,
  }
  const stream = bodyOf(31)
  await assert.rejects(readBody(stream, options), { status: 413, errorCode: 'rum.bodyTooLarge' })
  assert.deepEqual([stream.readableDidRead, options.budget.held], [false, 0])
})

test('a body without an announced length is stopped at the limit', async () => {
  const budget = createBodyBudget(100)
  const options = { limit: 30, budget, announced: Number.NaN, onTaken: () => undefined }
  await assert.rejects(readBody(bodyOf(20, 11, 20), options), { status: 413 })
  assert.equal(budget.held, 20)
})

test('all bodies together are bounded: the one too many is asked to come back', async () => {
  const budget = createBodyBudget(50)
  const options = { limit: 30, budget, announced: 30, onTaken: () => undefined }
  await readBody(bodyOf(30), options)
  await assert.rejects(readBody(bodyOf(10, 10, 10), options), {
    status: 503,
    errorCode: 'rum.busy',
    headers: { 'retry-after': '2', connection: 'close' },
  })
})

test('a body that ends in the middle is incomplete, however it ended', async () => {
  const incomplete = { status: 400, errorCode: 'rum.incompleteBody' }
  const budget = createBodyBudget(100)
  const options = { limit: 30, budget, announced: 30, onTaken: () => undefined }
  await assert.rejects(readBody(bodyOf(10), options), incomplete)
  const aborted = new Readable({ read: () => undefined })
  aborted.push(Buffer.alloc(10))
  aborted.destroy(new Error('aborted'))
  await assert.rejects(readBody(aborted, options), incomplete)
})

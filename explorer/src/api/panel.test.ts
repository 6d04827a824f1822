import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import type { Question } from './endpoints.ts'
import { createPanel, createQueryCache } from './panel.ts'
import type { PanelState } from './panelState.ts'
import { toProblem } from './request.ts'

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }))
afterEach(() => mock.timers.reset())

/** Lets promises settle without moving the clock. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve()
  }
}

async function tick(ms: number): Promise<void> {
  await settle()
  mock.timers.tick(ms)
  await settle()
}

function start() {
  const panel = createPanel<string>({
    cache: createQueryCache(),
    isEmpty: (answer) => answer === '',
    now: Date.now,
  })
  const asked: string[] = []
  const aborted: string[] = []
  const answers = new Map<string, (answer: string | Error) => void>()
  const ask = (name: string): Question<string> => ({
    key: [name],
    fetch: (abort) => {
      asked.push(name)
      abort.addEventListener('abort', () => aborted.push(name))
      return new Promise((resolve, reject) => {
        answers.set(name, (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)))
        abort.addEventListener('abort', () => reject(abort.reason))
      })
    },
  })
  const answer = async (name: string, text: string | Error): Promise<void> => {
    await settle()
    answers.get(name)?.(text)
    await tick(0)
  }
  const see = ({ phase, answer: shown, isStale }: PanelState<string> = panel.state.value) => ({
    phase,
    answer: shown,
    isStale,
  })
  return { panel, ask, answer, see, asked, aborted }
}

const fail = (status: number, code = '') =>
  Object.assign(new Error('x'), { problem: { title: '', detail: '', status, code } })

test('shows nothing for 200 ms, then loading, and after three seconds slow', async () => {
  const { panel, ask, see } = start()
  panel.open(ask('a'))
  assert.equal(see().phase, 'quiet')
  await tick(199)
  assert.equal(see().phase, 'quiet')
  await tick(1)
  assert.equal(see().phase, 'loading')
  await tick(2800)
  assert.equal(see().phase, 'slow')
  panel.stop()
})

test('an answer is ready, or empty', async () => {
  const { panel, ask, answer, see } = start()
  panel.open(ask('a'))
  await answer('a', 'rows')
  assert.deepEqual(see(), { phase: 'ready', answer: 'rows', isStale: false })
  panel.open(ask('b'))
  await answer('b', '')
  assert.deepEqual(see(), { phase: 'empty', answer: '', isStale: false })
  panel.stop()
})

test('the old answer stays until the new one is there, and the old request is aborted', async () => {
  const { panel, ask, answer, see, aborted } = start()
  panel.open(ask('a'))
  await answer('a', 'old')
  panel.open(ask('b'))
  assert.deepEqual(see(), { phase: 'quiet', answer: 'old', isStale: true })
  await settle()
  panel.open(ask('c'))
  await settle()
  assert.deepEqual(aborted, ['b'])
  await answer('c', 'new')
  assert.deepEqual(see(), { phase: 'ready', answer: 'new', isStale: false })
  panel.stop()
})

test('a question asked before is answered from the cache, and asked again only when it is old', async () => {
  const { panel, ask, answer, see, asked } = start()
  panel.open(ask('a'))
  await answer('a', 'one')
  panel.open(ask('b'))
  await answer('b', 'two')
  panel.open(ask('a'))
  assert.deepEqual(see(), { phase: 'ready', answer: 'one', isStale: false })
  await tick(11_000)
  panel.open(ask('b'))
  assert.deepEqual(see(), { phase: 'ready', answer: 'two', isStale: false })
  await settle()
  assert.deepEqual(asked, ['a', 'b', 'b'])
  panel.stop()
})

test('a cancelled request is aborted, and a refresh asks again', async () => {
  const { panel, ask, answer, see, aborted } = start()
  panel.open(ask('a'))
  await settle()
  panel.cancel()
  await tick(0)
  assert.deepEqual([see().phase, aborted], ['cancelled', ['a']])
  panel.refresh()
  await answer('a', 'rows')
  assert.equal(see().phase, 'ready')
  panel.stop()
})

test('a failure that may pass is tried twice more; a refusal is shown at once', async () => {
  const { panel, ask, answer, see, asked } = start()
  panel.open(ask('a'))
  await answer('a', fail(503, 'rum.busy'))
  await tick(500)
  await answer('a', fail(0))
  await tick(1000)
  await answer('a', fail(502))
  assert.deepEqual([see().phase, asked.length], ['failed', 3])
  panel.open(ask('b'))
  await answer('b', fail(403, 'rum.scopeTooSmall'))
  assert.deepEqual([see().phase, asked.length], ['forbidden', 4])
  assert.equal(toProblem(fail(400)).status, 400)
  panel.stop()
})

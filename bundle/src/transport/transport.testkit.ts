import type { TestContext } from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { createBatch } from './batch.ts'
import { createOutbox } from './outbox.ts'
import { createOutboxMirror } from './outboxMirror.ts'
import { memoryStorage } from './outboxStorage.testkit.ts'
import type { Sender, SendResult } from './sender.ts'
import { startTransport } from './transport.ts'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const DAY = 1440 * MINUTE
export const NOW = 1e12
export const INTAKE = 'https://rum.example/write'

/** Fake intake that answers as instructed and records the bodies it received. */
function recordingSender() {
  const sent: string[] = []
  const atExit: string[] = []
  const answers: ((result: SendResult) => void)[] = []
  const accepted: string[] = []
  let always: ((body: string) => SendResult) | undefined
  const sender: Sender = {
    join: (lines) => lines.join('\n'),
    pack: async (text) => text,
    send(packed, isExit) {
      const body = packed as string
      const to = isExit ? atExit : sent
      to.push(body)
      const result = always?.(body)
      if (result === 'accepted') {
        accepted.push(...body.split('\n'))
      }
      return result === undefined
        ? new Promise((resolve) => answers.push(resolve))
        : Promise.resolve(result)
    },
  }
  return {
    sender,
    sent,
    atExit,
    accepted: () => [...accepted].sort(),
    alwaysAnswer(result: SendResult) {
      always = () => result
    },
    answerEach(answer: (body: string) => SendResult) {
      always = answer
    },
    async answer(result: SendResult) {
      await settled()
      answers.shift()?.(result)
      await settled()
    },
  }
}

/** Waits until all promises that can settle have settled, by a real timer that the fake timers do not control. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

export function start(
  t: TestContext,
  { readyState = 'complete', memory = memoryStorage(), maxBytes = 1e6, maxAge = 7 * DAY } = {},
) {
  const page = fakePage(t, { readyState })
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOW })
  t.mock.method(Math, 'random', () => 0)
  const intake = recordingSender()
  const batch = createBatch({ bytes: 1000, count: 3 })
  const outbox = createOutbox({ batch, maxBytes, maxAge })
  const mirror = createOutboxMirror(outbox, memory.storage)
  const transport = startTransport({
    outbox,
    mirror,
    sender: intake.sender,
    isIntakeUrl: (url) => url === INTAKE,
  })
  t.after(() => {
    intake.alwaysAnswer('accepted')
    transport.stop()
  })
  return {
    ...intake,
    ...memory,
    page,
    transport,
    async wait(duration: number) {
      // In steps, because the answer to one timer's request may set the next timer.
      for (let left = duration; left > 0; left -= 500) {
        t.mock.timers.tick(Math.min(left, 500))
        await settled()
      }
    },
  }
}

export async function startLoaded(t: TestContext, options?: Parameters<typeof start>[1]) {
  const parts = start(t, options)
  await parts.wait(1)
  return parts
}

export function addBatch({ transport }: ReturnType<typeof start>, name: string): void {
  for (const part of ['a', 'b', 'c']) {
    transport.add(name + part)
  }
}

export async function failTimes(parts: ReturnType<typeof start>, failures: number): Promise<void> {
  for (let failed = 0; failed < failures; failed++) {
    await parts.answer(0)
    if (failed < failures - 1) {
      await parts.wait(MINUTE)
    }
  }
}

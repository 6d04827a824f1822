import { trackPageExit } from '../browser/pageExit.ts'
import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import { whenLoaded } from '../browser/whenLoaded.ts'
import { report } from '../core/report.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { MINUTE, SECOND } from '../core/time.ts'
import type { Batch } from './batch.ts'
import type { Sender } from './sender.ts'

const FIRST_FLUSH_AFTER_LOAD = SECOND
const MAX_AGE = 3 * SECOND
// Whatever the intake asks for: a day of it would be a page's whole life.
const MAX_PAUSE = 10 * MINUTE
// What an outage may pile up before the newest is dropped: some 5 MB in bodies of 24 KiB.
const MAX_WAITING = 200

export interface TransportDeps {
  readonly batch: Batch
  readonly sender: Sender
}

export interface Transport {
  add(line: string, key?: string): void
  readonly stop: Stop
}

/** Sends what is added: soon after load, then as it ages or fills up, at once when the page may go. */
export function startTransport({ batch, sender }: TransportDeps): Transport {
  const waiting: string[] = []
  let timer: Timer | undefined
  let pause: Timer | undefined
  let isLoaded = false
  let isSending = false
  let failures = 0

  function flushLater(delay: number): void {
    // No request before the load event: it would compete with the page's own.
    if (isLoaded) {
      timer ??= setTimer(flush, delay)
    }
  }

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    enqueue()
    void sendNext()
  }

  function enqueue(): void {
    for (const body of batch.take()) {
      if (waiting.length < MAX_WAITING) {
        waiting.push(body)
      } else {
        report('warn', 'The intake is away: reports are dropped.')
      }
    }
  }

  /** One at a time and in order: an intake in trouble is not helped by more requests. */
  async function sendNext(): Promise<void> {
    const body = waiting[0]
    if (isSending || pause || !body) {
      return
    }
    isSending = true
    const result = await sender.send(body)
    isSending = false
    if (typeof result === 'number') {
      const backoff = Math.min(MINUTE, SECOND * 2 ** ++failures) * (0.5 + Math.random() / 2)
      // A timer of its own: what is added meanwhile, and fills a batch, must not cut the pause short.
      pause = setTimer(resume, Math.max(backoff, Math.min(result, MAX_PAUSE)))
      return
    }
    failures = 0
    waiting.shift()
    await sendNext()
  }

  function resume(): void {
    pause = undefined
    void sendNext()
  }

  function flushAtExit(): void {
    enqueue()
    // What is on its way is kept alive by the browser; only the rest needs a carrier.
    for (const body of waiting.splice(isSending ? 1 : 0)) {
      if (!sender.sendAtExit(body)) {
        waiting.push(body)
      }
    }
    void sendNext()
  }
  return {
    add(line, key) {
      batch.add(line, key)
      if (isLoaded && batch.isFull()) {
        flush()
      } else {
        flushLater(MAX_AGE)
      }
    },
    stop: stopAll(
      flush,
      whenLoaded(() => {
        isLoaded = true
        flushLater(FIRST_FLUSH_AFTER_LOAD)
      }),
      trackPageExit(flushAtExit),
    ),
  }
}

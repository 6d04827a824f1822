import { listen } from '../browser/listen.ts'
import { trackPageExit, trackPageReturn } from '../browser/pageExit.ts'
import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import { whenLoaded } from '../browser/whenLoaded.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { SECOND } from '../core/time.ts'
import type { Entry, Outbox } from './outbox.ts'
import { isLog } from './outbox.ts'
import type { OutboxMirror } from './outboxMirror.ts'
import { createRetry } from './retry.ts'
import type { Body, Sender, SendResult } from './sender.ts'

const FIRST_FLUSH_AFTER_LOAD = SECOND
/**
 * Not at once, because asking for the lock of a page that is still leaving makes the browser kill that page before its last
 * events are stored (docs/decisions/0052-killed-tabs-by-lock.md). Twice, because on a busy machine that page's writes and
 * its release of the lock may come late.
 */
const ADOPT_AFTER_LOAD = [3 * SECOND, 5 * SECOND]
const MAX_AGE = 3 * SECOND
/** Before compression: the backlog of an outage or a burst goes in few requests. */
const REQUEST_BYTES = 200_000

export interface TransportDeps {
  readonly outbox: Outbox
  readonly mirror: OutboxMirror
  readonly sender: Sender
  readonly isIntakeUrl: (url: string) => boolean
}

export interface Transport {
  /** Adds a line, which replaces a waiting line with the same `key`. */
  add(line: string, key?: string): void
  /** Sends waiting lines now, if the page has loaded. */
  flush(): void
  /** Deletes all unsent lines, including stored ones. */
  erase(): void
  readonly stop: Stop
}

/** Sends added lines: soon after the load, then by age or count, and at once when the page may exit. */
export function startTransport({ outbox, mirror, sender, isIntakeUrl }: TransportDeps): Transport {
  let timer: Timer | undefined
  let adoptions: Timer[] = []
  let isLoaded = false
  let isGone = false
  let isForbidden = false
  let isSending = false
  let isDue = false
  const retry = createRetry(sendNext)

  function flushLater(delay: number): void {
    // No request before the load event: it would compete with the page's own.
    if (isLoaded) {
      timer ??= setTimer(flush, delay)
    }
  }

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    isDue = true
    sendNext()
  }

  /** Sends one request at a time, in order: more requests would not help an intake in trouble. */
  function sendNext(): void {
    if (!isLoaded || isGone || isForbidden || isSending || retry.isPausing()) {
      return
    }
    // Due lines stay open while entries wait before them, so that updates of a view merge into one.
    if (isDue && outbox.peek(0).length === 0) {
      isDue = false
      outbox.close()
    }
    const entries = outbox.peek(REQUEST_BYTES)
    if (entries.length > 0) {
      isSending = true
      void deliver(entries)?.then(() => {
        isSending = false
        sendNext()
      })
    }
  }

  function deliver(entries: readonly Entry[], isExit?: boolean): Promise<unknown> | undefined {
    const text = sender.join(entries.flatMap(({ lines }) => lines))
    const send = (body: Body) =>
      // An exit does not wait for compression: it may have sent the entries in the meantime.
      outbox.dispatch(entries)
        ? sender.send(body, isExit, isLog(entries[0])).then(settle)
        : undefined
    function settle(result: SendResult): void {
      outbox.settle(entries, result)
      if (typeof result === 'number') {
        retry.fail(result)
      } else {
        retry.succeed()
        mirror.saveSoon()
      }
    }
    return isExit ? send(text) : sender.pack(text).then(send)
  }

  function flushAtExit(): void {
    outbox.close(true)
    if (!isForbidden && retry.mayTry(isGone)) {
      // Entries of other pages are stored and had their own exit: they would take the space of new lines.
      for (const entry of outbox.peek(Infinity, true)) {
        void deliver([entry], true)
      }
    }
    mirror.saveNow()
  }

  mirror.own()
  return {
    add(line, key) {
      outbox.add(line, key)
      mirror.saveSoon()
      if (isGone) {
        // The line comes from the page's own exit handlers, which run after ours.
        void Promise.resolve().then(flushAtExit)
      } else if (outbox.isFull()) {
        outbox.close()
        sendNext()
      } else {
        flushLater(MAX_AGE)
      }
    },
    flush,
    erase: mirror.erase,
    stop: stopAll(
      mirror.disown,
      () => adoptions.forEach(clearTimeout),
      flush,
      whenLoaded(() => {
        isLoaded = true
        flushLater(FIRST_FLUSH_AFTER_LOAD)
        const adopt = () => mirror.adopt(() => flushLater(FIRST_FLUSH_AFTER_LOAD))
        adoptions = ADOPT_AFTER_LOAD.map((delay) => setTimer(adopt, delay))
      }),
      trackPageExit((isLeft) => {
        isGone = isLeft
        flushAtExit()
        // A page that holds a lock is not frozen and may not enter the back/forward cache.
        mirror.disown()
      }),
      trackPageReturn(() => {
        isGone = false
        mirror.own()
        retry.wake()
      }),
      listen(window, ['online'], retry.wake),
      // A page keeps its policy: after one violation, events are stored for another page and no second one is reported.
      listen<SecurityPolicyViolationEvent>(document, ['securitypolicyviolation'], (event) => {
        isForbidden ||= event.disposition === 'enforce' && isIntakeUrl(event.blockedURI)
      }),
    ),
  }
}

import pLimit from 'p-limit'
import type { AlertRecord, StoredChange } from './alertRecord.ts'

export interface DueMessage {
  id: string
  change: StoredChange
}

/** Messages under way at a time, and of them to one host: a target that hangs delays few others. */
const AT_ONCE = 8
const AT_ONCE_TO_HOST = 2

/** Pure: the oldest message of each alert that waits, if its time has come. A later one must not overtake it. */
export function findDue(records: ReadonlyMap<string, AlertRecord>, now: number): DueMessage[] {
  return [...records].flatMap(([id, { changes }]) => {
    const change = changes.find(({ delivery }) => delivery.state === 'waiting')
    return change !== undefined && change.delivery.nextAt <= now ? [{ id, change }] : []
  })
}

export interface DeliveryQueue {
  /** Sends messages that are not under way already. */
  add(messages: readonly DueMessage[]): void
  /** Resolves when nothing is under way. */
  whenIdle(): Promise<void>
}

/**
 * Sends messages with bounded concurrency.
 *
 * @param deliver - never rejects: sends one, and stores what came of it
 */
export function createDeliveryQueue(
  deliver: (message: DueMessage) => Promise<void>,
): DeliveryQueue {
  const underWay = new Map<string, Promise<void>>()
  const places = pLimit(AT_ONCE)
  const hosts = new Map<string, ReturnType<typeof pLimit>>()

  function toHost(message: DueMessage): Promise<void> {
    const { host } = new URL(message.change.rule.webhook)
    const queue = hosts.get(host) ?? pLimit(AT_ONCE_TO_HOST)
    hosts.set(host, queue)
    // In this order: a message that waits for its host takes no place from others.
    return queue(() => places(() => deliver(message))).finally(() => {
      if (queue.activeCount + queue.pendingCount === 0) {
        hosts.delete(host)
      }
    })
  }

  return {
    add(messages) {
      for (const message of messages.filter(({ change }) => !underWay.has(change.id))) {
        const done = toHost(message).finally(() => underWay.delete(message.change.id))
        underWay.set(message.change.id, done)
      }
    },
    async whenIdle() {
      await Promise.all(underWay.values())
    },
  }
}

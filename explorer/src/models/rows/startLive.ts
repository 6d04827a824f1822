import type { ReadonlySignal } from '@preact/signals'
import { signal } from '@preact/signals'
import type { LiveInput, LiveState } from './liveMode.ts'
import { nextLive, toLiveStart } from './liveMode.ts'

export interface LiveDeps<Row> {
  /** Loads the newest rows, the newest first. */
  ask(abort: AbortSignal): Promise<readonly Row[]>
  toKey(row: Row): string
  scrollToTop(): void
  /** The document. */
  page: VisiblePage
}

interface VisiblePage {
  readonly visibilityState: string
  addEventListener(type: 'visibilitychange', listener: () => void): void
  removeEventListener(type: 'visibilitychange', listener: () => void): void
}

export interface Live<Row> {
  readonly state: ReadonlySignal<LiveState<Row>>
  send(input: LiveInput<Row>): void
  stop(): void
}

/** Carries out the commands of live mode: requests, the timer and the scroll position. */
export function startLive<Row>({ ask, toKey, scrollToTop, page }: LiveDeps<Row>): Live<Row> {
  const state = signal<LiveState<Row>>(toLiveStart([]))
  const stopping = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    try {
      const rows = await ask(stopping.signal)
      send({ kind: 'answer', rows })
    } catch {
      send({ kind: 'failure' }) // the next turn asks again
    }
  }

  function send(input: LiveInput<Row>): void {
    if (stopping.signal.aborted) {
      return
    }
    const step = nextLive(state.value, input, toKey)
    state.value = step.state
    for (const command of step.commands) {
      switch (command.kind) {
        case 'ask':
          void load()
          break
        case 'wait':
          clearTimeout(timer)
          timer = setTimeout(() => send({ kind: 'tick' }), command.ms)
          break
        case 'stopWaiting':
          clearTimeout(timer)
          break
        case 'scrollToTop':
          scrollToTop()
      }
    }
  }

  const onVisibility = (): void =>
    send({ kind: 'pageVisible', isVisible: page.visibilityState === 'visible' })
  page.addEventListener('visibilitychange', onVisibility)
  onVisibility()
  return {
    state,
    send,
    stop() {
      stopping.abort()
      clearTimeout(timer)
      page.removeEventListener('visibilitychange', onVisibility)
    },
  }
}

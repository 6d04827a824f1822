import { run } from '../../core/ask.ts'
import type { Clock } from '../../core/clock.ts'
import type { Observable } from '../../core/observable.ts'
import type { Stop } from '../../core/stop.ts'
import { stopAll } from '../../core/stop.ts'
import type { CallMoment } from '../callMoment.ts'
import { copyContext } from '../contexts.ts'
import { toErrorFields, toMessage } from '../error/toErrorFields.ts'
import type { RawEvent } from '../rawEvent.ts'
import type { ConsoleMethod } from '../trackConsole.ts'
import { trackConsole } from '../trackConsole.ts'
import { toPageTags } from '../view/view.ts'

export interface LogCollectionDeps {
  readonly rawEvents: Observable<RawEvent>
  readonly clock: Clock
  /** Console methods whose calls become logs. */
  readonly consoleMethods: readonly ConsoleMethod[]
}

export type LogArguments = [message: unknown, level?: string, context?: unknown]

export interface LogCollection {
  addLog(moment: CallMoment, ...log: LogArguments): void
  readonly stop: Stop
}

interface Log {
  readonly values: readonly unknown[]
  readonly level: string
  readonly origin: 'console' | 'logger'
  readonly context?: unknown
}

/** Turns `addLog` and the chosen console calls of the page into raw `log` events. */
export function startLogCollection(deps: LogCollectionDeps): LogCollection {
  function notify({ at, url }: CallMoment, { values, level, origin, context }: Log): void {
    const { error, message } = run(toMessage, values)
    // Type, stack and causes of the first error among the values.
    const thrown = error ? run(toErrorFields, error) : undefined
    // Two levels have another name among the statuses of logs.
    const status = level === 'log' ? 'info' : level === 'warn' ? 'warning' : level
    deps.rawEvents.notify({
      measurement: 'log',
      startedAt: at,
      tags: { ...thrown?.tags, status, ...(url && toPageTags(url)) },
      fields: { ...thrown?.fields, message, log_origin: origin },
      context: copyContext(context),
    })
  }

  return {
    addLog: (moment, message, level = 'info', context) =>
      notify(moment, { values: [message], level, origin: 'logger', context }),
    stop: stopAll(
      ...deps.consoleMethods.map((level) =>
        trackConsole(level, (values) =>
          notify({ at: deps.clock.now() }, { values, level, origin: 'console' }),
        ),
      ),
    ),
  }
}

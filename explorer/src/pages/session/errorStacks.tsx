import type { JSX } from 'preact'
import { readCauses } from '../../../../protocol/errorCauses.ts'
import type { ErrorEvent, SessionEvent } from '../../../../protocol/query.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { Stack } from './stack.tsx'

type LogEvent = Extract<SessionEvent, { type: 'log' }>

/** Stacks of an error, or of the log of one: its own, those of its causes, and that of where it was handled. */
export function ErrorStacks({ event }: { event: ErrorEvent | LogEvent }): JSX.Element {
  const { error_causes, error_handling_stack } = event.attributes
  const own = event.type === 'error' ? event.error_stack : event.attributes['error_stack']
  return (
    <>
      {isText(own) && <Stack text={own} frames={event.resolved_stack} />}
      {readCauses(error_causes).map(({ type, message, stack }, index) => (
        <details key={index} class="cause">
          <summary>
            {t('error.cause')} <b>{toVisibleText([type, message].filter(Boolean).join(': '))}</b>
          </summary>
          {stack && <Stack text={stack} frames={event.resolved_causes?.[index]} />}
        </details>
      ))}
      {isText(error_handling_stack) && (
        <details class="cause">
          <summary>{t('error.handlingStack')}</summary>
          <Stack text={error_handling_stack} frames={event.resolved_handling_stack} />
        </details>
      )}
    </>
  )
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

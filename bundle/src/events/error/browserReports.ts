import { listen } from '../../browser/listen.ts'
import { guard } from '../../core/guard.ts'
import type { Stop } from '../../core/stop.ts'
import { stopAll } from '../../core/stop.ts'

/** A report of the browser about the page, in the shape of an error. */
export interface BrowserReport {
  readonly name: string
  readonly message: string
  readonly stack: string
  /** URL that the page's policy blocked. */
  readonly url?: string | undefined
}

/** Body of an intervention or a deprecation. @see https://w3c.github.io/reporting/#concept-reports */
type Body = Place & { readonly id: string; readonly message: string }

interface Place {
  readonly sourceFile?: string | null
  readonly lineNumber?: number | null
  readonly columnNumber?: number | null
}

/**
 * Calls back with violations of the page's Content Security Policy, interventions and deprecations, those of the
 * latter two from before the SDK included.
 */
export function trackBrowserReports(
  callback: (report: BrowserReport) => void,
  isOwn: (url: string) => boolean,
): Stop {
  const Observer = window.ReportingObserver as typeof ReportingObserver | undefined
  const observer =
    Observer &&
    new Observer(
      guard((reports) => {
        for (const { type, body } of reports) {
          const told = body as unknown as Body
          callback({ name: told.id, message: `${type}: ${told.message}`, stack: toFrame(told) })
        }
      }),
      { types: ['intervention', 'deprecation'], buffered: true },
    )
  observer?.observe()
  return stopAll(
    () => observer?.disconnect(),
    listen<SecurityPolicyViolationEvent>(document, ['securitypolicyviolation'], (event) => {
      const { blockedURI, effectiveDirective } = event
      if (!isOwn(blockedURI)) {
        const isBlocked = event.disposition !== 'report'
        callback({
          name: effectiveDirective,
          message: `csp_violation${isBlocked ? '' : ' (report only)'}: '${blockedURI}' blocked by '${effectiveDirective}' directive`,
          stack: toFrame(event),
          url: isBlocked ? blockedURI : undefined,
        })
      }
    }),
  )
}

function toFrame({ sourceFile, lineNumber, columnNumber }: Place): string {
  return sourceFile ? `@${sourceFile}:${lineNumber ?? 0}:${columnNumber ?? 0}` : ''
}

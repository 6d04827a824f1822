import { report } from '../core/report.ts'

/** Each option, by what it takes: a type, or values. Under `.*`: those that are checked where they are read. */
const OPTIONS = {
  boolean:
    'sendContentTypeByJson trackUserInteractions trackViewsManually storeContextsToLocal traceId128Bit trackSessionAutomatically resetOnUserChange allowFallbackToLocalStorage trackSessionAcrossSubdomains useSecureSessionCookie usePartitionedCrossSiteSessionCookie',
  function: 'scrubUrl scrubText beforeSend generateTraceId injectTraceHeader',
  number: 'outboxMaxBytes outboxMaxAge',
  'string|number': 'env version service storeContextsKey actionNameAttribute',
  'granted|not-granted|pending': 'trackingConsent',
  'nextPage|activity|never': 'restartAfterEnd',
  'crashed|unhandled': 'unhandledStatus',
  'allow|mask-user-input|mask': 'defaultPrivacyLevel',
  'cookie|localStorage|memory': 'persistence',
  '.*': 'applicationId datakitOrigin site clientToken sessionSampleRate sessionOnErrorSampleRate tracingSampleRate sessionTimeout maxSessionDuration debugTimeout integrations excludedActivityUrls allowedTracingUrls allowedTracingOrigins traceType',
}

/** Reports, and leaves out, what an option cannot be. Reports what is almost the name of one. */
export function checkOptions(given: Record<string, unknown>): void {
  for (const [form, names] of Object.entries(OPTIONS)) {
    for (const option of names.split(' ')) {
      if (!isOf(form, given[option])) {
        given[option] = undefined
        report('warn', `init: \`${option}\` has no effect: it must be ${form}.`)
      }
      for (const name of Object.keys(given)) {
        if (name !== option && isNear(name.toLowerCase(), option.toLowerCase())) {
          report('warn', `init: there is no \`${name}\`. Did you mean \`${option}\`?`)
        }
      }
    }
  }
}

/** One value does for a list. */
function isOf(form: string, value: unknown): boolean {
  const pattern = new RegExp(`^(${form})$`)
  return ([] as unknown[])
    .concat(value ?? [])
    .every((each) => pattern.test(typeof each) || pattern.test(String(each)))
}

/** Whether one letter is wrong, missing or too many, or two have changed places. */
function isNear(name: string, option: string): boolean {
  return (
    Math.abs(name.length - option.length) < 2 &&
    name
      .split('')
      .some((_, at) => option.startsWith(name.slice(0, at)) && option.endsWith(name.slice(at + 2)))
  )
}

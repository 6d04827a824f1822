import { parseUrl } from '../core/parseUrl.ts'
import { report } from '../core/report.ts'
import { TRACE_HEADERS } from '../events/tracing/traceHeaders.ts'
import type { TracingRule } from '../events/tracing/tracer.ts'
import type { UrlMatch } from '../events/tracing/tracing.ts'
import { isMatch } from '../events/tracing/urlMatch.ts'
import type { RumInitConfiguration } from './publicTypes.ts'

/** Leaves out each entry that is not a rule, with a warning, and keeps the others. */
export function toTracingRules({
  allowedTracingUrls,
  allowedTracingOrigins,
  traceType = 'ddtrace',
}: RumInitConfiguration): readonly TracingRule[] {
  const given = allowedTracingUrls ?? allowedTracingOrigins ?? []
  const rules = (Array.isArray(given) ? given : [given]).map((each) => {
    const rule = isUrlMatch(each) ? { match: each, traceType } : { traceType, ...each }
    return allowedTracingUrls ? rule : { ...rule, match: toOriginMatch(rule.match) }
  })
  return rules.filter((rule) => {
    const isRule = isUrlMatch(rule.match) && TRACE_HEADERS[rule.traceType]
    if (!isRule) {
      report('warn', 'init: one of `allowedTracingUrls` is ignored. Check it and its `traceType`.')
    }
    return isRule
  })
}

function isUrlMatch(given: unknown): given is UrlMatch {
  return /^(string|function)$/.test(typeof given) || given instanceof RegExp
}

/** The older option has patterns of origins, which may end in `$`. */
function toOriginMatch(match: UrlMatch): UrlMatch {
  return typeof match === 'string' || !isUrlMatch(match)
    ? match
    : (url) => isMatch(match, parseUrl(url)?.origin ?? '')
}

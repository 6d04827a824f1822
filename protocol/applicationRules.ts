/** Rules that the collector and the explorer's forms share. Without zod, which the explorer does not load. */

export const MAX_APPLICATION_ID = 256
export const MAX_TOKENS = 20
export const MAX_ORIGINS = 100
export const MAX_LINK = 2048
export const MAX_RETENTION_DAYS = 3650

/** Fits into a URL without escapes, and is long enough that nobody guesses it. */
export const TOKEN_PATTERN = /^[\w.~-]{16,128}$/

/** As a browser writes an origin: in lower case, without a path. `*.` stands for one or more names. */
export const ORIGIN_PATTERN = /^[a-z][a-z0-9+.-]*:\/\/(\*\.)?[a-z0-9.[\]:-]+$/

/** Values that the address of a trace may contain. */
export const TRACE_LINK_NAMES = ['trace_id', 'session_id', 'view_id', 'from', 'to'] as const
/** Values that the address of a search for logs may contain; `from` and `to` are ms since the epoch. */
export const LOG_LINK_NAMES = ['trace_id', 'session_id', 'view_id', 'userid', 'from', 'to'] as const

export type LinkValues = Partial<Record<(typeof LOG_LINK_NAMES)[number], string>>

/**
 * http or https, then a host without a value in it: whoever sends events must not choose the host. No name or password
 * stands before the host, because browsers show only what follows it.
 */
const LINK_PATTERN = /^https?:\/\/(?:[\p{L}\p{N}._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?$/iu
/** Other braces are text: addresses of Grafana hold JSON. */
const PLACEHOLDER = /\{(\w+)\}/g

/** True if a text is a usable template: an http(s) address with at least one value that identifies something. */
export function isLinkTemplate(template: string, names: readonly string[]): boolean {
  const used = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
  return (
    template.length <= MAX_LINK &&
    LINK_PATTERN.test(template) &&
    used.every((name) => names.includes(name)) &&
    used.some((name) => name !== 'from' && name !== 'to')
  )
}

/**
 * Fills a template such as `https://traces.example/trace/{trace_id}`. Returns `undefined` if a value is missing, or if
 * the template is not one of http or https: a stored text must not run a script or choose the host.
 */
export function fillLink(template: string, values: LinkValues): string | undefined {
  if (!isLinkTemplate(template, LOG_LINK_NAMES)) {
    return undefined
  }
  let isComplete = true
  const link = template.replace(PLACEHOLDER, (_whole, name: keyof LinkValues) => {
    const value = values[name] ?? ''
    // A segment of dots alone would lead out of the folder that the template names.
    isComplete &&= value !== '' && value !== '.' && value !== '..' && isWellFormed(value)
    return isComplete ? encodeURIComponent(value) : ''
  })
  return isComplete ? link : undefined
}

/** A lone surrogate has no UTF-8, and so no escape. */
function isWellFormed(value: string): boolean {
  return !/[\uD800-\uDFFF]/u.test(value)
}

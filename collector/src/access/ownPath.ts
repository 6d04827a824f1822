import type { z } from 'zod'

/** Stands for the collector's own origin: no page has this name (RFC 2606). */
const HERE = 'http://here.invalid'

/**
 * A path of this collector as a browser resolves it, for a schema's `transform`. Resolved instead of looked at:
 * `//evil.example`, `/\\evil.example`, `/<tab>/evil.example` and `/.//evil.example` all lead to another host.
 */
export function toOwnPath(text: string, context: z.core.$RefinementCtx): string {
  const path = resolveHere(text)
  if (!text.startsWith('/') || path === undefined || resolveHere(path) === undefined) {
    context.addIssue('a path of this collector, such as /sessions')
    return '/'
  }
  return path
}

function resolveHere(text: string): string | undefined {
  if (!URL.canParse(text, HERE)) {
    return undefined
  }
  const { origin, pathname, search, hash } = new URL(text, HERE)
  return origin === HERE ? `${pathname}${search}${hash}` : undefined
}

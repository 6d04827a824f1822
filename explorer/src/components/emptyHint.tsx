import type { JSX } from 'preact'
import { toSnippet } from '../format/snippet.ts'
import { CopyButton } from './copyButton.tsx'

/** Explains how to record the first session, because an empty list is usually a new installation. */
export function EmptyHint(): JSX.Element {
  const snippet = toSnippet(location.origin)
  return (
    <section class="message" aria-label="No sessions">
      <p class="message-title">No sessions in this time range.</p>
      <p>
        Choose a longer range, or paste this at the start of a page’s <code>&lt;head&gt;</code>.
        Sessions on that page appear here within seconds.
      </p>
      <pre class="code">{snippet}</pre>
      <CopyButton text={snippet} label="Copy snippet" />
    </section>
  )
}

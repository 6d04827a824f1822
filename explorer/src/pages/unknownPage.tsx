import type { JSX } from 'preact'
import { Link } from 'wouter-preact'

export function UnknownPage(): JSX.Element {
  return (
    <div class="message">
      <h1>Page not found</h1>
      <p>
        <Link href="/">Go to the sessions</Link>
      </p>
    </div>
  )
}

import type { JSX } from 'preact'
import { Link } from 'wouter-preact'

export function UnknownPage(): JSX.Element {
  return (
    <div class="message">
      <h1>There is no such page.</h1>
      <p>
        <Link href="/">See the sessions</Link>
      </p>
    </div>
  )
}

import type { ComponentChildren, JSX } from 'preact'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'

interface Props {
  icon: IconName
  title: string
  hint?: string
  /** The next steps. */
  children?: ComponentChildren
}

/** Stands in the place of rows when there are none, and offers the next step. */
export function EmptyState({ icon, title, hint, children }: Props): JSX.Element {
  return (
    <section class="empty" aria-label={title}>
      <span class="empty-icon">
        <Icon name={icon} />
      </span>
      <p class="empty-title">{title}</p>
      {hint && <p class="faint">{hint}</p>}
      {children && <div class="empty-steps">{children}</div>}
    </section>
  )
}

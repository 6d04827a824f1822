import type { ComponentChildren, JSX } from 'preact'

interface Props {
  label: string
  /** Headings; the last may be hidden from sight, as that of buttons. */
  headings: readonly string[]
  hidesLast?: boolean
  /** Places of the columns of numbers, from 0 on. */
  numbers?: readonly number[]
  children: ComponentChildren
}

/** Table that scrolls sideways in its own frame where the screen is narrow. */
export function FrameTable({
  label,
  headings,
  hidesLast = false,
  numbers = [],
  children,
}: Props): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="frame-table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {headings.map((heading, index) => (
              <th key={heading} scope="col" class={numbers.includes(index) ? 'number' : undefined}>
                {hidesLast && index === headings.length - 1 ? (
                  <span class="visually-hidden">{heading}</span>
                ) : (
                  heading
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}

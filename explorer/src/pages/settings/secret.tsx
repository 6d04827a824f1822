import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { CopyButton } from '../../components/copyButton.tsx'

interface Props {
  hint: string
  secret: string
  copyLabel: string
}

/** A secret that nobody can read again. Takes the focus, so that the next key copies it. */
export function Secret({ hint, secret, copyLabel }: Props): JSX.Element {
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    // After the dialog has given the focus back to the button that opened it.
    const timer = setTimeout(() => frame.current?.focus())
    return () => clearTimeout(timer)
  }, [])
  return (
    <section ref={frame} class="message settings-once" tabIndex={-1} aria-label={hint}>
      <p>{hint}</p>
      <code class="settings-secret">{secret}</code>
      <CopyButton text={secret} label={copyLabel} />
    </section>
  )
}

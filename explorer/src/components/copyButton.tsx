import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
import { writeClipboard } from './clipboard.ts'
import { Icon } from './icon.tsx'

interface Props {
  text: string
  /** Names the copied thing, such as "Copy session id". */
  label: string
}

const CONFIRMATION_MS = 2000

export function CopyButton({ text, label }: Props): JSX.Element {
  const [outcome, setOutcome] = useState<'done' | 'failed'>()
  useEffect(() => {
    const timer = outcome ? setTimeout(() => setOutcome(undefined), CONFIRMATION_MS) : undefined
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = () => {
    writeClipboard(text).then(
      () => setOutcome('done'),
      () => setOutcome('failed'),
    )
  }
  const said = outcome && t(`copy.${outcome}`)
  return (
    <span class="copy">
      <button type="button" class="button quiet" onClick={copy}>
        <Icon name={outcome === 'done' ? 'done' : 'copy'} />
        {said ?? label}
      </button>
      {/* Beside the button: the text of a live region inside it would not be part of its name. */}
      <span class="visually-hidden" role="status">
        {said}
      </span>
    </span>
  )
}

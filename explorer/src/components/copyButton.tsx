import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'

interface Props {
  text: string
  /** Names the copied thing, such as "Copy session id". */
  label: string
}

const CONFIRMATION_MS = 2000

export function CopyButton({ text, label }: Props): JSX.Element {
  const [outcome, setOutcome] = useState('')
  useEffect(() => {
    const timer = outcome ? setTimeout(() => setOutcome(''), CONFIRMATION_MS) : undefined
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = () => {
    writeClipboard(text).then(
      () => setOutcome('Copied'),
      () => setOutcome('Copy failed'),
    )
  }
  return (
    <span class="copy">
      <button type="button" class="button quiet" onClick={copy}>
        <Icon name={outcome === 'Copied' ? 'done' : 'copy'} />
        {outcome || label}
      </button>
      {/* Beside the button: the text of a live region inside it would not be part of its name. */}
      <span class="visually-hidden" role="status">
        {outcome}
      </span>
    </span>
  )
}

/** Falls back to `execCommand`: browsers offer the clipboard only to secure pages, and a private collector may use HTTP. */
function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text)
  }
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  const isDone = document.execCommand('copy')
  area.remove()
  return isDone ? Promise.resolve() : Promise.reject(new Error('copy refused'))
}

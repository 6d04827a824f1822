import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ResolvedFrame } from '../../../../protocol/sourceMaps.ts'
import { CopyButton } from '../../components/copyButton.tsx'
import { cutText } from '../../format/visibleText.ts'
import { t } from '../../i18n/sessionMessages.ts'

/** A stack of a megabyte would take seconds to lay out. A copy has all of it. */
const SHOWN_LENGTH = 50_000

interface Props {
  text: string
  /** Absent if no source maps of the release are stored. */
  frames: readonly ResolvedFrame[] | undefined
}

/** Stack of an error: resolved to the original sources if possible, and as the browser wrote it. */
export function Stack({ text, frames }: Props): JSX.Element {
  const [isRaw, setRaw] = useState(false)
  const isResolved = frames?.some(({ original }) => original !== undefined) === true
  return (
    <div class="stack">
      {isResolved && !isRaw ? <Frames frames={frames} /> : <RawStack text={text} />}
      <div class="stack-bar">
        {isResolved && (
          <button
            type="button"
            class="button quiet"
            aria-pressed={isRaw}
            onClick={() => setRaw(!isRaw)}
          >
            {t('stack.original')}
          </button>
        )}
        <CopyButton text={text} label={t('stack.copy')} />
      </div>
    </div>
  )
}

function RawStack({ text }: { text: string }): JSX.Element {
  return (
    <>
      {/* Scrolls sideways, and scrollable content must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs the focus */}
      <pre class="code" tabIndex={0}>
        {cutText(text, SHOWN_LENGTH)}
      </pre>
    </>
  )
}

function Frames({ frames }: { frames: readonly ResolvedFrame[] }): JSX.Element {
  const first = frames.findIndex(({ original }) => original?.context !== undefined)
  return (
    <ol class="frames" aria-label={t('stack.label')}>
      {frames.map((frame, index) => (
        <li key={index}>
          <Frame frame={frame} isOpen={index === first} />
        </li>
      ))}
    </ol>
  )
}

function Frame({ frame, isOpen }: { frame: ResolvedFrame; isOpen: boolean }): JSX.Element {
  const { original, raw, reason } = frame
  if (original === undefined) {
    return (
      <span class="frame unresolved" title={reason && t(`stack.${reason}`)}>
        {raw}
      </span>
    )
  }
  const place = (
    <span class="frame" title={raw}>
      <b>{original.source.replace(/^(\.\.\/)+/, '')}</b>
      {`:${original.line}:${original.column}`}
      {frame.function && <span class="frame-function">{` in ${frame.function}`}</span>}
    </span>
  )
  return original.context === undefined ? (
    place
  ) : (
    <details open={isOpen}>
      <summary>{place}</summary>
      <SourceLines context={original.context} line={original.line} />
    </details>
  )
}

interface SourceLinesProps {
  context: { first_line: number; lines: string[] }
  line: number
}

function SourceLines({ context, line }: SourceLinesProps): JSX.Element {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs the focus */}
      <pre class="code source" tabIndex={0}>
        {context.lines.map((text, index) => {
          const number = context.first_line + index
          return (
            <span key={number} class={number === line ? 'source-line here' : 'source-line'}>
              <span class="line-number">{number}</span>
              {`${text}\n`}
            </span>
          )
        })}
      </pre>
    </>
  )
}

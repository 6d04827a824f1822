import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { SearchProblem } from '../models/search/parseSearch.ts'
import { toColouredSpans } from '../models/search/searchColours.ts'

interface Props {
  text: string
  input: { current: HTMLInputElement | null }
  problem: SearchProblem | undefined
}

/** Colours behind the input's transparent text. Scrolls with it. */
export function SearchColours({ text, input, problem }: Props): JSX.Element {
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const field = input.current
    const follow = () => {
      if (layer.current && field) {
        layer.current.scrollLeft = field.scrollLeft
      }
    }
    follow()
    field?.addEventListener('scroll', follow)
    return () => field?.removeEventListener('scroll', follow)
  }, [text])
  return (
    <div ref={layer} class="search-colours" aria-hidden="true">
      {toColouredSpans(text).map(({ role, start, end }) => {
        const isWrong = problem !== undefined && start < problem.end && end > problem.start
        return (
          <span key={start} class={`role-${role}${isWrong ? ' search-mistake' : ''}`}>
            {text.slice(start, end)}
          </span>
        )
      })}
    </div>
  )
}

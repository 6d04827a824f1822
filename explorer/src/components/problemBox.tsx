import type { JSX } from 'preact'
import type { Problem } from '../api/request.ts'

interface Props {
  problem: Problem
  retry: () => void
}

export function ProblemBox({ problem, retry }: Props): JSX.Element {
  return (
    <div class="message problem" role="alert">
      <p class="message-title">{problem.title}</p>
      <p>{problem.detail}</p>
      <button type="button" class="button" onClick={retry}>
        Try again
      </button>
    </div>
  )
}

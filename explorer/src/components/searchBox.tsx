import * as Ariakit from '@ariakit/react'
import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { MessageKey } from '../i18n/messages.ts'
import { findText, t } from '../i18n/messages.ts'
import type { SearchProblem } from '../models/search/parseSearch.ts'
import { parseSearch } from '../models/search/parseSearch.ts'
import { IconButton } from './button.tsx'
import { Icon } from './icon.tsx'
import { SearchColours } from './searchColours.tsx'

/** A way to go on from the caret. */
export interface Suggestion {
  id: string
  label: string
  kind: 'key' | 'value' | 'operator' | 'keyword' | 'history'
  note?: string | undefined
  /** The input's text and caret after it is chosen. */
  text: string
  caret: number
}

export type Suggest = (
  text: string,
  caret: number,
  abort: AbortSignal,
) => Promise<readonly Suggestion[]>

interface Props {
  /** Search of the address. */
  text: string
  apply: (text: string) => void
  suggest: Suggest
  /** Mistake that the collector found, beyond the grammar: an unknown field, for instance. */
  refusal?: string | undefined
}

/** The search as text: coloured, completed at the caret, and checked while it is typed. */
export function SearchBox({ text, apply, suggest, refusal }: Props): JSX.Element {
  const [draft, setDraft] = useState(text)
  const input = useRef<HTMLInputElement>(null)
  const store = Ariakit.useComboboxStore({
    value: draft,
    setValue: setDraft,
    resetValueOnHide: false,
  })
  const suggestions = useSuggestions(draft, input, suggest)
  useEffect(() => setDraft(text), [text])
  useSlashKey(input)
  const { problem } = parseSearch(draft)
  // While a person types, an unfinished term is no mistake to complain about.
  const shown = draft === text ? problem : undefined
  const submit = () => {
    store.hide()
    apply(draft.trim())
  }
  const choose = ({ text: next, caret, kind }: Suggestion) => {
    setDraft(next)
    store.setActiveId(null)
    const isComplete = kind === 'history'
    requestAnimationFrame(() => {
      input.current?.focus()
      input.current?.setSelectionRange(caret, caret)
    })
    if (isComplete) {
      store.hide()
      apply(next)
    } else {
      suggestions.refresh(next, caret)
    }
  }
  return (
    <search class="search">
      <form
        class={shown || refusal ? 'search-frame has-problem' : 'search-frame'}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Icon name="search" />
        <div class="search-text">
          <SearchColours text={draft} input={input} problem={shown} />
          <Ariakit.Combobox
            ref={input as never}
            store={store}
            class="search-input"
            aria-label={t('search.label')}
            aria-invalid={shown !== undefined || refusal !== undefined}
            aria-describedby={shown || refusal ? 'search-problem' : undefined}
            placeholder={t('search.placeholder')}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            showMinLength={0}
            showOnClick
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.isComposing) {
                const { open, activeId } = store.getState()
                const chosen = suggestions.list.find((_, index) => toItemId(index) === activeId)
                event.preventDefault()
                if (open && chosen) {
                  choose(chosen)
                } else {
                  submit()
                }
              } else if (event.key === 'Escape' && !store.getState().open) {
                input.current?.blur() // from here `j` goes to the list
              }
            }}
            onKeyUp={() => suggestions.refreshAtCaret()}
            onClick={() => suggestions.refreshAtCaret()}
            onFocus={() => suggestions.refreshAtCaret()}
          />
        </div>
        {draft !== '' && (
          <IconButton
            icon="close"
            label={t('search.clear')}
            onClick={() => {
              setDraft('')
              apply('')
              input.current?.focus()
            }}
          />
        )}
      </form>
      {(shown || refusal) && (
        <p id="search-problem" class="search-problem" role="alert">
          {shown ? toProblemText(shown) : refusal}
        </p>
      )}
      {suggestions.list.length > 0 && (
        <Ariakit.ComboboxPopover
          store={store}
          class="suggestions"
          aria-label={t('search.suggestions')}
          gutter={4}
          overflowPadding={8}
          fixed
          unmountOnHide
        >
          {suggestions.list.map((suggestion, index) => (
            <Ariakit.ComboboxItem
              key={suggestion.id}
              id={toItemId(index)}
              class="suggestion"
              hideOnClick={false}
              setValueOnClick={false}
              onClick={() => choose(suggestion)}
            >
              <span class={`suggestion-text role-${suggestion.kind}`}>{suggestion.label}</span>
              <span class="suggestion-note">
                {suggestion.note ?? t(`search.kind.${suggestion.kind}`)}
              </span>
            </Ariakit.ComboboxItem>
          ))}
        </Ariakit.ComboboxPopover>
      )}
    </search>
  )
}

const toItemId = (index: number): string => `suggestion-${index}`

function toProblemText({ code, subject, start }: SearchProblem): string {
  return findText(`problem.search.${code}` as MessageKey, { subject, column: start + 1 }) ?? code
}

interface Suggestions {
  list: readonly Suggestion[]
  refresh: (text: string, caret: number) => void
  refreshAtCaret: () => void
}

/** Suggestions at the caret. A newer question aborts the older one; the old answers stay until the new ones are there. */
function useSuggestions(
  draft: string,
  input: { current: HTMLInputElement | null },
  suggest: Suggest,
): Suggestions {
  const [list, setList] = useState<readonly Suggestion[]>([])
  const running = useRef(new AbortController())
  const asked = useRef('')
  const refresh = (text: string, caret: number) => {
    if (asked.current === `${caret} ${text}`) {
      return
    }
    asked.current = `${caret} ${text}`
    running.current.abort()
    running.current = new AbortController()
    const { signal } = running.current
    suggest(text, caret, signal).then(
      (found) => !signal.aborted && setList(found),
      () => !signal.aborted && setList([]), // completion is a convenience
    )
  }
  const refreshAtCaret = () => refresh(draft, input.current?.selectionStart ?? draft.length)
  useEffect(() => {
    if (document.activeElement === input.current) {
      refreshAtCaret()
    }
  }, [draft])
  return { list, refresh, refreshAtCaret }
}

/** `/` goes to the search from anywhere but a field. */
function useSlashKey(input: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event
      const isTyping =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
      if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey) {
        event.preventDefault()
        input.current?.focus()
        input.current?.select()
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

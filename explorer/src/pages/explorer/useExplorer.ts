import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { navigate, usePathname, useSearch } from 'wouter-preact/use-browser-location'
import type { ExplorerState, ListLook } from '../../models/explorer/explorerState.ts'
import { parseExplorerUrl, toExplorerUrl } from '../../models/explorer/explorerUrl.ts'
import type { ListType } from '../../models/explorer/listType.ts'
import { parseListSegment } from '../../models/explorer/listType.ts'
import type { ExplorerInput } from '../../models/explorer/nextExplorer.ts'
import { nextExplorer } from '../../models/explorer/nextExplorer.ts'
import type { FieldIndex } from '../../models/fields/fieldIndex.ts'
import { FIELD_INDEX } from '../../models/fields/fieldIndex.ts'
import { findDefaultState } from '../../models/savedViews/savedView.ts'
import type { TimeWindow } from '../../models/time/range.ts'
import { toWindow } from '../../models/time/range.ts'
import { searchHistory } from './searchHistory.ts'
import { defaultViews } from './viewStore.ts'

/** The screen of a list, read from the address, and the ways to change it. */
export interface Explorer {
  state: ExplorerState
  /** One window for all requests of the screen. */
  window: TimeWindow
  fields: FieldIndex
  step: (input: ExplorerInput) => void
  /** Address that an input leads to, for links. */
  toHref: (input: ExplorerInput) => string
  /** Asks everything again, up to now. */
  refresh: () => void
}

/** `/` with a search is a list of sessions, as earlier links are; without one, it is the home page. */
export function isListPath(pathname: string, search: string): boolean {
  const segment = pathname.replace(/^\/|\/$/g, '')
  return segment === '' ? search !== '' : parseListSegment(segment) !== undefined
}

/** End of the window of the first screen, whose rows are asked for before it is made. */
const openedAt = Date.now()

/** Returns the list that an address opens, and its window. */
export function readOpening(pathname: string, search: string): Pick<Explorer, 'state' | 'window'> {
  const state = readState(pathname, search)
  return { state, window: toWindow(state.range, openedAt) }
}

const readState = (pathname: string, search: string): ExplorerState =>
  findOpening(pathname, search) ?? parseExplorerUrl({ pathname, search }).state

/** Reads the explorer from the address. On other pages it stays as it was left. */
export function useExplorer(): Explorer {
  const pathname = usePathname()
  const search = useSearch()
  const [, setSerial] = useState(0)
  const last = useRef(toDefault())
  const looks = useRef(new Map<ListType, ListLook>())
  /** End of the window of each screen: Back shows the rows that were there. */
  const ends = useRef(new Map<string, number>())
  const fields = FIELD_INDEX
  if (isListPath(pathname, search)) {
    last.current = readState(pathname, search)
  }
  const state = last.current
  const url = toExplorerUrl({ ...state, selected: undefined }) // the drawer changes no row
  useEffect(() => {
    if (findOpening(pathname, search)) {
      navigate(toExplorerUrl(state), { replace: true, state: CHOSEN })
    }
  }, [pathname, search])
  const now = ends.current.get(url) ?? (ends.current.size === 0 ? openedAt : Date.now())
  ends.current.set(url, now)
  const toNext = (input: ExplorerInput): ReturnType<typeof nextExplorer> =>
    nextExplorer(state, withLook(input, looks.current), {
      fields,
      isDrawerEntry: readEntry().isDrawer === true,
    })
  return {
    state,
    window: useMemo(() => toWindow(state.range, now), [url, now]),
    fields,
    step(input) {
      const { isGrouped, columns, sort, facets } = state
      if (input.kind === 'search') {
        searchHistory.add(input.query)
      }
      looks.current.set(state.list, { isGrouped, columns, sort, facets })
      const next = toNext(input)
      if (input.kind !== 'select') {
        ends.current.delete(toExplorerUrl({ ...next.state, selected: undefined })) // a new question is about now
      }
      for (const command of next.commands) {
        if (command.kind === 'go') {
          history.go(command.by)
        } else {
          const entry = { ...CHOSEN, isDrawer: command.isDrawer === true }
          navigate(command.url, { replace: command.kind === 'replace', state: entry })
        }
      }
    },
    toHref: (input) => toExplorerUrl(toNext(input).state),
    refresh() {
      ends.current.set(url, Date.now())
      setSerial((serial) => serial + 1)
    },
  }
}

/** Marks entries of the history whose screen a person has chosen, a plain one included. */
export const CHOSEN = { isChosen: true } as const

interface HistoryEntry {
  isChosen?: boolean
  /** Made by opening the drawer. */
  isDrawer?: boolean
}

const readEntry = (): HistoryEntry => history.state ?? {}

/** Returns the default view of a list that is opened by its plain address. A list whose filters were removed stays plain. */
function findOpening(pathname: string, search: string): ExplorerState | undefined {
  const { isChosen = false } = readEntry()
  return search === '' && !isChosen && isListPath(pathname, search)
    ? findDefaultState(defaultViews.value, parseExplorerUrl({ pathname, search }).state.list)
    : undefined
}

function withLook(input: ExplorerInput, looks: ReadonlyMap<ListType, ListLook>): ExplorerInput {
  return input.kind === 'switchList' ? { ...input, look: looks.get(input.list) } : input
}

const toDefault = (): ExplorerState => parseExplorerUrl({ pathname: '/', search: '' }).state

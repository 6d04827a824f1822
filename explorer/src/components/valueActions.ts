import type { Provider } from 'preact'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ValueActions } from './valueMenu.tsx'

const NONE: ValueActions = {
  filter: () => {},
  exclude: () => {},
  isColumn: () => false,
  toggleColumn: () => {},
}

const Context = createContext<ValueActions>(NONE)

/** Gives the values of a page their operations, however deep they are. */
export const ValueActionsProvider: Provider<ValueActions> = Context.Provider

export function useValueActions(): ValueActions {
  return useContext(Context)
}

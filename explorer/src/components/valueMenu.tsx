import * as Ariakit from '@ariakit/react'
import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { navigate } from 'wouter-preact/use-browser-location'
import { t } from '../i18n/messages.ts'
import { toUserPath } from '../models/route.ts'
import { isUserField } from '../models/user/userField.ts'
import { writeClipboard } from './clipboard.ts'
import type { MenuEntry } from './menu.tsx'
import { MenuEntries } from './menu.tsx'
import { announce } from './toast.tsx'

export type RawValue = string | number | boolean

/** A value on the screen and the field that it belongs to. */
export interface ShownValue {
  /** Key of the search. */
  field: string
  /** As the collector sent it, never shortened; `undefined` if the row has none. */
  raw: RawValue | undefined
}

/** Operations on a value, which the screen around it provides. */
export interface ValueActions {
  /** False for a number that is computed for a group: no row has it, so that no search can find it. */
  isSearchable?: (field: string) => boolean
  filter: (value: ShownValue) => void
  exclude: (value: ShownValue) => void
  isColumn: (field: string) => boolean
  toggleColumn: (field: string) => void
  /** Application that the screen is about; all if absent. */
  appId?: string | undefined
}

interface OpenMenu extends ShownValue {
  anchor: HTMLElement
  actions: ValueActions
}

/** One menu for all values: hundreds are on the screen. */
const opened = signal<OpenMenu | undefined>(undefined)

export function openValueMenu(menu: OpenMenu): void {
  opened.value = menu
}

/** Copies a raw value, and says so. */
export function copyValue(raw: RawValue | undefined): void {
  const text = String(raw ?? '')
  writeClipboard(text).then(
    () => announce(t('value.copied', { value: toShort(text) || t('value.empty') })),
    () => announce(t('value.copyFailed')),
  )
}

/** Renders the open menu of a value. Stands once in the page. */
export function ValueMenu(): JSX.Element {
  const current = opened.value
  const store = Ariakit.useMenuStore({
    open: current !== undefined,
    setOpen: (isOpen) => {
      if (!isOpen) {
        opened.value = undefined
      }
    },
  })
  // Behind a modal dialog nothing can be used, so the menu of a value in a dialog stands in it.
  const dialog = current?.anchor.closest('dialog') ?? null
  return (
    <Ariakit.Menu
      store={store}
      class="menu"
      aria-label={
        current &&
        t('value.menu', { field: current.field, value: toShort(String(current.raw ?? '')) })
      }
      getAnchorRect={() => current?.anchor.getBoundingClientRect() ?? null}
      finalFocus={current?.anchor ?? null}
      gutter={4}
      overflowPadding={8}
      autoFocusOnShow
      fixed
      portal={dialog !== null}
      portalElement={dialog}
      preserveTabOrder={false}
      unmountOnHide
    >
      {current && <Entries menu={current} />}
    </Ariakit.Menu>
  )
}

function Entries({ menu }: { menu: OpenMenu }): JSX.Element {
  const { field, raw, actions } = menu
  const isColumn = actions.isColumn(field)
  return (
    <MenuEntries
      entries={[
        ...(actions.isSearchable?.(field) === false ? [] : toFilterEntries(menu)),
        {
          id: 'column',
          icon: 'columns',
          label: t(isColumn ? 'value.removeColumn' : 'value.addColumn'),
          run: () => actions.toggleColumn(field),
        },
        ...(isUserField(field) && raw
          ? [
              {
                id: 'user',
                icon: 'session' as const,
                label: t('value.openUser'),
                run: () => navigate(toUserPath(String(raw), actions.appId)),
              },
            ]
          : []),
        { id: 'copy', icon: 'copy', label: t('value.copy'), run: () => copyValue(raw) },
      ]}
    />
  )
}

function toFilterEntries({ field, raw, actions }: OpenMenu): MenuEntry[] {
  return [
    {
      id: 'filter',
      icon: 'filter',
      label: t('value.filter'),
      run: () => actions.filter({ field, raw }),
    },
    {
      id: 'exclude',
      icon: 'exclude',
      label: t('value.exclude'),
      run: () => actions.exclude({ field, raw }),
    },
  ]
}

function toShort(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

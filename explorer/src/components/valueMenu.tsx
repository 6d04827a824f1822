import { navigate } from 'wouter-preact/use-browser-location'
import { t } from '../i18n/messages.ts'
import { toUserPath } from '../models/route.ts'
import { isUserField } from '../models/user/userField.ts'
import { writeClipboard } from './clipboard.ts'
import type { MenuEntry } from './menu.tsx'
import { openMenu } from './menu.tsx'
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

interface ValuePlace extends ShownValue {
  anchor: HTMLElement
  actions: ValueActions
}

/** Opens the menu of a value: filter, reverse filter, column, copy. */
export function openValueMenu(place: ValuePlace): void {
  const { anchor, field, raw, actions } = place
  openMenu({
    anchor,
    label: t('value.menu', { field, value: toShort(String(raw ?? '')) }),
    entries: [
      ...(actions.isSearchable?.(field) === false ? [] : toFilterEntries(place)),
      {
        id: 'column',
        icon: 'columns',
        label: t(actions.isColumn(field) ? 'value.removeColumn' : 'value.addColumn'),
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
    ],
  })
}

/** Copies a raw value, and says so. */
export function copyValue(raw: RawValue | undefined): void {
  const text = String(raw ?? '')
  writeClipboard(text).then(
    () => announce(t('value.copied', { value: toShort(text) || t('value.empty') })),
    () => announce(t('value.copyFailed')),
  )
}

function toFilterEntries({ field, raw, actions }: ValuePlace): MenuEntry[] {
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

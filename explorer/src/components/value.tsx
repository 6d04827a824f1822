import type { ComponentChildren, JSX } from 'preact'
import { cutText, toVisibleText } from '../format/visibleText.ts'
import { t } from '../i18n/messages.ts'
import type { ShownValue, ValueActions } from './valueMenu.tsx'
import { openValueMenu } from './valueMenu.tsx'

interface Props extends ShownValue {
  actions: ValueActions
  /** Formatted value; the raw one by default. */
  children?: ComponentChildren
  tabIndex?: number
  /** Look of the value, such as `faint` or `alarm`. */
  look?: string
}

/** A tooltip of a megabyte would freeze the browser. */
const TITLE_LENGTH = 2000

/** A value that opens its menu: filter, reverse filter, column, copy. */
export function Value(props: Props): JSX.Element {
  const { field, raw, actions, children, tabIndex, look = '' } = props
  const isEmpty = raw === undefined || raw === ''
  return (
    <button
      type="button"
      class={`value ${isEmpty ? 'faint' : look}`}
      aria-haspopup="menu"
      title={isEmpty ? undefined : toVisibleText(String(raw).slice(0, TITLE_LENGTH))}
      {...(tabIndex !== undefined && { tabIndex, 'data-cell': '' })}
      onClick={(event) => openValueMenu({ anchor: event.currentTarget, field, raw, actions })}
    >
      {isEmpty ? <EmptyValue /> : toShown(children ?? String(raw))}
    </button>
  )
}

/** So is the text itself: the menu copies all of it. */
const SHOWN_LENGTH = 10_000

const toShown = (children: ComponentChildren): ComponentChildren =>
  typeof children === 'string' ? toVisibleText(cutText(children, SHOWN_LENGTH)) : children

function EmptyValue(): JSX.Element {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span class="visually-hidden">{t('value.empty')}</span>
    </>
  )
}

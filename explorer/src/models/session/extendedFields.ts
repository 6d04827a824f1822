import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import type { FieldIndex } from '../fields/fieldIndex.ts'
import type { Property } from '../fields/readValue.ts'
import {
  isCustomName,
  readEventValue,
  readSessionValue,
  toProperties,
} from '../fields/readValue.ts'
import type { RawValue } from '../search/filterValue.ts'
import { toCustomKey } from '../search/filterValue.ts'

/** A field with its value; a custom key of a session may have had several. */
export interface ShownField extends Omit<Property, 'value'> {
  values: readonly RawValue[]
  /** Number of values that are left out. */
  more: number
}

export interface FieldParts {
  /** Fields that the dictionary knows. */
  properties: readonly ShownField[]
  /** The application, the browser and the system, then every custom key. */
  extended: readonly ShownField[]
}

const EXTENDED: readonly string[] = ['app_id', 'browser', 'browser_version', 'os', 'os_version']

/** Divides the fields of an event. The stack has a place of its own. */
export function toEventFields(event: SessionEvent, fields: FieldIndex): FieldParts {
  const all = toProperties(event, fields).filter(({ key }) => key !== 'error_stack')
  return divide(all.map(({ value, ...field }) => ({ ...field, values: [value], more: 0 })))
}

/** Divides the fields of a session. Its custom keys are those of its events. */
export function toSessionFields(
  session: SessionSummary,
  events: readonly SessionEvent[],
  fields: FieldIndex,
): FieldParts {
  const known = listSessionKeys(session).map((key) => ({
    key,
    name: key,
    isCustom: false,
    values: [readSessionValue(session, key)],
    more: 0,
  }))
  return divide([...known, ...collectKnown(session, events), ...collectCustom(events, fields)])
}

function divide(all: readonly ShownField[]): FieldParts {
  const shown = all.filter(({ values: [first] }) => first !== undefined && first !== '')
  const isExtended = ({ key, isCustom }: ShownField): boolean => isCustom || EXTENDED.includes(key)
  const toPlace = ({ key, isCustom }: ShownField): number =>
    isCustom ? EXTENDED.length : EXTENDED.indexOf(key)
  return {
    properties: shown.filter((field) => !isExtended(field)),
    extended: shown.filter(isExtended).sort((one, other) => toPlace(one) - toPlace(other)),
  }
}

function listSessionKeys(session: SessionSummary): string[] {
  return Object.keys(session).flatMap((key) =>
    key === 'session_first_view' || key === 'session_last_view'
      ? [`${key}_path`, `${key}_url`, `${key}_name`]
      : [key],
  )
}

/** Extended fields that a summary does not have, such as the version of the system, by the events. */
function collectKnown(session: SessionSummary, events: readonly SessionEvent[]): ShownField[] {
  return EXTENDED.filter((key) => readSessionValue(session, key) === undefined).map((key) => {
    const values = new Set(events.map((event) => readEventValue(event, key)))
    values.delete(undefined)
    values.delete('')
    return { key, name: key, isCustom: false, ...toFirst(values) }
  })
}

/** Values of a field beyond this number are counted. */
const MOST_VALUES = 5

/** By name: listing all properties of each event took longer than drawing the page. */
function collectCustom(events: readonly SessionEvent[], fields: FieldIndex): ShownField[] {
  const found = new Map<string, Set<RawValue>>()
  const asked = new Map<string, boolean>() // the answer is the same for all events of a type
  for (const event of events) {
    for (const [name, value] of Object.entries(event.attributes)) {
      const key = `${event.type} ${name}`
      const isCustom = asked.get(key) ?? isCustomName(name, event, fields)
      asked.set(key, isCustom)
      if (isCustom && value !== '') {
        found.set(name, (found.get(name) ?? new Set()).add(value))
      }
    }
  }
  return [...found]
    .map(([name, values]) => ({
      ...{ key: toCustomKey(name), name, isCustom: true },
      ...toFirst(values),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

const toFirst = (values: ReadonlySet<RawValue>): Pick<ShownField, 'values' | 'more'> => ({
  values: [...values].slice(0, MOST_VALUES),
  more: Math.max(0, values.size - MOST_VALUES),
})

/** Searches over names, labels and values, without regard to case. */
export function findFields(
  all: readonly ShownField[],
  text: string,
  toLabel: (field: ShownField) => string,
): ShownField[] {
  const wanted = text.trim().toLowerCase()
  return all.filter((field) =>
    [field.name, toLabel(field), ...field.values].some((one) =>
      String(one).toLowerCase().includes(wanted),
    ),
  )
}

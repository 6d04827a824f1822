import type { FieldFunction } from '../../../../protocol/measure.ts'
import { VITAL_KEYS } from '../../../../protocol/vitalThresholds.ts'
import type { ListType } from '../explorer/listType.ts'
import { toEventType } from '../explorer/listType.ts'
import { FIELD_INDEX } from '../fields/fieldIndex.ts'

/** Fields that a function may be of, among those of a list's rows. */
export function listMeasureFields(name: FieldFunction, list: ListType): readonly string[] {
  if (name === 'good' || name === 'poor') {
    return list === 'views' ? VITAL_KEYS : []
  }
  return name === 'distinct' ? listFieldsOf(list, ['text', 'code']) : listNumberFields(list)
}

/** Number fields that rows of a list may have, those of the rows' own kind first. */
export function listNumberFields(list: ListType): readonly string[] {
  return listFieldsOf(list, ['duration', 'bytes', 'number'])
}

function listFieldsOf(list: ListType, kinds: readonly string[]): readonly string[] {
  const type = toEventType(list)
  const isOwn = (measurement: string): number => Number(measurement !== '' && measurement === type)
  return FIELD_INDEX.all
    .filter(
      ({ key, kind, of_session: isOfSession }) =>
        kinds.includes(kind) &&
        (list === 'sessions'
          ? isOfSession
          : FIELD_INDEX.appliesTo(list, key) && !/^session_/.test(key)),
    )
    .toSorted((one, other) => isOwn(other.measurement) - isOwn(one.measurement))
    .map(({ key }) => key)
}

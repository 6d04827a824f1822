import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERROR_SORTS } from '../../../../collector/src/query/errorGroups.ts'
import {
  ACTION_GROUPS,
  LONG_TASK_GROUPS,
  RESOURCE_GROUPS,
  VIEW_GROUPS,
} from '../../../../collector/src/query/groups.ts'
import { SESSION_SORTS } from '../../../../collector/src/query/sessionList.ts'
import { LIST_TYPES } from '../explorer/listType.ts'
import {
  isGroupable,
  isGroupValue,
  moveKey,
  resizeColumn,
  toColumn,
  toPresetColumns,
} from './columns.ts'
import { FIELD_INDEX } from './fieldIndex.ts'

test('a column is sortable exactly if the collector has that order', () => {
  const orders = {
    views: VIEW_GROUPS.sorts,
    resources: RESOURCE_GROUPS.sorts,
    actions: ACTION_GROUPS.sorts,
    longTasks: LONG_TASK_GROUPS.sorts,
    errors: ERROR_SORTS,
  } as const
  for (const [list, sorts] of Object.entries(orders)) {
    const shape = { list: list as keyof typeof orders, isGrouped: true }
    const sortable = sorts.filter((key) => toColumn(key, shape).sort === 'descending')
    assert.deepEqual(sortable, sorts, list)
  }
  const sessions = { list: 'sessions', isGrouped: false } as const
  const keys = SESSION_SORTS.filter((key) => !key.startsWith('-'))
  assert.ok(keys.every((key) => toColumn(key, sessions).sort === 'both'))
  assert.equal(toColumn('browser', sessions).sort, undefined)
})

test('every column of a preset is a field that applies to the list', () => {
  for (const list of LIST_TYPES) {
    for (const key of toPresetColumns({ list, isGrouped: false })) {
      const isKnown = key === 'time' || FIELD_INDEX.find(key) !== undefined
      assert.ok(isKnown && FIELD_INDEX.appliesTo(list, key), `${key} in ${list}`)
    }
  }
})

test('every groupable list has columns of its own for groups', () => {
  for (const list of LIST_TYPES.filter(isGroupable)) {
    assert.notDeepEqual(
      toPresetColumns({ list, isGrouped: true }),
      toPresetColumns({ list, isGrouped: false }),
    )
  }
})

test('numbers are aligned at the end, with the formatter of their unit', () => {
  const shape = { list: 'resources', isGrouped: false } as const
  const describe = (key: string) => {
    const { kind, align } = toColumn(key, shape)
    return [kind, align]
  }
  assert.deepEqual(describe('duration'), ['duration', 'end'])
  assert.deepEqual(describe('resource_size'), ['bytes', 'end'])
  assert.deepEqual(describe('resource_status'), ['text', 'start'])
  assert.deepEqual(describe('@plan'), ['text', 'start'])
  assert.deepEqual(describe('is_bot'), ['flag', 'start'])
  assert.equal(toColumn('size_p50', { list: 'resources', isGrouped: true }).kind, 'bytes')
  assert.equal(toColumn('duration_p95', { list: 'resources', isGrouped: true }).kind, 'duration')
})

test('a key moves by one place, and stays at an end', () => {
  assert.deepEqual(moveKey(['a', 'b', 'c'], 'c', -1), ['a', 'c', 'b'])
  assert.deepEqual(moveKey(['a', 'b', 'c'], 'a', 1), ['b', 'a', 'c'])
  assert.deepEqual(moveKey(['a', 'b'], 'a', -1), ['a', 'b'])
  assert.deepEqual(moveKey(['a', 'b'], 'b', 1), ['a', 'b'])
  assert.deepEqual(moveKey(['a', 'b'], 'x', 1), ['a', 'b'])
})

test('what is computed for a group is told from the fields that name it', () => {
  const computed = ['count', 'users', 'lcp', 'duration_p75', 'duration_total', 'versions', 'trend']
  assert.deepEqual(computed.filter(isGroupValue), computed)
  const fields = ['view_path_group', 'error_type', 'fingerprint', 'resource_url_host', 'duration']
  assert.deepEqual(fields.filter(isGroupValue), [])
})

test('a width stays within limits', () => {
  assert.deepEqual(resizeColumn({ a: 100 }, 'b', 10.4), { a: 100, b: 48 })
  assert.deepEqual(resizeColumn({}, 'b', 123.4), { b: 123 })
  assert.deepEqual(resizeColumn({}, 'b', Number.NaN), {})
})

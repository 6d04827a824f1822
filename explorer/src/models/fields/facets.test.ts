import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LIST_TYPES } from '../explorer/listType.ts'
import {
  addFacet,
  chooseOnly,
  MAX_FACETS,
  readNumberRange,
  removeChoices,
  setNumberRange,
  toFacetChoices,
  toFacetRows,
  toggleExcluded,
  toggleIncluded,
  toPresetFacets,
  toRest,
} from './facets.ts'
import { FIELD_INDEX } from './fieldIndex.ts'

const fields = FIELD_INDEX
const context = { list: 'errors', fields }
const env = (value: string) => ({ key: 'env', value })

test('every preset is a choice of its list, and fits one request', () => {
  for (const list of LIST_TYPES) {
    const choices = toFacetChoices(list, fields)
    const preset = toPresetFacets(list)
    assert.deepEqual(
      preset.filter((key) => !choices.includes(key)),
      [],
      list,
    )
    assert.ok(preset.length <= MAX_FACETS)
  }
  assert.ok(!toFacetChoices('sessions', fields).includes('session_id'))
  assert.ok(!toFacetChoices('errors', fields).includes('error_message'))
  assert.ok(toFacetChoices('sessions', fields).includes('time_spent'))
})

test('a facet is added once, up to the limit of a request', () => {
  assert.deepEqual(addFacet(['env'], 'os'), ['env', 'os'])
  assert.deepEqual(addFacet(['env'], 'env'), ['env'])
  const full = Array.from({ length: MAX_FACETS }, (_, index) => `k${index}`)
  assert.equal(addFacet(full, 'os'), full)
})

test('rows have shares of all rows, and the state that the search gives them', () => {
  const values = [
    { value: 'prod', count: 6 },
    { value: 'stage', count: 3 },
    { value: 'dev', count: 0 },
  ]
  const facet = { key: 'env', values }
  assert.deepEqual(toFacetRows(facet, 12, 'env:(prod OR x) -env:stage'), [
    { value: 'prod', count: 6, share: 0.5, state: 'included' },
    { value: 'stage', count: 3, share: 0.25, state: 'excluded' },
    { value: 'dev', count: 0, share: 0, state: 'neutral' },
  ])
  assert.equal(toRest(facet, 12), 3)
})

test('included values of one key are alternatives', () => {
  const one = toggleIncluded('ada', env('prod'), context)
  assert.equal(one, 'ada env:prod')
  const two = toggleIncluded(one, env('the stage'), context)
  assert.equal(two, 'ada env:(prod OR "the stage")')
  const three = toggleIncluded(two, env('prod'), context)
  assert.equal(three, 'ada env:"the stage"')
  assert.equal(toggleIncluded(three, env('the stage'), context), 'ada')
})

test('excluding toggles', () => {
  const one = toggleExcluded('ada', env('prod'), context)
  assert.equal(one, 'ada -env:prod')
  assert.equal(toggleExcluded(one, env('prod'), context), 'ada')
})

test('only this replaces all choices of the key, and a second time removes them', () => {
  const one = chooseOnly('env:(a OR b) ada -env:c', env('prod'), context)
  assert.equal(one, 'ada env:prod')
  assert.equal(chooseOnly(one, env('prod'), context), 'ada')
})

test('a range of numbers replaces the one before', () => {
  const print = (value: number) => `${value}ms`
  const one = setNumberRange('ada', 'duration', { low: 5 }, print)
  assert.equal(one, 'duration:>=5ms ada')
  const two = setNumberRange(one, 'duration', { low: 9, high: 5 }, print)
  assert.equal(two, 'duration:[5ms TO 9ms] ada')
  const range = { low: 5, high: 9, isHighOut: false }
  assert.deepEqual(readNumberRange(two, 'duration', Number.parseFloat), range)
  assert.equal(setNumberRange(two, 'duration', {}), 'ada')
  assert.equal(readNumberRange('ada', 'duration', Number.parseFloat), undefined)
})

test('a range without its upper end is read as it was set', () => {
  for (const range of [
    { low: 1, high: 3, isHighOut: true },
    { high: 3, isHighOut: true },
    { high: 3, isHighOut: false },
  ]) {
    const query = setNumberRange('', 'duration', range)
    const read = readNumberRange(query, 'duration', Number.parseFloat)
    assert.deepEqual(read, range, query)
  }
})

test('a facet with a choice is counted without its choices', () => {
  assert.equal(removeChoices('env:(a OR b) ada -env:c os:x', 'env'), 'ada os:x')
  const values = [{ value: 'prod', count: 8 }]
  assert.equal(toFacetRows({ key: 'env', values }, 4, 'env:x')[0]?.share, 1)
})

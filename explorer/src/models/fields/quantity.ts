import type { ValueKind } from './valueKind.ts'

type Units = readonly (readonly [unit: string, factor: number])[]

/** Largest first. As the search of the collector reads them; a number without a unit is in the unit of the wire. */
const DURATIONS: Units = [
  ['d', 86_400e9],
  ['h', 3600e9],
  ['m', 60e9],
  ['s', 1e9],
  ['ms', 1e6],
  ['us', 1e3],
  ['ns', 1],
]
const SIZES: Units = [
  ['gb', 1e9],
  ['mb', 1e6],
  ['kb', 1e3],
  ['gib', 1024 ** 3],
  ['mib', 1024 ** 2],
  ['kib', 1024],
  ['b', 1],
]

const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?)\s*([a-zµ]*)$/i

/** Parses `2s` as 2,000,000,000 and `10kb` as 10,000: in the unit of the wire. `undefined` for anything else. */
export function parseQuantity(text: string, kind: ValueKind): number | undefined {
  const [, digits, unit = ''] = NUMBER.exec(text.trim()) ?? []
  const wanted = unit.toLowerCase().replace('µ', 'u').replace('min', 'm')
  const factor = unit === '' ? 1 : toUnits(kind).find(([name]) => name === wanted)?.[1]
  const value = Number(digits) * (factor ?? Number.NaN)
  return Number.isFinite(value) ? value : undefined
}

/** Returns the shortest text of a quantity that is exact: `90s` and not `1.5m`, `1500` and not `1.5kb`. */
export function printQuantity(value: number, kind: ValueKind): string {
  const [unit, factor] = toUnits(kind).find(([, one]) => value !== 0 && value % one === 0) ?? [
    '',
    1,
  ]
  return `${value / factor}${unit === 'b' ? '' : unit}`
}

function toUnits(kind: ValueKind): Units {
  return kind === 'duration' ? DURATIONS : kind === 'bytes' ? SIZES : []
}

import type { FieldKind } from './searchField.ts'

const UNITS: Readonly<Partial<Record<FieldKind, Readonly<Record<string, number>>>>> = {
  duration: {
    ...{ ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, min: 60e9, h: 3600e9, d: 86_400e9 },
  },
  bytes: { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 },
}

const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?)([a-zµ]*)$/i

/** `2s` as 2,000,000,000: in the unit of the wire. `undefined`: not a quantity of that kind. */
export function toQuantity(text: string, kind: FieldKind): number | undefined {
  const [, digits, unit = ''] = NUMBER.exec(text) ?? []
  const factor = unit === '' ? 1 : UNITS[kind]?.[unit.toLowerCase()]
  const value = Number(digits) * (factor ?? Number.NaN)
  return Number.isFinite(value) ? value : undefined
}

/** For a message: how a quantity of that kind is written. */
export function describeQuantity(kind: FieldKind): string {
  switch (kind) {
    case 'duration':
      return 'a duration, such as 250ms, 2s, 1.5m (ns, us, ms, s, m, h, d; ns without a unit)'
    case 'bytes':
      return 'a size, such as 500, 20kb, 1.5mb'
    default:
      return 'a number, such as 3 or 0.25'
  }
}

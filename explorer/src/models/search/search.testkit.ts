import fc from 'fast-check'

const FRAGMENTS = [
  ...['(', ')', '[', ']', '{', '}', '-', '!', '"', '\\', '*', ':', '>', '>=', '<'],
  ...[' TO ', ' OR ', ' AND ', ' NOT ', ' ', '\n', '@', 'has:', 'env:', 'duration:', '@custom.'],
  ...['2s', '//', 'a', "'", '"a b"', '中', 'k:(a OR b)', '@"x y":', '(a b)'],
]

/** Texts around the grammar: most have a mistake, many do not. */
export const searchText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 20,
  })
  .map((parts) => parts.join(''))

import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Point } from '../../../protocol/point.ts'
import { decodeLines } from './decodeLines.testkit.ts'

const options = { precision: 'ms', receivedAt: 77 } as const

function decode(body: string): Point[] {
  const { points, problems } = decodeLines(body, options)
  assert.deepEqual(problems, [])
  return points
}

function decodeOne(line: string): Point {
  const [point, ...others] = decode(line)
  assert.equal(others.length, 0)
  assert.ok(point)
  return point
}

/** The value of the line's only field. */
function decodeField(line: string): unknown {
  return Object.values(decodeOne(line).fields)[0]
}

const NAMES: [written: string, read: string][] = [
  ['plain', 'plain'],
  ['a\\ b', 'a b'],
  ['a\\,b', 'a,b'],
  ['a\\=b', 'a=b'],
  ['a\\b', 'a\\b'],
  ['a\\\\b', 'a\\\\b'],
  ['a\\\\ b', 'a\\ b'],
  ['\\\\,', '\\,'],
  ['"quoted"', '"quoted"'],
  ["it's", "it's"],
  ['ü😀\u2028', 'ü😀\u2028'],
  ['tab\there', 'tab\there'],
  ['#', '#'],
]

test('a tag value comes back as it was before its special characters were escaped', () => {
  for (const [written, read] of NAMES) {
    assert.deepEqual(decodeOne(`m,k=${written},z=1 f=1 5`).tags, { k: read, z: '1' }, written)
  }
})

test('a newline after a backslash belongs to the tag value, and the lines after it keep their numbers', () => {
  const body = 'view,userid=a\\\nb,z=1 f=1 5\nview,bad f=1 5\nview f=2 6'
  const { points, problems } = decodeLines(body, options)
  assert.deepEqual(
    points.map(({ tags, fields }) => [tags, fields]),
    [
      [{ userid: 'a\\\nb', z: '1' }, { f: 1 }],
      [{}, { f: 2 }],
    ],
  )
  assert.deepEqual(problems, [{ line: 3, reason: 'a tag has no =' }])
})

test('a tag key and a field key take the same escapes', () => {
  for (const [written, read] of NAMES) {
    const point = decodeOne(`m,${written}=v ${written}=1 5`)
    assert.deepEqual([point.tags, point.fields], [{ [read]: 'v' }, { [read]: 1 }], written)
  }
})

test('a measurement takes them too', () => {
  assert.equal(decodeOne('a\\ b\\,c\\=d=e f=1 5').measurement, 'a b,c=d=e')
})

test('a tag value may hold a bare equals sign', () => {
  assert.deepEqual(decodeOne('m,k=a=b f=1').tags, { k: 'a=b' })
})

test('a key named __proto__ is a key like any other', () => {
  const { tags, fields } = decodeOne('m,__proto__=t __proto__=1')
  assert.deepEqual(Object.entries(tags), [['__proto__', 't']])
  assert.deepEqual(Object.entries(fields), [['__proto__', 1]])
})

test('a field string keeps every character; only quotes and backslashes are unescaped', () => {
  const strings: [written: string, read: string][] = [
    ['', ''],
    ['a b,c=d', 'a b,c=d'],
    ['\\"', '"'],
    ['\\\\', '\\'],
    ['\\\\\\"', '\\"'],
    ['\\n \\, \\= \\ ', '\\n \\, \\= \\ '],
    ['two\nlines', 'two\nlines'],
    ['two\r\nlines\r', 'two\r\nlines\r'],
    ['\nview,a=b c=\\"d\\" 1\n', '\nview,a=b c="d" 1\n'],
    ['# no comment', '# no comment'],
    ['\u0000\u2028\ufeff😀', '\u0000\u2028\ufeff😀'],
  ]
  for (const [written, read] of strings) {
    assert.deepEqual(decodeOne(`m f="${written}",g=1 5`).fields, { f: read, g: 1 }, written)
  }
})

test('numbers come back as the doubles they were', () => {
  const numbers: [written: string, read: number][] = [
    ['0', 0],
    ['-0', -0],
    ['1', 1],
    ['+1', 1],
    ['-1.5', -1.5],
    ['1.', 1],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1E-7', 1e-7],
    ['5e-324', 5e-324],
    ['1.7976931348623157e+308', Number.MAX_VALUE],
    ['9007199254740993', 9007199254740992],
    ['12i', 12],
    ['-12i', -12],
    ['12u', 12],
  ]
  for (const [written, read] of numbers) {
    assert.ok(Object.is(decodeField(`m f=${written} 5`), read), written)
  }
})

test('booleans come in five spellings each', () => {
  for (const written of ['t', 'T', 'true', 'True', 'TRUE']) {
    assert.equal(decodeField(`m f=${written}`), true)
  }
  for (const written of ['f', 'F', 'false', 'False', 'FALSE']) {
    assert.equal(decodeField(`m f=${written}`), false)
  }
})

test('the time is read in the precision that is asked for', () => {
  const precisions = [
    ['ns', '1764000000123456789', 1764000000123],
    ['us', '1764000000123456', 1764000000123],
    ['ms', '1764000000123', 1764000000123],
    ['s', '1764000000', 1764000000000],
    ['m', '29400000', 1764000000000],
    ['h', '490000', 1764000000000],
    ['ns', '1764000000123000000', 1764000000123],
    ['ns', '-1', -1],
  ] as const
  for (const [precision, written, read] of precisions) {
    const { points } = decodeLines(`m f=1 ${written}`, { precision, receivedAt: 77 })
    assert.equal(points[0]?.time, read, `${written} ${precision}`)
  }
})

test('a line without a time has the time of its arrival', () => {
  assert.equal(decodeOne('m f=1').time, 77)
  assert.equal(decodeOne('m f=1   ').time, 77)
  assert.equal(decodeOne('m f="a"').time, 77)
})

test('lines may end in LF, CRLF or nothing, and blank lines and comments are passed over', () => {
  const body = '\ufeffm f=1 1\r\n\n  \r\n# m f=9 9\n   m f=2 2  \nm f="x"\r\nm f=true\r\nm f=3i 3\r'
  assert.deepEqual(
    decode(body).map(({ fields, time }) => [...Object.values(fields), time]),
    [
      [1, 1],
      [2, 2],
      ['x', 77],
      [true, 77],
      [3, 3],
    ],
  )
})

test('a CR that ends no line belongs to the value it stands in', () => {
  assert.deepEqual(decodeOne('m,k=a\rb f=1').tags, { k: 'a\rb' })
})

const BAD_LINES: [line: string, reason: string][] = [
  [',k=v f=1', 'the measurement is missing'],
  ['m', 'the fields are missing'],
  ['m,k=v', 'the fields are missing'],
  ['m,k=v 5', 'a field has no ='],
  ['m, f=1', 'a tag key is missing'],
  ['m,=v f=1', 'a tag key is missing'],
  ['m,k f=1', 'a tag has no ='],
  ['m,k= f=1', 'a tag value is missing'],
  ['m,k=,j=1 f=1', 'a tag value is missing'],
  ['m f', 'a field has no ='],
  ['m =1', 'a field key is missing'],
  ['m f=1,', 'a field key is missing'],
  ['m f=', 'a field value is missing'],
  ['m f=,g=1', 'a field value is missing'],
  ['m f=abc', 'a field value is not a number, boolean or quoted string'],
  ['m f=NaN', 'a field value is not a number, boolean or quoted string'],
  ['m f=Infinity', 'a field value is not a number, boolean or quoted string'],
  ['m f=1e999', 'a field value is not a number, boolean or quoted string'],
  ['m f=1.5i', 'a field value is not a number, boolean or quoted string'],
  ['m f=0x10', 'a field value is not a number, boolean or quoted string'],
  ['m f=1 5.5', 'the time is not an integer'],
  ['m f=1 now', 'the time is not an integer'],
  ['m f=1 12345678901234567890', 'the time is not an integer'],
  ['m f=1 5 6', 'the time is followed by more text'],
  ['m f="a"b 5', 'a string is followed by more text'],
  ['m f="a', 'a string is not closed'],
  ['m f="a\\"', 'a string is not closed'],
]

test('a bad line is named with its reason and costs only itself', () => {
  for (const [bad, reason] of BAD_LINES) {
    const { points, lines, problems } = decodeLines(`m a=1 1\n${bad}\nm b=2 2\n`, options)
    assert.deepEqual(problems, [{ line: 2, reason }], bad)
    assert.deepEqual(
      points.map(({ fields }) => fields),
      [{ a: 1 }, { b: 2 }],
      bad,
    )
    assert.deepEqual(lines, [1, 3], bad)
  }
})

test('a newline inside a string does not start a line, in a bad line either', () => {
  const body = 'm f=?,s="one\nm g=1 1\n" 1\nm,k= s="\nm g=1 1\n"\nm,k="= f=?\nm h=2 2'
  const { points, problems } = decodeLines(body, options)
  assert.deepEqual(
    problems.map(({ line }) => line),
    [1, 4, 7],
  )
  assert.deepEqual(
    points.map(({ fields }) => fields),
    [{ h: 2 }],
  )
})

test('line numbers count the newlines inside strings', () => {
  const { lines, problems } = decodeLines('m f="a\nb\nc" 1\n\nm f=2 2\nm\n', options)
  assert.deepEqual(lines, [1, 5])
  assert.deepEqual(problems, [{ line: 6, reason: 'the fields are missing' }])
})

const noise = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'m,k= f="1\\\n\r#.e-iut5'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 200,
})

test('no input makes it throw, and what it returns is well formed', () => {
  fc.assert(
    fc.property(noise, (body) => {
      const { points, lines, problems } = decodeLines(body, options)
      assert.equal(points.length, lines.length)
      const lineCount = body.split('\n').length
      for (const { line } of problems) {
        assert.ok(line >= 1 && line <= lineCount)
      }
      for (const { measurement, fields, time } of points) {
        assert.ok(
          measurement !== '' && Object.keys(fields).length > 0 && Number.isSafeInteger(time),
        )
      }
    }),
    { numRuns: 3000 },
  )
})

test('whatever stands before it, a good line after a line break outside a string is read', () => {
  fc.assert(
    fc.property(noise, (body) => {
      // A quote could open a string that holds the line, and a backslash makes the line break part of a name.
      const before = body.replaceAll('"', '').replace(/\\+$/, '')
      const { points } = decodeLines(`${before}\nlast f="x" 5`, options)
      assert.deepEqual(points.at(-1)?.fields, { f: 'x' })
    }),
    { numRuns: 1000 },
  )
})

test('any string and any finite number come back from a field as they went in', () => {
  const text = fc.string({ unit: 'binary', maxLength: 50 })
  const number = fc.double({ noNaN: true, noDefaultInfinity: true })
  fc.assert(
    fc.property(text, number, (s, n) => {
      const quoted = s.replace(/["\\]/g, '\\$&')
      assert.deepEqual(decodeOne(`m s="${quoted}",n=${Object.is(n, -0) ? '-0' : n} 5`).fields, {
        s,
        n,
      })
    }),
    { numRuns: 1000 },
  )
})

test('lines that are read again after a lost quote are not lost', () => {
  const { points, problems } = decodeLines('m f="a\nm g="b" 2\nm h=3 3', options)
  assert.deepEqual(problems, [{ line: 1, reason: 'a string is followed by more text' }])
  assert.deepEqual(
    points.map(({ fields }) => fields),
    [{ g: 'b' }, { h: 3 }],
  )
})

test('a hostile body is given up before it is read again and again', () => {
  // Each line's last quote opens a string that closes in the next line, and so on to the end of the body.
  const hostile = 'm,k=" f=?,g="\n'
  const { problems } = decodeLines(hostile.repeat(20_001), options)
  assert.equal(problems.at(-1)?.reason, 'too many lost quotes: the rest is not read')
  assert.ok(problems.length < 50)
})

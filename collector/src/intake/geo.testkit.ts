/** A MaxMind database with one network, 203.0.113.0/24: https://maxmind.github.io/MaxMind-DB/ */
export function makeGeoDatabase(record: object): Buffer {
  const bits = [203, 0, 113].flatMap((byte) => [...byte.toString(2).padStart(8, '0')].map(Number))
  const nothing = bits.length // a pointer to as many nodes as there are says "no record"
  const found = bits.length + 16 // the data begin after the tree and sixteen zero bytes
  const nodes = bits.map((bit, depth) => {
    const next = depth === bits.length - 1 ? found : depth + 1
    return bit === 0 ? [next, nothing] : [nothing, next]
  })
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: 'Test-City',
    description: { en: 'one network' },
    ip_version: 4,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  }
  return Buffer.concat([
    Buffer.concat(nodes.flat().map(toUint24)),
    Buffer.alloc(16),
    encode(record),
    Buffer.from('abcdef', 'hex'),
    Buffer.from('MaxMind.com'),
    encode(metadata),
  ])
}

function toUint24(value: number): Buffer {
  const bytes = Buffer.alloc(3)
  bytes.writeUIntBE(value, 0, 3)
  return bytes
}

/** Type 2 text, 6 a number of four bytes, 7 a map, 11 a list; no value here has more than 28 bytes. */
function encode(value: unknown): Buffer {
  if (typeof value === 'string') {
    return Buffer.concat([Buffer.from([(2 << 5) | Buffer.byteLength(value)]), Buffer.from(value)])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(5, (6 << 5) | 4)
    bytes.writeUInt32BE(value, 1)
    return bytes
  }
  if (Array.isArray(value)) {
    return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encode)])
  }
  const entries = Object.entries(value as object)
  return Buffer.concat([Buffer.from([(7 << 5) | entries.length]), ...entries.flat().map(encode)])
}

import ipaddr from 'ipaddr.js'

/** Part of a visitor's address that is kept. */
export const ADDRESS_MODES = ['truncated', 'dropped', 'full'] as const
export type AddressMode = (typeof ADDRESS_MODES)[number]

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** A provider gives a household a /48 to /64 in IPv6, and one address in IPv4. */
const KEPT_BITS = { ipv4: 24, ipv6: 48 } as const
const HOUSEHOLD_BITS = { ipv4: 32, ipv6: 64 } as const

/** The text to store. `undefined`: nothing, as for this machine's own addresses, which are nobody's. */
export function toStoredAddress(address: string, mode: AddressMode): string | undefined {
  const parsed = parse(address)
  if (mode === 'dropped' || parsed === undefined || parsed.range() === 'loopback') {
    return undefined
  }
  return mode === 'full' ? parsed.toString() : mask(parsed, KEPT_BITS)
}

/** Returns the name under which requests are counted together. `undefined`: nobody's, for this machine's own addresses. */
export function toRateKey(address: string): string | undefined {
  const parsed = parse(address)
  return parsed === undefined || parsed.range() === 'loopback'
    ? undefined
    : mask(parsed, HOUSEHOLD_BITS)
}

/** An IPv4 address that a socket for both families writes as `::ffff:192.0.2.1` is an IPv4 address. */
function parse(address: string): Address | undefined {
  return ipaddr.isValid(address) ? ipaddr.process(address) : undefined
}

function mask(address: Address, bits: Record<'ipv4' | 'ipv6', number>): string {
  const kept = bits[address.kind()]
  const bytes = address.toByteArray().map((byte, index) => {
    const shift = Math.min(Math.max(8 - (kept - index * 8), 0), 8)
    return (byte >> shift) << shift
  })
  return ipaddr.fromByteArray(bytes).toString()
}

/** An address, a range in CIDR notation, or one of the names that Fastify's `trustProxy` knows. */
export function isProxyRange(text: string): boolean {
  return (
    ['loopback', 'linklocal', 'uniquelocal'].includes(text) ||
    ipaddr.isValid(text) ||
    ipaddr.isValidCIDR(text)
  )
}

import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Thrown where a webhook would lead into the collector's own network. */
export class ForbiddenTarget extends Error {}

/** NAT64: the last four bytes are an IPv4 address that the packet goes to (RFC 6052). */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96')

/** True of an address of the internet: not loopback, link-local, private, multicast, reserved, or a tunnel to one of them. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) {
    return false
  }
  const address = ipaddr.process(text) // an IPv4 address in IPv6 form is that IPv4 address
  if (address.kind() === 'ipv6' && (address as ipaddr.IPv6).match(NAT64 as [ipaddr.IPv6, number])) {
    return isPublicAddress(ipaddr.fromByteArray(address.toByteArray().slice(12)).toString())
  }
  return address.range() === 'unicast'
}

/**
 * A `lookup` for connections that resolves a name and returns only addresses that may be reached. The connection is made to
 * the address that was checked: a name that changes between check and connection (DNS rebinding) gains nothing.
 */
export function createPublicLookup(resolve: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, '', 0)
        return
      }
      const addresses = found.filter(({ address }) => isPublicAddress(address))
      const [first] = addresses
      if (first === undefined || addresses.length < found.length) {
        callback(new ForbiddenTarget(toMessage(hostname)), '', 0)
      } else if (options.all === true) {
        callback(null, addresses)
      } else {
        callback(null, first.address, first.family)
      }
    })
  }
}

/** An address without a name needs no lookup, so it is checked before the connection is made. */
export function checkLiteral(hostname: string): void {
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) {
    throw new ForbiddenTarget(toMessage(literal))
  }
}

function toMessage(host: string): string {
  return `${host} is an address of an internal network: the operator can allow it with --alert-targets any`
}

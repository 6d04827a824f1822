import { isbot } from 'isbot'
import type { AddressMode } from '../http/clientAddress.ts'
import { toStoredAddress } from '../http/clientAddress.ts'
import type { ReadGeo } from './geo.ts'

/** Facts that a request tells about its sender, by the name under which it is kept. */
export type ReadVisitor = (address: string, userAgent: string) => Record<string, string | boolean>

export interface VisitorOptions {
  addressMode: AddressMode
  readGeo: ReadGeo
}

/** The patterns need not meet the 16 kB that a header may have. */
const MAX_USER_AGENT = 512

export function createVisitorReader({ addressMode, readGeo }: VisitorOptions): ReadVisitor {
  return (address, userAgent) => {
    const tells: Record<string, string | boolean> = { ...readGeo(address) }
    const ip = toStoredAddress(address, addressMode)
    if (ip !== undefined) {
      tells['ip'] = ip
    }
    if (isbot(userAgent.slice(0, MAX_USER_AGENT))) {
      tells['is_bot'] = true // marked, not dropped: who looks at the numbers decides
    }
    return tells
  }
}

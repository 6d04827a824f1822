import Bowser from 'bowser'
import { LRUCache } from 'lru-cache'

/** The tags that a user agent tells, under their wire names; what it does not tell is absent. */
export type UserAgentTags = Readonly<Record<string, string>>

export type ReadUserAgent = (userAgent: string) => UserAgentTags

/** Values of the `device` tag that dashboards know. */
const DEVICES: Readonly<Record<string, string>> = {
  desktop: 'PC',
  mobile: 'Mobile',
  tablet: 'Tablet',
  tv: 'TV',
}

/** Parsing takes 50–100 µs and the same few hundred user agents come again and again. */
const CACHE_SIZE = 1000
/** The longest of real browsers have 300; the parser's patterns need not meet the 16 kB that a header may have. */
const MAX_LENGTH = 512

export function createUserAgentReader(): ReadUserAgent {
  const cache = new LRUCache<string, UserAgentTags>({
    max: CACHE_SIZE,
    memoMethod: parseUserAgent,
  })
  return (header) => cache.memo(header.slice(0, MAX_LENGTH))
}

function parseUserAgent(userAgent: string): UserAgentTags {
  if (userAgent === '') {
    return {} // bowser throws on it
  }
  const { browser, os, platform } = Bowser.parse(userAgent)
  const tags: Record<string, string | undefined> = {
    browser: browser.name,
    browser_version: browser.version,
    browser_version_major: browser.version?.split('.', 1)[0],
    os: os.name,
    os_version: os.version,
    os_version_major: os.version?.split('.', 1)[0],
    device: DEVICES[platform.type ?? ''],
  }
  return Object.fromEntries(
    Object.entries(tags).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}

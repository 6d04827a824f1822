import type { TagsOf } from '../../../protocol/measurements.ts'

export type UserAgentTags = Pick<
  TagsOf<'view'>,
  | 'os'
  | 'os_version'
  | 'os_version_major'
  | 'browser'
  | 'browser_version'
  | 'browser_version_major'
  | 'device'
>

/** Not in every browser, nor in TypeScript's DOM library. @see https://wicg.github.io/ua-client-hints/ */
interface Hints {
  getHighEntropyValues(names: readonly string[]): Promise<{ readonly platformVersion?: string }>
}

/**
 * Names, under which dashboards have them, and what stands before the version. The first one that is found: most browsers
 * also say that they are another.
 */
const BROWSERS = {
  Edge: 'Edg(?:e|A|iOS)?/',
  Opera: 'OPR/',
  'Samsung Internet': 'SamsungBrowser/',
  Wechat: 'MicroMessenger/',
  Firefox: '(?:Firefox|FxiOS)/',
  Chrome: '(?:Chrome|CriOS)/',
  Safari: 'Version/',
}

const SYSTEMS = {
  iOS: '(?:iPhone|CPU) OS ',
  Android: 'Android ',
  'Chrome OS': 'CrOS \\w+ ',
  Windows: 'Windows NT ',
  'Mac OS': 'Mac OS X ',
  Linux: 'Linux',
}

/** Reads browser and system from the user agent. The system's version is left out where browsers froze it and client hints give it. */
export function readUserAgent(): UserAgentTags {
  const { userAgent, maxTouchPoints } = navigator
  const isIpad = /iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
  const [browser, version] = find(BROWSERS, userAgent)
  const [os, systemVersion] = find(SYSTEMS, userAgent)
  return {
    browser,
    ...toVersionTags('browser', version),
    device: isIpad
      ? 'iPad'
      : /Mobi|iPhone/.test(userAgent)
        ? 'Mobile'
        : /Android|Tablet/.test(userAgent)
          ? 'Tablet'
          : 'PC',
    // An iPad says that it is a Mac.
    os: isIpad ? 'iOS' : os,
    ...(!getHints() && os !== 'Mac OS' && toVersionTags('os', systemVersion)),
  }
}

/** Calls back with the version of the system as soon as the browser tells it; some never do. */
export function followHints(callback: (tags: UserAgentTags) => void): void {
  getHints()
    ?.getHighEntropyValues(['platformVersion'])
    .then(({ platformVersion: version }) => {
      // Windows counts on where its name stays: 13 and above are called 11, those below 10.
      const name = Number.parseFloat(version as string) >= 13 ? '11' : '10'
      callback(toVersionTags('os', /Windows/.test(navigator.userAgent) ? name : version))
    })
    .catch(() => {}) // forbidden by a policy of the page
}

function getHints(): Hints | undefined {
  return (navigator as { userAgentData?: Hints }).userAgentData
}

function find(
  names: Readonly<Record<string, string>>,
  userAgent: string,
): [name?: string, version?: string | undefined] {
  for (const [name, before] of Object.entries(names)) {
    const found = new RegExp(`${before}([\\d._]*)`).exec(userAgent)
    if (found) {
      return [name, found[1]?.replace(/_/g, '.')]
    }
  }
  return []
}

function toVersionTags(of: 'browser' | 'os', version: string | undefined): UserAgentTags {
  return { [`${of}_version`]: version, [`${of}_version_major`]: version?.split('.')[0] }
}

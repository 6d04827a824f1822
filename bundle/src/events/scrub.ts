import { LIMITS } from '../../../protocol/limits.ts'
import { ask } from '../core/ask.ts'
import { asText } from '../core/asText.ts'
import { cutUrls } from '../core/cutUrls.ts'
import { toJson } from '../core/json.ts'
import { remember } from '../core/remember.ts'
import type { AssembledEvent, Context } from './rawEvent.ts'
import { toUrlParts } from './url.ts'

type Scrub = (text: string) => unknown

/** Functions of the page's: what they give takes the place of what they are given. */
export interface Scrubbers {
  readonly scrubUrl: Scrub | undefined
  readonly scrubText: Scrub | undefined
}

/** Credentials of a URL, wherever in a text that is; also as JSON may escape it, and percent-encoded. */
const CREDENTIALS =
  /(\\?\/\\?\/)[^\s\\/?#"<>]+@|(%2F%2F)(?:(?!%2F|%3F|%23)[^\s\\/?#"<>])+(?:@|%40)/gi

/**
 * A parameter of a URL, wherever in a text that is, and of a URL in another's parameter (percent-encoded). The value ends where
 * a text goes on after a URL: a stack with line and column. A part that begins
 * at many places must end where the next begins: otherwise the time grows with the square of the length.
 */
const PARAMETER =
  /([?&#]|%(?:3F|26|23))((?:(?!%(?:3F|26|23))[^=&#?\s])+?)(=|%3D)[^&#\s"'<>\\)]*?(?=[&#\s"'<>\\)]|%(?:3F|26|23)|(?::\d{1,9}){1,2}(?:[\s)"'\\]|$)|$)/gi
/** Longer than any secret. */
const MARGIN = 1000
/** A longer text could not be sent. */
const MAX_LENGTH = LIMITS.pointBytes + MARGIN

const SECRET =
  /token|passw|pwd|secret|session|auth(?!or)|mail|signature|credential|jwt|(?:key|code|sid|sig|otp|pin)\W*$/i

const URLS = /_(url|referrer)$/
const TEXTS = /^((error_)?message|error_(handling_)?stack|(action|view)_name)$/
const JSON_TEXTS = /^(error_causes|scripts)$/

/** Takes secrets out of the URLs and texts of an event, and then whatever the page's own functions do. */
export function createScrubber({
  scrubUrl,
  scrubText,
}: Scrubbers): (event: AssembledEvent) => AssembledEvent {
  // URLs that every event of a view has are not to be scrubbed again for each.
  const toUrl = remember((url) => apply('scrubUrl', scrubUrl, url))

  function toText(text: string): string {
    const own = scrubUrl ? text.replace(/https?:\/\/[^\s"'<>\\)]+/g, (url) => toUrl(url)) : text
    return apply('scrubText', scrubText, own)
  }

  function scrub(key: string, values: Record<string, unknown>, fields: Context): void {
    const value = values[key]
    if (typeof value !== 'string') {
      return
    }
    if (TEXTS.test(key)) {
      values[key] = toText(value)
    } else if (JSON_TEXTS.test(key)) {
      const own = (_: string, each: unknown) => (typeof each === 'string' ? toText(each) : each)
      values[key] = toJson(JSON.parse(value, own))
    } else if (URLS.test(key) && toUrl(value) !== value) {
      values[key] = toUrl(value)
      rederive(key, value, values, fields)
    }
  }

  return (event) => {
    for (const values of [event.tags, event.fields]) {
      for (const key of Object.keys(values)) {
        scrub(key, values, event.fields)
      }
    }
    return event
  }
}

function apply(name: string, own: Scrub | undefined, given: string): string {
  const text = cutUrls(given.slice(0, MAX_LENGTH))
    .replace(CREDENTIALS, '$1$2')
    .replace(PARAMETER, (all, start, parameter, equals) =>
      SECRET.test(parameter) ? `${start}${parameter}${equals}***` : all,
    )
    // A secret that was cut in two is not recognised.
    .slice(0, given.length > MAX_LENGTH ? -MARGIN : undefined)
  return asText(ask(name, own, text)) ?? text
}

/** The parts of a URL, once it is another. */
function rederive(
  key: string,
  before: string,
  values: Record<string, unknown>,
  fields: Context,
): void {
  if (key === 'view_referrer') {
    return
  }
  const { host, path, pathGroup, query } = toUrlParts(values[key] as string)
  const base = key === 'view_url' ? 'view' : key
  if (values['view_name'] === toUrlParts(before).pathGroup) {
    values['view_name'] = pathGroup
  }
  values[`${base}_host`] = host
  values[`${base}_path`] = path
  values[`${base}_path_group`] = pathGroup
  fields[`${key}_query`] = query
}

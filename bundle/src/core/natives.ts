import { untouched } from './untouched.ts'

/** Constructors whose names pages like for variables of their own: `var URL = '/api'`, `class Map {}`. */
export const URL: typeof globalThis.URL = untouched('URL')
export const URLSearchParams: typeof globalThis.URLSearchParams = untouched('URLSearchParams')
export const NativeMap: MapConstructor = untouched('Map')
export const NativeSet: SetConstructor = untouched('Set')

const found = globalThis.performance as Partial<Performance> | undefined
/**
 * A name that pages like, too: on a page, what cannot list entries is an object of theirs. The clock of a test that came
 * before is followed: its time is that of the page.
 */
export const performance = (
  found?.getEntriesByType || !globalThis.Event
    ? found
    : {
        now: () => new Event('').timeStamp, // the same time, but of no entries
        getEntriesByType: () => [],
        getEntriesByName: () => [],
      }
) as Performance

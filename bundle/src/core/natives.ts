import { untouched } from './untouched.ts'

/** Constructors whose names pages like for variables of their own: `var URL = '/api'`, `class Map {}`. */
export const URL: typeof globalThis.URL = untouched('URL')
export const URLSearchParams: typeof globalThis.URLSearchParams = untouched('URLSearchParams')
export const NativeMap: MapConstructor = untouched('Map')
export const NativeSet: SetConstructor = untouched('Set')

const found = globalThis.performance as Partial<Performance> | undefined
/**
 * Pages have variables of this name. On a page, an object that cannot list entries is one of them, and the time stamps of
 * events tell the time instead. A fake clock that a test installed before is used: its time is that of the page.
 */
export const performance = (
  found?.getEntriesByType || !globalThis.Event
    ? found
    : {
        now: () => new Event('').timeStamp, // the same time; the lists of entries are empty
        getEntriesByType: () => [],
        getEntriesByName: () => [],
      }
) as Performance

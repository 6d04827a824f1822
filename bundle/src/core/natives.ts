import { untouched } from './untouched.ts'

/** Constructors whose names pages like for variables of their own: `var URL = '/api'`, `class Map {}`. */
export const URL: typeof globalThis.URL = untouched('URL')
export const URLSearchParams: typeof globalThis.URLSearchParams = untouched('URLSearchParams')
export const NativeMap: MapConstructor = untouched('Map')
export const NativeSet: SetConstructor = untouched('Set')
/** That of a test which sets the clock is taken as it is. */
export const performance: Performance = (globalThis.performance?.now as unknown)
  ? globalThis.performance
  : untouched('performance')

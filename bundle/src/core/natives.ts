import { untouched } from './untouched.ts'

/** Constructors whose names pages like for variables of their own: `var URL = '/api'`, `class Map {}`. */
export const URL: typeof globalThis.URL = untouched('URL')
export const URLSearchParams: typeof globalThis.URLSearchParams = untouched('URLSearchParams')
export const NativeMap: MapConstructor = untouched('Map')
export const NativeSet: SetConstructor = untouched('Set')

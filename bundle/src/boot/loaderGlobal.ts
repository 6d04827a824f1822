import type { DatafluxRum } from 'dataflux-rum'

/**
 * `DATAFLUX_RUM` as a page with the loader has it: until the bundle is there, every call is kept for it and
 * returns `undefined`. In `onReady`, and in code that is loaded after the bundle, it is a whole
 * `DatafluxRum`.
 */
export type DatafluxRumOrStub = {
  readonly [Name in keyof DatafluxRum]: DatafluxRum[Name] extends (
    ...args: infer Args
  ) => infer Result
    ? (...args: Args) => Result | undefined
    : // A stub takes any name for a method's.
      unknown
}

declare global {
  interface Window {
    readonly DATAFLUX_RUM: DatafluxRumOrStub
  }
  const DATAFLUX_RUM: DatafluxRumOrStub
}

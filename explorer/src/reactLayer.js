import { options } from 'preact'

/**
 * `react` for Ariakit: Preact's layer without `useInsertionEffect`, which runs later there than in React. Ariakit then
 * takes its own way for versions of React that do not have it (`useEvent` in @ariakit/react-utils).
 */
// biome-ignore lint/performance/noBarrelFile: stands for a package
// biome-ignore lint/performance/noReExportAll: stands for a package
export * from 'preact/compat'
export const useInsertionEffect = undefined

const readTarget = Object.getOwnPropertyDescriptor(Event.prototype, 'currentTarget').get
const toReactEvent = options.event

/** Makes `currentTarget` writable, as it is on React's events: Ariakit sets it again for a handler that runs later. */
options.event = (event) => {
  const value = readTarget.call(event)
  Object.defineProperty(event, 'currentTarget', { value, writable: true, configurable: true })
  return toReactEvent ? toReactEvent(event) : event
}

/**
 * `react` for Ariakit: Preact's layer without `useInsertionEffect`, which runs later there than in React. Ariakit then
 * takes its own way for versions of React that do not have it (`useEvent` in @ariakit/react-utils).
 */
// biome-ignore lint/performance/noBarrelFile: stands for a package
// biome-ignore lint/performance/noReExportAll: stands for a package
export * from 'preact/compat'
export const useInsertionEffect = undefined

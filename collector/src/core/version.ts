/** Put in by the build, from the package; a bundle has no `package.json` beside it to read. */
declare const __COLLECTOR_VERSION__: string

export const VERSION: string = __COLLECTOR_VERSION__

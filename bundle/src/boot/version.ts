declare const __SDK_VERSION__: string

/** The package's version; the build puts it in. */
export const SDK_VERSION: string = __SDK_VERSION__

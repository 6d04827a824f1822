/** The package's version; a test keeps the two equal. A bundle has no `package.json` beside it to read. */
export const VERSION = '0.1.0'

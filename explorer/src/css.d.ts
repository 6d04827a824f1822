/** Allows imports of style sheets, which the bundler extracts. */
declare module '*.css'

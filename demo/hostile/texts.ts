/** Texts that would run, load, reorder, hide or freeze something in a page that took them for more than text. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>globalThis.isHacked = true</script>',
  '"><img src=x onerror="globalThis.isHacked = true">',
  "</title></style></script><svg onload='alert(1)'>",
  'javascript:alert(document.domain)',
  'data:text/html,<script>alert(1)</script>',
  '//evil.example/beacon.js',
  'https://evil.example/pixel.gif?<b>',
  '\u202Egnp.tneg\u202C \u2066isolated\u2069 \u200Fright',
  'zero\u200B\u2060width\uFEFF and null\u0000, bell\u0007, escape\u001B[31m',
  '{{constructor.constructor("alert(1)")()}} #{alert(1)} <%= 1 %>',
  '__proto__',
  'constructor',
  'toString',
  '=cmd|"/c calc"!A1',
  '-user:* OR "',
  '%E0%A4%A %2e%2e%2f',
  `Z${'\u0301\u0300\u0336'.repeat(300)}algo`,
  '\u{1F469}\u200D\u{1F469}\u200D\u{1F467}'.repeat(40),
  `${'\u2028\u2029'.repeat(5)}separators`,
  'a'.repeat(2000),
]

/** Characters of a long text: the most that one line of the intake has room for. */
const LONG = 1_000_000

/** Repeats a text up to about a megabyte. */
export const toLongText = (text: string): string =>
  text.repeat(Math.ceil(LONG / text.length)).slice(0, LONG)

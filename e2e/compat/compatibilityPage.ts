import { ATTRIBUTES, CALLS } from './calls.ts'
import { DIFFERENCES } from './differences.ts'
import type { Entry, State } from './entry.ts'
import { OPTIONS } from './options.ts'

const HEAD = `# Compatibility

Pages that use the \`DATAFLUX_RUM\` API of another SDK keep their code: only the address of the script, or the name of the package,
changes. This page lists every option, call and attribute that the public documentation of that API names, in three groups: it
works; it is accepted without effect; it is not there. \`npm run docs:compatibility\` writes this page from \`e2e/compat/\`. Each line that
works names the test that shows it.

The three documented ways to load the SDK work unchanged: the asynchronous snippet with \`onReady\`, the synchronous tag, and the
import of \`datafluxRum\`. \`e2e/compat/compat.e2e.ts\` runs each with all options and calls below.
`

const MISTAKES = `## Options that do not exist

TypeScript refuses an option that does not exist, and names the one that was meant: \`'sessionSampelRate' does not exist in type
'RumInitConfiguration'. Did you mean to write 'sessionSampleRate'?\` Options without effect are struck through in an editor. The SDK
itself does not check names: their list would take 365 bytes of every visitor (brotli). For a page without TypeScript, put the call of
\`init\` into a file of its own, beside the installed package, that begins with these two lines. Open it in an editor, or run
\`npx tsc --noEmit --allowJs --checkJs rum.js\`:

\`\`\`js
// @ts-check
/// <reference types="dataflux-rum/loader" />
\`\`\`
`

function toLink(test: string): string {
  const name = test.split('/').at(-1) ?? test
  return `[${name.replace(/\.(e2e|test)\.ts$/, '')}](../${test})`
}

function toTable(entries: readonly Entry[], state: State, head: readonly string[]): string {
  const rows = entries
    .filter((entry) => entry.state === state)
    .map(({ name, note, test }) =>
      [`\`${name}\``, note || '–', ...(test === undefined ? [] : [toLink(test)])].join(' | '),
    )
  if (rows.length === 0) {
    return ''
  }
  const lines = [head.join(' | '), head.map(() => '---').join(' | '), ...rows]
  return `${lines.map((line) => `| ${line} |`).join('\n')}\n`
}

function toSection(title: string, entries: readonly Entry[]): string {
  const parts = [
    toTable(entries, 'works', ['works', 'note', 'test']),
    toTable(entries, 'no effect', ['accepted without effect', 'why, and what to use']),
    toTable(entries, 'absent', ['not there', 'what to use']),
  ]
  return `## ${title}\n\n${parts.filter((part) => part !== '').join('\n')}`
}

/** Writes docs/compatibility.md. */
export function toCompatibilityPage(): string {
  return [
    HEAD,
    toSection('Options of init', OPTIONS),
    toSection('Calls', CALLS),
    toSection('Attributes, classes and objects of the page', ATTRIBUTES),
    `## Defaults and meanings that differ\n\n${toTable(DIFFERENCES, 'differs', ['field', 'here, and why'])}`,
    MISTAKES,
  ].join('\n')
}

import type { Field } from './fields.ts'
import {
  COMMON_FIELDS,
  COMPUTED_FIELDS,
  EVENT_TYPES,
  fieldsOf,
  OWN_SESSION_FIELDS,
  WRITTEN_FIELDS,
} from './fields.ts'

const INTRODUCTION = `# Dictionary of events

Generated from \`protocol/dictionary/\` by \`npm run docs:dictionary\`; do not edit. A name is the same on the wire, in the API,
in searches, in facets and in the explorer.

- **Unit**: \`ns\` nanoseconds, \`ms\` milliseconds since the epoch, \`percent\` 0–100, \`json\` a JSON text, \`code\` a text that
  may be compared as a number. A tag is a text.
- **Stored**: the column of \`rum.events\` and the schema version that made it. Names without one are attributes, which are searched
  in the same way and more slowly.
- **Use**: *listed* has a key of its own in the API's events, other names are in \`attributes\`; *facet* is offered for filtering;
  *session* belongs to the session as well; *not searched* is no key of a search; \`alias:\` is a further word for it in a search.
`

/** Writes docs/dictionary.md. A test compares the page with the file. */
export function toDictionaryPage(): string {
  const collected = COMMON_FIELDS.filter((field) => !WRITTEN_FIELDS.includes(field))
  const sections: [string, readonly Field[]][] = [
    ['Every event', WRITTEN_FIELDS],
    ...EVENT_TYPES.map((type): [string, readonly Field[]] => [`\`${type}\``, fieldsOf(type)]),
    ['Added by the collector', [...COMPUTED_FIELDS, ...collected]],
    ['Sessions', OWN_SESSION_FIELDS],
  ]
  return [INTRODUCTION, ...sections.map(toSection)].join('\n')
}

function toSection([title, fields]: [string, readonly Field[]]): string {
  const rows = fields.map((field) => `| ${toCells(field).join(' | ')} |`)
  return `## ${title}

| name | unit | stored | use | label | 标签 | meaning |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}

function toCells(field: Field): string[] {
  const { key, unit, place, columnSince, column = key, label, about } = field
  return [
    `\`${key}\``,
    place === 'tag' ? `tag${unit === 'string' ? '' : `, ${unit}`}` : unit,
    columnSince === undefined ? '' : `\`${column}\`, ${columnSince}`,
    toUses(field).join(', '),
    ...label,
    about,
  ]
}

function toUses({ isListed, isFacet, ofSession, isSearchable, alias }: Field): string[] {
  return [
    ...(isListed ? ['listed'] : []),
    ...(isFacet ? ['facet'] : []),
    ...(ofSession === undefined ? [] : ['session']),
    ...(isSearchable === false ? ['not searched'] : []),
    ...(alias === undefined ? [] : [`\`${alias}:\``]),
  ]
}

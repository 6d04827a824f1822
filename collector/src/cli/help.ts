import { OPTIONS, SPELLINGS, toVariable } from '../app/options.ts'
import { ADMIN_USAGE } from './adminCommand.ts'
import { SOURCE_MAP_USAGE } from './sourceMapCommand.ts'

export const HELP: string = [
  'Usage: dataflux-rum-collector [options]',
  '       dataflux-rum-collector backup DIRECTORY [options]    into a new directory, while it runs or not',
  '       dataflux-rum-collector restore DIRECTORY [options]   into a data directory that is empty',
  ...[SOURCE_MAP_USAGE, ...ADMIN_USAGE].map((usage) => `       dataflux-rum-collector ${usage}`),
  '',
  'Receives what the dataflux-rum SDK sends, stores it and serves the Session Explorer.',
  '',
  'Options, each also as an environment variable, or under its name in the file of --config:',
  ...SPELLINGS.map(({ name, flag, variable }) => {
    const { default: fallback, help } = OPTIONS[name]
    return `${toHelp(flag, variable)} ${help}${fallback === '' ? '' : ` (${fallback})`}`
  }),
  `${toHelp('config', toVariable('config'))} JSON file with options`,
  `${toHelp('help', '')} prints this; after a command, how it is used`,
  `${toHelp('version', '')} prints the version`,
].join('\n')

function toHelp(flag: string, variable: string): string {
  return `  --${flag.padEnd(18)} ${variable.padEnd(31)}`
}

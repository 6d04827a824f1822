import type { CommandOptions } from '../app/options.ts'
import { readOptions } from '../app/options.ts'
import { VERSION } from '../core/version.ts'
import { runTokens, runUsers } from './adminCommand.ts'
import { runBackup, runRestore } from './backupCommands.ts'
import { HELP } from './help.ts'
import { runSourceMaps } from './sourceMapCommand.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** @returns what to print. Throws a `StartProblem` */
export type Command = (args: readonly string[], environment: Environment) => Promise<string>

/** What else than starting the collector the command does, by its first word. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  backup: onDirectory(runBackup),
  restore: onDirectory(runRestore),
  sourcemaps: runSourceMaps,
  tokens: runTokens,
  users: runUsers,
  help: async () => HELP,
  '--version': async () => VERSION,
}

/** Of a directory, with the options of the collector. */
function onDirectory(
  work: (directory: string, options: CommandOptions) => Promise<string>,
): Command {
  return async (args, environment) => {
    const directory = args[0]?.startsWith('-') === false ? args[0] : ''
    const options = readOptions(directory === '' ? args : args.slice(1), environment)
    return options === 'help' ? HELP : work(directory, options)
  }
}

import { Command, Option } from 'commander'
import type { CommandOptions, Flags } from '../app/options.ts'
import { OPTIONS, readOptions, SPELLINGS, toVariable } from '../app/options.ts'
import { VERSION } from '../core/version.ts'
import { addTokenCommands, addUserCommands } from './adminCommands.ts'
import { runBackup, runRestore } from './backupCommands.ts'
import type { CommandDeps } from './commandClient.ts'
import { addSourceMapCommands } from './sourceMapCommands.ts'

export interface ProgramDeps extends CommandDeps {
  /** Writes what is wrong to stderr. */
  report(text: string): void
  start(options: CommandOptions): Promise<void>
}

/**
 * Everything that the command can do. What it cannot do, and help, is printed by commander, which then throws a
 * `CommanderError`; an action throws a `StartProblem`.
 */
export function createProgram(deps: ProgramDeps): Command {
  const { environment, print, report, start } = deps
  const program = new Command('dataflux-rum-collector')
    .description(
      'Receives what the dataflux-rum SDK sends, stores it and serves the Session Explorer.',
    )
    .usage('[options] | <command> [options]')
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print this; after a command, how that is used')
    .configureHelp({ helpWidth: 120 })
    .helpCommand('help [command]', 'print how a command is used')
    .configureOutput({
      writeOut: (text) => print([text.trimEnd()]),
      writeErr: report,
      outputError: (text, write) =>
        write(`dataflux-rum collector: ${text.replace(/^error: /, '')}`),
    })
    .exitOverride()
    .showHelpAfterError('--help lists the options')
    .enablePositionalOptions() // `users list --url …` must not be read as options of the collector
    .action((flags: Flags) => start(readOptions(flags, environment)))
  addCollectorOptions(program)
  refuseOptionsBeforeCommand(program)

  addCollectorOptions(program.command('backup <directory>'))
    .description('back up into a new directory, while the collector runs or not')
    .action(async (directory: string, flags: Flags) =>
      print([await runBackup(directory, readOptions(flags, environment))]),
    )
  addCollectorOptions(program.command('restore <directory>'))
    .description('restore a backup into a data directory that is empty')
    .action(async (directory: string, flags: Flags) =>
      print([await runRestore(directory, readOptions(flags, environment))]),
    )
  addSourceMapCommands(program, deps)
  addUserCommands(program, deps)
  addTokenCommands(program, deps)
  return program
}

function addCollectorOptions(command: Command): Command {
  for (const { name, flag, variable } of SPELLINGS) {
    const { help, default: fallback } = OPTIONS[name]
    const isDefault = fallback === '' ? '' : `; default: ${fallback}`
    command.addOption(new Option(`--${flag} <value>`, `${help} (env: ${variable}${isDefault})`))
  }
  return command.option('--config <file>', `JSON file with options (env: ${toVariable('config')})`)
}

/** A command has its own options: those before its name would be ignored without a word. */
function refuseOptionsBeforeCommand(program: Command): void {
  program.hook('preSubcommand', (_program, command) => {
    if (Object.keys(program.opts()).length > 0) {
      program.error(`error: options go after the command: ${command.name()} [options]`)
    }
  })
}

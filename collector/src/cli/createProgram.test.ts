import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import type { Command, CommanderError } from 'commander'
import type { CommandOptions } from '../app/options.ts'
import { OPTIONS, readOptions } from '../app/options.ts'
import { createProgram } from './createProgram.ts'

interface Outcome {
  /** The options that the collector starts with. */
  started?: CommandOptions
  out: string
  err: string
  exitCode: number
}

/** Reads a line as the command does. */
async function runLine(args: readonly string[]): Promise<Outcome> {
  const outcome: Outcome = { out: '', err: '', exitCode: 0 }
  const program = createProgram({
    environment: { DATAFLUX_RUM_HOST: '0.0.0.0' },
    print: (lines) => {
      outcome.out += lines.join('\n')
    },
    report: (text) => {
      outcome.err += text
    },
    async start(options) {
      outcome.started = options
    },
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    outcome.exitCode = (error as CommanderError).exitCode
  }
  return outcome
}

function listCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(listCommands)]
}

const program = createProgram({
  environment: {},
  print: () => undefined,
  report: () => undefined,
  start: async () => undefined,
})

test('flags reach the options under their names, and the environment fills the others', async () => {
  const { started } = await runLine([
    ...['--port', '0', '--data=x', '--log-level', 'debug', '--address-rate', '0.5'],
  ])
  assert.deepEqual(
    started,
    readOptions(
      { port: '0', data: 'x', logLevel: 'debug', addressRate: '0.5' },
      { DATAFLUX_RUM_HOST: '0.0.0.0' },
    ),
  )
})

test('the help and the documentation name every option, with its variable and default', () => {
  const documentation = readFileSync('docs/operations.md', 'utf8')
  const flags = program.options.filter(({ description }) => description.includes('(env: '))
  assert.equal(flags.length, Object.keys(OPTIONS).length + 1)
  for (const { long, description } of flags) {
    const variable = /\(env: ([A-Z_]+)/.exec(description)?.[1]
    assert.ok(documentation.includes(`| \`${long}\` | \`${variable}\` |`), String(long))
  }
  const data = flags.find(({ long }) => long === '--data')
  assert.match(data?.description ?? '', /; default: \.data\/collector\)$/)
})

test('every command describes itself and each of its options', () => {
  for (const command of listCommands(program)) {
    const help = command.helpInformation()
    assert.match(help, new RegExp(`^Usage: .*${command.name()}`), help)
    assert.notEqual(command.description(), '', command.name())
    for (const { long, description } of command.options) {
      assert.notEqual(description, '', `${command.name()} ${long}`)
    }
  }
})

test('help is printed for the collector and for each command, whatever else is given', async () => {
  for (const line of ['--help', '-h --port x', 'help']) {
    const { out, err, exitCode } = await runLine(line.split(' '))
    assert.deepEqual([err, exitCode], ['', 0], line)
    assert.match(out, /^Usage: dataflux-rum-collector \[options\][\s\S]*--admin-secret-file/, line)
  }
  for (const line of [
    'users',
    'users add',
    'tokens',
    'sourcemaps',
    'sourcemaps upload',
    'backup',
  ]) {
    const { out, exitCode } = await runLine([...line.split(' '), '--help'])
    assert.equal(exitCode, 0, line)
    assert.match(out, new RegExp(`^Usage: dataflux-rum-collector ${line} `), line)
  }
  assert.match((await runLine(['help', 'backup'])).out, /^Usage: dataflux-rum-collector backup /)
})

test('a line that is not understood says what is wrong, and where help is', async () => {
  const wrong: [line: string, message: RegExp][] = [
    ['--nothing', /unknown option '--nothing'/],
    ['stray', /unknown command 'stray'|too many arguments/],
    ['--port 1 users list', /options go after the command: users/],
    ['backup', /missing required argument 'directory'/],
    ['sourcemaps upload x', /required option '--app-id <id>' not specified/],
    ['sourcemaps upload --app-id a', /missing required argument 'folder'/],
    ['tokens forget x', /unknown command 'forget'/],
    ['users list x', /too many arguments for 'list'/],
    ['users list --what x', /unknown option '--what'/],
  ]
  for (const [line, message] of wrong) {
    const { out, err, exitCode, started } = await runLine(line.split(' '))
    assert.deepEqual([out, exitCode, started], ['', 1, undefined], line)
    assert.match(err, /^dataflux-rum collector: /, line)
    assert.match(err, message, line)
    assert.match(err, /\n--help lists the options\n$/, line)
  }
  const { err, exitCode } = await runLine(['users'])
  assert.equal(exitCode, 1)
  assert.match(err, /^Usage: dataflux-rum-collector users/)
})

test('whoever adds a user or a token says what they may see', async () => {
  const missing: [line: string, flag: string][] = [
    ['users add bob --role viewer', '--applications'],
    ['users add bob --applications all', '--role'],
    ['tokens create ci --role editor', '--applications'],
    ['tokens create ci --applications all', '--role'],
  ]
  for (const [line, flag] of missing) {
    const { err, exitCode } = await runLine(line.split(' '))
    assert.equal(exitCode, 1, line)
    assert.match(err, new RegExp(`required option '${flag} <.*>' not specified`), line)
  }
})

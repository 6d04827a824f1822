import { statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { SourceMapUpload } from '../../../protocol/sourceMaps.ts'
import { StartProblem } from '../core/startProblem.ts'
import type { CommandInput } from './commandClient.ts'
import { askCollector, readCommand } from './commandClient.ts'

export const SOURCE_MAP_USAGE =
  'sourcemaps upload FOLDER --app-id ID [--env ENV] [--version VERSION] [--url URL] [--token TOKEN]'

const USAGE = `usage: dataflux-rum-collector ${SOURCE_MAP_USAGE}`

type Environment = Readonly<Record<string, string | undefined>>

/** Zips the maps of a build's folder and uploads them. @returns what to print */
export async function runSourceMaps(
  args: readonly string[],
  environment: Environment,
): Promise<string> {
  const input = readCommand(args, ['app-id', 'env', 'version'], USAGE)
  if (input === 'help') {
    return USAGE
  }
  const [verb, folder = '', ...rest] = input.words
  const appId = input.flags['app-id'] ?? ''
  if (verb !== 'upload' || folder === '' || rest.length > 0 || appId === '') {
    throw new StartProblem(USAGE)
  }
  const files = await findMaps(folder)
  const answer = (await askCollector(input, environment, {
    path: `/v1/sourcemap?${toQuery(appId, input)}`,
    method: 'PUT',
    headers: { 'content-type': 'application/zip' },
    body: new Uint8Array(await toZip(folder, files)),
  })) as SourceMapUpload
  return `${answer.files} source maps of ${appId} are stored (${answer.bytes} bytes)`
}

function toQuery(appId: string, { flags }: CommandInput): URLSearchParams {
  const { env = '', version = '' } = flags
  return new URLSearchParams({ app_id: appId, env, version })
}

async function findMaps(folder: string): Promise<string[]> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new StartProblem(`${folder} is no folder`)
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.map'))
    .map((entry) => join(entry.parentPath, entry.name))
  if (files.length === 0) {
    throw new StartProblem(`no .map is in ${folder}: does the build write source maps?`)
  }
  return files
}

function toZip(folder: string, files: readonly string[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const file of files) {
    zip.addFile(file, relative(folder, file).split(sep).join('/'))
  }
  zip.end()
  return buffer(zip.outputStream)
}

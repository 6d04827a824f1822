import { statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Command } from 'commander'
import { ZipFile } from 'yazl'
import type { SourceMapUpload } from '../../../protocol/sourceMaps.ts'
import { StartProblem } from '../core/startProblem.ts'
import type { CommandDeps, Target } from './commandClient.ts'
import { addRemoteCommand, askCollector } from './commandClient.ts'

interface UploadOptions extends Target {
  appId: string
  env?: string
  version?: string
}

/** `sourcemaps upload`: zips the maps of a build's folder and uploads them to a collector that runs. */
export function addSourceMapCommands(program: Command, { environment, print }: CommandDeps): void {
  const sourceMaps = program.command('sourcemaps').description('upload source maps')
  addRemoteCommand(sourceMaps, 'upload <folder>')
    .description('upload the .map files of a folder, those of its subfolders included')
    .requiredOption('--app-id <id>', 'application whose errors they are for')
    .option('--env <env>', 'environment of the release')
    .option('--version <version>', 'version of the release')
    .action(async (folder: string, { appId, env = '', version = '', ...target }: UploadOptions) => {
      const files = await findMaps(folder)
      const answer = (await askCollector(target, environment, {
        path: `/v1/sourcemap?${new URLSearchParams({ app_id: appId, env, version })}`,
        method: 'PUT',
        headers: { 'content-type': 'application/zip' },
        body: new Uint8Array(await toZip(folder, files)),
      })) as SourceMapUpload
      print([`${answer.files} source maps of ${appId} are stored (${answer.bytes} bytes)`])
    })
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

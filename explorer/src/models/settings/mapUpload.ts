/** A chosen file: its path below the chosen folder, or its name. */
export interface ChosenFile<Content = unknown> {
  path: string
  bytes: number
  content: Content
}

export type UploadProblem = 'nothing' | 'mixed' | 'twins' | 'large'

export type UploadPlan<Content> =
  | { kind: 'zip'; file: ChosenFile<Content> }
  | { kind: 'maps'; maps: readonly ChosenFile<Content>[]; ignored: number }
  | { kind: 'problem'; problem: UploadProblem; text: string }

/** Limit of the collector for all maps of an upload. */
const MOST_BYTES = 256 * 2 ** 20

/**
 * Plans what is uploaded of the chosen files: one zip as it is, or a zip of the `.map` files. Files that belong to a build
 * but are no maps are left out.
 */
export function planUpload<Content>(files: readonly ChosenFile<Content>[]): UploadPlan<Content> {
  const zips = files.filter(({ path }) => /\.zip$/i.test(path))
  const maps = files.filter(({ path }) => /\.map$/i.test(path))
  const [zip] = zips
  if (zip !== undefined) {
    return zips.length > 1 || maps.length > 0
      ? { kind: 'problem', problem: 'mixed', text: '' }
      : { kind: 'zip', file: zip }
  }
  if (maps.length === 0) {
    return { kind: 'problem', problem: 'nothing', text: '' }
  }
  const paths = maps.map(({ path }) => path)
  const twin = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twin !== undefined) {
    return { kind: 'problem', problem: 'twins', text: twin }
  }
  return sumBytes(maps) > MOST_BYTES
    ? { kind: 'problem', problem: 'large', text: String(sumBytes(maps)) }
    : { kind: 'maps', maps, ignored: files.length - maps.length }
}

export function sumBytes(files: readonly ChosenFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Adds files to those that were chosen before; the same path again replaces the former. */
export function addFiles<Content>(
  before: readonly ChosenFile<Content>[],
  added: readonly ChosenFile<Content>[],
): ChosenFile<Content>[] {
  const isSame = (one: ChosenFile<Content>, other: ChosenFile<Content>): boolean =>
    one.path === other.path && one.bytes === other.bytes
  return [...before.filter((one) => !added.some((other) => isSame(one, other))), ...added]
}

interface Release {
  app_id: string
  env: string
  version: string
}

/** True if the release or one of its files has the text. */
export function matchesRelease(
  release: Release & { files: readonly string[] },
  text: string,
): boolean {
  const wanted = text.trim().toLowerCase()
  return [release.app_id, release.env, release.version, ...release.files].some((one) =>
    one.toLowerCase().includes(wanted),
  )
}

/** `shop · prod · 1.4.2`, as far as the release has them. */
export function toReleaseName({ app_id: appId, env, version }: Release): string {
  return [appId, env, version].filter((part) => part !== '').join(' · ')
}

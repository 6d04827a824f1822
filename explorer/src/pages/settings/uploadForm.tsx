import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Me } from '../../../../protocol/access.ts'
import type { SourceMapList } from '../../../../protocol/sourceMaps.ts'
import { fetchSeenApplications } from '../../api/settings.ts'
import { uploadSourceMaps } from '../../api/sourceMaps.ts'
import { announce } from '../../components/toast.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatBytes, formatShare } from '../../i18n/format.ts'
import { t } from '../../i18n/settingsMessages.ts'
import type { ChosenFile, UploadPlan } from '../../models/settings/mapUpload.ts'
import { planUpload, toReleaseName } from '../../models/settings/mapUpload.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { FileDrop } from './fileDrop.tsx'
import { SettingsForm } from './settingsForm.tsx'
import { MAPS_KEY, SEEN_KEY } from './settingsKeys.ts'
import { TextField } from './textField.tsx'
import { useSubmit } from './useSubmit.ts'

interface Props {
  user: Me['user'] | undefined
  releases: SourceMapList['releases']
}

interface Release {
  app_id: string
  env: string
  version: string
}

/** Uploads the maps of one release: chosen or dropped files, packed in the browser. */
export function UploadForm({ user, releases }: Props): JSX.Element {
  const [release, setRelease] = useState<Release>({ app_id: '', env: '', version: '' })
  const [files, setFiles] = useState<readonly ChosenFile<File>[]>([])
  const [progress, setProgress] = useState('')
  const seen = useQuery(SEEN_KEY, fetchSeenApplications, { isQuiet: true })
  const plan = planUpload(files)
  const granted = user?.applications === 'all' ? undefined : user?.applications
  const apps = [
    ...new Set([
      ...(granted ?? []),
      ...(seen.data ?? []),
      ...releases.map(({ app_id: appId }) => appId),
    ]),
  ]
  const trimmed = {
    app_id: release.app_id.trim(),
    env: release.env.trim(),
    version: release.version.trim(),
  }
  const name = toReleaseName(trimmed)
  const former = releases.find((one) => toReleaseName(one) === name)
  const problems = {
    ...(trimmed.app_id === '' && { app_id: t('maps.appMissing') }),
    ...(plan.kind === 'problem' && { files: toPlanProblem(plan) }),
  }
  async function upload(): Promise<void> {
    if (plan.kind === 'problem') {
      return
    }
    try {
      const stored = await uploadSourceMaps(trimmed, await pack(plan, setProgress), (share) =>
        setProgress(
          share < 1 ? t('maps.sending', { share: formatShare(share) }) : t('maps.storing'),
        ),
      )
      const done = t('maps.done', { count: stored.files, release: toVisibleText(name) })
      announce(done)
      setProgress(done)
      setFiles([])
      forgetAnswer(MAPS_KEY)
    } catch (error) {
      setProgress('')
      throw error
    }
  }
  const submit = useSubmit(problems, upload)
  const change = (part: Partial<Release>) => {
    setRelease((before) => ({ ...before, ...part }))
    submit.reset()
  }
  return (
    <SettingsForm
      submit={submit}
      label={t('maps.uploadTitle')}
      button={t('maps.upload')}
      progress={progress}
    >
      <h2>{t('maps.uploadTitle')}</h2>
      <div class="settings-fields fit">
        <TextField
          name="app_id"
          label={t('maps.application')}
          value={release.app_id}
          change={(text) => change({ app_id: text })}
          hint={t('maps.appHint')}
          problem={submit.shown.app_id}
          choices={apps}
        />
        <TextField
          name="env"
          label={t('maps.environment')}
          value={release.env}
          change={(text) => change({ env: text })}
          hint={t('maps.envHint')}
        />
        <TextField
          name="version"
          label={t('maps.version')}
          value={release.version}
          change={(text) => change({ version: text })}
          hint={t('maps.versionHint')}
        />
      </div>
      <FileDrop
        files={files}
        plan={plan}
        problem={files.length > 0 ? problems.files : submit.shown.files}
        change={(next) => {
          setFiles(next)
          setProgress('')
          submit.reset()
        }}
      />
      {former && files.length > 0 && (
        <p class="warn">{t('maps.replaces', { count: former.files.length })}</p>
      )}
    </SettingsForm>
  )
}

/** Loads the code that packs when there is something to pack. */
async function pack(
  plan: Exclude<UploadPlan<File>, { kind: 'problem' }>,
  report: (text: string) => void,
): Promise<Blob> {
  if (plan.kind === 'zip') {
    return plan.file.content
  }
  const { packMaps } = await import('./packMaps.ts')
  const total = plan.maps.length
  return packMaps(plan.maps, (count) => report(t('maps.packing', { count, total })))
}

function toPlanProblem({
  problem,
  text,
}: {
  problem: 'nothing' | 'mixed' | 'twins' | 'large'
  text: string
}): string {
  return problem === 'large'
    ? t('maps.large', { size: formatBytes(Number(text)) })
    : t(`maps.${problem}`, { text: toVisibleText(text) })
}

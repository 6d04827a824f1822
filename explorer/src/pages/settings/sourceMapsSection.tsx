import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Me } from '../../../../protocol/access.ts'
import type { SourceMapList } from '../../../../protocol/sourceMaps.ts'
import { deleteSourceMaps, fetchSourceMaps } from '../../api/sourceMaps.ts'
import { EmptyState } from '../../components/emptyState.tsx'
import { FrameTable } from '../../components/frameTable.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { announce } from '../../components/toast.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatBytes, formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/settingsMessages.ts'
import { matchesRelease, toReleaseName } from '../../models/settings/mapUpload.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { toActorText } from './applicationTokens.tsx'
import { ConfirmButton } from './confirmButton.tsx'
import { MAPS_KEY } from './settingsKeys.ts'
import { UploadForm } from './uploadForm.tsx'

type Release = SourceMapList['releases'][number]

/** Maps of releases: uploads, lists and deletes them. */
export function SourceMapsSection({ user }: { user: Me['user'] | undefined }): JSX.Element {
  const load = useQuery(MAPS_KEY, fetchSourceMaps)
  const [text, setText] = useState('')
  const releases = load.data?.releases
  const found = releases?.filter((release) => matchesRelease(release, text)) ?? []
  return (
    <>
      <p class="faint">{t('maps.intro')}</p>
      <UploadForm user={user} releases={releases ?? []} />
      <ProblemBox load={load} />
      {!releases && load.isLoading && (
        <p role="status" data-busy="true">
          {t('settings.loading')}
        </p>
      )}
      {releases?.length === 0 && (
        <EmptyState icon="log" title={t('maps.none')} hint={t('maps.noneHint')} />
      )}
      {releases && releases.length > 0 && (
        <>
          <input
            type="search"
            class="settings-search"
            value={text}
            placeholder={t('maps.find')}
            aria-label={t('maps.find')}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          {found.length === 0 ? (
            <p role="status">{t('maps.noneOf')}</p>
          ) : (
            <FrameTable
              label={t('settings.section.source-maps')}
              headings={[
                t('maps.release'),
                t('maps.files'),
                t('maps.size'),
                t('maps.uploaded'),
                t('settings.actions'),
              ]}
              hidesLast
            >
              {found.map((release) => (
                <Row key={toReleaseName(release)} release={release} />
              ))}
            </FrameTable>
          )}
        </>
      )}
    </>
  )
}

function Row({ release }: { release: Release }): JSX.Element {
  const { app_id: appId, env, version, files, file_bytes: sizes } = release
  const name = toVisibleText(toReleaseName(release))
  return (
    <tr>
      <th scope="row">
        <span class="settings-name">
          {version === '' ? t('maps.noVersion') : toVisibleText(version)}
        </span>{' '}
        <span class="faint">
          {`${toVisibleText(appId)} · ${env === '' ? t('maps.noEnvironment') : toVisibleText(env)}`}
        </span>
      </th>
      <td class="settings-long">
        <details>
          <summary>{t('maps.fileCount', { count: files.length })}</summary>
          <ul class="settings-files">
            {files.map((file, index) => (
              <li key={file}>
                <span>{toVisibleText(file)}</span>{' '}
                {sizes?.[index] !== undefined && (
                  <span class="faint">{formatBytes(sizes[index])}</span>
                )}
              </li>
            ))}
          </ul>
        </details>
      </td>
      <td>{formatBytes(release.bytes)}</td>
      <td>
        {t('maps.uploadedBy', {
          time: formatTime(release.uploaded),
          name: toActorText(release.uploaded_by),
        })}
      </td>
      <td>
        <ConfirmButton
          label={t('maps.delete')}
          name={t('maps.deleteName', { release: name })}
          title={t('maps.deleteOf', { release: name })}
          run={async () => {
            await deleteSourceMaps(release)
            forgetAnswer(MAPS_KEY)
            announce(t('maps.deleted', { release: name }))
          }}
        >
          <p>{t('maps.deleteHint')}</p>
        </ConfirmButton>
      </td>
    </tr>
  )
}

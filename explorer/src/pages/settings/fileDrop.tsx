import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { formatBytes } from '../../i18n/format.ts'
import { t } from '../../i18n/settingsMessages.ts'
import type { ChosenFile, UploadPlan } from '../../models/settings/mapUpload.ts'
import { addFiles, sumBytes } from '../../models/settings/mapUpload.ts'
import { readChosen, readDropped } from './readDropped.ts'

interface Props {
  files: readonly ChosenFile<File>[]
  plan: UploadPlan<File>
  problem: string | undefined
  change: (files: readonly ChosenFile<File>[]) => void
}

/** Takes files by drop, or by the browser's own dialogs, which the keyboard opens as well. */
export function FileDrop({ files, plan, problem, change }: Props): JSX.Element {
  const [isOver, setOver] = useState(false)
  const add = (added: readonly ChosenFile<File>[]) => change(addFiles(files, added))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset takes no drop in Firefox
    <div
      class={`settings-drop${isOver ? ' over' : ''}`}
      role="group"
      aria-label={t('maps.files')}
      onDragOver={(event) => {
        event.preventDefault() // or the browser opens the file
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (event.dataTransfer) {
          void readDropped(event.dataTransfer).then(add)
        }
      }}
    >
      <p>{t('maps.drop')}</p>
      <p class="settings-submit">
        <FileButton label={t('maps.chooseFiles')} isInvalid={problem !== undefined} add={add} />
        <FileButton label={t('maps.chooseFolder')} isFolder add={add} />
      </p>
      {files.length > 0 && (
        <p class="settings-submit">
          <span role="status">{toSummary(files, plan)}</span>
          <Button look="quiet" onClick={() => change([])}>
            {t('maps.clear')}
          </Button>
        </p>
      )}
      {problem !== undefined && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function toSummary(files: readonly ChosenFile<File>[], plan: UploadPlan<File>): string {
  const maps = plan.kind === 'maps' ? plan.maps : files
  const chosen = t('maps.chosen', { count: maps.length, size: formatBytes(sumBytes(maps)) })
  return plan.kind === 'maps' && plan.ignored > 0
    ? `${chosen}; ${t('maps.ignored', { count: plan.ignored })}`
    : chosen
}

interface FileButtonProps {
  label: string
  isFolder?: boolean
  isInvalid?: boolean
  add: (files: ChosenFile<File>[]) => void
}

/** A button beside a hidden input, whose own look differs between browsers. */
function FileButton({ label, isFolder = false, isInvalid, add }: FileButtonProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        class="button"
        name={isFolder ? undefined : 'files'}
        aria-invalid={isInvalid}
        onClick={() => input.current?.click()}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={label}
        accept={isFolder ? undefined : '.map,.zip'}
        {...(isFolder && { webkitdirectory: true })}
        onChange={(event) => {
          add(readChosen(event.currentTarget.files))
          event.currentTarget.value = '' // the same file may be chosen again
        }}
      />
    </>
  )
}

import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import type { IconName } from '../../components/icon.tsx'
import { t } from '../../i18n/settingsMessages.ts'
import { useSending } from './useSending.ts'

interface Props {
  label: string
  /** Name for screen readers where several buttons have the same label. */
  name?: string
  icon?: IconName
  title: string
  /** Label of the button that does it; that of the button which opens the dialog otherwise. */
  confirm?: string
  /** Consequences, in plain words. */
  children: ComponentChildren
  run: () => Promise<unknown>
}

/** Button for what cannot be undone: a dialog names the consequences first, and shows why the collector refused. */
export function ConfirmButton(props: Props): JSX.Element {
  const { label, name, icon, title, confirm = label, children, run } = props
  const [isOpen, setOpen] = useState(false)
  const sending = useSending()
  const close = () => {
    setOpen(false)
    sending.reset()
  }
  return (
    <>
      <Button icon={icon} onClick={() => setOpen(true)}>
        {name === undefined ? (
          label
        ) : (
          <>
            <span aria-hidden="true">{label}</span>
            <span class="visually-hidden">{name}</span>
          </>
        )}
      </Button>
      <Dialog title={title} isOpen={isOpen} close={close}>
        {children}
        <Refusal problem={sending.problem} />
        <p class="settings-submit">
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            isBusy={sending.isBusy}
            onClick={async () => {
              if (await sending.run(run)) {
                setOpen(false)
              }
            }}
          >
            {confirm}
          </Button>
        </p>
      </Dialog>
    </>
  )
}

/** Message of the collector, where it refused a change. */
export function Refusal({ problem }: { problem: string | undefined }): JSX.Element | null {
  return problem === undefined ? null : (
    <p class="message problem" role="alert">
      {problem}
    </p>
  )
}

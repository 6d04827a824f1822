import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copyButton.tsx'
import { toDemoShop } from '../../format/demoShop.ts'
import { toSnippet } from '../../format/snippet.ts'
import { t } from '../../i18n/messages.ts'
import { ALL_TIME } from '../../models/time/range.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { fetchCount } from './listRequests.ts'
import type { Explorer } from './useExplorer.ts'

const EVERY_MS = 2000
/** Read at once: the address changes with the first click. */
const DEMO_SHOP = toDemoShop(location)

/** Explains how to record the first session, and waits for it. */
export function FirstRun({ explorer }: { explorer: Explorer }): JSX.Element {
  const { state } = explorer
  const [appId, setAppId] = useState(state.appId ?? 'my_app')
  const hasArrived = useArrival(explorer)
  const snippet = toSnippet(location.origin, appId)
  return (
    <section class="first-run" aria-labelledby="first-title">
      <h1 id="first-title">{t('first.title')}</h1>
      <p>{t('first.lead')}</p>
      <ol class="first-steps">
        <li>
          <label class="field">
            {t('first.app')}
            <input
              value={appId}
              spellcheck={false}
              aria-describedby="first-app-hint"
              onInput={(event) => setAppId(event.currentTarget.value)}
            />
          </label>
          <p id="first-app-hint" class="faint">
            {t('first.app.hint')}
          </p>
        </li>
        <li>
          <p>{t('first.tag')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs the focus */}
          <pre class="code" tabIndex={0}>
            {snippet}
          </pre>
          <CopyButton text={snippet} label={t('first.copyTag')} />
        </li>
        <li>
          <p>{t('first.visit')}</p>
          <p class="faint">{t('first.visit.hint')}</p>
          {DEMO_SHOP && (
            <a class="button" href={DEMO_SHOP} target="_blank" rel="noreferrer">
              {t('first.demo')}
            </a>
          )}
        </li>
      </ol>
      <p class="waiting" role="status">
        {hasArrived ? (
          <>
            {t('first.arrived')}
            <Button look="primary" onClick={explorer.refresh}>
              {t('first.show')}
            </Button>
          </>
        ) : (
          <>
            <span class="pulse" aria-hidden="true" />
            {t('first.waiting', { origin: location.origin })}
          </>
        )}
      </p>
    </section>
  )
}

/** Asks every two seconds while the page is visible. */
function useArrival({ state }: Explorer): boolean {
  const question = { state: { ...state, query: '' }, window: { from: ALL_TIME, to: Date.now() } }
  const { data } = useQuery(
    `arrival ${JSON.stringify([state.list, state.appId])}`,
    (abort) => fetchCount(question, abort),
    { everyMs: EVERY_MS, isQuiet: true },
  )
  return (data?.count ?? 0) > 0
}

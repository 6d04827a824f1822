/**
 * TypeScript of a page as a customer writes it, with the published types. `scripts/published.test.ts`
 * compiles it and requires every expected error.
 */
import { datafluxRum } from 'dataflux-rum'
import type { DatafluxRumOrStub } from 'dataflux-rum/loader'

DATAFLUX_RUM.init({ applicationId: 'shop', datakitOrigin: 'https://rum.example.com' })
window.DATAFLUX_RUM.setUser({ id: 'ada', plan: 'gold' })
const sessionId: string | number | null | undefined = DATAFLUX_RUM.getSessionId()
const early: DatafluxRumOrStub = DATAFLUX_RUM
early.addAction('checkout', { items: 2 })

// In a callback the bundle has loaded, and so has an imported bundle: getters return a value there.
DATAFLUX_RUM.onReady(() => {
  const loaded = datafluxRum
  const version: string = loaded.version
  loaded.addAction(version)
})
const { id } = datafluxRum.getUser()

// @ts-expect-error: before the bundle has loaded, a getter returns undefined
DATAFLUX_RUM.getUser().id
// @ts-expect-error: the getter of the session's id does, too
const whole: string | number | null = DATAFLUX_RUM.getSessionId()
// @ts-expect-error: the stub answers any name with a method, `version` included
const text: string = DATAFLUX_RUM.version
// @ts-expect-error: no such method exists
DATAFLUX_RUM.addActoin('checkout')
// @ts-expect-error: an action needs a name
DATAFLUX_RUM.addAction()
// @ts-expect-error: a rate is a number
DATAFLUX_RUM.init({ applicationId: 'shop', sessionSampleRate: '20' })
// @ts-expect-error: an option is misspelt, and TypeScript names the one that was meant
DATAFLUX_RUM.init({ applicationId: 'shop', datakitOrigin: '/', sessionSampelRate: 20 })
// @ts-expect-error: an option is written in another case
DATAFLUX_RUM.init({ applicationId: 'shop', datakitorigin: '/' })
// @ts-expect-error: an option is one of a few words
DATAFLUX_RUM.init({ applicationId: 'shop', datakitOrigin: '/', traceType: 'datadog' })
// @ts-expect-error: the loader owns the global
window.DATAFLUX_RUM = undefined

export { id, sessionId, text, whole }

/**
 * A page's TypeScript as a customer writes it, with the types as they are published. `scripts/published.test.ts`
 * compiles it: every expected error must be one.
 */
import { datafluxRum } from 'dataflux-rum'
import type { DatafluxRumOrStub } from 'dataflux-rum/loader'

DATAFLUX_RUM.init({ applicationId: 'shop', datakitOrigin: 'https://rum.example.com' })
window.DATAFLUX_RUM.setUser({ id: 'ada', plan: 'gold' })
const sessionId: string | number | null | undefined = DATAFLUX_RUM.getSessionId()
const early: DatafluxRumOrStub = DATAFLUX_RUM
early.addAction('checkout', { items: 2 })

// The bundle is there in a callback, and where it was imported: then a getter answers.
DATAFLUX_RUM.onReady(() => {
  const loaded = datafluxRum
  const version: string = loaded.version
  loaded.addAction(version)
})
const { id } = datafluxRum.getUser()

// @ts-expect-error: before the bundle is there, a getter answers undefined
DATAFLUX_RUM.getUser().id
// @ts-expect-error: and so does the one for the session's id
const whole: string | number | null = DATAFLUX_RUM.getSessionId()
// @ts-expect-error: the stub answers any name with a method, `version` included
const text: string = DATAFLUX_RUM.version
// @ts-expect-error: there is no such call
DATAFLUX_RUM.addActoin('checkout')
// @ts-expect-error: an action has a name
DATAFLUX_RUM.addAction()
// @ts-expect-error: a rate is a number
DATAFLUX_RUM.init({ applicationId: 'shop', sessionSampleRate: '20' })
// @ts-expect-error: the loader owns the global
window.DATAFLUX_RUM = undefined

export { id, sessionId, text, whole }

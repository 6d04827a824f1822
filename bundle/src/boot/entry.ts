import { installGlobal } from './installGlobal.ts'
import type { DatafluxRum } from './publicTypes.ts'

export type {
  BrowserSessionIntegration,
  DatafluxRum,
  DebugSession,
  InternalContext,
  RumContext,
  RumEvent,
  RumInitConfiguration,
  RumUser,
  Session,
  SessionContext,
  TracedRequest,
  TraceType,
  TracingOption,
  TrackingConsent,
  UrlMatch,
} from './publicTypes.ts'

/** The SDK: the same object as `window.DATAFLUX_RUM`. */
export const datafluxRum: DatafluxRum = installGlobal()

/** Settings of the session in Sentry's form, for `integrations` of `init`. */
export const browserSessionIntegration: DatafluxRum['browserSessionIntegration'] =
  datafluxRum.browserSessionIntegration

// Every public method by its name, bound to that object. Functions of their own: a bundler can drop the unused ones.
export const onReady: DatafluxRum['onReady'] = (...args) => datafluxRum.onReady(...args)
export const init: DatafluxRum['init'] = (...args) => datafluxRum.init(...args)
export const getInitConfiguration: DatafluxRum['getInitConfiguration'] = (...args) =>
  datafluxRum.getInitConfiguration(...args)
export const setTrackingConsent: DatafluxRum['setTrackingConsent'] = (...args) =>
  datafluxRum.setTrackingConsent(...args)
export const setUser: DatafluxRum['setUser'] = (...args) => datafluxRum.setUser(...args)
export const getUser: DatafluxRum['getUser'] = (...args) => datafluxRum.getUser(...args)
export const setUserProperty: DatafluxRum['setUserProperty'] = (...args) =>
  datafluxRum.setUserProperty(...args)
export const removeUserProperty: DatafluxRum['removeUserProperty'] = (...args) =>
  datafluxRum.removeUserProperty(...args)
export const clearUser: DatafluxRum['clearUser'] = (...args) => datafluxRum.clearUser(...args)
export const setGlobalContext: DatafluxRum['setGlobalContext'] = (...args) =>
  datafluxRum.setGlobalContext(...args)
export const getGlobalContext: DatafluxRum['getGlobalContext'] = (...args) =>
  datafluxRum.getGlobalContext(...args)
export const setGlobalContextProperty: DatafluxRum['setGlobalContextProperty'] = (...args) =>
  datafluxRum.setGlobalContextProperty(...args)
export const removeGlobalContextProperty: DatafluxRum['removeGlobalContextProperty'] = (...args) =>
  datafluxRum.removeGlobalContextProperty(...args)
export const clearGlobalContext: DatafluxRum['clearGlobalContext'] = (...args) =>
  datafluxRum.clearGlobalContext(...args)
export const addAction: DatafluxRum['addAction'] = (...args) => datafluxRum.addAction(...args)
export const addError: DatafluxRum['addError'] = (...args) => datafluxRum.addError(...args)
export const startView: DatafluxRum['startView'] = (...args) => datafluxRum.startView(...args)
export const setViewName: DatafluxRum['setViewName'] = (...args) => datafluxRum.setViewName(...args)
export const setViewContext: DatafluxRum['setViewContext'] = (...args) =>
  datafluxRum.setViewContext(...args)
export const setViewContextProperty: DatafluxRum['setViewContextProperty'] = (...args) =>
  datafluxRum.setViewContextProperty(...args)
export const getViewContext: DatafluxRum['getViewContext'] = (...args) =>
  datafluxRum.getViewContext(...args)
export const addTiming: DatafluxRum['addTiming'] = (...args) => datafluxRum.addTiming(...args)
export const addFeatureFlagEvaluation: DatafluxRum['addFeatureFlagEvaluation'] = (...args) =>
  datafluxRum.addFeatureFlagEvaluation(...args)
export const getInternalContext: DatafluxRum['getInternalContext'] = (...args) =>
  datafluxRum.getInternalContext(...args)
export const addDebugSession: DatafluxRum['addDebugSession'] = (...args) =>
  datafluxRum.addDebugSession(...args)
export const getDebugSession: DatafluxRum['getDebugSession'] = (...args) =>
  datafluxRum.getDebugSession(...args)
export const clearDebugSession: DatafluxRum['clearDebugSession'] = (...args) =>
  datafluxRum.clearDebugSession(...args)
export const startSession: DatafluxRum['startSession'] = (...args) =>
  datafluxRum.startSession(...args)
export const endSession: DatafluxRum['endSession'] = (...args) => datafluxRum.endSession(...args)
export const captureSession: DatafluxRum['captureSession'] = (...args) =>
  datafluxRum.captureSession(...args)
export const getSession: DatafluxRum['getSession'] = (...args) => datafluxRum.getSession(...args)
export const stopSession: DatafluxRum['stopSession'] = (...args) => datafluxRum.stopSession(...args)
export const reset: DatafluxRum['reset'] = (...args) => datafluxRum.reset(...args)
export const getSessionId: DatafluxRum['getSessionId'] = (...args) =>
  datafluxRum.getSessionId(...args)

import { installGlobal } from './installGlobal.ts'
import type { DatafluxRum } from './publicTypes.ts'

export type {
  BrowserSessionIntegration,
  ConsoleMethod,
  DatafluxRum,
  DebugSession,
  InternalContext,
  LogLevel,
  Persistence,
  RumContext,
  RumEvent,
  RumInitConfiguration,
  RumUser,
  Session,
  SessionContext,
  SessionStatus,
  TracedRequest,
  TraceType,
  TracingOption,
  TrackingConsent,
  UrlMatch,
  ViewOptions,
} from './publicTypes.ts'

/** The SDK: the same object as `window.DATAFLUX_RUM`. */
export const datafluxRum: DatafluxRum = installGlobal()

/** For `integrations` of `init`: settings of the session in Sentry's form. */
export const browserSessionIntegration: DatafluxRum['browserSessionIntegration'] =
  datafluxRum.browserSessionIntegration

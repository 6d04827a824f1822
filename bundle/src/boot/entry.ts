import { installGlobal } from './installGlobal.ts'
import type { DatafluxRum } from './publicTypes.ts'

export type {
  DatafluxRum,
  DebugSession,
  RumContext,
  RumInitConfiguration,
  RumUser,
} from './publicTypes.ts'

/** The SDK: the same object as `window.DATAFLUX_RUM`. */
export const datafluxRum: DatafluxRum = installGlobal()

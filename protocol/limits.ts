/** Limits of one point, in the units that the names give. A DataKit truncates or refuses a line beyond them. */
export const LIMITS = {
  tagCount: 256,
  fieldCount: 1024,
  keyBytes: 256,
  tagValueBytes: 1024,
  /** Measurement and tags are a DataKit's key of a point, which it refuses from 64 KiB. */
  tagsBytes: 65_000,
  /** A DataKit answers 200 to a point over 1 MiB, then drops it and everything after it: stay far below. */
  pointBytes: 262_144,
} as const

/** Limits of one request to the collector, in bytes. */
export const INTAKE_LIMITS = {
  compressedBytes: 1_048_576,
  inflatedBytes: 8_388_608,
} as const

/** Most characters of an id by which a session or a user is asked for, and erased: the API takes no longer ones. */
export const ID_CHARACTERS = 1024

export const INTAKE_PATH = '/v1/write/rum'
/** Segments of session replays, from other SDKs. */
export const REPLAY_PATH = '/v1/write/rum/replay'
/** Where other SDKs ask for options that an operator sets. */
export const REMOTE_OPTIONS_PATH = '/v1/env_variable'

/** Logs have a path of their own: a DataKit refuses their measurements at the path of events. */
export const LOG_PATH = '/v1/write/logging'
/** OpenTelemetry's path of logs: https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */
export const OTLP_LOG_PATH = '/v1/logs'
/** Measurement of a log that a browser sends. Its name on the wire is its source; its type is `log`. */
export const LOG_MEASUREMENT = 'browser_log'

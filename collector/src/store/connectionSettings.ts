import { availableParallelism } from 'node:os'
import type { ConnectionSettings } from './database.ts'

/** Readers run SQL on behalf of whoever asks over HTTP: bounded, and last of all read-only. */
export const READER_SETTINGS: ConnectionSettings = {
  max_execution_time: 10,
  timeout_before_checking_execution_speed: 0, // or it would guess how long a query takes, and end it before
  max_memory_usage: 2_000_000_000,
  max_result_rows: 100_000,
  max_result_bytes: 64_000_000, // a page is bounded in bytes by its statement: this is what none may exceed
  max_rows_to_read: 2_000_000_000,
  max_subquery_depth: 20,
  // Copies of an event lie in one partition, and the day's parts become one: FINAL is cheap so.
  do_not_merge_across_partitions_select_final: 1,
  distributed_product_mode: 'local', // a session's events and its roll-up are on one shard
  output_format_json_quote_64bit_integers: 0, // as the engine does of itself; servers differ
  readonly: 1, // last: it also forbids SET
}

/**
 * Questions run side by side here. Each thread that merges copies reads the rows of its share and beyond: on two cores one
 * thread takes a tenth to a fifth less CPU than two, and is no slower.
 */
export const EMBEDDED_READER_SETTINGS: ConnectionSettings = {
  max_final_threads: Math.ceil(availableParallelism() / 2),
}

/** Beside the readers, and on one core: people do not wait for what nobody asked for. */
export const BACKGROUND_SETTINGS: ConnectionSettings = {
  max_threads: 1,
  max_final_threads: 1,
  ...READER_SETTINGS,
}
/** A small statement may be slow on a busy machine, but it must end. */
export const SMALL_SETTINGS: ConnectionSettings = {
  max_execution_time: 10,
  output_format_json_quote_64bit_integers: 0,
}
export const WRITER_SETTINGS: ConnectionSettings = {
  max_partitions_per_insert_block: 0, // one batch may hold events of many days
}

/** A server answers a deletion when all of its replicas have made it. */
export const SHARED_ERASER_SETTINGS: ConnectionSettings = { mutations_sync: 2 }

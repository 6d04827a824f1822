import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** `dropped`: taken because a DataKit takes it, and not kept. */
export type LineOutcome = 'stored' | 'refused' | 'sampled' | 'dropped'

/** Counters of the collector itself. No label holds anything that came with a request. */
export interface Metrics {
  countLines(outcome: LineOutcome, lines: number): void
  /** A request that was not answered with 200, by the `error_code` of its answer. */
  countRefusal(reason: string): void
  /** Runs a write and notes how long it took. */
  timeCommit<T>(write: () => Promise<T>): Promise<T>
  /** A number that is read when somebody asks. */
  watch(name: string, help: string, read: () => number): void
  /** All of them in Prometheus' text format. */
  render(): Promise<string>
  contentType: string
  stop(): void
}

const NANOSECONDS_PER_SECOND = 1e9
/** From a lone insert on a fast disk to one that waits for a long merge. */
const COMMIT_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const lines = new Counter({
    name: 'rum_lines_total',
    help: 'Lines received: stored, refused as bad, left out by the sample rate, or dropped as of no use here',
    labelNames: ['outcome'],
    registers,
  })
  const refusals = new Counter({
    name: 'rum_requests_refused_total',
    help: 'Intake requests that were not answered with 200, by error code',
    labelNames: ['reason'],
    registers,
  })
  const commits = new Histogram({
    name: 'rum_commit_seconds',
    help: 'Time that one group commit took, up to the disk',
    buckets: COMMIT_BUCKETS,
    registers,
  })
  const loop = monitorEventLoopDelay({ resolution: 10 })
  loop.enable()

  function watch(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }

  watch('rum_event_loop_delay_p99_seconds', 'Since it was last asked for', () => {
    const p99 = loop.percentile(99) / NANOSECONDS_PER_SECOND
    loop.reset()
    return p99
  })
  watch('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss())
  watch('process_cpu_seconds_total', 'CPU time, user and system', () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  })

  return {
    countLines: (outcome, count) => lines.inc({ outcome }, count),
    countRefusal: (reason) => refusals.inc({ reason }),
    async timeCommit(write) {
      const end = commits.startTimer()
      try {
        return await write()
      } finally {
        end()
      }
    },
    watch,
    render: () => registry.metrics(),
    contentType: registry.contentType,
    stop: () => {
      loop.disable()
    },
  }
}

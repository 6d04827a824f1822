/** `works`: as documented. `no effect`: accepted and ignored. `absent`: there is no such thing. `differs`: works, with another meaning or default. */
export type State = 'works' | 'no effect' | 'absent' | 'differs'

/** One option, call or attribute that the public documentation of the `DATAFLUX_RUM` API names. */
export interface Entry {
  readonly name: string
  readonly state: State
  /** Meaning here; of what has no effect or is absent, the reason and what to use in its place. Markdown. */
  readonly note: string
  /** Test that shows it, from the root of the repository: it mentions the name. Whatever works has one. */
  readonly test?: string
}

const SCENARIOS = 'e2e/scenarios'

/** Test of an entry, by a short name. */
export const TESTS = {
  actionName: 'bundle/src/events/action/actionName.test.ts',
  actions: `${SCENARIOS}/collectionsActions.e2e.ts`,
  bridge: `${SCENARIOS}/bridge.e2e.ts`,
  beforeSend: `${SCENARIOS}/collectionsBeforeSend.e2e.ts`,
  compat: 'e2e/compat/compat.e2e.ts',
  consent: `${SCENARIOS}/sessionsConsent.e2e.ts`,
  contexts: `${SCENARIOS}/contexts.e2e.ts`,
  debug: `${SCENARIOS}/sessionsExamples.e2e.ts`,
  loader: `${SCENARIOS}/loaderQueue.e2e.ts`,
  privacy: `${SCENARIOS}/privacy.e2e.ts`,
  sampling: `${SCENARIOS}/sessionsSampling.e2e.ts`,
  sending: `${SCENARIOS}/sending.e2e.ts`,
  sessionCalls: 'bundle/src/session/sessionCalls.test.ts',
  sites: `${SCENARIOS}/sessionsChromiumSites.e2e.ts`,
  tracer: 'bundle/src/events/tracing/tracer.test.ts',
  tracing: `${SCENARIOS}/tracing.e2e.ts`,
  views: `${SCENARIOS}/collectionsViews.e2e.ts`,
} as const

/** An entry that works as documented. */
export function works(name: string, test: keyof typeof TESTS, note = ''): Entry {
  return { name, state: 'works', note, test: TESTS[test] }
}

/** An option or call that is accepted and ignored. */
export function hasNoEffect(name: string, note: string): Entry {
  return { name, state: 'no effect', note }
}

/** Something whose meaning or default is another one here. */
export function differs(name: string, note: string): Entry {
  return { name, state: 'differs', note }
}

/** Something that is not there. */
export function isAbsent(name: string, note: string): Entry {
  return { name, state: 'absent', note }
}

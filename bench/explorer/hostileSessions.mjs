import { importTypeScript } from '../../scripts/importTypeScript.mjs'

const MAKERS = ['sendHostileWeek', 'mixedSession', 'largeSessions', 'hostileWeek', 'textSessions']

/** Compiles the makers of hostile and of large sessions, which are the tests' as well. */
export const loadHostileSessions = () =>
  importTypeScript(...MAKERS.map((name) => `demo/hostile/${name}.ts`))

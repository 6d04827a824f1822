import { HttpProblem } from '../core/httpProblem.ts'
import type { QueryParameters } from '../store/openStore.ts'

/** The applications whose data a request may see. An empty list: none. */
export type AppScope = 'all' | readonly string[]

/**
 * Condition that a statement adds to its WHERE, with the parameter that it needs. Every statement that reads events or
 * roll-ups on behalf of a request has it: an application that is asked for narrows the scope, never widens it.
 */
export function toScopeCondition(
  scope: AppScope,
  column = 'app_id',
): { sql: string; parameters: QueryParameters } {
  return scope === 'all'
    ? { sql: '', parameters: {} }
    : { sql: ` AND ${column} IN {appScope:Array(String)}`, parameters: { appScope: scope } }
}

export function isInScope(scope: AppScope, appId: string): boolean {
  return scope === 'all' || scope.includes(appId)
}

/** Throws a 403 `HttpProblem` where a request is about an application that is not its own. */
export function checkInScope(scope: AppScope, appId: string): void {
  if (!isInScope(scope, appId)) {
    throw new HttpProblem(403, 'rum.scopeTooSmall', 'app_id: not one of your applications')
  }
}

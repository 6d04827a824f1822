import type { Page } from 'playwright/test'
import type { Collector } from './collector.ts'
import { startCollector } from './collector.ts'
import { expect } from './test.ts'

const SECRET = 'a secret for the tests'
export const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'

/** A collector at which people sign in. */
export interface GuardedCollector extends Collector {
  /** Asks as the operator does with a command. */
  ask(path: string, init?: { method?: string; body?: object }): Promise<Response>
  /** Sends a view with a traced request as a page does. @returns `stored`, or the code of a refusal */
  sendEvents(appId: string, given: { token?: string; origin: string }): Promise<string>
}

export async function startGuarded(): Promise<GuardedCollector> {
  const collector = await startCollector(['--admin-secret', SECRET])
  return {
    ...collector,
    ask: (path, { method = 'GET', body } = {}) =>
      fetch(`${collector.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${SECRET}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    async sendEvents(appId, { token = '', origin }) {
      const answer = await fetch(`${collector.url}/v1/write/rum?precision=ms&token=${token}`, {
        method: 'POST',
        headers: { origin },
        body: linesOf(appId, Date.now()),
      })
      return answer.ok ? 'stored' : ((await answer.json()) as { error_code: string }).error_code
    },
  }
}

function linesOf(appId: string, time: number): string {
  const tags = `app_id=${appId},session_id=${appId}-s,view_id=v,view_url=https://shop.example/`
  const request = `resource_method=GET,resource_status=200,resource_type=fetch,resource_url=https://api.example/pay,trace_id=${TRACE}`
  return [
    `view,${tags} time_spent=1000000i,event_id="${appId}-v" ${time - 2000}`,
    `resource,${tags},${request} duration=1000000i,event_id="${appId}-r" ${time - 1000}`,
  ].join('\n')
}

/** Signs in, in any language, and waits for the page that was asked for. */
export async function signIn(page: Page, name = 'admin', password = SECRET): Promise<void> {
  await page.locator('input[name="username"]').fill(name)
  await page.locator('input[type="password"]').fill(password)
  await page.locator('form button[type="submit"]').press('Enter')
  await expect(page.locator('.account-name')).toHaveText(name)
}

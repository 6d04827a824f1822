import axe from 'axe-core'
import type { Page } from 'playwright/test'

type WithAxe = { axe?: typeof axe }

/** Returns what axe-core finds on the page, by all of its rules or by some: a line for each element, empty for none. */
export async function findAxeViolations(page: Page, rules?: string[]): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' }) // a text that fades in has little contrast
  if (await page.evaluate(() => (globalThis as unknown as WithAxe).axe === undefined)) {
    await page.evaluate(axe.source)
  }
  const violations = await page.evaluate(
    async (only) =>
      (
        await (globalThis as unknown as WithAxe).axe?.run({
          resultTypes: ['violations'], // axe-core then describes no element that passes
          ...(only && { runOnly: only }),
        })
      )?.violations ?? [],
    rules,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  )
}

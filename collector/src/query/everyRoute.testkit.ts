import type { TestCollector } from '../app/collector.testkit.ts'

export interface DescribedRoute {
  method: 'get' | 'post' | 'put' | 'delete'
  /** With its placeholders: `/api/errors/{fingerprint}`. */
  url: string
  inPath: string[]
  inQuery: string[]
  hasBody: boolean
}

interface Operation {
  parameters?: { name: string; in: string }[]
  requestBody?: unknown
}

/** From the collector's own description: a route that is added is tested with the others. */
export async function readRoutes(collector: TestCollector): Promise<DescribedRoute[]> {
  const response = await collector.server.inject({ url: '/docs/json' })
  const paths = response.json().paths as Record<string, Record<string, Operation>>
  return Object.entries(paths).flatMap(([url, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => {
      const namesIn = (place: string): string[] =>
        parameters.filter((one) => one.in === place).map(({ name }) => name)
      return {
        method: method as DescribedRoute['method'],
        url,
        inPath: namesIn('path'),
        inQuery: namesIn('query'),
        hasBody: requestBody !== undefined,
      }
    }),
  )
}

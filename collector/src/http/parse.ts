import type { z } from 'zod'
import { HttpProblem } from '../core/httpProblem.ts'

/** Query, path or body as the schema has it. Throws a 400 `HttpProblem` that names the parameter. */
export function parse<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const { data, error } = schema.safeParse(input)
  if (error !== undefined) {
    const [issue] = error.issues
    throw new HttpProblem(400, 'rum.badRequest', `${issue?.path.join('.')}: ${issue?.message}`)
  }
  return data
}

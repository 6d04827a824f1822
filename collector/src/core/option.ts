import type { z } from 'zod'

interface Option<Value> {
  /** As text, as everything arrives that is not from the file. */
  default: string
  help: string
  schema: z.ZodType<Value>
  /** Its environment variable, where that is not `DATAFLUX_RUM_` and its name. */
  variable?: string
}

export type OptionTable<Options> = { readonly [Name in keyof Options]: Option<Options[Name]> }

import type { ErrorAnswer } from '../../../protocol/query.ts'

/** An answer other than success, thrown from wherever it becomes clear and written by the error handler. */
export class HttpProblem extends Error {
  readonly status: number
  readonly errorCode: string
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    errorCode: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.status = status
    this.errorCode = errorCode
    this.headers = headers
  }

  toAnswer(): ErrorAnswer {
    return { error_code: this.errorCode, message: this.message }
  }
}

/** Tells what is wrong with a search text, from which column on, and what to write instead. */
export class SearchProblem extends Error {
  /** From 1, in characters of the text. */
  readonly column: number

  constructor(column: number, message: string) {
    super(message)
    this.column = column
  }
}

/** Why the collector cannot start, in words for whoever started it: printed on one line, without a stack. */
export class StartProblem extends Error {}

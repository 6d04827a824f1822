import { StartProblem } from '../core/startProblem.ts'

/** Says in words why the collector cannot listen there. */
export function toListenProblem(
  error: unknown,
  { host, port }: { host: string; port: number },
): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartProblem(`port ${port} is in use: choose another with --port`)
    case 'EACCES':
      return new StartProblem(`port ${port} needs more rights: choose one above 1023 with --port`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN': // a name that no server knows, where none can be asked
    case 'EAI_FAIL':
    case 'EINVAL':
      return new StartProblem(`${host} is no address of this machine: choose another with --host`)
    default:
      return error
  }
}

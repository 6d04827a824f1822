import type { Section } from './entry.ts'

/** Names of logs: lines of any measurement at `/v1/write/logging`, and records at `/v1/logs`. */
export const LOG = {
  tags: {
    status: {
      columnSince: 1,
      isListed: true,
      isFacet: true,
      alias: 'status',
      label: ['Status', '日志等级'],
      about:
        'Severity of the log: `emergency`, `alert`, `critical`, `error`, `warning`, `notice`, `info`, `debug`, `ok`, or another word of its sender.',
    },
  },
  fields: {
    message: {
      columnSince: 1,
      column: 'name',
      isListed: true,
      isFreeText: true,
      text: 'long',
      alias: 'message',
      label: ['Message', '日志内容'],
      about: 'Text of the log.',
    },
    log_origin: {
      isFacet: true,
      label: ['Log origin', '日志来源'],
      about:
        'Origin of a browser log: `console` if it was forwarded from there, `logger` for `addLog`.',
    },
  },
} as const satisfies Section

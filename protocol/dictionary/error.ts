import type { Section } from './entry.ts'

/** Names of `error` lines. */
export const ERROR = {
  tags: {
    error_id: { label: ['Error id', '错误 ID'], about: 'Id of the error.' },
    error_source: {
      columnSince: 1,
      column: 'source',
      isListed: true,
      isFacet: true,
      label: ['Error source', '错误来源'],
      about: 'Origin of the error: `source`, `console`, `network`, `report` or `custom`.',
    },
    error_type: {
      columnSince: 1,
      column: 'sub_type',
      isListed: true,
      isFacet: true,
      label: ['Error type', '错误类型'],
      about: 'Name of the error, such as `TypeError`.',
    },
    error_handling: {
      isFacet: true,
      label: ['Handling', '错误处理'],
      about: '`handled` if the page reported the error, `unhandled` if nobody caught it.',
    },
  },
  fields: {
    error_message: {
      columnSince: 1,
      column: 'name',
      isListed: true,
      isFreeText: true,
      text: 'long',
      alias: 'message',
      label: ['Message', '错误信息'],
      about: 'Message of the error.',
    },
    error_stack: {
      columnSince: 1,
      column: 'stack',
      isListed: true,
      text: 'stack',
      label: ['Stack', '错误堆栈'],
      about: 'Stack of the error, one frame a line.',
    },
    error_causes: {
      unit: 'json',
      label: ['Causes', '错误原因链'],
      about: 'JSON array of the causes of the error.',
    },
    error_handling_stack: {
      label: ['Handling stack', '上报堆栈'],
      about: 'Stack of the call that reported the error.',
    },
  },
} as const satisfies Section

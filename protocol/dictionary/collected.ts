import type { Entries, Section } from './entry.ts'

/** Names that the collector adds to an event. A line may carry them as well, and its value wins. */
export const COLLECTED = {
  tags: {
    country: {
      columnSince: 7,
      ofSession: 'listed',
      isFacet: true,
      label: ['Country', '国家'],
      about: 'Country of the address, if the collector has a database of places.',
    },
    province: {
      columnSince: 7,
      ofSession: 'searched',
      isFacet: true,
      label: ['Province', '省份'],
      about: 'Province of the address, if the collector has a database of places.',
    },
    city: {
      columnSince: 7,
      ofSession: 'listed',
      isFacet: true,
      label: ['City', '城市'],
      about: 'City of the address, if the collector has a database of places.',
    },
    ip: { label: ['IP address', 'IP 地址'], about: 'Address of the visitor, as `--ip` stores it.' },
  },
  fields: {
    is_bot: {
      unit: 'boolean',
      isFacet: true,
      label: ['Bot', '机器人'],
      about: 'True if the user agent is that of a bot.',
    },
    client_time: {
      unit: 'ms',
      label: ['Client time', '客户端时间'],
      about: 'Time that the line carried, if the collector had to correct it.',
    },
  },
} as const satisfies Section

/** Keys of an event that only the collector sets: a line's value of that name is an attribute. */
export const COMPUTED = {
  type: {
    columnSince: 1,
    isListed: true,
    isFacet: true,
    label: ['Event type', '事件类型'],
    about: 'Measurement of the event.',
  },
  time: {
    unit: 'ms',
    columnSince: 1,
    column: 'ts',
    isListed: true,
    isSearchable: false,
    label: ['Time', '时间'],
    about: 'Time of the event by the clock of the visitor.',
  },
  received_at: {
    unit: 'ms',
    columnSince: 1,
    isListed: true,
    isSearchable: false,
    label: ['Received', '接收时间'],
    about: 'Time at which the collector received the event.',
  },
  fingerprint: {
    columnSince: 7,
    emptyCell: 0,
    label: ['Issue', '问题'],
    about: 'Number of the group of an error: equal for the same type, top frames and message.',
  },
} as const satisfies Entries

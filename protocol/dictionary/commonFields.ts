import type { Entries } from './entry.ts'

/** Fields that lines of every measurement may have. */
export const COMMON_FIELDS = {
  view_url_query: {
    unit: 'json',
    label: ['View query', '页面查询参数'],
    about: 'JSON object of the query of `view_url`.',
  },
  action_id: {
    columnSince: 1,
    isListed: true,
    isFreeText: true,
    text: 'id',
    label: ['Action id', '操作 ID'],
    about: 'The action itself, or the action during which the event began.',
  },
  action_ids: {
    unit: 'json',
    label: ['Action ids', '操作 ID 列表'],
    about: 'JSON array of all actions during which the event began.',
  },
  view_in_foreground: {
    unit: 'boolean',
    label: ['In foreground', '页面在前台'],
    about: 'True if the page was visible when the event began.',
  },
  display: {
    unit: 'json',
    label: ['Display', '显示信息'],
    about: 'JSON object with the viewport, and with the scroll depth of a view.',
  },
  session_has_replay: {
    unit: 'boolean',
    label: ['Has replay', '有会话回放'],
    about: 'True if the session is recorded. This SDK does not write it.',
  },
  is_login: {
    unit: 'boolean',
    label: ['Logged in', '已登录'],
    about: 'True if the event has a `userid`.',
  },
  page_states: {
    unit: 'json',
    label: ['Page states', '页面状态'],
    about: 'JSON array of the states of the page. This SDK does not write it.',
  },
  session_sample_rate: {
    unit: 'percent',
    label: ['Session sample rate', '会话采样率'],
    about: '`sessionSampleRate` of `init`.',
  },
  session_replay_sample_rate: {
    unit: 'percent',
    label: ['Replay sample rate', '会话回放采样率'],
    about: 'Share of recorded sessions. This SDK does not write it.',
  },
  session_on_error_sample_rate: {
    unit: 'percent',
    label: ['On-error sample rate', '错误会话采样率'],
    about: '`sessionOnErrorSampleRate` of `init`.',
  },
  session_replay_on_error_sample_rate: {
    unit: 'percent',
    label: ['On-error replay sample rate', '错误会话回放采样率'],
    about: 'Share of sessions that are recorded after an error. This SDK does not write it.',
  },
  drift: {
    unit: 'number',
    label: ['Clock drift', '时钟偏移'],
    about: 'Milliseconds by which the clock of the browser is ahead, at least.',
  },
  custom_keys: {
    unit: 'json',
    label: ['Custom keys', '自定义字段列表'],
    about: 'JSON array of the names of custom attributes.',
  },
  truncated_keys: {
    unit: 'json',
    label: ['Truncated keys', '被截断字段列表'],
    about: 'JSON array of the fields that were cut to keep the point within its limit.',
  },
  // Additions of this SDK are fields, so that a dashboard made for another SDK sees no new tag.
  event_id: {
    columnSince: 1,
    column: 'sdk_event_id', // `event_id` of the table is a hash of it
    isListed: true,
    isFreeText: true,
    text: 'id',
    label: ['Event id', '事件 ID'],
    about: 'Unique, and unchanged by retries: the collector stores a resent event once.',
  },
  session_started: {
    unit: 'ms',
    label: ['Session started', '会话开始时间'],
    about: 'Start of the session by the SDK; the collector keeps it for its roll-ups as well.',
  },
  session_debug: {
    unit: 'boolean',
    label: ['Debug session', '调试会话'],
    about: 'True for events of a debug session.',
  },
  session_manual: {
    unit: 'boolean',
    label: ['Manual session', '手动会话'],
    about: 'True for events of a session that the page started.',
  },
  feature_flags: {
    unit: 'json',
    label: ['Feature flags', '特性开关'],
    about: 'JSON object of the calls of `addFeatureFlagEvaluation` since the view began.',
  },
  // Reported once, by the next line that arrives.
  dropped_full: {
    unit: 'count',
    label: ['Dropped, queue full', '丢弃数（队列已满）'],
    about: 'Events dropped because the queue was full, since the last report.',
  },
  dropped_old: {
    unit: 'count',
    label: ['Dropped, too old', '丢弃数（过期）'],
    about: 'Events dropped because they were too old, since the last report.',
  },
  dropped_refused: {
    unit: 'count',
    label: ['Dropped, refused', '丢弃数（被拒绝）'],
    about: 'Events that the intake refused, since the last report.',
  },
  dropped_rate: {
    unit: 'count',
    label: ['Dropped, rate limit', '丢弃数（超出速率）'],
    about: 'Errors and actions beyond 3,000 of each per minute, since the last report.',
  },
} as const satisfies Entries

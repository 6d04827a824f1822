import type { Entries } from './entry.ts'

const page = (
  english: string,
  chinese: string,
  about: string,
): { label: readonly [string, string]; about: string } => ({ label: [english, chinese], about })

/** Keys that only a session has. It shares others with its events: those with `ofSession`. */
export const SESSION = {
  session_start: {
    unit: 'ms',
    isListed: true,
    label: ['Start', '开始时间'],
    about: 'Time of the earliest event of the session.',
  },
  time_spent: {
    unit: 'ns',
    isListed: true,
    label: ['Duration', '时长'],
    about: 'Time from the start of the session to the end of its last event.',
  },
  session_has_crashed: {
    unit: 'boolean',
    isListed: true,
    isFacet: true,
    label: ['Crashed', '是否崩溃'],
    about: 'True if the session has an unhandled error.',
  },
  session_status: {
    isListed: true,
    isFacet: true,
    label: ['Status', '状态'],
    about: 'Status in the health record; empty without one, as for debug sessions and other SDKs.',
  },
  session_health: {
    isListed: true,
    isFacet: true,
    label: ['Health', '健康状况'],
    about:
      'Outcome by which releases are counted: `crashed`, `abnormal`, `errored` or `healthy`; by the health record or, without one, by the errors.',
  },
  session_referrer: {
    isListed: true,
    label: ['Referrer', '来源页面'],
    about: 'Referrer of the first view.',
  },
  session_view_count: {
    unit: 'count',
    isListed: true,
    label: ['Views', '页面数'],
    about: 'Number of views.',
  },
  session_resource_count: {
    unit: 'count',
    isListed: true,
    label: ['Resources', '资源数'],
    about: 'Number of resources.',
  },
  session_action_count: {
    unit: 'count',
    isListed: true,
    label: ['Actions', '操作数'],
    about: 'Number of actions.',
  },
  session_error_count: {
    unit: 'count',
    isListed: true,
    label: ['Errors', '错误数'],
    about: 'Number of errors.',
  },
  session_long_task_count: {
    unit: 'count',
    isListed: true,
    label: ['Long tasks', '长任务数'],
    about: 'Number of long tasks.',
  },
  // In a summary these are objects: `session_first_view` and `session_last_view`.
  session_first_view_id: page('First page id', '首页 ID', 'Id of the first view.'),
  session_first_view_url: page('First page URL', '首页地址', 'Address of the first view.'),
  session_first_view_path: page('First page', '首个页面', 'Path of the first view.'),
  session_first_view_name: page('First page name', '首页名称', 'Name of the first view.'),
  session_last_view_id: page('Last page id', '末页 ID', 'Id of the last view.'),
  session_last_view_url: page('Last page URL', '末页地址', 'Address of the last view.'),
  session_last_view_path: page('Last page', '最后页面', 'Path of the last view.'),
  session_last_view_name: page('Last page name', '末页名称', 'Name of the last view.'),
} as const satisfies Entries

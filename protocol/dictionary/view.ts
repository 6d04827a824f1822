import type { Section } from './entry.ts'

/** Names of `view` lines. */
export const VIEW = {
  tags: {
    view_loading_type: {
      columnSince: 1,
      column: 'sub_type',
      isListed: true,
      isFacet: true,
      label: ['Loading type', '加载类型'],
      about: '`initial_load` for the load of a document, `route_change` for a view inside it.',
    },
    view_apdex_level: {
      label: ['Apdex level', 'Apdex 等级'],
      about: 'Whole seconds until the first paint, 9 at most.',
    },
    view_privacy_replay_level: {
      label: ['Replay privacy', '回放隐私级别'],
      about: 'Privacy of the recording. This SDK does not write it.',
    },
  },
  fields: {
    view_update: {
      unit: 'count',
      label: ['Update', '更新次数'],
      about: 'Rises with each update of one view; the highest wins.',
    },
    is_active: {
      unit: 'boolean',
      columnSince: 1,
      label: ['Active', '是否活跃'],
      about: 'True until the view has ended.',
    },
    session_is_active: {
      unit: 'boolean',
      label: ['Session active', '会话是否活跃'],
      about: 'True until the session has ended.',
    },
    time_spent: {
      unit: 'ns',
      columnSince: 1,
      column: 'duration',
      emptyCell: 0,
      isListed: true,
      label: ['Time spent', '停留时长'],
      about: 'Time from the start of the view to its end, or to its last update.',
    },
    loading_time: {
      unit: 'ns',
      columnSince: 1,
      label: ['Loading time', '加载耗时'],
      about: 'Time until the page stops requesting and changing.',
    },
    first_contentful_paint: {
      unit: 'ns',
      columnSince: 1,
      column: 'fcp',
      label: ['FCP', '首次内容绘制'],
      about: 'First Contentful Paint.',
    },
    largest_contentful_paint: {
      unit: 'ns',
      columnSince: 1,
      column: 'lcp',
      label: ['LCP', '最大内容绘制'],
      about: 'Largest Contentful Paint.',
    },
    largest_contentful_paint_element_selector: {
      label: ['LCP element', '最大内容绘制元素'],
      about: 'Selector of the element of the Largest Contentful Paint.',
    },
    cumulative_layout_shift: {
      unit: 'score',
      columnSince: 1,
      column: 'cls',
      label: ['CLS', '累积布局偏移'],
      about: 'Cumulative Layout Shift.',
    },
    cumulative_layout_shift_time: {
      unit: 'ns',
      label: ['CLS time', '布局偏移时间'],
      about: 'Time of the largest shift, since the view began.',
    },
    cumulative_layout_shift_target_selector: {
      label: ['CLS element', '布局偏移元素'],
      about: 'Selector of the element that shifted most.',
    },
    first_input_delay: {
      unit: 'ns',
      label: ['FID', '首次输入延迟'],
      about: 'Time from the first input until its handlers run.',
    },
    first_input_time: {
      unit: 'ns',
      label: ['First input', '首次输入时间'],
      about: 'Time of the first input, since the view began.',
    },
    first_input_target_selector: {
      label: ['First input element', '首次输入元素'],
      about: 'Selector of the element of the first input.',
    },
    interaction_to_next_paint: {
      unit: 'ns',
      columnSince: 1,
      column: 'inp',
      label: ['INP', '交互到下一次绘制'],
      about: 'Interaction to Next Paint.',
    },
    interaction_to_next_paint_target_selector: {
      label: ['INP element', '交互元素'],
      about: 'Selector of the element of the slowest interaction.',
    },
    first_paint_time: { unit: 'ns', label: ['First paint', '首次绘制'], about: 'First Paint.' },
    first_byte: {
      unit: 'ns',
      columnSince: 1,
      column: 'ttfb',
      label: ['TTFB', '首字节时间'],
      about: 'Time until the first byte of the document.',
    },
    dom_interactive: {
      unit: 'ns',
      label: ['DOM interactive', 'DOM 可交互时间'],
      about: 'Time until the document is parsed.',
    },
    dom_content_loaded: {
      unit: 'ns',
      label: ['DOM content loaded', 'DOM 内容加载时间'],
      about: 'Time until `DOMContentLoaded` has ended.',
    },
    dom_complete: {
      unit: 'ns',
      label: ['DOM complete', 'DOM 完成时间'],
      about: 'Time until the document and its resources are loaded.',
    },
    load_event: {
      unit: 'ns',
      label: ['Load event', '加载事件时间'],
      about: 'Time until `load` has ended.',
    },
    resource_load_time: {
      unit: 'ns',
      label: ['Resource load', '资源加载耗时'],
      about: 'Time from `DOMContentLoaded` to `load`.',
    },
    time_to_interactive: {
      unit: 'ns',
      label: ['Time to interactive', '可交互时间'],
      about: 'Time from the request of the document until it is parsed.',
    },
    dom: {
      unit: 'ns',
      label: ['DOM time', 'DOM 构建耗时'],
      about: 'Time from `dom_interactive` to `dom_complete`.',
    },
    dom_ready: {
      unit: 'ns',
      label: ['DOM ready', 'DOM 就绪时间'],
      about: 'Same as `dom_content_loaded`, under the name that dashboards use.',
    },
    view_error_count: { unit: 'count', label: ['Errors', '错误数'], about: 'Errors of the view.' },
    view_resource_count: {
      unit: 'count',
      label: ['Resources', '资源数'],
      about: 'Resources of the view.',
    },
    view_long_task_count: {
      unit: 'count',
      label: ['Long tasks', '长任务数'],
      about: 'Long tasks of the view.',
    },
    view_action_count: {
      unit: 'count',
      label: ['Actions', '操作数'],
      about: 'Actions of the view.',
    },
    frustration_count: {
      unit: 'count',
      label: ['Frustrations', '受挫次数'],
      about: 'Rage, dead and error clicks of the view.',
    },
    custom_timings: {
      unit: 'json',
      label: ['Custom timings', '自定义耗时'],
      about: 'JSON object of the calls of `addTiming`, in ns since the view began.',
    },
    sampled_for_replay: {
      unit: 'boolean',
      label: ['Sampled for replay', '回放采样'],
      about: 'True if the session is recorded. This SDK does not write it.',
    },
    sampled_for_error_replay: {
      unit: 'boolean',
      label: ['Sampled for error replay', '错误回放采样'],
      about: 'True if the session is recorded after an error. This SDK does not write it.',
    },
    sampled_for_error_session: {
      unit: 'boolean',
      label: ['Sampled by error', '错误会话采样'],
      about: 'True if only an error brought the session into the sample.',
    },
    session_error_timestamp: {
      unit: 'ms',
      label: ['Sampling error time', '采样错误时间'],
      about: 'Time of the error that brought the session into the sample.',
    },
    session_replay_stats: {
      unit: 'json',
      label: ['Replay statistics', '回放统计'],
      about: 'JSON object about the recording. This SDK does not write it.',
    },
    sdk_failure_count: {
      unit: 'count',
      label: ['SDK failures', 'SDK 异常数'],
      about: 'Exceptions inside the SDK since the page load; all of them were caught.',
    },
    // Session health rides on view lines: a `session` measurement would be refused by a DataKit.
    session_sid: {
      label: ['Health record', '健康记录 ID'],
      about: '32 hex digits: the id of the health record.',
    },
    session_record_id: {
      label: ['Record’s session', '记录所属会话'],
      about: 'Id of the record’s own session, if the line carries a different one.',
    },
    session_did: {
      label: ['Record’s user', '记录所属用户'],
      about: 'First known user id or email of the session.',
    },
    session_duration: {
      unit: 'ns',
      label: ['Session duration', '会话时长'],
      about: 'Duration of the session so far.',
    },
    session_status: {
      label: ['Session status', '会话状态'],
      about: '`ok`, `exited`, `crashed`, `unhandled` or `abnormal`.',
    },
    session_errors: {
      unit: 'count',
      label: ['Session errors', '会话错误数'],
      about: 'Uncaught and added errors of the session so far.',
    },
    session_init: {
      unit: 'boolean',
      label: ['First health update', '首次健康更新'],
      about: 'True on the first update of a health record.',
    },
    session_seq: {
      unit: 'count',
      label: ['Health update', '健康更新序号'],
      about: 'Number of the health update; the highest wins.',
    },
  },
} as const satisfies Section

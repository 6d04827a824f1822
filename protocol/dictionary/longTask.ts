import { DURATION } from './duration.ts'
import type { Section } from './entry.ts'

/** Names of `long_task` lines. */
export const LONG_TASK = {
  tags: {
    long_task_id: { label: ['Long task id', '长任务 ID'], about: 'Id of the long task.' },
  },
  fields: {
    duration: DURATION,
    blocking_duration: {
      unit: 'ns',
      label: ['Blocking duration', '阻塞耗时'],
      about: 'Part of the duration that kept input waiting.',
    },
    first_ui_event_timestamp: {
      unit: 'ns',
      label: ['First UI event', '首个交互事件时间'],
      about: 'Time of the first input during the animation frame, since the page began to load.',
    },
    render_start: {
      unit: 'ns',
      label: ['Render start', '渲染开始时间'],
      about: 'Start of the rendering, since the page began to load.',
    },
    style_and_layout_start: {
      unit: 'ns',
      label: ['Style and layout start', '样式与布局开始时间'],
      about: 'Start of style and layout, since the page began to load.',
    },
    long_task_start_time: {
      unit: 'ns',
      label: ['Start time', '开始时间'],
      about: 'Start of the long task, since the page began to load.',
    },
    scripts: {
      unit: 'json',
      label: ['Scripts', '脚本列表'],
      about: 'JSON array of the scripts that ran during the animation frame.',
    },
  },
} as const satisfies Section

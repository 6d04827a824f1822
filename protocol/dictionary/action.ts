import { DURATION } from './duration.ts'
import type { Section } from './entry.ts'

/** Names of `action` lines. */
export const ACTION = {
  tags: {
    action_type: {
      columnSince: 1,
      column: 'sub_type',
      isListed: true,
      isFacet: true,
      label: ['Action type', '操作类型'],
      about: '`click`, or the type given to `addAction`.',
    },
  },
  fields: {
    action_name: {
      columnSince: 1,
      column: 'name',
      isListed: true,
      isFacet: true,
      isFreeText: true,
      text: 'long',
      label: ['Action', '操作'],
      about: 'Text of the clicked element, or the name given to `addAction`.',
    },
    duration: DURATION,
    action_error_count: {
      unit: 'count',
      label: ['Errors', '错误数'],
      about: 'Errors during the action.',
    },
    action_resource_count: {
      unit: 'count',
      label: ['Resources', '资源数'],
      about: 'Resources during the action.',
    },
    action_long_task_count: {
      unit: 'count',
      label: ['Long tasks', '长任务数'],
      about: 'Long tasks during the action.',
    },
    action_frustration_types: {
      unit: 'json',
      label: ['Frustrations', '受挫类型'],
      about: 'JSON array of `rage_click`, `dead_click` and `error_click`.',
    },
    action_target: {
      unit: 'json',
      label: ['Target', '操作目标'],
      about: 'JSON object of the clicked element: its selector and size.',
    },
    action_position: {
      unit: 'json',
      label: ['Position', '点击位置'],
      about: 'JSON object with `x` and `y` of the click.',
    },
  },
} as const satisfies Section

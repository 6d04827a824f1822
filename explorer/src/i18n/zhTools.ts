import type { enTools } from './enTools.ts'
import type { Message } from './message.ts'

/** Simplified Chinese of `enTools.ts`. */
export const zhTools: Record<keyof typeof enTools, Message> = {
  'saved.label': '已存视图',

  'selection.all': '选择所有已加载的行',
  'selection.row': '选择第 {row} 行',

  'export.label': '导出',
  'export.csv': 'CSV（用于表格软件）',
  'export.ndjson': 'NDJSON（每行一个对象）',
  'export.running': '正在导出：{count} 行',
  'export.done': { other: '已导出 {count} 行' },
  'export.failed': '导出失败。',
  'export.cancel': '取消导出',
}

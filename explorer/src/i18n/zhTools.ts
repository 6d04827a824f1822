import type { enTools } from './enTools.ts'
import type { Message } from './message.ts'

/** Simplified Chinese of `enTools.ts`. */
export const zhTools: Record<keyof typeof enTools, Message> = {
  'saved.label': '已存视图',
  'saved.none': '还没有已存视图。',
  'saved.save': '保存当前视图',
  'saved.name': '名称',
  'saved.nameMissing': '请输入名称。',
  'saved.delete': '删除 {name}',
  'saved.saved': '已保存：{name}',
  'saved.deleted': '已删除：{name}',
  'saved.link': '复制链接',
  'saved.linkCopied': '此视图的链接已复制到剪贴板。',

  'selection.label': '已选行',
  'selection.count': { other: '已选 {count} 行' },
  'selection.all': '选择所有已加载的行',
  'selection.row': '选择第 {row} 行',
  'selection.clear': '清除选择',
  'selection.export': '导出所选行',
  'selection.copyLinks': '复制链接',
  'selection.linksCopied': { other: '已复制 {count} 个链接' },
  'selection.compare': '对比',
  'selection.compare.hint': '并排显示两到四行',
  'selection.compare.title': { other: '对比 {count} 行' },
  'selection.fields': '字段',
  'selection.field': '字段',
  'selection.differs': '不同：',
  'selection.differing': '差异（{count}）',
  'selection.allFields': '全部字段（{count}）',
  'selection.same': '这些行的所有字段都相同。',

  'export.label': '导出',
  'export.csv': 'CSV（用于表格软件）',
  'export.ndjson': 'NDJSON（每行一个对象）',
  'export.running': '正在导出：{count} 行',
  'export.done': { other: '已导出 {count} 行' },
  'export.failed': '导出失败。',
  'export.cancel': '取消导出',
}

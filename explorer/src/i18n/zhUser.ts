import type { enUser } from './enUser.ts'
import type { Message } from './message.ts'

export const zhUser: Record<keyof typeof enUser, Message> = {
  'user.title': '用户',
  'user.range': '范围',
  'user.days': { other: '{count} 天' },
  'user.loading': '正在加载用户…',
  'user.none': '没有该用户的会话',
  'user.noneHint': '请按页面通过 setUser 上报的原样输入用户 ID、名称或邮箱。',
  'user.summary': '概要',
  'user.sessions': '会话数',
  'user.firstSeen': '首次出现',
  'user.lastSeen': '最近出现',
  'user.ids': '用户 ID',
  'user.names': '名称',
  'user.emails': '邮箱',
  'user.devices': '设备',
  'user.activity': '每日会话数',
  'user.day': { other: '{date}：{count} 个会话' },
  'user.errors': '遇到的错误',
  'user.noErrors': '该范围内没有错误。',
  'user.inList': '在列表中查看',
  'user.recent': '该范围内的会话',
  'user.noSessions': '该范围内没有会话，请选择更长的范围。',
  'user.erase': '删除数据',
  'user.eraseOf': '删除用户 {user} 的数据',
  'user.eraseWhat': {
    other:
      '将删除用户 ID {user} 在 {app} 中的 {count} 个会话：包括其全部事件、日志和健康记录，以及登录之前的内容。此操作无法撤销。',
  },
  'user.eraseFirst': '请先让该用户退出登录：仍然打开的页面会继续以旧的会话 ID 发送事件。',
  'user.eraseAll': '所有应用',
  'user.eraseNow': '永久删除',
  'user.erasing': '正在删除，可能需要一些时间；离开页面后仍会继续。',
  'user.erasingStep': '正在删除：第 {step} 步，共 {steps} 步。',
  'user.erased': { other: '已删除 {count} 个会话，共 {events} 个事件。' },
}

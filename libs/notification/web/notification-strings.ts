import { registerStrings } from '@tongban/ui/web'
import { AUDIENCE_ZH, CHANNEL_ZH, DELIVERY_STATE_ZH, NOTICE_KIND_ZH, SEVERITY_ZH } from '../contract/index.js'

/** `keyed('kind', { case: '工单' })` → `{ 'kind.case': '工单' }`. */
const keyed = <Prefix extends string, Words extends Readonly<Record<string, string>>>(prefix: Prefix, words: Words): { readonly [Word in keyof Words & string as `${Prefix}.${Word}`]: string } =>
  Object.fromEntries(Object.entries(words).map(([word, text]) => [`${prefix}.${word}`, text])) as never

const zh = {
  ...keyed('channel', CHANNEL_ZH), ...keyed('audience', AUDIENCE_ZH), ...keyed('state', DELIVERY_STATE_ZH), ...keyed('kind', NOTICE_KIND_ZH), ...keyed('severity', SEVERITY_ZH),
  'bell.label': '通知', 'bell.unread': '通知，{count} 条未读', 'inbox.title': '通知', 'inbox.which': '看哪些', 'inbox.all': '全部', 'inbox.unread': '未读', 'inbox.kind': '类别', 'inbox.allKinds': '全部类别',
  'inbox.readAll': '全部标为已读', 'inbox.empty': '没有通知', 'inbox.emptyUnread': '没有未读通知', 'inbox.emptyHint': '有需要您处理或知道的事，会出现在这里', 'inbox.count': '{count} 条未读',
  'inbox.isUnread': '未读', 'inbox.due': '期限', 'inbox.ways': '通知方式',
  'ways.title': '我的通知方式', 'ways.phone': '手机号', 'ways.email': '邮箱', 'ways.wechat': '微信标识（openid）', 'ways.now': '现在是 {address}', 'ways.none': '还没有填', 'ways.keep': '不改就留空',
  'ways.mute': '不要用这些方式打扰我', 'ways.muteHint': '站内通知不能关闭；紧急事项不受此限。', 'ways.quiet': '{from} 至次日 {to} 不发可以等到早上的通知。', 'ways.save': '保存', 'ways.cancel': '取消', 'ways.saved': '已保存',
  'log.title': '通知发送记录', 'log.channel': '方式', 'log.state': '结果', 'log.anyChannel': '全部方式', 'log.anyState': '全部结果', 'log.recipient': '发给', 'log.what': '内容', 'log.answer': '对方答复', 'log.attempts': '次数',
  'log.latency': '用时', 'log.at': '时间', 'log.empty': '没有发送记录', 'log.emptyHint': '短信、微信、邮件和外部系统的每次发送都记在这里，号码只显示一部分', 'log.channels': '各方式现在的状态', 'log.off': '没有配置',
  'log.fine': '正常', 'log.paused': '连续失败 {count} 次，暂停到 {moment}', 'log.waiting': '{count} 条待发', 'log.next': '下次 {moment}', 'log.citizen': '（给群众的短信，不留内容）', 'log.ms': '{ms} 毫秒',
  'rules.title': '通知规则', 'rules.event': '事件', 'rules.audience': '通知谁', 'rules.when': '什么时候', 'rules.always': '总是', 'rules.emergency': '仅紧急', 'rules.channels': '怎么通知', 'rules.mayWait': '夜间可等',
  'rules.digest': '并入每日汇总', 'rules.remove': '去掉', 'rules.removeOf': '去掉{event}→{audience}', 'rules.add': '加一条', 'rules.reason': '修改理由', 'rules.save': '保存为新版本', 'rules.unchanged': '还没有改动', 'rules.saved': '已保存为第 {version} 版',
  'rules.version': '第 {version} 版', 'rules.shipped': '随系统提供', 'rules.current': '第 {version} 版，{who} {moment} 修改：{reason}', 'rules.old': '这是旧版本，只能看', 'rules.history': '版本', 'rules.newest': '现在的版本',
  'rules.channelsOf': '{event}→{audience} 怎么通知', 'rules.mayWaitOf': '{event}→{audience} 夜间可等', 'rules.digestOf': '{event}→{audience} 并入汇总', 'rules.exists': '这一条已经有了', 'rules.test': '给自己发一条测试', 'rules.tested': '已交发送，结果看发送记录',
} as const

const en: Record<keyof typeof zh, string> = {
  'channel.in_app': 'Inbox', 'channel.sms': 'SMS', 'channel.wechat': 'WeChat', 'channel.email': 'E-mail', 'channel.webhook': 'Other system',
  'audience.unit_handlers': 'Handlers', 'audience.unit_leads': 'Unit leads', 'audience.county': 'County coordinator', 'audience.assists': 'Assisting units', 'audience.copies': 'Copied units', 'audience.duty': 'On duty in the unit',
  'audience.named': 'Those named', 'audience.targets': 'Those the ladder names', 'audience.issuer': 'Who gave the order', 'audience.dispatchers': 'Dispatchers', 'audience.reviewers': 'Reviewers', 'audience.supervisors': 'Supervisors',
  'audience.discipline': 'Discipline inspection', 'audience.leaders': 'Leaders', 'audience.system': 'Other system',
  'state.waiting': 'Waiting', 'state.gathered': 'For the digest', 'state.sent': 'Sent', 'state.failed': 'Refused', 'state.given_up': 'Given up', 'state.suppressed': 'Not sent',
  'kind.case': 'Case', 'kind.request': 'Request', 'kind.clock': 'Deadline', 'kind.supervision': 'Supervision', 'kind.incident': 'Incident', 'kind.topic': 'Early warning', 'kind.digest': 'Digest', 'kind.test': 'Test',
  'severity.info': 'Normal', 'severity.warning': 'Attention', 'severity.urgent': 'Urgent',
  'bell.label': 'Notices', 'bell.unread': 'Notices, {count} unread', 'inbox.title': 'Notices', 'inbox.which': 'Which', 'inbox.all': 'All', 'inbox.unread': 'Unread', 'inbox.kind': 'Kind', 'inbox.allKinds': 'All kinds',
  'inbox.readAll': 'Mark all read', 'inbox.empty': 'No notices', 'inbox.emptyUnread': 'Nothing unread', 'inbox.emptyHint': 'What needs you, or what you should know, appears here', 'inbox.count': '{count} unread',
  'inbox.isUnread': 'Unread', 'inbox.due': 'Due', 'inbox.ways': 'How I am told',
  'ways.title': 'How I am told', 'ways.phone': 'Mobile', 'ways.email': 'E-mail', 'ways.wechat': 'WeChat openid', 'ways.now': 'Now {address}', 'ways.none': 'Not given yet', 'ways.keep': 'Leave empty to keep',
  'ways.mute': 'Do not disturb me by', 'ways.muteHint': 'The inbox cannot be switched off; emergencies come through all the same.', 'ways.quiet': 'From {from} to {to} nothing that can wait is sent.', 'ways.save': 'Save', 'ways.cancel': 'Cancel', 'ways.saved': 'Saved',
  'log.title': 'Delivery log', 'log.channel': 'Channel', 'log.state': 'Outcome', 'log.anyChannel': 'All channels', 'log.anyState': 'All outcomes', 'log.recipient': 'To', 'log.what': 'What', 'log.answer': 'Answer', 'log.attempts': 'Tries',
  'log.latency': 'Took', 'log.at': 'When', 'log.empty': 'Nothing sent', 'log.emptyHint': 'Every SMS, WeChat message, e-mail and webhook call is noted here, addresses masked', 'log.channels': 'How the channels are doing', 'log.off': 'Not configured',
  'log.fine': 'Well', 'log.paused': 'Failed {count} times in a row, paused until {moment}', 'log.waiting': '{count} waiting', 'log.next': 'Next {moment}', 'log.citizen': '(SMS to a citizen, text not kept)', 'log.ms': '{ms} ms',
  'rules.title': 'Notice rules', 'rules.event': 'Event', 'rules.audience': 'Who', 'rules.when': 'When', 'rules.always': 'Always', 'rules.emergency': 'Emergencies only', 'rules.channels': 'How', 'rules.mayWait': 'May wait at night',
  'rules.digest': 'Into the digest', 'rules.remove': 'Remove', 'rules.removeOf': 'Remove {event} → {audience}', 'rules.add': 'Add a rule', 'rules.reason': 'Why', 'rules.save': 'Save as a new version', 'rules.unchanged': 'Nothing changed yet', 'rules.saved': 'Saved as version {version}',
  'rules.version': 'Version {version}', 'rules.shipped': 'Shipped', 'rules.current': 'Version {version}, {who}, {moment}: {reason}', 'rules.old': 'An old version, to read only', 'rules.history': 'Version', 'rules.newest': 'Version in force',
  'rules.channelsOf': 'How {event} → {audience}', 'rules.mayWaitOf': '{event} → {audience} may wait', 'rules.digestOf': '{event} → {audience} into the digest', 'rules.exists': 'There is such a rule already', 'rules.test': 'Send me a test', 'rules.tested': 'On its way; the delivery log shows the outcome',
}

export const { useText: useNotificationText } = registerStrings('notification', { zh, en })

import { registerStrings } from '@tongban/ui/web'
import { ORDER_KIND_WORDS } from '../../contract/index.js'

/** Words of the deadline table's editor. */
const zh = {
  'title': '时限规则', 'tab.limits': '时限', 'tab.ladder': '升级阶梯', 'tab.history': '版本', 'tab.draft': '检查与发布',
  'version': '第 {version} 版', 'state.upcoming': '待生效', 'state.in_force': '生效中', 'state.past': '已失效', 'state.withdrawn': '已撤回',
  'valid': '自 {from} 起', 'validTo': '{from} 至 {to} 前', 'validToday': '{from} 生效，当天更正', 'by': '{author}：{reason}', 'shipped': '随平台提供', 'edit': '起草新版本', 'discard': '放弃草稿', 'editing': '草稿（以第 {version} 版为底本）',
  'class': '类别', 'source': '依据', 'classes': '基本时限', 'procedures': '内部程序时限', 'overrides': '特别时限', 'overridesHint': '只对部分工单。写得越具体的行越先用：分类、区划、诉求类型、类别，依次比较。',
  'noOverrides': '没有特别时限', 'addRow': '加一行', 'removeRow': '删去第 {n} 行', 'any': '不限', 'category': '分类', 'division': '区划', 'type': '诉求类型', 'limit': '时限', 'addLimit': '加一项时限', 'removeLimit': '去掉',
  'most': '最多 {length}', 'limits.most': '最多：办结回复 {promise}；审核、会商、回访 {procedure}；其余 {brief}。更长的不能发布。',
  'amount': '{what}的数', 'unit': '{what}的单位', 'unit.minute': '分钟', 'unit.work_minute': '工作分钟', 'unit.work_day': '工作日', 'unit.calendar_day': '自然日',
  'ladder.hint': '一条线上从左到右：到期之前、到期、到期之后。每一级对每个时钟只触发一次，谁的编辑都不会让它重来或静音。', 'ladder.most': '每一级离到期最多 {length}；到期时须有一级通知到人，其后须有一级到得了承办单位以上。', 'ladder.due': '到期', 'ladder.before': '前 {length}', 'ladder.after': '后 {length}', 'ladder.at': '到期时',
  'ladder.add': '加一级', 'ladder.remove': '删去“{name}”', 'ladder.name': '名称', 'ladder.code': '代码', 'ladder.when': '何时', 'ladder.kind': '时钟', 'ladder.classes': '类别', 'ladder.actions': '动作', 'ladder.edit': '修改“{name}”',
  'do.notify': '通知', 'do.urge': '催办', 'do.order': '督办单', 'order.urge': ORDER_KIND_WORDS.urge, 'order.routine': ORDER_KIND_WORDS.routine, 'order.listed': ORDER_KIND_WORDS.listed, 'order.interview': ORDER_KIND_WORDS.interview,
  'order.joint': ORDER_KIND_WORDS.joint, 'order.instruction': ORDER_KIND_WORDS.instruction,
  'when.before': '到期前', 'when.at': '到期时', 'when.after': '到期后', 'replyWithin': '{length} 内回复', 'level.unit': '承办单位', 'level.county': '旗县', 'level.city': '市热线', 'level.discipline': '纪检',
  'role.handler': '承办人', 'role.unit_lead': '负责人', 'role.county_coordinator': '统筹', 'role.supervisor': '督办员', 'role.dispatcher': '派单员', 'role.reviewer': '审核员', 'role.leader': '领导',
  'role.discipline_inspector': '监察员', 'role.callback_agent': '回访员', 'role.assessor': '考核员', 'role.operator': '话务员', 'target': '对谁', 'addTarget': '加一处',
  'check': '检查', 'preview': '预览', 'publish': '发布', 'faults.none': '没有发现问题', 'fault.error': '错误', 'fault.warning': '提醒', 'reason': '理由', 'from': '生效日', 'from.hint': '最早自明天起生效。生效不足 {days} 天的版本写错了，或者按它算不出到期时间，更正可以当天生效；已经在走的时钟仍按原来的版本。', 'replaces': '代替待生效的第 {version} 版',
  'published': '第 {version} 版已发布，自 {from} 起生效', 'withdrawn': '第 {version} 版已撤回', 'withdraw': '撤回', 'withdrawReason': '撤回第 {version} 版的理由', 'changes': '与第 {version} 版相比', 'noChanges': '没有改动',
  'compare': '与哪一版比较', 'preview.cases': '近 30 天在办工单 {count} 件', 'preview.more': '（只看了最近的 {count} 件）', 'preview.kind': '时限', 'preview.longer': '变长', 'preview.shorter': '变短', 'preview.same': '不变',
  'preview.sample': '假想工单', 'preview.open': '在办工单举例', 'preview.number': '编号', 'preview.due': '现在到期', 'preview.dueThen': '按草稿起算会到期', 'warn': '预警', 'warn.hint': '到期前多久提醒一次；同一时钟先符合的一行为准。', 'warn.all': '各类时钟', 'warn.working': '按工作时间的', 'warn.round_the_clock': '昼夜连续的', 'warn.any': '不分', 'warn.longer': '时限长于 {length}', 'warn.before': '到期前 {length}', 'warn.beforeOf': '第 {n} 条预警', 'preview.now': '现在', 'preview.then': '草稿', 'urgency': '紧急程度', 'added': '新增', 'removed': '删去', 'changed': '改为',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  'title': 'Deadline table', 'tab.limits': 'Limits', 'tab.ladder': 'Ladder', 'tab.history': 'Versions', 'tab.draft': 'Check and publish',
  'version': 'Version {version}', 'state.upcoming': 'Upcoming', 'state.in_force': 'In force', 'state.past': 'Past', 'state.withdrawn': 'Withdrawn',
  'valid': 'from {from}', 'validTo': '{from} until {to}', 'validToday': '{from}, corrected the same day', 'by': '{author}: {reason}', 'shipped': 'Shipped', 'edit': 'Draft a new version', 'discard': 'Discard the draft', 'editing': 'Draft (based on version {version})',
  'class': 'Class', 'source': 'Source', 'classes': 'Basic limits', 'procedures': 'Procedures', 'overrides': 'Special limits', 'overridesHint': 'For some cases only; the more specific row goes first: category, division, type, class.',
  'noOverrides': 'No special limits', 'addRow': 'Add a row', 'removeRow': 'Remove row {n}', 'any': 'any', 'category': 'Category', 'division': 'Division', 'type': 'Type', 'limit': 'Limit', 'addLimit': 'Add a limit', 'removeLimit': 'Remove',
  'most': 'At most {length}', 'limits.most': 'At most: the promise {promise}; review, adjudication and callback {procedure}; all others {brief}. Anything longer cannot be published.',
  'amount': 'Amount of {what}', 'unit': 'Unit of {what}', 'unit.minute': 'minutes', 'unit.work_minute': 'working minutes', 'unit.work_day': 'working days', 'unit.calendar_day': 'calendar days',
  'ladder.hint': 'Before, at and after the due moment, left to right. Each rung is reached once by each clock; no edit restarts or silences it.', 'ladder.most': 'A rung is at most {length} from the due moment; one tells somebody when it is due, and one after it reaches above the unit.', 'ladder.due': 'due', 'ladder.before': '{length} before', 'ladder.after': '{length} after', 'ladder.at': 'when due',
  'ladder.add': 'Add a rung', 'ladder.remove': 'Remove “{name}”', 'ladder.name': 'Name', 'ladder.code': 'Code', 'ladder.when': 'When', 'ladder.kind': 'Clock', 'ladder.classes': 'Classes', 'ladder.actions': 'Actions', 'ladder.edit': 'Change “{name}”',
  'do.notify': 'notify', 'do.urge': 'urge', 'do.order': 'order', 'order.urge': 'urge', 'order.routine': 'routine order', 'order.listed': 'listed order', 'order.interview': 'interview', 'order.joint': 'joint order', 'order.instruction': 'instruction',
  'when.before': 'before due', 'when.at': 'when due', 'when.after': 'after due', 'replyWithin': 'reply within {length}', 'level.unit': 'unit', 'level.county': 'county', 'level.city': 'city', 'level.discipline': 'discipline',
  'role.handler': 'handler', 'role.unit_lead': 'lead', 'role.county_coordinator': 'coordinator', 'role.supervisor': 'supervisor', 'role.dispatcher': 'dispatcher', 'role.reviewer': 'reviewer', 'role.leader': 'leader',
  'role.discipline_inspector': 'inspector', 'role.callback_agent': 'callback agent', 'role.assessor': 'assessor', 'role.operator': 'operator', 'target': 'Whom', 'addTarget': 'Add people',
  'check': 'Check', 'preview': 'Preview', 'publish': 'Publish', 'faults.none': 'Nothing found', 'fault.error': 'Error', 'fault.warning': 'Warning', 'reason': 'Reason', 'from': 'First day', 'from.hint': 'From tomorrow on. A version in force for less than {days} days, or one no due moment can be counted by, may be corrected from today on; running clocks keep their version.', 'replaces': 'Replaces upcoming version {version}',
  'published': 'Version {version} is published, in force from {from}', 'withdrawn': 'Version {version} is withdrawn', 'withdraw': 'Withdraw', 'withdrawReason': 'Why version {version} is withdrawn', 'changes': 'Compared with version {version}', 'noChanges': 'No changes',
  'compare': 'Compare with', 'preview.cases': '{count} open cases of the last 30 days', 'preview.more': '(the newest {count} only)', 'preview.kind': 'Limit', 'preview.longer': 'longer', 'preview.shorter': 'shorter', 'preview.same': 'same',
  'preview.sample': 'Sample case', 'preview.open': 'Some open cases', 'preview.number': 'Number', 'preview.due': 'Due now', 'preview.dueThen': 'Due by the draft', 'warn': 'Warnings', 'warn.hint': 'How long before the due moment a clock warns; the first row that fits decides.', 'warn.all': 'Every clock', 'warn.working': 'in working time', 'warn.round_the_clock': 'round the clock', 'warn.any': 'any', 'warn.longer': 'limit over {length}', 'warn.before': '{length} before', 'warn.beforeOf': 'Warning {n}', 'preview.now': 'Now', 'preview.then': 'Draft', 'urgency': 'Urgency', 'added': 'Added', 'removed': 'Removed', 'changed': 'Becomes',
}

export const { useText: usePolicyText } = registerStrings('policies', { zh, en })
export type PolicyTextKey = keyof typeof zh

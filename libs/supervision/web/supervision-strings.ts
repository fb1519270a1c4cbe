import { registerStrings } from '@tongban/ui/web'
import { ORDER_KIND_ZH, ORDER_ORIGIN_ZH, ORDER_STATE_ZH, ORDER_TRANSITIONS, type OrderCommandName } from '../contract/index.js'

const zh = {
  'kind.urge': ORDER_KIND_ZH.urge, 'kind.routine': ORDER_KIND_ZH.routine, 'kind.listed': ORDER_KIND_ZH.listed, 'kind.interview': ORDER_KIND_ZH.interview, 'kind.joint': ORDER_KIND_ZH.joint,
  'kind.instruction': ORDER_KIND_ZH.instruction,
  'state.issued': ORDER_STATE_ZH.issued, 'state.signed': ORDER_STATE_ZH.signed, 'state.replied': ORDER_STATE_ZH.replied, 'state.released': ORDER_STATE_ZH.released, 'state.withdrawn': ORDER_STATE_ZH.withdrawn,
  'origin.ladder': ORDER_ORIGIN_ZH.ladder, 'origin.person': ORDER_ORIGIN_ZH.person, 'origin.instruction': ORDER_ORIGIN_ZH.instruction, 'origin.problem_case': ORDER_ORIGIN_ZH.problem_case,
  'origin.lapse': ORDER_ORIGIN_ZH.lapse, 'origin.incident': ORDER_ORIGIN_ZH.incident,
  'action.sign': ORDER_TRANSITIONS.sign.zh, 'action.reply': ORDER_TRANSITIONS.reply.zh, 'action.release': ORDER_TRANSITIONS.release.zh, 'action.send_back': ORDER_TRANSITIONS.send_back.zh,
  'action.record_interview': ORDER_TRANSITIONS.record_interview.zh, 'action.publish': ORDER_TRANSITIONS.publish.zh, 'action.unpublish': ORDER_TRANSITIONS.unpublish.zh,
  'action.add_opinion': ORDER_TRANSITIONS.add_opinion.zh, 'action.withdraw': ORDER_TRANSITIONS.withdraw.zh,
  'ledger.title': '督办台账', 'ledger.issue': '下发督办单', 'ledger.export': '导出', 'ledger.exportHint': '按现在的筛选导出，最多 10,000 行，留有导出记录',
  'ledger.empty': '还没有督办单', 'ledger.emptyHint': '时限到了升级阶梯、成为问题工单、会商逾期，或由督办员、领导作出的，会出现在这里。', 'ledger.noneFound': '没有符合条件的督办单', 'ledger.noneFoundHint': '换一个条件，或清除筛选。',
  'ledger.counts': '共 {total} 张 · 待反馈 {owed} · 超期 {overdue} · 待审核 {replied}', 'ledger.rates': '反馈及时 {onTime}/{due} · 办结率 {completed}',
  'ledger.which': '看哪些', 'ledger.open': '未解除', 'ledger.late': '超期未反馈', 'ledger.toReview': '待审核', 'ledger.all': '全部',
  'ledger.kind': '种类', 'ledger.origin': '来源', 'ledger.county': '旗县区', 'ledger.unit': '被督办单位', 'ledger.unitPlaceholder': '单位名称', 'ledger.from': '下发从', 'ledger.to': '至', 'ledger.search': '督办单号、工单号、标题', 'ledger.clear': '清除筛选',
  'ledger.number': '督办单', 'ledger.state': '状态', 'ledger.due': '反馈', 'ledger.cases': '工单', 'ledger.issuedAt': '下发',
  'order.title': '督办单', 'order.notFound': '没有这张督办单', 'order.back': '督办台账', 'order.facts': '督办要求', 'order.to': '被督办单位', 'order.joint': '成员单位', 'order.issuedBy': '下发', 'order.within': '反馈期限', 'order.dueAt': '{moment} 前',
  'order.origin': '来源', 'order.rung': '{origin}（{rung}）', 'order.reviewers': '由谁审核', 'order.round': '第 {round} 次', 'order.late': '超期反馈', 'order.everLate': '超期 {count} 次', 'order.published': '已挂牌公开', 'order.publicTitle': '公开标题',
  'order.casesEnded': '所涉工单已办结，仍须反馈', 'order.sealed': '保密件', 'order.cases': '所涉工单（{count}）', 'order.hidden': '另有 {count} 件不在您的查看范围内', 'order.replies': '反馈', 'order.measures': '措施', 'order.plan': '计划 {day} 办结',
  'order.opinions': '联合督办意见', 'order.interviews': '约谈', 'order.attendees': '参加', 'order.place': '地点', 'order.commitments': '承诺事项', 'order.commitBy': '{day} 前', 'order.history': '经过', 'order.actions': '下一步', 'order.noActions': '现在没有您要做的。',
  'order.done': '{number} 已{action}',
  'form.cancel': '取消', 'form.done': '已下发 {numbers}', 'form.within': '反馈期限', 'form.unit': '单位',
  'form.minute': '分钟', 'form.work_minute': '工作分钟', 'form.work_day': '个工作日', 'form.calendar_day': '个自然日',
  'reply.text': '反馈情况', 'reply.textPlaceholder': '原因、现在办到哪一步', 'reply.measures': '采取的措施', 'reply.plan': '计划办结日期（已办结的不填）', 'reply.hint': '反馈由督办方审核；不符合要求的会退回。',
  'release.remarks': '审核意见', 'release.hint': '解除后不再督办，挂牌的同时撤下。', 'send_back.remarks': '退回意见', 'send_back.hint': '退回后重新签收、反馈，期限从现在重新计算。',
  'withdraw.reason': '撤回理由', 'withdraw.hint': '撤回的督办单不计入督办统计。', 'publish.publicTitle': '公开标题', 'publish.hint': '任何人都能看到：公开标题、单位、日期和状态。不写人名、电话、门牌；有电话、证号、车牌或来电人姓名的不能公开。', 'unpublish.reason': '撤下理由', 'unpublish.hint': '只是不再公开，督办继续。',
  'add_opinion.text': '意见', 'add_opinion.hint': '成员单位各自提出，可以多次。',
  'interview.day': '约谈日期', 'interview.time': '时间', 'interview.place': '地点', 'interview.attendees': '参加人员', 'interview.minutes': '约谈记录', 'interview.commitment': '承诺事项 {number}', 'interview.commitmentBy': '承诺期限 {number}', 'interview.addCommitment': '再加一项承诺', 'interview.hint': '登记约谈之后才能解除约谈督办。', 'interview.timeWrong': '时间写成 14:30 这样',
  'issue.title': '下发督办单', 'issue.cases': '{count} 件工单；不指定单位时，按承办单位各下发一张。', 'issue.numbers': '工单号（每行一个）', 'issue.numbersHint': '粘贴工单号，最多 100 件', 'issue.unknown': '没有找到：{numbers}', 'issue.tooMany': '一次最多 100 件',
  'issue.kind': '督办种类', 'issue.name': '标题', 'issue.requirement': '督办要求', 'issue.requirementPlaceholder': '要查明什么、办到什么程度、反馈什么', 'issue.unit': '指定单位（可不填）', 'issue.joint': '成员单位（不填为纪检监察、编办、司法）', 'issue.submit': '下发',
  'instruct.title': '作出批示', 'instruct.text': '批示内容', 'instruct.hint': '转有关单位办理，按期反馈给您；您可以了结，也可以要求再报。', 'instruct.submit': '作出批示', 'instruct.unit': '转哪个单位（可不填，默认主办单位）',
  'case.title': '督办', 'case.none': '没有督办单', 'case.issue': '下发督办单', 'case.instruct': '作出批示',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  'kind.urge': 'Urge', 'kind.routine': 'Routine', 'kind.listed': 'Listed', 'kind.interview': 'Interview', 'kind.joint': 'Joint', 'kind.instruction': 'Instruction',
  'state.issued': 'To sign', 'state.signed': 'To answer', 'state.replied': 'To review', 'state.released': 'Released', 'state.withdrawn': 'Withdrawn',
  'origin.ladder': 'Escalation', 'origin.person': 'Supervisor', 'origin.instruction': 'Leader', 'origin.problem_case': 'Problem case', 'origin.lapse': 'Lapsed ruling', 'origin.incident': 'Incident',
  'action.sign': 'Sign', 'action.reply': 'Answer', 'action.release': 'Release', 'action.send_back': 'Send back', 'action.record_interview': 'Record interview', 'action.publish': 'Publish', 'action.unpublish': 'Take down',
  'action.add_opinion': 'Add opinion', 'action.withdraw': 'Withdraw',
  'ledger.title': 'Supervision', 'ledger.issue': 'Issue an order', 'ledger.export': 'Export', 'ledger.exportHint': 'What the filters leave, at most 10,000 rows; the export is on record',
  'ledger.empty': 'No supervision orders yet', 'ledger.emptyHint': 'Orders come from the escalation ladder, problem cases, lapsed rulings, supervisors and leaders.', 'ledger.noneFound': 'Nothing matches', 'ledger.noneFoundHint': 'Change or clear the filters.',
  'ledger.counts': '{total} in all · {owed} owed · {overdue} late · {replied} to review', 'ledger.rates': 'on time {onTime}/{due} · completed {completed}',
  'ledger.which': 'Which', 'ledger.open': 'Open', 'ledger.late': 'Late', 'ledger.toReview': 'To review', 'ledger.all': 'All',
  'ledger.kind': 'Kind', 'ledger.origin': 'Origin', 'ledger.county': 'County', 'ledger.unit': 'Unit', 'ledger.unitPlaceholder': 'Name of a unit', 'ledger.from': 'Issued from', 'ledger.to': 'to', 'ledger.search': 'Order, case, title', 'ledger.clear': 'Clear filters',
  'ledger.number': 'Order', 'ledger.state': 'State', 'ledger.due': 'Answer', 'ledger.cases': 'Cases', 'ledger.issuedAt': 'Issued',
  'order.title': 'Supervision order', 'order.notFound': 'No such order', 'order.back': 'Ledger', 'order.facts': 'Demand', 'order.to': 'Addressed to', 'order.joint': 'Joint parties', 'order.issuedBy': 'Issued', 'order.within': 'Answer within', 'order.dueAt': 'by {moment}',
  'order.origin': 'Origin', 'order.rung': '{origin} ({rung})', 'order.reviewers': 'Reviewed by', 'order.round': 'Round {round}', 'order.late': 'Late', 'order.everLate': 'late {count} times', 'order.published': 'Published', 'order.publicTitle': 'Public title',
  'order.casesEnded': 'Its cases have ended; the answer is owed all the same', 'order.sealed': 'Sealed', 'order.cases': 'Cases ({count})', 'order.hidden': '{count} more beyond your reach', 'order.replies': 'Answers', 'order.measures': 'Measures', 'order.plan': 'planned for {day}',
  'order.opinions': 'Opinions of the parties', 'order.interviews': 'Interviews', 'order.attendees': 'Present', 'order.place': 'Place', 'order.commitments': 'Commitments', 'order.commitBy': 'by {day}', 'order.history': 'History', 'order.actions': 'Next', 'order.noActions': 'Nothing for you to do now.',
  'order.done': '{number}: {action}',
  'form.cancel': 'Cancel', 'form.done': 'Issued {numbers}', 'form.within': 'Answer within', 'form.unit': 'Unit',
  'form.minute': 'minutes', 'form.work_minute': 'working minutes', 'form.work_day': 'working days', 'form.calendar_day': 'calendar days',
  'reply.text': 'Answer', 'reply.textPlaceholder': 'Why, and how far it is', 'reply.measures': 'Measures taken', 'reply.plan': 'Planned to finish (empty when done)', 'reply.hint': 'The answer is reviewed; what does not answer is sent back.',
  'release.remarks': 'Remarks', 'release.hint': 'Ends the supervision; what was published comes down.', 'send_back.remarks': 'What is missing', 'send_back.hint': 'To be signed and answered again; the limit counts from now.',
  'withdraw.reason': 'Why', 'withdraw.hint': 'A withdrawn order is left out of the measures.', 'publish.publicTitle': 'Public title', 'publish.hint': 'Everybody sees title, unit, date and state. No names, numbers or addresses.', 'unpublish.reason': 'Why', 'unpublish.hint': 'Only the publication ends.',
  'add_opinion.text': 'Opinion', 'add_opinion.hint': 'Each party adds its own, as often as needed.',
  'interview.day': 'Day', 'interview.time': 'Time', 'interview.place': 'Place', 'interview.attendees': 'Present', 'interview.minutes': 'Minutes', 'interview.commitment': 'Commitment {number}', 'interview.commitmentBy': 'By day {number}', 'interview.addCommitment': 'Another commitment', 'interview.hint': 'An interview order is released after the interview has been recorded.', 'interview.timeWrong': 'Write the time like 14:30',
  'issue.title': 'Issue an order', 'issue.cases': '{count} cases; without a unit named, one order for each handling unit.', 'issue.numbers': 'Case numbers, one a line', 'issue.numbersHint': 'Paste numbers, at most 100', 'issue.unknown': 'Not found: {numbers}', 'issue.tooMany': 'At most 100 at once',
  'issue.kind': 'Kind', 'issue.name': 'Title', 'issue.requirement': 'Demand', 'issue.requirementPlaceholder': 'What to find out, to do and to report', 'issue.unit': 'A unit (optional)', 'issue.joint': 'Joint parties (default: discipline, staffing, justice)', 'issue.submit': 'Issue',
  'instruct.title': 'Write an instruction', 'instruct.text': 'Instruction', 'instruct.hint': 'Goes to a unit, which answers to you; you end it or ask again.', 'instruct.submit': 'Give the instruction', 'instruct.unit': 'To a unit (default: the lead)',
  'case.title': 'Supervision', 'case.none': 'No supervision orders', 'case.issue': 'Issue an order', 'case.instruct': 'Write an instruction',
}

export const { text: supervisionText, useText: useSupervisionText } = registerStrings('supervision', { zh, en })
export type SupervisionTextKey = keyof typeof zh

/** Whether this version has words for an action the server offers. */
export const hasActionText = (action: string): action is OrderCommandName => `action.${action}` in zh

import { registerStrings } from '@tongban/ui/web'
import { REQUEST_KIND_ZH, REQUEST_STATUS_ZH, RETURN_REASON_ZH, UNREASONABLE_REASON_ZH } from '../../contract/index.js'
import { REQUEST_KIND_EN, REQUEST_STATUS_EN } from './case-words-en.js'

/** `keyed('kind', { return: '退单' })` → `{ 'kind.return': '退单' }`. */
const keyed = <Prefix extends string, Words extends Readonly<Record<string, string>>>(
  prefix: Prefix,
  words: Words,
): { readonly [Word in keyof Words & string as `${Prefix}.${Word}`]: string } =>
  Object.fromEntries(Object.entries(words).map(([word, text]) => [`${prefix}.${word}`, text])) as never

const RETURN_REASON_EN: Record<keyof typeof RETURN_REASON_ZH, string> = {
  not_our_duty: 'Not the duty of this unit', other_area: 'Outside the area of this unit', department_only: 'A matter for a department', already_handled_elsewhere: 'Another unit has it already',
  facts_missing: 'Essential facts are missing', recusal_needed: 'The unit is what the case is about',
}
const UNREASONABLE_REASON_EN: Record<keyof typeof UNREASONABLE_REASON_ZH, string> = {
  against_law: 'Against the law', beyond_policy: 'Beyond present policy', no_facts: 'No factual basis found', repeated_after_conclusion: 'Repeated after a lawful conclusion', harassment: 'Malicious or harassing',
}

const zh = {
  ...keyed('kind', REQUEST_KIND_ZH), ...keyed('status', REQUEST_STATUS_ZH), ...keyed('returnReason', RETURN_REASON_ZH), ...keyed('unreasonable', UNREASONABLE_REASON_ZH),
  'form.cancel': '取消', 'form.done': '{number} 已{action}', 'form.uploading': '附件还没有传完', 'form.which': '哪一项申请', 'form.none': '现在没有可以这样处理的申请', 'form.unitPlaceholder': '单位名称，如 住建局、大沁他拉',
  'form.dayMissing': '请写明日期', 'form.chooseOne': '请选一项', 'form.unitMissing': '请选择单位',
  'ask.title': '申请', 'ask.kind': '申请什么', 'ask.none': '现在没有可以申请的事项', 'ask.meanwhile': '先办后议：申请期间照常办理，时限照走。',
  'ask.reason': '理由', 'ask.reasonCitizen': '理由（会告知群众）', 'ask.reasonPlaceholder': '为什么，至少 4 个字', 'ask.submit': '提出申请', 'ask.toLead': '提出后由本单位负责人审签，再交裁定', 'ask.direct': '您是本单位负责人，提出后直接交裁定',
  'ask.returnReason': '退单原因', 'ask.expectedUnit': '应当由哪个单位承办', 'ask.legalBasis': '依据', 'ask.legalBasisPlaceholder': '法规、三定方案或权责清单的条款',
  'ask.onceOnly': '每项任务只能退一次；不同意的，不得再退。', 'ask.extendBy': '延多久', 'ask.extendDays': '+{days} 日', 'ask.extendDay': '或延到这一天', 'ask.extendTo': '延到 {moment}，现在的时限是 {promise}',
  'ask.weekends': '按跳过周六周日计，节假日以写明的时刻为准；最长不超过原来的办理时长。', 'ask.measures': '已采取的措施', 'ask.until': '预计解决的日期', 'ask.leader': '包联领导', 'ask.publicNote': '对群众的说明',
  'ask.milestones': '节点', 'ask.milestoneDay': '第 {number} 个节点的日期', 'ask.milestoneText': '第 {number} 个节点', 'ask.milestoneAdd': '加一个节点', 'ask.milestoneRemove': '去掉第 {number} 个节点',
  'ask.unreasonable': '认定理由', 'ask.ratingRound': '复核第 {round} 轮的评价', 'ask.evidence': '须附佐证材料',
  'endorse.title': '审签本单位的申请', 'endorse.remarks': '意见', 'endorse.remarksPlaceholder': '同意时可不填；不同意时写明理由（至少 4 个字）', 'endorse.agree': '同意提出', 'endorse.refuse': '不同意',
  'cancel.title': '撤回申请', 'cancel.reason': '撤回的理由', 'cancel.submit': '撤回',
  'rule.title': '裁定申请', 'rule.remarks': '裁定意见', 'rule.remarksPlaceholder': '同意时可不填；不同意时写明理由（至少 4 个字）', 'rule.approve': '同意', 'rule.reject': '不同意',
  'rule.leadUnit': '改由哪个单位主办', 'rule.newPromise': '重新承诺时限', 'rule.newPromiseReason': '重新承诺的理由',
  'rule.effect.return': '同意：转给上面的单位，只有剩余的承诺时限，原派单记为有误。不同意：该任务不得再退，记为不当退单。', 'rule.effect.extension': '同意：承诺时限顺延，理由告知群众。不同意：时限不变。',
  'rule.effect.shelving': '同意：离开在办时限，进入挂账台账，按节点复核。', 'rule.effect.unreasonable': '同意：认定为不合理诉求，工单终止。', 'rule.effect.termination': '同意：工单终止，未办完的任务收回。',
  'rule.effect.rating_review': '同意：该轮评价不计入考核，但仍保留。不同意：评价有效。',
  'shelving.title': '复核挂账', 'shelving.verdict': '复核结果', 'shelving.keep': '继续挂账', 'shelving.end': '结束挂账', 'shelving.until': '新的预计解决日期', 'shelving.note': '复核意见', 'shelving.notePlaceholder': '进展怎样、为什么（至少 4 个字）', 'shelving.submit': '提交复核',
  'milestone.title': '登记挂账节点', 'milestone.which': '哪个节点', 'milestone.note': '完成情况', 'milestone.submit': '登记完成', 'milestone.none': '没有未完成的节点',
  'queue.title': '申请', 'queue.list': '申请', 'queue.tabs': '哪些申请', 'queue.to_rule': '待我裁定', 'queue.to_endorse': '待我审签', 'queue.mine': '本单位的',
  'queue.empty.to_rule': '没有待裁定的申请', 'queue.empty.to_endorse': '没有待审签的申请', 'queue.empty.mine': '本单位还没有提出申请', 'queue.emptyHint': '单位提出申请后会自己出现在这里，最快到期的在前。',
  'queue.ruling': '裁定', 'queue.promise': '办结', 'queue.openCase': '打开工单', 'queue.notForYou': '这一项现在不用您处理', 'queue.request': '群众诉求', 'queue.asked': '申请', 'queue.ruledAs': '裁定意见', 'queue.evidence': '佐证', 'queue.do': '处理',
  'ledger.title': '挂账台账', 'ledger.which': '哪些挂账', 'ledger.open': '正在挂账', 'ledger.ended': '已结束', 'ledger.county': '旗县', 'ledger.allCounties': '全市', 'ledger.unit': '承办单位', 'ledger.empty': '没有挂账的工单', 'ledger.emptyHint': '批准挂账的工单列在这里，最先要复核的在前。',
  'ledger.case': '工单', 'ledger.reason': '原因', 'ledger.leader': '包联领导', 'ledger.since': '挂账', 'ledger.until': '预计解决', 'ledger.review': '复核', 'ledger.milestones': '节点', 'ledger.endedAt': '{moment} 结束', 'ledger.note': '对群众说明', 'ledger.next': '下一个：{text}',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  ...keyed('kind', REQUEST_KIND_EN), ...keyed('status', REQUEST_STATUS_EN), ...keyed('returnReason', RETURN_REASON_EN), ...keyed('unreasonable', UNREASONABLE_REASON_EN),
  'form.cancel': 'Cancel', 'form.done': '{number}: {action} done', 'form.uploading': 'Attachments are still being sent', 'form.which': 'Which request', 'form.none': 'No request to act on now', 'form.unitPlaceholder': 'Name of a unit',
  'form.dayMissing': 'Name a day', 'form.chooseOne': 'Choose one', 'form.unitMissing': 'Choose a unit',
  'ask.title': 'Request', 'ask.kind': 'What for', 'ask.none': 'There is nothing to ask for now', 'ask.meanwhile': 'Handling goes on and the clocks run while it is decided.',
  'ask.reason': 'Reason', 'ask.reasonCitizen': 'Reason (the citizen is told)', 'ask.reasonPlaceholder': 'Why, 4 characters or more', 'ask.submit': 'Ask', 'ask.toLead': 'The lead of your unit endorses it first', 'ask.direct': 'You lead the unit: it goes straight to the ruling',
  'ask.returnReason': 'Why it is returned', 'ask.expectedUnit': 'Which unit should have it', 'ask.legalBasis': 'Grounds', 'ask.legalBasisPlaceholder': 'Law, staffing plan or duty list',
  'ask.onceOnly': 'Once per assignment; rejected, it may not be returned again.', 'ask.extendBy': 'By how much', 'ask.extendDays': '+{days} d', 'ask.extendDay': 'or to this day', 'ask.extendTo': 'To {moment}; promised now: {promise}',
  'ask.weekends': 'Saturdays and Sundays are skipped, holidays are not known here: the moment shown counts. At most the original length.', 'ask.measures': 'Measures taken', 'ask.until': 'To be solved by', 'ask.leader': 'Leader in charge', 'ask.publicNote': 'Note to the citizen',
  'ask.milestones': 'Milestones', 'ask.milestoneDay': 'Day of milestone {number}', 'ask.milestoneText': 'Milestone {number}', 'ask.milestoneAdd': 'Add a milestone', 'ask.milestoneRemove': 'Remove milestone {number}',
  'ask.unreasonable': 'Found to be', 'ask.ratingRound': 'Review the rating of round {round}', 'ask.evidence': 'Evidence is required',
  'endorse.title': 'Endorse a request', 'endorse.remarks': 'Remarks', 'endorse.remarksPlaceholder': 'Optional when agreeing; say why when refusing', 'endorse.agree': 'Endorse', 'endorse.refuse': 'Refuse',
  'cancel.title': 'Take a request back', 'cancel.reason': 'Why', 'cancel.submit': 'Take back',
  'rule.title': 'Rule on a request', 'rule.remarks': 'Remarks', 'rule.remarksPlaceholder': 'Optional when approving; say why when rejecting', 'rule.approve': 'Approve', 'rule.reject': 'Reject',
  'rule.leadUnit': 'Unit that leads now', 'rule.newPromise': 'New promise', 'rule.newPromiseReason': 'Why a new promise',
  'rule.effect.return': 'Approved: to the unit above with what is left of the promise; the dispatch counts as wrong. Rejected: no further return.', 'rule.effect.extension': 'Approved: the promise moves and the citizen is told why.',
  'rule.effect.shelving': 'Approved: leaves the active clock, enters the ledger.', 'rule.effect.unreasonable': 'Approved: found unreasonable, the case ends.', 'rule.effect.termination': 'Approved: the case ends, duties are recalled.',
  'rule.effect.rating_review': 'Approved: the rating counts in no measure, but is kept.',
  'shelving.title': 'Review the shelving', 'shelving.verdict': 'Outcome', 'shelving.keep': 'Keep it shelved', 'shelving.end': 'End it', 'shelving.until': 'New date', 'shelving.note': 'Remarks', 'shelving.notePlaceholder': 'How far it is and why', 'shelving.submit': 'Submit',
  'milestone.title': 'Log a milestone', 'milestone.which': 'Which', 'milestone.note': 'What was done', 'milestone.submit': 'Log it', 'milestone.none': 'No open milestone',
  'queue.title': 'Requests', 'queue.list': 'Requests', 'queue.tabs': 'Which requests', 'queue.to_rule': 'To rule on', 'queue.to_endorse': 'To endorse', 'queue.mine': 'Our unit’s',
  'queue.empty.to_rule': 'Nothing to rule on', 'queue.empty.to_endorse': 'Nothing to endorse', 'queue.empty.mine': 'No requests of your unit yet', 'queue.emptyHint': 'Requests appear here by themselves, the one due first on top.',
  'queue.ruling': 'Ruling', 'queue.promise': 'Promise', 'queue.openCase': 'Open the case', 'queue.notForYou': 'Nothing for you to do on this one now', 'queue.request': 'What the citizen said', 'queue.asked': 'Request', 'queue.ruledAs': 'Ruling', 'queue.evidence': 'Evidence', 'queue.do': 'Decide',
  'ledger.title': 'Shelving ledger', 'ledger.which': 'Which', 'ledger.open': 'Shelved', 'ledger.ended': 'Ended', 'ledger.county': 'County', 'ledger.allCounties': 'Whole city', 'ledger.unit': 'Unit', 'ledger.empty': 'Nothing is shelved', 'ledger.emptyHint': 'What was granted a shelving is listed here, the next review first.',
  'ledger.case': 'Case', 'ledger.reason': 'Reason', 'ledger.leader': 'Leader', 'ledger.since': 'Since', 'ledger.until': 'Solved by', 'ledger.review': 'Review', 'ledger.milestones': 'Milestones', 'ledger.endedAt': 'ended {moment}', 'ledger.note': 'Told the citizen', 'ledger.next': 'next: {text}',
}

export const { useText: useRequestText } = registerStrings('request', { zh, en })
export type RequestTextKey = keyof typeof zh

import { registerStrings } from '@tongban/ui/web'

/** Words of the forms by which several units handle one case together. */
const zh = {
  'form.cancel': '取消', 'form.unitPlaceholder': '单位名称，如 住建局、大沁他拉', 'form.done': '{number} 已{action}', 'form.uploading': '附件还没有传完', 'form.reason': '理由',
  'addAssist.title': '增派协办', 'addAssist.units': '协办单位', 'addAssist.reason': '增派理由', 'addAssist.hint': '协办单位的时钟从现在起算，答复交主办单位，不晚于对群众的承诺。', 'addAssist.submit': '增派协办',
  'whistle.title': '吹哨', 'whistle.units': '召集哪些部门', 'whistle.reason': '吹哨事由', 'whistle.place': '到场地点', 'whistle.hours': '几小时内答复（可不填）', 'whistle.submit': '吹哨',
  'whistle.hint': '被召集的部门要按时到场、按时答复，两项都计入考核。',
  'arrive.title': '登记到场', 'arrive.place': '到场地点', 'arrive.note': '到场情况（可不填）', 'arrive.notePlaceholder': '谁到场、看到什么', 'arrive.submit': '登记到场',
  'answer.title': '答复主办', 'answer.text': '办理情况', 'answer.placeholder': '查明了什么、做了什么、还需要主办单位做什么', 'answer.hint': '答复交给主办单位，由主办单位统一回复群众。', 'answer.submit': '答复主办',
  'recall.title': '收回', 'recall.which': '收回哪一项', 'recall.reason': '收回理由', 'recall.lead': '收回主办后工单退回派单池，协办、吹哨和抄送一并收回；对群众的承诺时限不变。', 'recall.none': '没有可以收回的任务', 'recall.submit': '收回',
  'split.title': '拆分', 'split.hint': '本工单继续办理自己的事项；拆出的每件单独立案、派单、计时，沿用同一诉求人。', 'split.part': '第 {n} 件', 'split.partTitle': '第 {n} 件的标题', 'split.partText': '第 {n} 件的内容',
  'split.partCategory': '第 {n} 件的分类编号（可不填）', 'split.add': '再拆一件', 'split.remove': '去掉第 {n} 件', 'split.reason': '拆分理由', 'split.submit': '拆分',
  'delegate.title': '交办协助', 'delegate.kind': '请谁协助', 'delegate.name': '姓名或名称', 'delegate.task': '请其做什么', 'delegate.hint': '协助人不承担主办，时限和责任仍在本单位。', 'delegate.submit': '交办',
  'finish.title': '登记协助结果', 'finish.which': '哪一项协助', 'finish.result': '结果', 'finish.submit': '登记结果',
  'escalate.title': '上报', 'escalate.reason': '上报理由', 'escalate.measures': '已采取的措施', 'escalate.hint': '上一级以协办身份参加，本单位仍是主办。', 'escalate.submit': '上报',
  'recuse.title': '认定回避', 'recuse.units': '被反映的单位', 'recuse.reason': '回避理由', 'recuse.reasonPlaceholder': '写事由，不要写诉求人是谁', 'recuse.submit': '认定回避',
  'recuse.hint': '所选单位从此看不到、收不到、不能办理这件工单；由它主办的转上一级，没有合适上级的退回派单池。',
  'reassign.title': '改派', 'reassign.lead': '改派给', 'reassign.assists': '协办（可不填）', 'reassign.reason': '改派理由', 'reassign.wrong': '原派单有误，计入派单规则或派单人', 'reassign.promise': '重新承诺时限的理由（可不填）',
  'reassign.hint': '新单位只有剩余的承诺时限；写明理由的，可以重新承诺。', 'reassign.submit': '改派',
  'reply.openAssist': '未等协办答复的理由', 'reply.openAssistAside': '{units}还没有答复',
  'duty.arrived': '到场', 'duty.answered': '答复', 'duty.answerDue': '答复', 'duty.arriveDue': '到场', 'duty.ended': '已结束的 {count} 项', 'duty.copiesBefore': '此前的抄送 {count} 项', 'duty.helpers': '协助', 'duty.helperDone': '已完成', 'duty.helperOpen': '进行中',
  'duty.answerText': '给主办的答复',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  'form.cancel': 'Cancel', 'form.unitPlaceholder': 'Name of a unit', 'form.done': '{number}: {action} done', 'form.uploading': 'Attachments are still being sent', 'form.reason': 'Reason',
  'addAssist.title': 'Add assists', 'addAssist.units': 'Assisting units', 'addAssist.reason': 'Why', 'addAssist.hint': 'Their clocks count from now; they answer the lead, no later than the promise to the citizen.', 'addAssist.submit': 'Add',
  'whistle.title': 'Whistle', 'whistle.units': 'Departments to summon', 'whistle.reason': 'What for', 'whistle.place': 'Where to come', 'whistle.hours': 'Answer within hours (optional)', 'whistle.submit': 'Whistle',
  'whistle.hint': 'A summoned department has to arrive and to answer in time; both are measured.',
  'arrive.title': 'Log arrival', 'arrive.place': 'Where', 'arrive.note': 'Remarks (optional)', 'arrive.notePlaceholder': 'Who came, what was seen', 'arrive.submit': 'Log arrival',
  'answer.title': 'Answer the lead', 'answer.text': 'What was done', 'answer.placeholder': 'What was found, what was done, what the lead still has to do', 'answer.hint': 'Goes to the lead, who gives the citizen one answer.', 'answer.submit': 'Answer the lead',
  'recall.title': 'Take back', 'recall.which': 'Which duty', 'recall.reason': 'Why', 'recall.lead': 'Without its lead the case goes back to the pool; assists, whistles and copies are taken back too. The promise to the citizen stands.', 'recall.none': 'Nothing to take back', 'recall.submit': 'Take back',
  'split.title': 'Split', 'split.hint': 'This case keeps its own matter; each part is filed, dispatched and timed by itself, for the same caller.', 'split.part': 'Part {n}', 'split.partTitle': 'Title of part {n}', 'split.partText': 'What happened, part {n}',
  'split.partCategory': 'Category code of part {n} (optional)', 'split.add': 'One more', 'split.remove': 'Remove part {n}', 'split.reason': 'Why', 'split.submit': 'Split',
  'delegate.title': 'Ask for help', 'delegate.kind': 'Whom', 'delegate.name': 'Name', 'delegate.task': 'To do what', 'delegate.hint': 'Helpers never lead: clocks and duty stay with the unit.', 'delegate.submit': 'Ask',
  'finish.title': 'Log what the helper did', 'finish.which': 'Which help', 'finish.result': 'Result', 'finish.submit': 'Log it',
  'escalate.title': 'Escalate', 'escalate.reason': 'Why', 'escalate.measures': 'Done so far', 'escalate.hint': 'The unit above joins as an assist; this unit stays the lead.', 'escalate.submit': 'Escalate',
  'recuse.title': 'Recuse', 'recuse.units': 'Units the case is about', 'recuse.reason': 'Why', 'recuse.reasonPlaceholder': 'The matter, never who reported it', 'recuse.submit': 'Recuse',
  'recuse.hint': 'They no longer see, receive or handle this case; what they lead goes one level up, else back to the pool.',
  'reassign.title': 'Reassign', 'reassign.lead': 'To', 'reassign.assists': 'Assists (optional)', 'reassign.reason': 'Why', 'reassign.wrong': 'The dispatch was wrong: charge its rule or author', 'reassign.promise': 'Why a new promise (optional)',
  'reassign.hint': 'The next unit has what is left of the promise, unless a reason for a new one is given.', 'reassign.submit': 'Reassign',
  'reply.openAssist': 'Why the reply does not wait', 'reply.openAssistAside': '{units} have not answered',
  'duty.arrived': 'Arrive', 'duty.answered': 'Answer', 'duty.answerDue': 'Answer', 'duty.arriveDue': 'Arrive', 'duty.ended': '{count} ended', 'duty.copiesBefore': '{count} earlier copies', 'duty.helpers': 'Helpers', 'duty.helperDone': 'done', 'duty.helperOpen': 'under way',
  'duty.answerText': 'Answer to the lead',
}

export const { useText: useCoHandlingText } = registerStrings('coHandling', { zh, en })
export type CoHandlingTextKey = keyof typeof zh

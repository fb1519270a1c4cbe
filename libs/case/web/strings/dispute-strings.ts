import { registerStrings } from '@tongban/ui/web'
import { DISPUTE_CAUSE_ZH, PANEL_ROLE_ZH } from '../../contract/index.js'

const zh = {
  'cause.second_return': DISPUTE_CAUSE_ZH.second_return, 'cause.lapsed_ruling': DISPUTE_CAUSE_ZH.lapsed_ruling, 'cause.by_hand': DISPUTE_CAUSE_ZH.by_hand,
  'panel.hotline_centre': PANEL_ROLE_ZH.hotline_centre, 'panel.staffing_office': PANEL_ROLE_ZH.staffing_office, 'panel.justice': PANEL_ROLE_ZH.justice,
  'panel.discipline_inspection': PANEL_ROLE_ZH.discipline_inspection, 'panel.expert': PANEL_ROLE_ZH.expert,
  'page.title': '会商裁定', 'page.queue': '待裁定的争议', 'page.open': '待裁定', 'page.ruled': '已结束', 'page.tabs': '哪些争议',
  'page.empty': '没有待裁定的争议', 'page.emptyHint': '两个单位先后退单、退单裁定逾期，或由热线中心提请的，会出现在这里。', 'page.emptyRuled': '还没有结束的争议',
  'page.openCase': '打开工单', 'page.precedents': '裁定先例', 'page.due': '裁定', 'page.lapsed': '裁定逾期', 'page.lapsedHint': '裁定已逾期，转督办', 'page.moot': '工单先行办结', 'page.ruledFor': '裁定{unit}',
  'page.opened': '{moment} 提起', 'page.handles': '先办后议：{unit}继续办理', 'page.parties': '当事单位意见', 'page.noPosition': '还没有陈述意见', 'page.basis': '依据',
  'page.request': '群众诉求', 'page.panel': '会商组', 'page.noPanel': '还没有组成会商组', 'page.missing': '还缺：{roles}', 'page.meeting': '现场会商', 'page.requests': '退单申请',
  'page.ruling': '裁定', 'page.similar': '同类先例', 'page.noSimilar': '这一分类还没有先例', 'page.allPrecedents': '全部先例', 'page.do': '下一步', 'page.notForYou': '当事单位可以陈述意见；组织会商和裁定由督办员进行。',
  'precedent.title': '裁定先例', 'precedent.search': '搜要旨、理由、依据、标题', 'precedent.category': '分类：{name}', 'precedent.clear': '清除',
  'precedent.empty': '没有找到先例', 'precedent.emptyHint': '换一个说法，或去掉分类；只检索最近的裁定，密件不作先例公开。', 'precedent.ruledFor': '由{unit}承办', 'precedent.parties': '争议单位：{units}', 'precedent.cite': '引用', 'precedent.list': '先例',
  'form.cancel': '取消', 'form.unitPlaceholder': '单位名称，如 住建局、大沁他拉', 'form.done': '{number} 已{action}',
  'open.title': '提请会商裁定', 'open.units': '可能应当承办的单位', 'open.reason': '提请理由', 'open.reasonPlaceholder': '哪两个单位、为什么定不下来', 'open.submit': '提请会商', 'open.hint': '会商期间现承办单位继续办理，时限照走，不能退单、收回、改派。',
  'convene.title': '组织会商', 'convene.hint': '热线中心、编办、司法行政必须到场；纪检监察、专家可以参加。', 'convene.required': '必须', 'convene.optional': '可以参加', 'convene.namePlaceholder': '姓名；几位之间用顿号', 'convene.submit': '组成会商组',
  'position.title': '陈述意见', 'position.text': '本单位意见', 'position.textPlaceholder': '为什么属于或不属于本单位职责', 'position.basis': '依据', 'position.basisPlaceholder': '法规、三定方案或权责清单的条款', 'position.submit': '提交意见', 'position.uploading': '附件还没有传完',
  'position.again': '可以再次陈述，以最后一次为准。',
  'meeting.title': '登记现场会商', 'meeting.day': '日期', 'meeting.time': '时间', 'meeting.place': '地点', 'meeting.note': '会商记录', 'meeting.notePlaceholder': '谁到场、看到什么、谈了什么', 'meeting.submit': '登记会商', 'meeting.timeWrong': '时间写成 14:30 这样',
  'rule.title': '会商裁定', 'rule.lead': '由谁主办', 'rule.otherLead': '其他单位', 'rule.present': '现承办', 'rule.assists': '协办（可不填）', 'rule.principle': '裁定要旨', 'rule.principlePlaceholder': '一句话，以后按它检索',
  'rule.reasons': '裁定理由', 'rule.basis': '依据', 'rule.propose': '建议据此修改派单目录', 'rule.submit': '作出裁定', 'rule.moves': '工单将转给{unit}，只有剩余的承诺时限，不得再退单；原派单计为有误。',
  'rule.stays': '{unit}继续办理，不得再退单；其退单申请不予同意。', 'rule.precedentOnly': '工单已经办复，本裁定只作为先例，不再移交。',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  'cause.second_return': 'Two units say it is not theirs', 'cause.lapsed_ruling': 'A return nobody ruled on in time', 'cause.by_hand': 'Opened by the hotline',
  'panel.hotline_centre': 'Hotline', 'panel.staffing_office': 'Staffing office', 'panel.justice': 'Justice', 'panel.discipline_inspection': 'Discipline inspection', 'panel.expert': 'Expert',
  'page.title': 'Adjudication', 'page.queue': 'Disputes to rule on', 'page.open': 'To rule on', 'page.ruled': 'Settled', 'page.tabs': 'Which disputes',
  'page.empty': 'No disputes to rule on', 'page.emptyHint': 'Second returns, returns nobody ruled on in time, and disputes opened by the hotline come here.', 'page.emptyRuled': 'No settled disputes yet',
  'page.openCase': 'Open the case', 'page.precedents': 'Precedents', 'page.due': 'Ruling', 'page.lapsed': 'Ruling overdue', 'page.lapsedHint': 'The ruling is overdue and supervised', 'page.moot': 'Case ended first', 'page.ruledFor': 'Ruled: {unit}',
  'page.opened': 'opened {moment}', 'page.handles': '{unit} goes on handling meanwhile', 'page.parties': 'Positions of the parties', 'page.noPosition': 'No position stated yet', 'page.basis': 'Grounds',
  'page.request': 'What the citizen said', 'page.panel': 'Panel', 'page.noPanel': 'No panel yet', 'page.missing': 'still missing: {roles}', 'page.meeting': 'Meeting on site', 'page.requests': 'Returns asked for',
  'page.ruling': 'Ruling', 'page.similar': 'Precedents of the category', 'page.noSimilar': 'No precedent in this category yet', 'page.allPrecedents': 'All precedents', 'page.do': 'Next', 'page.notForYou': 'Parties may state positions; supervisors convene and rule.',
  'precedent.title': 'Precedents', 'precedent.search': 'Principle, reasons, grounds, title', 'precedent.category': 'Category: {name}', 'precedent.clear': 'Clear',
  'precedent.empty': 'No precedent found', 'precedent.emptyHint': 'Try other words or no category; only the newest rulings are searched, sealed ones never.', 'precedent.ruledFor': '{unit} handles it', 'precedent.parties': 'Parties: {units}', 'precedent.cite': 'Cite', 'precedent.list': 'Precedents',
  'form.cancel': 'Cancel', 'form.unitPlaceholder': 'Name of a unit', 'form.done': '{number}: {action} done',
  'open.title': 'Open a dispute', 'open.units': 'Units that might be right', 'open.reason': 'Why', 'open.reasonPlaceholder': 'Which units, and why it cannot be settled', 'open.submit': 'Open the dispute', 'open.hint': 'The unit that has it goes on handling; its clocks run; no return, recall or reassignment meanwhile.',
  'convene.title': 'Convene the panel', 'convene.hint': 'Hotline, staffing office and justice must sit in; discipline inspection and experts may.', 'convene.required': 'required', 'convene.optional': 'may join', 'convene.namePlaceholder': 'Names, separated by commas', 'convene.submit': 'Convene',
  'position.title': 'State a position', 'position.text': 'Position of the unit', 'position.textPlaceholder': 'Why it is, or is not, the duty of this unit', 'position.basis': 'Grounds', 'position.basisPlaceholder': 'Law, staffing plan or duty list', 'position.submit': 'State it', 'position.uploading': 'Attachments are still being sent',
  'position.again': 'You may state again; the last one stands.',
  'meeting.title': 'Log a meeting', 'meeting.day': 'Day', 'meeting.time': 'Time', 'meeting.place': 'Place', 'meeting.note': 'Record', 'meeting.notePlaceholder': 'Who came, what was seen and said', 'meeting.submit': 'Log it', 'meeting.timeWrong': 'Write the time like 14:30',
  'rule.title': 'Rule on the dispute', 'rule.lead': 'Who leads', 'rule.otherLead': 'Another unit', 'rule.present': 'has it now', 'rule.assists': 'Assists (optional)', 'rule.principle': 'Principle', 'rule.principlePlaceholder': 'One sentence it will be found by',
  'rule.reasons': 'Reasons', 'rule.basis': 'Grounds', 'rule.propose': 'Propose a change to the dispatch catalogue', 'rule.submit': 'Rule', 'rule.moves': 'The case goes to {unit} with what is left of the promise and no return; the old dispatch counts as wrong.',
  'rule.stays': '{unit} goes on and may not return it; its return is rejected.', 'rule.precedentOnly': 'Answered already: the ruling is a precedent only.',
}

export const { useText: useDisputeText } = registerStrings('dispute', { zh, en })
export type DisputeTextKey = keyof typeof zh

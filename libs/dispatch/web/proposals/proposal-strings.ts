import { registerStrings } from '@tongban/ui/web'

const zh = {
  'proposals.title': '派单目录修改建议', 'proposals.empty': '没有待处理的建议', 'proposals.emptyHint': '会商裁定提出的、以及退单获准后说明应由谁承办的，会出现在这里。',
  'proposals.hint': '由工单提出，供目录管理员参考；采纳要在派单目录里办理，这里不改目录。', 'proposals.list': '建议', 'proposals.wholeCity': '全市', 'proposals.to': '{category} · {place} → {unit}',
  'proposals.times': '{count} 件工单', 'proposals.cases': '相关工单', 'proposals.basis': '依据', 'proposals.precedents': '同类先例', 'proposals.last': '最近 {moment}',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  'proposals.title': 'Proposed changes to the catalogue', 'proposals.empty': 'Nothing is proposed', 'proposals.emptyHint': 'What rulings propose, and what agreed returns say, comes here.',
  'proposals.hint': 'Proposed by cases; accepting one is done in the catalogue itself.', 'proposals.list': 'Proposals', 'proposals.wholeCity': 'whole city', 'proposals.to': '{category} · {place} → {unit}',
  'proposals.times': '{count} cases', 'proposals.cases': 'Cases', 'proposals.basis': 'Grounds', 'proposals.precedents': 'Precedents of the category', 'proposals.last': 'last {moment}',
}

export const { useText: useProposalText } = registerStrings('dispatch-proposals', { zh, en })

import { registerStrings } from '@tongban/ui/web'

const zh = {
  'proposals.title': '修改建议', 'proposals.empty': '没有这样的建议', 'proposals.emptyHint': '会商裁定、获准的退单、改派，以及派单员核定的分类和地点，会在这里提出建议。',
  'proposals.hint': '采纳的目录规则进入草稿，发布后才生效。', 'proposals.list': '建议', 'proposals.wholeCity': '全市', 'proposals.times': '{count} 件工单', 'proposals.against': '{count} 件相反',
  'proposals.cases': '相关工单', 'proposals.basis': '依据', 'proposals.precedents': '同类先例', 'proposals.last': '最近 {moment}', 'proposals.keys': '↑↓ 换一条 · A 采纳 · E 改后采纳 · R 不采纳',
  'kind.label': '建议内容', 'kind.all': '全部', 'kind.catalogue_row': '派单目录', 'kind.gazetteer_entry': '地名库', 'kind.training_label': '分类训练',
  'status.label': '处理情况', 'status.proposed': '待处理', 'status.accepted': '已采纳', 'status.rejected': '不采纳',
  'proposals.nowhere': '地点不明', 'proposals.scopeNeeded': '工单没有地点，采纳前要选定适用范围',
  'change.new': '目录里没有管这类事的规则，新加一条', 'change.rewrites': '改写目录规则 {row}', 'change.beside': '目录规则 {row} 不动，另加一条', 'change.kept': '照旧：{fields}', 'change.empty': '（空）',
  'line.row': '{category} · {place} → {unit}', 'line.place': '“{name}” 在 {division}', 'line.label': '按“{from}”受理的，应为“{to}”',
  'decided.by': '{name} {moment}：{reason}', 'decided.edited': '改后采纳', 'decided.noReason': '未写说明',
  'act.accept': '采纳', 'act.edit': '改后采纳', 'act.reject': '不采纳', 'act.cancel': '取消', 'act.reason': '理由', 'act.reasonHint': '理由（至少 {count} 个字）', 'act.note': '采纳说明（可不填）', 'act.rows': '看目录规则',
  'edit.scope': '由谁承办', 'edit.function': '职能', 'edit.place': '适用范围', 'edit.basis': '依据', 'edit.name': '地名', 'edit.city': '全市', 'edit.choosePlace': '请选适用范围', 'edit.elsewhere': '只管一个旗县或镇街的，请在目录草稿里写。', 'edit.here': '只在{place}', 'edit.forbid': '镇街不得承办',
  'done.accepted': '已采纳：{line}', 'done.draft': '已采纳，规则已进草稿，发布后生效：{line}', 'done.rejected': '不采纳：{line}',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  'proposals.title': 'Proposed changes', 'proposals.empty': 'Nothing of the kind', 'proposals.emptyHint': 'Rulings, agreed returns, reassignments and what dispatchers put right propose changes here.',
  'proposals.hint': 'An accepted row goes into the draft of the catalogue and holds once that is published.', 'proposals.list': 'Proposals', 'proposals.wholeCity': 'whole city', 'proposals.times': '{count} cases', 'proposals.against': '{count} against',
  'proposals.cases': 'Cases', 'proposals.basis': 'Grounds', 'proposals.precedents': 'Precedents of the category', 'proposals.last': 'last {moment}', 'proposals.keys': '↑↓ another, A accept, E change, R reject',
  'kind.label': 'What would change', 'kind.all': 'All', 'kind.catalogue_row': 'Catalogue', 'kind.gazetteer_entry': 'Gazetteer', 'kind.training_label': 'Training label',
  'status.label': 'State', 'status.proposed': 'Open', 'status.accepted': 'Accepted', 'status.rejected': 'Rejected',
  'proposals.nowhere': 'place unknown', 'proposals.scopeNeeded': 'No place is known of its cases: say where it holds before accepting',
  'change.new': 'No row speaks of such cases: a new one', 'change.rewrites': 'Rewrites row {row}', 'change.beside': 'Row {row} stays, a new one beside it', 'change.kept': 'As before: {fields}', 'change.empty': '(empty)',
  'line.row': '{category} · {place} → {unit}', 'line.place': '“{name}” is in {division}', 'line.label': 'Filed as “{from}”, should be “{to}”',
  'decided.by': '{name} {moment}: {reason}', 'decided.edited': 'changed first', 'decided.noReason': 'no reason given',
  'act.accept': 'Accept', 'act.edit': 'Change and accept', 'act.reject': 'Reject', 'act.cancel': 'Cancel', 'act.reason': 'Reason', 'act.reasonHint': 'Reason (at least {count} characters)', 'act.note': 'Note (optional)', 'act.rows': 'See the rows',
  'edit.scope': 'Who answers', 'edit.function': 'Function', 'edit.place': 'Where', 'edit.basis': 'Grounds', 'edit.name': 'Name', 'edit.city': 'Whole city', 'edit.choosePlace': 'Choose where', 'edit.elsewhere': 'For one county or township write the row in the draft.', 'edit.here': 'only in {place}', 'edit.forbid': 'Never to a township',
  'done.accepted': 'Accepted: {line}', 'done.draft': 'Accepted into the draft, in force once published: {line}', 'done.rejected': 'Rejected: {line}',
}

export const { useText: useProposalText } = registerStrings('dispatch-proposals', { zh, en })
export type ProposalText = ReturnType<typeof useProposalText>

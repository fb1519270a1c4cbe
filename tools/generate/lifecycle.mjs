/** docs/lifecycle.md: the transition table as people read it, from the commands themselves. */
import './typescript-imports.mjs'

const load = (file) => import(new URL(`../../libs/${file}`, import.meta.url).href)
const [{ DEFAULT_ROLES, PERMISSIONS, SYSTEM_PERMISSIONS }, contract, { isOpen }, { allRefusals }, { REQUEST_WAYS }] = await Promise.all([
  load('access/contract/index.ts'),
  load('case/contract/index.ts'),
  load('case/domain/index.ts'),
  load('kernel/contract/index.ts'),
  load('case/contract/request-ways.ts'),
  // their refusals are told by commands of the case too
  load('org/contract/index.ts'),
  load('taxonomy/contract/index.ts'),
])
const { ASSIGNMENT_STATUS_ZH, CASE_COMMANDS, CASE_REFUSALS, CASE_STATUS_ZH, REQUEST_POLICIES, REQUEST_POLICY_HEADER, REQUEST_STATUS_ZH, TERMINAL_STATUSES, requestPolicyRows } = contract

const ACTOR_ZH = {
  assignment_unit: '只有承办该任务的单位',
  outside_handling_units: '不得属于承办单位（含协办）',
  dispute_party: '争议的当事单位（须有会商中的争议）',
  outside_dispute: '不得属于当事单位或承办单位（须有会商中的争议）',
  anyone_in_reach: '查看范围内有此权限的人',
}

/** What any command may answer, beside its own. */
const GENERAL_CODES = ['PERMISSION_MISSING', 'CASE_STATE_FORBIDS', 'CASE_VERSION_STALE', 'CONFLICT', 'IDEMPOTENCY_KEY_REUSED']
const TARGET_CODES = { case: ['CASE_NOT_FOUND'], assignment: ['ASSIGNMENT_NOT_FOUND', 'NOT_YOUR_ASSIGNMENT', 'ASSIGNMENT_STATE_FORBIDS'] }

const commands = Object.values(CASE_COMMANDS)
const code = (id) => `\`${id}\``
const caseStates = (states) => states.map((state) => `${CASE_STATUS_ZH[state]} ${code(state)}`).join('<br>')
const assignmentStates = (states) => states.map((state) => `${ASSIGNMENT_STATUS_ZH[state]} ${code(state)}`).join('<br>')
/** A command that leads from each state to itself only leaves a trace. */
const changesNothing = ({ from, to }) => from.length > 1 && from.join() === to.join()

function table(header, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}

function diagram(names, edges, ends) {
  const labels = new Map()
  for (const [from, to, label] of edges) labels.set(`${from} --> ${to}`, [...(labels.get(`${from} --> ${to}`) ?? []), label])
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...Object.entries(names).map(([state, zh]) => `  ${state}: ${zh}`),
    ...[...labels].map(([edge, all]) => `  ${edge}: ${[...new Set(all)].join('、')}`),
    ...ends.map((state) => `  ${state} --> [*]`),
    '```',
  ].join('\n')
}

/**
 * What happens to an ordinary case, and each procedure by itself: one picture of everything would show nothing. Every command stands in one.
 * `TRACES` change no state, or only what has a picture of its own; the tables tell of them.
 */
const PLAIN = ['file', 'dispatch', 'sign', 'contact', 'reply', 'review', 'record_callback', 'withdraw', 'archive']
const PROCEDURES = [
  { zh: '二次交办与申诉', about: '群众说没有联系、没有解决、不满意、不属实的，或者审核不通过的，进入下一轮；办结后可以申诉一次。', of: ['review', 'record_callback', 'appeal'], duties: true },
  { zh: '换单位：改派、收回、回避、裁定', about: '工单换了承办单位，承诺时限不变（写明理由重新承诺的除外）。主办被收回，或者回避后没有合适的上一级的，退回派单池；审核中认定回避的，回到办理中。', of: ['rule_request', 'rule_dispute', 'reassign', 'recall', 'recuse'], only: ['awaiting_dispatch'], duties: true },
  { zh: '协办与吹哨', about: '主办不变；协办、被吹哨的单位答复主办单位，由主办统一回复群众。', of: ['add_assist', 'whistle', 'escalate', 'arrive', 'answer_lead'], duties: true },
  { zh: '并案', about: '并入的工单等所并入的那件答复；可以撤销。', of: ['merge', 'join', 'unmerge', 'share_reply'] },
  { zh: '终止', about: '不合理诉求认定、终止办理经裁定同意的。', of: ['rule_request'], only: ['terminated'], from: REQUEST_POLICIES.termination.ruledIn },
]
const TRACES = [
  'note_clock', 'request', 'endorse_request', 'cancel_request', 'lapse', 'review_shelving', 'note_milestone', 'open_dispute', 'convene_panel', 'state_position',
  'hold_meeting', 'note_link', 'urge', 'add_facts', 'split', 'delegate', 'finish_delegation', 'clarify', 'change_urgency', 'recount', 'note',
]
const drawn = new Set([...PLAIN, ...PROCEDURES.flatMap(({ of }) => of), ...TRACES])
const undrawn = commands.filter(({ name }) => !drawn.has(name))
if (undrawn.length > 0) throw new Error(`In no picture of docs/lifecycle.md: ${undrawn.map(({ name }) => name).join(', ')}`)

const named = (names) => names.map((name) => CASE_COMMANDS[name])
/** Only the states a picture is about. */
const namesIn = (edges, all) => Object.fromEntries(Object.entries(all).filter(([state]) => edges.some((edge) => edge.includes(state))))

function caseDiagram(names, { only, from: given } = {}) {
  const edges = named(names)
    .filter((command) => !changesNothing(command))
    .flatMap(({ from, to, zh }) => {
      // Of several states a command can be given in, it leads into those where it cannot; into the others only from themselves.
      const reached = to.filter((after) => (from.length === 1 && names === PLAIN) || !from.includes(after))
      return from.flatMap((before) => reached.map((after) => [before === 'draft' ? '[*]' : before, after, zh]))
    })
    .filter(([before, after]) => (only === undefined || only.includes(after)) && (given === undefined || given.includes(before)))
  return diagram(namesIn(edges, CASE_STATUS_ZH), edges, TERMINAL_STATUSES.filter((state) => edges.some((edge) => edge.includes(state))))
}

function assignmentDiagram(names) {
  const open = Object.keys(ASSIGNMENT_STATUS_ZH).filter((status) => isOpen({ status }))
  const before = ({ assignmentFrom }, to) => {
    if (to === 'dispatched') return ['[*]']
    return to === 'returned' ? REQUEST_POLICIES.return.assignmentStatuses : (assignmentFrom ?? open)
  }
  const edges = named(names).flatMap((command) =>
    (command.assignmentTo ?? []).flatMap((to) => before(command, to).filter((from) => from !== to).map((from) => [from, to, command.zh])),
  )
  const shown = namesIn(edges, ASSIGNMENT_STATUS_ZH)
  return diagram(shown, edges, Object.keys(shown).filter((status) => !open.includes(status)))
}

function requestDiagram() {
  const label = ({ by, to }) => [...by.map((name) => CASE_COMMANDS[name].zh), ...(to === 'cancelled' ? ['任务或工单已经结束'] : [])].join('、')
  const edges = REQUEST_WAYS.map((way) => [way.from ?? '[*]', way.to, label(way)])
  return diagram(REQUEST_STATUS_ZH, edges, ['approved', 'rejected', 'lapsed', 'cancelled'])
}

const procedureSections = () =>
  PROCEDURES.flatMap(({ zh, about, of, duties, ...limits }) => {
    const moves = named(of).some(({ from, to }) => to.some((after) => !from.includes(after)))
    return [
      `### ${zh}`, '', about, '',
      ...(moves ? [caseDiagram(of, limits), ''] : []),
      ...(duties ? ['其中的承办任务：', '', assignmentDiagram(of), ''] : []),
    ]
  })

const rolesOf = (permission) => {
  const roles = DEFAULT_ROLES.filter(({ permissions }) => permissions.includes(permission)).map(({ zh }) => zh)
  return [...roles, ...(SYSTEM_PERMISSIONS.includes(permission) ? ['系统'] : [])].join('、')
}

const way = (states, from, to) => (from && from.join() !== to?.join() ? `${states(from)}<br>→<br>${states(to ?? [])}` : states(to ?? []))

function commandRows() {
  return commands.map((command) => [
    `**${command.zh}**<br>${code(command.name)}`,
    changesNothing(command) ? `${caseStates(command.from)}<br>（不变）` : way(caseStates, command.from, command.to),
    command.assignmentTo ? way(assignmentStates, command.assignmentFrom, command.assignmentTo) : '',
    `${PERMISSIONS[command.permission].zh} ${code(command.permission)}<br>${rolesOf(command.permission)}`,
    ACTOR_ZH[command.actor],
  ])
}

function commandSections() {
  return commands.flatMap((command) => [
    `### ${command.zh} \`${command.name}\``,
    '',
    ...command.rules.map((rule) => `- ${rule}`),
    ...(command.needsQuote ? ['- 随之派单的，承诺时限从执行之时起计算'] : []),
    '',
    `事件：${command.events.map(({ type }) => code(type)).join('、')}`,
    '',
    `特有的拒绝：${command.refusals.length === 0 ? '无' : command.refusals.map(code).join('、')}`,
    '',
  ])
}

function refusalRows() {
  const wanted = new Set([...GENERAL_CODES, ...Object.keys(CASE_REFUSALS), ...commands.flatMap(({ refusals }) => refusals)])
  const known = allRefusals()
  return [...wanted].map((id) => {
    const text = known.get(id)
    if (!text) throw new Error(`Refusal ${id} is declared in no contract this document reads`)
    return [code(id), text.status, text.zh, text.en]
  })
}

/** @returns {string} the whole document */
export function lifecycleDocument() {
  return `${[
    '# 工单流转规则 · Lifecycle of a case',
    '',
    '<!-- 由 npm run generate 根据 libs/case/commands 生成，请勿手工修改。Generated from libs/case/commands: do not edit. -->',
    '',
    '一件工单是群众的一次诉求；一项承办任务是一个单位在其中的职责。下面的图和表与程序使用同一份数据：',
    '服务端按它判断能不能做，接口按它给出“可做的操作”，测试按它逐格核对。',
    '',
    '## 工单 case',
    '',
    '先看平常的一件；退单、会商、并案等各有自己的图，见“各种程序”。',
    '',
    caseDiagram(PLAIN),
    '',
    '## 承办任务 assignment',
    '',
    '主办 `lead` 同一时间只有一个；协办 `assist`、被吹哨的 `whistle` 办自己的一份，答复主办；抄送 `cc` 不承担办理任务，只随工单收回。',
    '',
    assignmentDiagram(PLAIN),
    '',
    '## 各种程序',
    '',
    ...procedureSections(),
    '### 申请',
    '',
    '先办后议：申请走到哪一步，都不停承办单位的时钟。各种申请的规则见“申请的规则”表。',
    '',
    requestDiagram(),
    '',
    '## 谁在什么时候可以做什么',
    '',
    table(['操作', '工单：从 → 到', '承办任务：从 → 到', '权限与岗位', '谁来做'], commandRows()),
    '',
    `每个操作都可能被这样拒绝：${GENERAL_CODES.map(code).join('、')}；针对工单的还有 ${TARGET_CODES.case.map(code).join('、')}，`,
    `针对承办任务的还有 ${TARGET_CODES.assignment.map(code).join('、')}。被拒绝的操作什么都不改变。`,
    '',
    '## 各项操作的规则',
    '',
    ...commandSections(),
    '## 申请的规则',
    '',
    '退单、延期、挂账、不合理诉求认定、终止、评价复核走同一套程序：提出 → 本单位负责人同意 → 裁定（或裁定逾期）。不同的只是下表；裁定人除表中权限外还要有 `request.rule`，',
    '提出人、同意人和承办单位的人都不得裁定。裁定逾期或撤回的不计次数；先办后议，任何一步都不停承办单位的时钟。',
    '',
    table(REQUEST_POLICY_HEADER, requestPolicyRows()),
    '',
    '## 拒绝代码',
    '',
    table(['代码', 'HTTP', '中文', 'English'], refusalRows()),
  ].join('\n')}\n`
}

/** docs/lifecycle.md: the transition table as people read it, from the commands themselves. */
import './typescript-imports.mjs'

const load = (file) => import(new URL(`../../libs/${file}`, import.meta.url).href)
const [{ DEFAULT_ROLES, PERMISSIONS, SYSTEM_PERMISSIONS }, contract, { isOpen }, { allRefusals }] = await Promise.all([
  load('access/contract/index.ts'),
  load('case/contract/index.ts'),
  load('case/domain/index.ts'),
  load('kernel/contract/index.ts'),
  // their refusals are told by commands of the case too
  load('org/contract/index.ts'),
  load('taxonomy/contract/index.ts'),
])
const { ASSIGNMENT_STATUS_ZH, CASE_COMMANDS, CASE_REFUSALS, CASE_STATUS_ZH, TERMINAL_STATUSES } = contract

const ACTOR_ZH = {
  assignment_unit: '只有承办该任务的单位',
  outside_handling_units: '不得属于承办单位（含协办）',
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

function caseDiagram() {
  const moving = commands.filter((command) => !changesNothing(command))
  const edges = moving.flatMap(({ from, to, zh }) =>
    from.flatMap((before) => to.map((after) => [before === 'draft' ? '[*]' : before, after, zh])),
  )
  const { draft: _draft, ...names } = CASE_STATUS_ZH
  return diagram(names, edges, TERMINAL_STATUSES)
}

function assignmentDiagram() {
  const open = Object.keys(ASSIGNMENT_STATUS_ZH).filter((status) => isOpen({ status }))
  const before = ({ assignmentFrom }, to) => assignmentFrom ?? (to === 'dispatched' ? ['[*]'] : open)
  const edges = commands.flatMap((command) =>
    (command.assignmentTo ?? []).flatMap((to) => before(command, to).map((from) => [from, to, command.zh])),
  )
  return diagram(
    ASSIGNMENT_STATUS_ZH,
    edges,
    Object.keys(ASSIGNMENT_STATUS_ZH).filter((status) => !open.includes(status)),
  )
}

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
    caseDiagram(),
    '',
    '## 承办任务 assignment',
    '',
    '主办 `lead` 同一时间只有一个；协办 `assist` 办自己的一份；抄送 `cc` 不承担办理任务，只随工单收回。',
    '',
    assignmentDiagram(),
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
    '## 拒绝代码',
    '',
    table(['代码', 'HTTP', '中文', 'English'], refusalRows()),
  ].join('\n')}\n`
}

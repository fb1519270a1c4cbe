import type { OrderCounts, OrderListItem, OrderView } from '../contract/index.js'

export const ids = (n: number): string => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const line = (n: number, change: Partial<OrderListItem> = {}): OrderListItem => ({
  id: ids(n), number: `DB20261122-000${n}`, version: 2, kind: 'routine', kindZh: '日常督办', origin: 'ladder', state: 'signed', round: 1, title: `第 ${n} 张督办单`,
  unit: { id: 'township-150525100', name: '大沁他拉镇人民政府' }, county: { id: '150525', name: '奈曼旗' }, caseCount: 1, openCaseCount: 1, issuedAt: '2026-11-22T01:00:00.000Z',
  replyDueAt: '2026-11-23T01:00:00.000Z', repliedAt: null, overdueAt: null, lateRounds: 0, releasedAt: null, isPublished: false, ...change,
})

export const order = (change: Partial<OrderView> = {}): OrderView => ({
  ...line(1), requirement: '查明原因，说明何时修复', reviewers: 'supervisors', reviewersZh: '督办员', jointUnits: [], issuedBy: { id: 'system', name: '系统', unitName: null },
  replyWithinText: '1 个工作日', rungName: '日常督办', sealed: false, publicTitle: null, replies: [], opinions: [], interviews: [], cases: [], hiddenCases: 0,
  history: [{ seq: 1, at: '2026-11-22T01:00:00.000Z', type: 'supervision.order_issued.v1', sentence: '日常督办：转大沁他拉镇人民政府办理', detail: null, actor: { id: 'system', name: '系统', unitName: null } }],
  allowedActions: [], ...change,
})

export const may = (action: string, zh: string, why: string | null = null) => ({ action, zh, enabled: why === null, code: why === null ? null : 'ORDER_STATE_FORBIDS', why })

export const counts: OrderCounts = {
  total: 3, byState: { issued: 1, signed: 1, replied: 1, released: 0, withdrawn: 0 }, byKind: { urge: 0, routine: 3, listed: 0, interview: 0, joint: 0, instruction: 0 }, overdueNow: 1,
  feedback: { due: 2, onTime: 1 }, completion: { total: 4, released: 2, releasedOnTime: 1 },
}

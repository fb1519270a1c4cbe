import type { AllowedAction, AssignmentView, CaseListItem, CaseView, InboxItem, ProceduresView, TimelineEntryView } from '../../contract/index.js'

/** Views as the API sends them, for specs of these screens. Every builder takes what the test is about and fills in the rest. */

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const CASE_ID = uuid(1)
export const ASSIGNMENT_ID = uuid(2)
export const ids = uuid

export const allowed = (action: string, change: Partial<AllowedAction> = {}): AllowedAction => ({
  action,
  zh: action,
  assignmentId: ASSIGNMENT_ID,
  enabled: true,
  code: null,
  why: null,
  ...change,
})

/** A case with nothing out of the ordinary. */
export const noMarks: CaseListItem['marks'] = { problem: false, shelvedUntil: null, disputed: false, urges: 0, parentId: null, children: 0 }

export const procedures = (change: Partial<ProceduresView> = {}): ProceduresView => ({
  requests: [],
  disputes: [],
  shelving: null,
  problem: null,
  transfers: 0,
  urges: 0,
  lastUrgedAt: null,
  parent: null,
  children: [],
  splitInto: [],
  splitFrom: null,
  helpers: [],
  ...change,
})

export const listItem = (change: Partial<CaseListItem> = {}): CaseListItem => ({
  id: CASE_ID,
  number: '20261122000100',
  version: 3,
  title: '西街路灯不亮',
  status: 'in_progress',
  statusSince: '2026-11-22T01:00:00.000Z',
  caseType: 'help',
  urgency: 'general',
  category: { id: '120304', name: '道路照明' },
  placeText: '大沁他拉西街',
  division: { id: '150525100', name: '大沁他拉镇' },
  county: { id: '150525', name: '奈曼旗' },
  leadUnit: { id: 'township-150525100', name: '大沁他拉镇人民政府' },
  round: 1,
  sealed: false,
  filedAt: '2026-11-22T00:30:00.000Z',
  dispatchDueAt: '2026-11-22T04:30:00.000Z',
  promiseDueAt: '2026-11-27T09:30:00.000Z',
  repliedAt: null,
  closedAt: null,
  marks: noMarks,
  ...change,
})

export const assignment = (change: Partial<AssignmentView> = {}): AssignmentView => ({
  id: ASSIGNMENT_ID,
  role: 'lead',
  status: 'signed',
  round: 1,
  unit: { id: 'township-150525100', name: '大沁他拉镇人民政府' },
  dispatchedAt: '2026-11-22T00:31:00.000Z',
  signDueAt: '2026-11-22T02:31:00.000Z',
  contactDueAt: '2026-11-23T00:31:00.000Z',
  promiseDueAt: '2026-11-27T09:30:00.000Z',
  signedAt: '2026-11-22T01:00:00.000Z',
  contactedAt: null,
  contactReached: null,
  repliedAt: null,
  replyText: null,
  acceptedAt: null,
  noReturn: false,
  arriveDueAt: null,
  arrivedAt: null,
  ...change,
})

export const entry = (seq: number, change: Partial<TimelineEntryView> = {}): TimelineEntryView => ({
  seq,
  at: '2026-11-22T01:00:00.000Z',
  type: 'case.filed.v1',
  group: 'flow',
  sentence: `第 ${seq} 条`,
  detail: null,
  actor: { id: 'u1', name: '王秀兰', unitName: '热线中心' },
  attachmentIds: [],
  ...change,
})

export const caseView = (change: Partial<CaseView> = {}): CaseView => ({
  ...listItem(),
  description: '大沁他拉西街路灯不亮已经一周。',
  channel: 'phone',
  originLine: null,
  divisionPath: ['内蒙古自治区', '通辽市', '奈曼旗', '大沁他拉镇'],
  categoryPath: ['城乡建设', '市政设施', '道路照明'],
  wantsCallback: true,
  evidenceRequired: false,
  serviceClass: 'help_suggestion',
  policyVersion: '1',
  dispatchedAt: '2026-11-22T00:31:00.000Z',
  endedReason: null,
  answerText: null,
  firstCallback: null,
  finalCallback: null,
  dispatchTrail: null,
  assignments: [assignment()],
  timeline: [entry(1)],
  attachments: [],
  language: 'zh',
  subjectUnits: [],
  procedures: procedures(),
  answers: [],
  allowedActions: [],
  ...change,
})

export const inboxItem = (n: number, change: Partial<InboxItem> = {}): InboxItem => ({
  assignmentId: uuid(100 + n),
  caseId: uuid(200 + n),
  number: `20261122000${100 + n}`,
  version: 2,
  role: 'lead',
  status: 'dispatched',
  round: 1,
  title: `第 ${n} 件`,
  description: '内容',
  placeText: '大沁他拉西街',
  urgency: 'general',
  caseType: 'help',
  categoryName: '道路照明',
  evidenceRequired: false,
  sealed: false,
  dispatchedAt: '2026-11-22T00:31:00.000Z',
  nextDue: { kind: 'sign', at: '2026-11-22T02:31:00.000Z' },
  promiseDueAt: '2026-11-27T09:30:00.000Z',
  marks: noMarks,
  allowedActions: [allowed('sign', { assignmentId: uuid(100 + n), zh: '签收' })],
  ...change,
})

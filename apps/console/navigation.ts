import type { Permission, RoleId, SessionView } from '@tongban/access/contract'

export type NavKey =
  | 'intake' | 'pool' | 'inbox' | 'risk' | 'requests' | 'disputes' | 'review' | 'callback' | 'cases' | 'supervision' | 'incidents' | 'topics' | 'shelving' | 'problems' | 'measures' | 'board'
  | 'duty' | 'catalogue' | 'proposals' | 'dryRuns' | 'dispatchQuality' | 'gazetteer' | 'suggestions' | 'policies' | 'calendar' | 'deliveries' | 'noticeRules' | 'dispatchSettings' | 'duplicateSettings' | 'topicSettings'

/** `daily`: in the rail. `now_and_then`: behind 更多. */
export type NavItem = {
  readonly key: NavKey
  readonly path: string
  /** One of these opens it. */
  readonly anyOf: readonly Permission[]
  readonly use: 'daily' | 'now_and_then'
}

const daily = (key: NavKey, path: string, ...anyOf: Permission[]): NavItem => ({ key, path, anyOf, use: 'daily' })
const nowAndThen = (key: NavKey, path: string, ...anyOf: Permission[]): NavItem => ({ key, path, anyOf, use: 'now_and_then' })

/** The pages there are, in the order of a case's way. Only what the person may see is shown. */
export const NAVIGATION: readonly NavItem[] = [
  daily('intake', '/intake', 'case.file'),
  daily('pool', '/pool', 'dispatch.pool'),
  daily('inbox', '/inbox', 'assignment.sign'),
  daily('risk', '/risk', 'risk.read'),
  daily('supervision', '/supervision', 'supervision.read'),
  daily('review', '/review', 'case.review'),
  daily('callback', '/callback', 'callback.work'),
  daily('cases', '/cases', 'case.read'),
  daily('incidents', '/incidents', 'incident.read'),
  daily('topics', '/topics', 'topic.read', 'topic.task'),
  daily('requests', '/requests', 'request.rule', 'request.endorse', 'request.ask'),
  daily('disputes', '/disputes', 'dispute.read'),
  daily('measures', '/measures', 'measures.read'),
  daily('board', '/board', 'board.read'),
  nowAndThen('duty', '/duty', 'duty.read'),
  nowAndThen('shelving', '/shelving', 'shelving.review', 'shelving.milestone', 'measures.read'),
  // for those who watch a county or the city; a unit's own problem cases stand in its list
  nowAndThen('problems', '/problem-cases', 'measures.read'),
  nowAndThen('catalogue', '/catalogue', 'catalogue.read'),
  nowAndThen('proposals', '/catalogue-proposals', 'catalogue.read_proposals'),
  nowAndThen('dryRuns', '/catalogue-dry-runs', 'catalogue.edit'),
  nowAndThen('dispatchQuality', '/dispatch-quality', 'measures.read'),
  nowAndThen('gazetteer', '/gazetteer', 'place.read'),
  nowAndThen('suggestions', '/suggestions', 'suggestion.read'),
  // what the clocks run by, for those who answer for the rules; everybody else reads it off a clock's own explanation
  nowAndThen('policies', '/policies', 'deadline.configure', 'measures.read'),
  nowAndThen('calendar', '/calendar', 'worktime.read'),
  nowAndThen('deliveries', '/notification-log', 'notification.read_log'),
  nowAndThen('noticeRules', '/notification-rules', 'notification.configure'),
  // numbers of the city, looked at twice a year
  nowAndThen('dispatchSettings', '/dispatch-settings', 'catalogue.edit', 'system.configure'),
  nowAndThen('duplicateSettings', '/duplicate-settings', 'suggestion.read'),
  nowAndThen('topicSettings', '/topic-settings', 'topic.configure'),
]

/** Pages that others lead to; too rarely wanted for a place of their own. An empty list: everybody who is signed in. */
const BESIDE: readonly Pick<NavItem, 'path' | 'anyOf'>[] = [
  { path: '/precedents', anyOf: ['dispute.read'] },
  { path: '/notifications', anyOf: [] },
]

/** Where a role's day begins, when that is not the first page it may see. */
const FIRST_PAGE: Partial<Record<RoleId, NavKey>> = {
  dispatcher: 'pool', reviewer: 'review', supervisor: 'risk', discipline_inspector: 'supervision', leader: 'board', assessor: 'measures', system_admin: 'policies',
}

const opens = ({ anyOf }: Pick<NavItem, 'anyOf'>, permissions: readonly string[]): boolean =>
  anyOf.length === 0 || anyOf.some((permission) => permissions.includes(permission))

export const visiblePages = (permissions: readonly string[]): readonly NavItem[] => NAVIGATION.filter((item) => opens(item, permissions))

export type Rail = { readonly inRail: readonly NavItem[]; readonly more: readonly NavItem[] }

/** What stands in the rail and what behind 更多. `most`: as many as the rail holds; null is as many as there are. */
export function railOf(permissions: readonly string[], most: number | null): Rail {
  const pages = visiblePages(permissions)
  const daily = pages.filter(({ use }) => use === 'daily')
  // an administrator of the rules has nothing else
  const often = daily.length === 0 ? pages : daily
  const inRail = most === null ? often : often.slice(0, most)
  return { inRail, more: pages.filter((item) => !inRail.includes(item)) }
}

/** The address a person lands on; null when this version has no page for the role. */
export function landingPath({ roles, permissions }: Pick<SessionView, 'roles' | 'permissions'>): string | null {
  const pages = visiblePages(permissions)
  const wanted = roles.map(({ id }) => FIRST_PAGE[id]).find((key) => key !== undefined)
  return (pages.find(({ key }) => key === wanted) ?? pages[0])?.path ?? null
}

/** Whether an address inside the console is this person's to open. Addresses of another site, or of the sign-in page, never are. */
export function mayOpen(address: string, permissions: readonly string[]): boolean {
  const [place = ''] = address.split('?')
  const item = [...NAVIGATION, ...BESIDE].find(({ path }) => place === path || place.startsWith(`${path}/`))
  return item !== undefined && opens(item, permissions)
}

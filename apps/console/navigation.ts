import type { Permission, RoleId, SessionView } from '@tongban/access/contract'

export type NavKey =
  | 'intake' | 'pool' | 'inbox' | 'requests' | 'disputes' | 'review' | 'callback' | 'cases' | 'shelving' | 'problems' | 'proposals' | 'measures' | 'board'
export type NavItem = { readonly key: NavKey; readonly path: string; /** One of these opens it. */ readonly anyOf: readonly Permission[] }

/** The pages there are, in the order of a case's way. Only what the person may see is shown. */
export const NAVIGATION: readonly NavItem[] = [
  { key: 'intake', path: '/intake', anyOf: ['case.file'] },
  { key: 'pool', path: '/pool', anyOf: ['dispatch.pool'] },
  { key: 'inbox', path: '/inbox', anyOf: ['assignment.sign'] },
  { key: 'requests', path: '/requests', anyOf: ['request.rule', 'request.endorse', 'request.ask'] },
  { key: 'disputes', path: '/disputes', anyOf: ['dispute.read'] },
  { key: 'review', path: '/review', anyOf: ['case.review'] },
  { key: 'callback', path: '/callback', anyOf: ['callback.work'] },
  { key: 'cases', path: '/cases', anyOf: ['case.read'] },
  { key: 'shelving', path: '/shelving', anyOf: ['shelving.review', 'shelving.milestone', 'measures.read'] },
  // for those who watch a county or the city; a unit's own problem cases stand in its list
  { key: 'problems', path: '/problem-cases', anyOf: ['measures.read'] },
  { key: 'proposals', path: '/catalogue-proposals', anyOf: ['catalogue.read_proposals'] },
  { key: 'measures', path: '/measures', anyOf: ['measures.read'] },
  { key: 'board', path: '/board', anyOf: ['board.read'] },
]

/** Pages that others lead to; too rarely wanted for a place of their own. */
const BESIDE: readonly Pick<NavItem, 'path' | 'anyOf'>[] = [{ path: '/precedents', anyOf: ['dispute.read'] }]

/** Where a role's day begins, when that is not the first page it may see. */
const FIRST_PAGE: Partial<Record<RoleId, NavKey>> = { reviewer: 'review', supervisor: 'cases', discipline_inspector: 'disputes', leader: 'board', assessor: 'measures' }

const opens = ({ anyOf }: Pick<NavItem, 'anyOf'>, permissions: readonly string[]): boolean => anyOf.some((permission) => permissions.includes(permission))

export const visiblePages = (permissions: readonly string[]): readonly NavItem[] =>
  NAVIGATION.filter((item) => opens(item, permissions))

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

import type { Permission, RoleId, SessionView } from '@tongban/access/contract'

export type NavKey = 'intake' | 'pool' | 'inbox' | 'review' | 'callback' | 'cases' | 'measures' | 'board'
export type NavItem = { readonly key: NavKey; readonly path: string; readonly permission: Permission }

/** The pages there are, in the order of a case's way. Only what the person may see is shown. */
export const NAVIGATION: readonly NavItem[] = [
  { key: 'intake', path: '/intake', permission: 'case.file' },
  { key: 'pool', path: '/pool', permission: 'dispatch.pool' },
  { key: 'inbox', path: '/inbox', permission: 'assignment.sign' },
  { key: 'review', path: '/review', permission: 'case.review' },
  { key: 'callback', path: '/callback', permission: 'callback.work' },
  { key: 'cases', path: '/cases', permission: 'case.read' },
  { key: 'measures', path: '/measures', permission: 'measures.read' },
  { key: 'board', path: '/board', permission: 'board.read' },
]

/** Where a role's day begins, when that is not the first page it may see. */
const FIRST_PAGE: Partial<Record<RoleId, NavKey>> = { leader: 'board', assessor: 'measures' }

export const visiblePages = (permissions: readonly string[]): readonly NavItem[] =>
  NAVIGATION.filter(({ permission }) => permissions.includes(permission))

/** The address a person lands on; null when this version has no page for the role. */
export function landingPath({ roles, permissions }: Pick<SessionView, 'roles' | 'permissions'>): string | null {
  const pages = visiblePages(permissions)
  const wanted = roles.map(({ id }) => FIRST_PAGE[id]).find((key) => key !== undefined)
  return (pages.find(({ key }) => key === wanted) ?? pages[0])?.path ?? null
}

/** Whether an address inside the console is this person's to open. Addresses of another site, or of the sign-in page, never are. */
export function mayOpen(address: string, permissions: readonly string[]): boolean {
  const [place = ''] = address.split('?')
  const item = NAVIGATION.find(({ path }) => place === path || place.startsWith(`${path}/`))
  return item !== undefined && permissions.includes(item.permission)
}

import { actAuthorKindSchema, actKindSchema, type ActAuthorKind, type ActKind, type ActRow } from '../../contract/index.js'
import type { MeasureFilters } from '../measures/measure-filters.js'

/** The number that is open: an act of somebody, or of those acts the ones in time. */
export type OpenAct = { readonly kind: ActKind; readonly authorKind: ActAuthorKind; readonly authorId: string; readonly onTime: boolean }

export const ACT_CLOSED: Partial<MeasureFilters> = { act: '', authorKind: '', authorId: '', onTime: '' }

export const isActsView = ({ view }: Pick<MeasureFilters, 'view'>): boolean => view === 'acts'

/** Null: none is open, or the address names none there is. */
export function openActOf({ act, authorKind, authorId, onTime }: Pick<MeasureFilters, 'act' | 'authorKind' | 'authorId' | 'onTime'>): OpenAct | null {
  const kind = actKindSchema.safeParse(act).data
  const author = actAuthorKindSchema.safeParse(authorKind).data
  return kind === undefined || author === undefined || authorId === '' ? null : { kind, authorKind: author, authorId, onTime: onTime === '1' }
}

/** The address that opens a number, beside what the address already says. */
export function openedActSearch(search: URLSearchParams, { kind, author }: Pick<ActRow, 'kind' | 'author'>, onTime: boolean): string {
  const opened = new URLSearchParams(search)
  for (const [name, value] of [['act', kind], ['authorKind', author.kind], ['authorId', author.id]] as const) opened.set(name, value)
  if (onTime) opened.set('onTime', '1')
  else opened.delete('onTime')
  return `?${opened.toString()}`
}

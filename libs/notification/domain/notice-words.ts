import type { CaseSnapshot } from '@tongban/case/contract'
import { CITY_UTC_OFFSET_MS } from '@tongban/kernel/core'

/** `11月25日 17:30`, on the city's clock. */
export function momentZh(epochMs: number): string {
  const local = new Date(epochMs + CITY_UTC_OFFSET_MS).toISOString()
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`
}

/** A case in a message: its number, and its title unless nothing of its content may be said. */
export const caseWords = (number: string, snapshot: Pick<CaseSnapshot, 'title' | 'sealed'> | null): string => {
  if (snapshot === null) return `工单 ${number}`
  return snapshot.sealed ? `保密工单 ${number}` : `工单 ${number} ${snapshot.title}`
}

export const sentence = (...parts: readonly (string | null | false)[]): string => parts.filter((part) => typeof part === 'string' && part !== '').join('；')

const isText = (value: unknown): value is string => typeof value === 'string'
export const textOf = (value: unknown): string | null => (isText(value) && value !== '' ? value : null)
export const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter(isText) : [])
export const momentOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {})

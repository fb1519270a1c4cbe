import { useCallback, useState } from 'react'
import { localStore, useSession } from '@tongban/ui/web'
import type { FormValues } from './use-contract-form.js'

export type Draft = {
  /** What was written before and never sent; null when nothing was. */
  readonly restored: FormValues | null
  readonly keep: (values: FormValues) => void
  readonly clear: () => void
}

const draftKey = (userId: string, form: string): string => `tongban.draft.${userId}.${form}`

/** Puts values back into a form that is not open, as if they had been written there. */
export const keepDraft = (userId: string, form: string, values: FormValues): void =>
  void localStore.write(draftKey(userId, form), JSON.stringify(values))

/** What a person is writing, kept on this device with every key, per person and per form, until it is sent. */
export function useDraft(form: string): Draft {
  const { userId } = useSession()
  const key = draftKey(userId, form)
  const [restored] = useState(() => valuesOf(localStore.read(key)))
  const keep = useCallback((values: FormValues) => void localStore.write(key, JSON.stringify(values)), [key])
  const clear = useCallback(() => localStore.remove(key), [key])
  return { restored, keep, clear }
}

function valuesOf(raw: string | null): FormValues | null {
  if (raw === null) return null
  try {
    const values: unknown = JSON.parse(raw)
    return typeof values === 'object' && values !== null && !Array.isArray(values) ? (values as FormValues) : null
  } catch {
    return null
  }
}

import { useCallback, useState } from 'react'
import type { ApiProblem } from '@tongban/ui/web'
import type { z } from 'zod'

export type FormValues = Readonly<Record<string, unknown>>

export type ContractForm = {
  readonly values: FormValues
  readonly set: (change: FormValues) => void
  readonly reset: () => void
  /** The first complaint about each field, from the contract's own schema or from the server's refusal. */
  readonly errors: Readonly<Record<string, string>>
  /** The body as it goes on the wire, or null with `errors` set. Nothing is sent that the contract refuses. */
  readonly check: (extra?: FormValues) => FormValues | null
  readonly showProblem: (problem: ApiProblem) => void
}

/** State of a form whose rules are a contract's schema: the same sentences before sending as the server would answer. */
export function useContractForm(schema: z.ZodType, initial: FormValues): ContractForm {
  const [values, setValues] = useState<FormValues>(initial)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [first] = useState<FormValues>(initial)
  const set = useCallback((change: FormValues) => {
    setValues((before) => ({ ...before, ...change }))
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in change))))
  }, [])
  const reset = useCallback(() => {
    setValues(first)
    setErrors({})
  }, [first])
  const check = useCallback(
    (extra: FormValues = {}): FormValues | null => {
      const body = Object.fromEntries(Object.entries({ ...values, ...extra }).filter(([, value]) => value !== undefined))
      const parsed = schema.safeParse(body)
      setErrors(parsed.success ? {} : firstPerField(parsed.error.issues))
      return parsed.success ? body : null
    },
    [schema, values],
  )
  const showProblem = useCallback((problem: ApiProblem) => {
    const complaints = problem.errors.map(({ field, message }) => ({ path: field.replace(/^\/?(body[./])?/, '').split(/[./]/), message }))
    setErrors(firstPerField(complaints))
  }, [])
  return { values, set, reset, errors, check, showProblem }
}

function firstPerField(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { path, message } of issues) errors[String(path[0] ?? '')] ??= message
  return errors
}

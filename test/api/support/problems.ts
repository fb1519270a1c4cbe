import { expect } from '@jest/globals'
import { problemSchema, refusalText } from '@tongban/kernel/contract'
import type { Answer } from '../../support/signed-in.js'

const HAN = /\p{Script=Han}/u
const STACK = /\n\s+at |\.ts:\d|\.js:\d|node_modules/
const SQL = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|syntax error|relation "|violates|pg_)\b/

/** What a refusal must look like, whatever went wrong: RFC 9457, Chinese, traceable, and with nothing of our insides. Returns its rules broken. */
export function problemFaults({ status, body, headers }: Answer<unknown>): string[] {
  const faults: string[] = []
  if (!(headers.get('content-type') ?? '').startsWith('application/problem+json'))
    faults.push(`content type ${headers.get('content-type')}`)
  const parsed = problemSchema.safeParse(body)
  if (!parsed.success) return [...faults, `not a problem: ${JSON.stringify(body).slice(0, 200)}`]
  const { data: problem } = parsed
  if (problem.status !== status) faults.push(`status ${problem.status} in the body`)
  if (refusalText(problem.code)?.status !== status) faults.push(`${problem.code} is not declared with ${status}`)
  if (problem.type !== `urn:tongban:refusal:${problem.code}`) faults.push(`type ${problem.type}`)
  if (!HAN.test(problem.detail)) faults.push(`detail is not Chinese: ${problem.detail}`)
  if (/\{\w+\}/.test(problem.detail)) faults.push(`an unfilled place: ${problem.detail}`)
  if (!/^[0-9a-f]{32}$/.test(problem.traceId) || headers.get('x-trace-id') !== problem.traceId) faults.push(`trace id ${problem.traceId}`)
  for (const { field, rule, message } of problem.errors ?? []) {
    if (!/^(path|query|body|header)(\.|$)/.test(field) || rule === '' || !HAN.test(message))
      faults.push(`field error ${field} ${rule} ${message}`)
  }
  if (problem.code === 'INPUT_INVALID' && (problem.errors ?? []).length === 0) faults.push('bad input without a field')
  const text = JSON.stringify(body)
  if (STACK.test(text)) faults.push(`a stack: ${text}`)
  if (SQL.test(text)) faults.push(`SQL: ${text}`)
  return faults
}

/** A refusal of this status and code, in proper form. */
export function expectRefused(answer: Answer<unknown>, status: number, code: string): void {
  expect({ status: answer.status, code: answer.problem.code, faults: problemFaults(answer) }).toEqual({ status, code, faults: [] })
}

/** Bad input that names this field; the rule when it is told. */
export function expectBadField(answer: Answer<unknown>, field: string, rule?: string): void {
  expectRefused(answer, 400, 'INPUT_INVALID')
  const named = (answer.problem.errors ?? []).map((error) => (rule === undefined ? error.field : `${error.field} ${error.rule}`))
  expect(named).toContain(rule === undefined ? field : `${field} ${rule}`)
}

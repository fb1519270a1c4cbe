import { fillText, refusalText, type Problem } from '@tongban/kernel/contract'
import type { Refusal } from '@tongban/kernel/core'
import type { z } from 'zod'
import type { FieldError } from './http-endpoint.js'

const LONGEST_NAME = 60

/** A name somebody else chose, short enough to be told back. */
const shortened = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name)

/** zod's findings as field errors: `body.caller.phone`, the rule broken, a sentence in Chinese. */
export function inputProblem(part: 'path' | 'query' | 'body', error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const at = [part, ...issue.path.map((name) => shortened(String(name)))].join('.')
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(shortened).map((key) => ({ field: `${at}.${key}`, rule: 'unrecognized_keys', message: `没有“${key}”这个字段` }))
    }
    return [{ field: at, rule: issue.code, message: issue.message }]
  })
}

/** A refusal as problem+json, in the caller's language. An undeclared code is a bug and is told as one. */
export function problemOf(refusal: Refusal, language: 'zh' | 'en', traceId: string, errors?: readonly FieldError[]): Problem {
  const text = refusalText(refusal.code)
  if (!text) throw new Error(`Refusal ${refusal.code} is not declared in any contract`)
  const sentence = fillText(text[language], refusal.params)
  return {
    type: `urn:tongban:refusal:${refusal.code}`,
    title: sentence,
    status: text.status,
    code: refusal.code,
    detail: errors && errors.length > 0 && language === 'zh' ? `${sentence}：${errors.slice(0, 3).map((error) => error.message).join('；')}` : sentence,
    traceId,
    params: refusal.params,
    ...(errors ? { errors: [...errors] } : {}),
  }
}

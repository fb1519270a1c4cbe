import { fillText, refusalText, type Problem, type ProblemChange } from '@tongban/kernel/contract'

/** Codes of failures that never reached the server's own refusals. */
export const NETWORK_UNREACHABLE = 'NETWORK_UNREACHABLE'
export const NETWORK_TIMEOUT = 'NETWORK_TIMEOUT'

export type FieldError = { readonly field: string; readonly rule: string; readonly message: string }

/** Why a call failed, as the server told it (RFC 9457), or that it was not answered at all (`status` 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: string
  readonly status: number
  /** A Chinese sentence that may be shown as it is. */
  readonly detail: string
  readonly traceId: string | null
  readonly params: Problem['params']
  readonly errors: readonly FieldError[]
  /** What happened after the version this request had seen, the newest last; empty for every other refusal. */
  readonly changes: readonly ProblemChange[]

  constructor(problem: {
    code: string
    status: number
    detail: string
    traceId?: string | null
    params?: Problem['params']
    errors?: readonly FieldError[] | undefined
    changes?: readonly ProblemChange[] | undefined
  }) {
    super(`${problem.code}: ${problem.detail}`)
    this.code = problem.code
    this.status = problem.status
    this.detail = problem.detail
    this.traceId = problem.traceId ?? null
    this.params = problem.params
    this.errors = problem.errors ?? []
    this.changes = problem.changes ?? []
  }

  /** The first complaint about a field, `caller.phone` as well as `/caller/phone`. */
  fieldError(field: string): string | undefined {
    return this.errors.find((error) => plainField(error.field) === field)?.message
  }

  /** True when nothing was decided: the same request may simply be sent again. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

/** `/caller/phone`, `body.caller.phone` and `caller.phone` name the same field. */
export const plainField = (field: string): string =>
  field
    .replace(/^\//, '')
    .replace(/\//g, '.')
    .replace(/^(body|query|params)\./, '')

/** The sentence for a person: the server's own in Chinese, the contract's in English. */
export function problemText(problem: ApiProblem, language: 'zh' | 'en'): string {
  const text = refusalText(problem.code)
  if (language === 'zh' || text === undefined) return problem.detail
  return fillText(text.en, { traceId: problem.traceId ?? '', count: problem.errors.length, ...problem.params })
}

/** Any thrown thing as a problem, so that a screen has one thing to show. A bug in a page stays visible as such. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem({ code: 'PAGE_FAILED', status: 0, detail: error instanceof Error ? error.message : String(error) })
}

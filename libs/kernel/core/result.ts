/** A refusal is a value: a stable code, and the parameters its zh/en message needs. Exceptions are for bugs only. */
export type Refusal = {
  readonly code: string
  readonly params: Readonly<Record<string, string | number | boolean | null>>
}

export type Result<T, R = Refusal> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: R }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

export const refuse = (code: string, params: Refusal['params'] = {}): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: { code, params },
})

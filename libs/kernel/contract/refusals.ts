/** How a refusal is told to a person: an HTTP status and a sentence in both languages, with `{param}` places. */
export type RefusalText = { readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 416 | 422 | 429 | 503; readonly zh: string; readonly en: string }

const known = new Map<string, RefusalText>()

/**
 * Declares a context's refusals, once, where its contract is. The returned object keeps the codes typed.
 * A code declared twice is a bug and throws at import.
 */
export function defineRefusals<const T extends Record<string, RefusalText>>(refusals: T): { readonly [K in keyof T]: K } & object {
  for (const [code, text] of Object.entries(refusals)) {
    if (known.has(code)) throw new Error(`Refusal ${code} is declared twice`)
    known.set(code, text)
  }
  return Object.fromEntries(Object.keys(refusals).map((code) => [code, code])) as { readonly [K in keyof T]: K }
}

export const refusalText = (code: string): RefusalText | undefined => known.get(code)
export const allRefusals = (): ReadonlyMap<string, RefusalText> => known

/** Fills `{name}` places; a missing parameter stays visible rather than becoming "undefined". */
export function fillText(template: string, params: Readonly<Record<string, string | number | boolean | null>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => (params[name] === undefined ? place : String(params[name])))
}

/** Refusals of the HTTP edge itself. */
export const EDGE_REFUSALS = defineRefusals({
  INPUT_INVALID: { status: 400, zh: '填写的内容有 {count} 处不符合要求', en: '{count} fields are not acceptable' },
  INPUT_NOT_JSON: { status: 400, zh: '请求内容不是有效的 JSON', en: 'The request body is not valid JSON' },
  INPUT_TOO_LARGE: { status: 413, zh: '内容太大，最多 {limitMb} MB', en: 'Too large: at most {limitMb} MB' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, zh: '不支持这种内容格式', en: 'Unsupported media type' },
  NOT_SIGNED_IN: { status: 401, zh: '请先登录；登录可能已过期', en: 'Sign in first; the session may have expired' },
  CSRF_TOKEN_WRONG: { status: 403, zh: '页面已过期，请刷新后再试', en: 'The page is out of date: reload it and try again' },
  PERMISSION_MISSING: { status: 403, zh: '您的岗位没有这项权限（{permission}）', en: 'Your role lacks the permission {permission}' },
  NOT_FOUND: { status: 404, zh: '没有找到', en: 'Not found' },
  CONFLICT: { status: 409, zh: '别人刚刚处理过，请看最新情况后再操作', en: 'Someone else has just acted: look at the current state first' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, zh: '同一个请求编号（Idempotency-Key）已用于另一份内容', en: 'This idempotency key was used with another body' },
  TOO_MANY_REQUESTS: { status: 429, zh: '操作太频繁，请稍后再试', en: 'Too many requests: try again later' },
  STORE_UNAVAILABLE: { status: 503, zh: '系统暂时无法保存，请稍后重试；这次操作没有生效', en: 'The store is unavailable: nothing was changed, try again' },
  UNEXPECTED: { status: 503, zh: '系统出错，已记录（{traceId}）；这次操作没有生效', en: 'Unexpected failure, recorded as {traceId}: nothing was changed' },
})

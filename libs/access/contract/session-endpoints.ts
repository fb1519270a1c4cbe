import { defineEndpoint, textField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { roleIdSchema } from './roles.js'

export const sessionViewSchema = z.object({
  userId: z.string(),
  userName: z.string(),
  displayName: z.string(),
  unit: z.object({ id: z.string(), name: z.string(), countyCode: z.string().nullable() }),
  roles: z.array(z.object({ id: roleIdSchema, zh: z.string() })),
  permissions: z.array(z.string()),
  scope: z.object({ kind: z.enum(['none', 'own_unit', 'county', 'city']) }),
  outsourced: z.boolean(),
  /** Goes back in the `X-CSRF-Token` header of every request that changes something. */
  csrfToken: z.string(),
  expiresAt: z.iso.datetime(),
})
export type SessionView = z.output<typeof sessionViewSchema>

export const signIn = defineEndpoint({
  name: 'signIn', method: 'POST', path: '/session', permission: 'public', tag: 'access', summary: '登录',
  body: z.strictObject({ userName: textField('用户名', { min: 1, max: 64 }), password: z.string({ error: '请填写密码' }).min(1, '请填写密码').max(200, '密码最多 200 个字') }),
  response: sessionViewSchema, status: 201,
  refusals: ['CREDENTIALS_WRONG', 'ACCOUNT_LOCKED', 'ACCOUNT_DISABLED', 'TOO_MANY_REQUESTS'],
  example: { userName: 'operator1', password: '********' },
})

export const readSession = defineEndpoint({
  name: 'readSession', method: 'GET', path: '/session', permission: 'signed_in', tag: 'access', summary: '当前登录',
  response: sessionViewSchema, refusals: ['NOT_SIGNED_IN'],
})

export const signOut = defineEndpoint({
  name: 'signOut', method: 'DELETE', path: '/session', permission: 'signed_in', tag: 'access', summary: '退出登录',
  response: z.object({ signedOut: z.literal(true) }), refusals: ['NOT_SIGNED_IN', 'CSRF_TOKEN_WRONG'],
})

export const ACCESS_ENDPOINTS = [signIn, readSession, signOut] as const

import type { INestApplicationContext } from '@nestjs/common'
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants'
import { ModulesContainer } from '@nestjs/core'
import { may, type Principal } from '@tongban/access/contract'
import type { BodyInputOf, Endpoint, QueryInputOf, ResponseOf } from '@tongban/kernel/contract'
import { ENDPOINT_METADATA, Refused, setRequestContext } from '@tongban/platform/server'

export type Asked<E extends Endpoint> = { readonly params?: Readonly<Record<string, string>>; readonly query?: QueryInputOf<E>; readonly body?: BodyInputOf<E> }
type Handler = (...args: unknown[]) => Promise<unknown>
type Parameter = { readonly index: number; readonly factory?: (data: unknown, context: unknown) => unknown }

/**
 * The endpoints of the contexts, asked by somebody of the simulated city without a network between: permission and input are checked as for anybody.
 * An answer that is refused is a fault of the demo.
 */
export class FrontDesk {
  private readonly handlers = new Map<string, { readonly call: Handler; readonly method: Handler; readonly parameters: readonly Parameter[] }>()

  constructor(app: INestApplicationContext) {
    for (const module of app.get(ModulesContainer).values()) {
      for (const { instance } of module.controllers.values()) this.learn(instance as object)
    }
  }

  async ask<E extends Endpoint>(by: Principal, endpoint: E, { params = {}, query = {} as QueryInputOf<E>, body }: Asked<E> = {}): Promise<ResponseOf<E>> {
    const found = this.handlers.get(endpoint.name)
    if (found === undefined) throw new Error(`No controller answers ${endpoint.name}`)
    const { permission } = endpoint
    if (permission !== 'public' && permission !== 'signed_in' && !may(by, permission as Parameters<typeof may>[1])) throw new Error(`${by.displayName} may not ${endpoint.name}`)
    const request = { params, query, body }
    setRequestContext(request as never, { principal: by, sessionId: null, idempotencyKey: null, remoteAddress: '127.0.0.1' })
    const context = { getHandler: () => found.method, switchToHttp: () => ({ getRequest: () => request }) }
    try {
      return (await found.call(...found.parameters.map(({ factory }) => factory?.(undefined, context)))) as ResponseOf<E>
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      throw new Error(`The demo's ${endpoint.name} was refused: ${JSON.stringify(error.refusal)} ${JSON.stringify((error as { errors?: unknown }).errors ?? null)}`, { cause: error })
    }
  }

  private learn(controller: object): void {
    const prototype = Object.getPrototypeOf(controller) as Record<string, unknown>
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const method = prototype[name]
      const endpoint = typeof method === 'function' ? (Reflect.getMetadata(ENDPOINT_METADATA, method) as Endpoint | undefined) : undefined
      if (endpoint === undefined) continue
      const told = Object.values((Reflect.getMetadata(ROUTE_ARGS_METADATA, controller.constructor, name) ?? {}) as Record<string, Parameter>)
      this.handlers.set(endpoint.name, { call: (method as Handler).bind(controller), method: method as Handler, parameters: told.sort((a, b) => a.index - b.index) })
    }
  }
}

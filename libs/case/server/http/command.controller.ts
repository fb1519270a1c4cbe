import { createHash } from 'node:crypto'
import { Controller, Inject, type Type } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { canonicalJson } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, Refused, type RequestContext } from '@tongban/platform/server'
import type { CaseCommandName } from '../../commands/contracts.js'
import { COMMAND_ENDPOINTS } from '../../contract/case-endpoints.js'
import { CaseCommands } from '../../contract/ports.js'
import type { CommandResult } from '../../contract/views.js'

type CommandInput = { params: { caseId?: string; assignmentId?: string }; body: never }

/**
 * One controller for every generically mounted command, made from the transition table: a new command needs no line here.
 * Nest reads the decorators exactly as if each handler had been written out.
 */
export function commandController(): Type<unknown> {
  @Controller()
  class CommandController {
    constructor(@Inject(CaseCommands) readonly commands: CaseCommands) {}
  }
  for (const { command, endpoint } of COMMAND_ENDPOINTS) {
    const name = command.name as Exclude<CaseCommandName, 'file'>
    const handler = async function (this: CommandController, { params, body }: CommandInput, context: RequestContext<Principal>): Promise<CommandResult> {
      const target = params.assignmentId === undefined ? { caseId: params.caseId ?? '' } : { assignmentId: params.assignmentId }
      const result = await this.commands.execute(name, target, body, context.principal, {
        remoteAddress: context.remoteAddress,
        ...(context.idempotencyKey === null
          ? {}
          : {
              idempotency: {
                scope: `${context.principal.userId}:${endpoint.name}`,
                key: context.idempotencyKey,
                bodyHash: createHash('sha256').update(canonicalJson({ params, body })).digest('hex'),
              },
            }),
      })
      if (!result.ok) throw new Refused(result.refusal)
      const { caseId, number, version, status, round } = result.value
      return { caseId, number, version, status, round }
    }
    Object.defineProperty(handler, 'name', { value: endpoint.name })
    Object.defineProperty(CommandController.prototype, endpoint.name, { value: handler, writable: true, configurable: true })
    Input()(CommandController.prototype, endpoint.name, 0)
    Caller()(CommandController.prototype, endpoint.name, 1)
    const descriptor = Object.getOwnPropertyDescriptor(CommandController.prototype, endpoint.name)
    if (descriptor) HttpEndpoint(endpoint)(CommandController.prototype, endpoint.name, descriptor)
  }
  return CommandController
}

import { Controller, Inject, type Type } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { Refusal } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, idempotencyOf, Input, Refused, RefusedAsStale, type RequestContext } from '@tongban/platform/server'
import type { CaseCommandName } from '../../commands/contracts.js'
import { COMMAND_ENDPOINTS } from '../../contract/case-endpoints.js'
import { CaseCommands } from '../../contract/ports.js'
import type { CommandResult } from '../../contract/views.js'
import { CaseChangesReadModel } from '../persistence/case-changes.read-model.js'

type CommandInput = { params: { caseId?: string; assignmentId?: string }; body: { readonly version?: unknown } }

/**
 * One controller for every generically mounted command, made from the transition table: a new command needs no line here.
 * Nest reads the decorators exactly as if each handler had been written out.
 */
export function commandController(): Type<unknown> {
  @Controller()
  class CommandController {
    constructor(
      @Inject(CaseCommands) readonly commands: CaseCommands,
      @Inject(CaseChangesReadModel) readonly changes: CaseChangesReadModel,
    ) {}
  }
  for (const { command, endpoint } of COMMAND_ENDPOINTS) {
    const name = command.name as Exclude<CaseCommandName, 'file'>
    const handler = async function (this: CommandController, { params, body }: CommandInput, context: RequestContext<Principal>): Promise<CommandResult> {
      const target = params.assignmentId === undefined ? { caseId: params.caseId ?? '' } : { assignmentId: params.assignmentId }
      const idempotency = idempotencyOf(context.principal.userId, endpoint.name, context.idempotencyKey, { params, body })
      const result = await this.commands.execute(name, target, body as never, context.principal, {
        remoteAddress: context.remoteAddress,
        ...(idempotency === null ? {} : { idempotency }),
      })
      if (!result.ok) {
        const seen = seenVersion(result.refusal, body)
        throw seen === null ? new Refused(result.refusal) : new RefusedAsStale(result.refusal, await this.changes.since(target, seen))
      }
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

/** The version a person acted on, when that is why the command was refused: somebody else came in between. */
const seenVersion = ({ code }: Refusal, body: { readonly version?: unknown }): number | null =>
  (code === 'CASE_VERSION_STALE' || code === 'CONFLICT') && typeof body.version === 'number' ? body.version : null

import { Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { ok, type BatchWrite, type Instant, type Result } from '@tongban/kernel/core'
import type { CaseCommandName } from '../../commands/contracts.js'
import { CaseCommandGuards, type CaseCommandGuard } from '../../contract/ports.js'
import { snapshotOf, type CaseState } from '../../domain/index.js'

/** Asks whoever has registered, before a person's command is committed. Nobody registered, nobody asked: no round trip. */
@Injectable()
export class CommandGuards extends CaseCommandGuards {
  private readonly guards: CaseCommandGuard[] = []

  override register(guard: CaseCommandGuard): void {
    this.guards.push(guard)
  }

  async check(command: CaseCommandName, state: CaseState, actor: Principal, at: Instant): Promise<Result<readonly BatchWrite[]>> {
    const asked = actor.roles.includes('system') ? [] : this.guards.filter((guard) => guard.commands.includes(command))
    const writes: BatchWrite[] = []
    for (const guard of asked) {
      const checked = await guard.check(command, snapshotOf(state), actor, at)
      if (!checked.ok) return checked
      writes.push(...checked.value)
    }
    return ok(writes)
  }
}

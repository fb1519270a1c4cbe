import { Inject, Injectable } from '@nestjs/common'
import { CaseTracking } from '@tongban/case/contract'
import { Clock, isoOf, ok, plus, refuse, type Result } from '@tongban/kernel/core'
import { randomToken } from '@tongban/platform/server'
import { SESSION_MS } from '../../domain/index.js'
import { AccessStore } from '../persistence/access.store.js'

@Injectable()
export class OpenSession {
  constructor(
    @Inject(CaseTracking) private readonly cases: CaseTracking,
    @Inject(AccessStore) private readonly access: AccessStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** One refusal for everything that can be wrong: which it was helps only who guesses. */
  async execute(number: string, code: string): Promise<Result<{ token: string; expiresAt: string }>> {
    const now = this.clock.now()
    const snapshot = await this.cases.byNumber(number)
    const codeId = snapshot === null ? null : await this.access.tryCode(snapshot.id, code, now)
    if (snapshot === null || codeId === null) return refuse('CODE_WRONG')
    const token = randomToken()
    const opened = await this.access.openSession({ caseId: snapshot.id, codeId, token, now })
    return opened ? ok({ token, expiresAt: isoOf(plus(now, SESSION_MS)) }) : refuse('CODE_WRONG')
  }
}

import { Inject, Injectable } from '@nestjs/common'
import { CaseTracking } from '@tongban/case/contract'
import { CaseCallers } from '@tongban/intake/contract'
import { Clock, IdGen, plus } from '@tongban/kernel/core'
import { Database } from '@tongban/platform/server'
import { CODE_VALID_MS, codeText } from '../../domain/index.js'
import { AccessStore } from '../persistence/access.store.js'
import { MessageStore } from '../persistence/message.store.js'
import { randomCode } from '../random-code.js'

/** Asked for instead when there is no such case, so that the same questions are put to the store. */
const NO_CASE = '00000000-0000-0000-0000-000000000000'

@Injectable()
export class IssueEdge {
  constructor(
    @Inject(Database) readonly database: Database,
    @Inject(Clock) readonly clock: Clock,
    @Inject(IdGen) readonly ids: IdGen,
  ) {}
}

/** Sends a code to the number a case was filed with, if that is the number given. Says nothing about whether it was. */
@Injectable()
export class IssueCode {
  constructor(
    @Inject(CaseTracking) private readonly cases: CaseTracking,
    @Inject(CaseCallers) private readonly callers: CaseCallers,
    @Inject(AccessStore) private readonly access: AccessStore,
    @Inject(MessageStore) private readonly messages: MessageStore,
    @Inject(IssueEdge) private readonly edge: IssueEdge,
  ) {}

  async execute(number: string, phone: string): Promise<void> {
    const caseId = (await this.cases.byNumber(number))?.id ?? NO_CASE
    if (!(await this.callers.isCallerOf(caseId, phone))) return
    const now = this.edge.clock.now()
    const id = this.edge.ids.next()
    const code = randomCode()
    await this.edge.database.transaction(async (tx) => {
      if (!(await this.access.putCode(tx, { caseId, id, code, now }))) return
      await this.messages.queue(tx, { caseId, kind: 'code', step: id, text: codeText(number, code), usefulUntil: plus(now, CODE_VALID_MS) }, now)
    })
  }
}

import { Inject, Injectable } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseCommands, giveOnce } from '@tongban/case/contract'
import { LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { ORDER_KIND_ZH } from '../../contract/index.js'
import type { OrderDraft } from '../../domain/index.js'

/**
 * An order the system owes and nobody may be given, because everybody who stands above is recused. It is not dropped in silence, nor tried for ever: each
 * of its cases says so, once, for who leads the city to name somebody, and the log has it.
 */
@Injectable()
export class UnissuedOrders {
  constructor(
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async tell({ kind, cases, clock }: OrderDraft, key: string, refusal: string): Promise<void> {
    this.logger.error({ key, refusal, cases: cases.map(({ id }) => id) }, 'no order: nobody may be given it')
    const sentence = `${clock === null ? '' : `已到“${clock.rungName}”，`}应下发${ORDER_KIND_ZH[kind]}单，但有关单位均须回避，无单位可以下达，须由市领导指定`
    for (const { id } of cases) {
      const body = { topic: 'supervision', subjectId: clock?.clockId ?? id, sentence, detail: null } as const
      const notNoted = await giveOnce(this.commands, 'note', id, body, this.system.principal(), { scope: 'supervision.unissued', key: `${key}-${id}` })
      if (notNoted !== null) this.logger.error({ key, caseId: id, refusal: notNoted.code }, 'not noted either: the case takes no more notes')
    }
  }
}

import { Controller, Inject, Res } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, Input, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { FastifyReply } from 'fastify'
import { exportOrders } from '../../contract/index.js'
import { ExportLedger } from '../use-cases/export-ledger.use-case.js'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

@Controller()
export class LedgerExportController {
  constructor(@Inject(ExportLedger) private readonly ledger: ExportLedger) {}

  @HttpEndpoint(exportOrders)
  async export(@Input() { query }: InputOf<typeof exportOrders>, @Caller() { principal }: RequestContext<Principal>, @Res() reply: FastifyReply): Promise<void> {
    const { fileName, content } = await this.ledger.open(principal, query)
    await reply
      .header('content-type', XLSX)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(content)
  }
}

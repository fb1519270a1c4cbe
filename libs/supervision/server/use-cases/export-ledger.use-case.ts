import { PassThrough, type Readable } from 'node:stream'
import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, IdGen, instant } from '@tongban/kernel/core'
import { momentText } from '@tongban/worktime/contract'
import exceljs from 'exceljs'
import { EXPORT_MAX, ORDER_ORIGIN_ZH, ORDER_STATE_ZH, type OrderFilters, type OrderListItem } from '../../contract/index.js'
import { OrderListReadModel } from '../persistence/order-list.read-model.js'
import { OrderViewMapper } from '../http/order-view.mapper.js'

const moment = (iso: string | null): string => (iso === null ? '' : momentText(instant(Date.parse(iso))))

const COLUMNS: readonly { readonly header: string; readonly width: number; readonly value: (item: OrderListItem) => string | number }[] = [
  { header: '督办单号', width: 20, value: (item) => item.number },
  { header: '种类', width: 12, value: (item) => item.kindZh },
  { header: '来源', width: 12, value: (item) => ORDER_ORIGIN_ZH[item.origin] },
  { header: '标题', width: 40, value: (item) => item.title },
  { header: '被督办单位', width: 28, value: (item) => item.unit.name },
  { header: '旗县区', width: 16, value: (item) => item.county?.name ?? '' },
  { header: '工单件数', width: 10, value: (item) => item.caseCount },
  { header: '状态', width: 10, value: (item) => ORDER_STATE_ZH[item.state] },
  { header: '轮次', width: 8, value: (item) => item.round },
  { header: '下发时间', width: 24, value: (item) => moment(item.issuedAt) },
  { header: '反馈期限', width: 24, value: (item) => moment(item.replyDueAt) },
  { header: '反馈时间', width: 24, value: (item) => moment(item.repliedAt) },
  { header: '超期起', width: 24, value: (item) => moment(item.overdueAt) },
  { header: '超期次数', width: 10, value: (item) => item.lateRounds },
  { header: '解除时间', width: 24, value: (item) => moment(item.releasedAt) },
  { header: '挂牌公开', width: 10, value: (item) => (item.isPublished ? '是' : '') },
]

/**
 * The ledger as a workbook: what the list shows this person under the same filters, row by row as it is read, at most 10,000 rows; its first line says
 * who took it out and when. Nothing leaves before the audit entry is stored.
 */
@Injectable()
export class ExportLedger {
  constructor(
    @Inject(OrderListReadModel) private readonly orders: OrderListReadModel,
    @Inject(OrderViewMapper) private readonly views: OrderViewMapper,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(IdGen) private readonly ids: IdGen,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async open(principal: Principal, filters: OrderFilters): Promise<{ fileName: string; content: Readable }> {
    const at = this.clock.now()
    const { total } = await this.orders.counts(principal, filters)
    await this.audit.record({
      at, actorId: principal.userId, actorUnitId: principal.unitId, action: 'supervision.export', subjectType: 'export', subjectId: this.ids.next(), outcome: 'done',
      detail: { rows: Math.min(total, EXPORT_MAX), cut: total > EXPORT_MAX, filters: JSON.stringify(filters).slice(0, 500) },
    })
    const content = new PassThrough()
    const mark = `导出：${principal.displayName}（${this.views.unitName(principal.unitId)}） ${momentText(at)} 共 ${total} 张${total > EXPORT_MAX ? `，只含最近 ${EXPORT_MAX} 张` : ''}。内部资料，注意保管。`
    // The reader's end is what an error must reach: the browser then sees a broken download, never a short file that looks whole.
    void this.write(principal, filters, mark, content).catch((error: unknown) => content.destroy(error instanceof Error ? error : new Error(String(error))))
    return { fileName: `督办台账-${momentText(at).slice(0, 10)}.xlsx`, content }
  }

  private async write(principal: Principal, filters: OrderFilters, mark: string, content: PassThrough): Promise<void> {
    const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: content, useSharedStrings: false, useStyles: true })
    const sheet = book.addWorksheet('督办台账', { views: [{ state: 'frozen', ySplit: 2 }], headerFooter: { oddFooter: `&L${mark.replaceAll('&', '&&')}&R&P/&N` } })
    sheet.columns = COLUMNS.map(({ width }) => ({ width }))
    sheet.addRow([mark]).commit()
    const head = sheet.addRow(COLUMNS.map(({ header }) => header))
    head.font = { bold: true }
    head.commit()
    for await (const page of this.orders.pages(principal, filters, EXPORT_MAX)) {
      for (const listed of page) {
        const item = this.views.listItem(listed)
        sheet.addRow(COLUMNS.map(({ value }) => value(item))).commit()
      }
      // Who downloads slowly must not make the server hold what is not sent yet.
      if (content.writableNeedDrain) await new Promise<void>((resolve) => content.once('drain', resolve).once('close', resolve))
      if (content.destroyed) return
    }
    sheet.commit()
    await book.commit()
  }
}

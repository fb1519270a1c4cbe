import { Controller, Inject, Res } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, plainDateOf } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { FastifyReply } from 'fastify'
import { exportCatalogue, importCatalogue } from '../../contract/catalogue-endpoints.js'
import type { CatalogueFileFormat, ImportReport } from '../../contract/catalogue-file.schema.js'
import { tableOf } from '../../domain/index.js'
import { CatalogueSurroundings } from './catalogue-surroundings.js'
import { CatalogueViews } from './catalogue-views.js'
import { ImportCatalogue } from './import-catalogue.js'
import { writeSheet } from './sheet-file.js'

const MEDIA_TYPES: Readonly<Record<CatalogueFileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

@Controller()
export class CatalogueFileController {
  constructor(
    @Inject(CatalogueViews) private readonly views: CatalogueViews,
    @Inject(CatalogueSurroundings) private readonly surroundings: CatalogueSurroundings,
    @Inject(ImportCatalogue) private readonly imports: ImportCatalogue,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @HttpEndpoint(exportCatalogue)
  async export(@Input() { query }: InputOf<typeof exportCatalogue>, @Res() reply: FastifyReply): Promise<void> {
    const { format, source, version } = query
    const detail = version === undefined && source === 'draft' ? null : await this.views.detailOf(version ?? null)
    const rows = detail === null ? await this.views.draftRows(null) : detail.rows
    const fileName = `派单目录-${detail === null ? '草稿' : `第${detail.version}版`}-${plainDateOf(this.clock.now())}.${format}`
    await reply
      .header('content-type', MEDIA_TYPES[format])
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(await writeSheet(format, tableOf(rows, this.surroundings.naming)))
  }

  @HttpEndpoint(importCatalogue)
  import(@Input() { params, body }: InputOf<typeof importCatalogue>, @Caller() { principal }: RequestContext<Principal>): Promise<ImportReport> {
    return this.imports.import(params.draftId, body, principal)
  }
}

import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { isoOf } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import {
  checkCatalogueRow, compareCatalogueDraft, discardCatalogueDraft, openCatalogueDraft, publishCatalogue, readCatalogueDraft, removeCatalogueRow, restoreCatalogueVersion,
  saveCatalogueRow,
} from '../../contract/catalogue-endpoints.js'
import type { CatalogueDifferences, CatalogueDraft, CatalogueVersion } from '../../contract/catalogue-version.schema.js'
import { CataloguePublishing } from './catalogue-publishing.js'
import { CatalogueViews } from './catalogue-views.js'
import { refusing } from './draft-change.js'
import { DraftEditing } from './draft-editing.js'

type Context = RequestContext<Principal>

@Controller()
export class CatalogueDraftController {
  constructor(
    @Inject(DraftEditing) private readonly editing: DraftEditing,
    @Inject(CataloguePublishing) private readonly publishing: CataloguePublishing,
    @Inject(CatalogueViews) private readonly views: CatalogueViews,
  ) {}

  @HttpEndpoint(readCatalogueDraft)
  async read(): Promise<{ draft: CatalogueDraft | null }> {
    return { draft: await this.views.draft() }
  }

  @HttpEndpoint(openCatalogueDraft)
  async open(@Caller() { principal }: Context): Promise<CatalogueDraft> {
    await this.editing.open(principal)
    return this.opened()
  }

  @HttpEndpoint(restoreCatalogueVersion)
  async restore(@Input() { params }: InputOf<typeof restoreCatalogueVersion>, @Caller() { principal }: Context): Promise<CatalogueDraft> {
    await this.editing.restore(params.version, principal)
    return this.opened()
  }

  @HttpEndpoint(discardCatalogueDraft)
  async discard(@Input() { params, body }: InputOf<typeof discardCatalogueDraft>, @Caller() { principal }: Context): Promise<{ discarded: true }> {
    await this.editing.discard(params.draftId, body, principal)
    return { discarded: true }
  }

  @HttpEndpoint(compareCatalogueDraft)
  compare(@Input() { params }: InputOf<typeof compareCatalogueDraft>): Promise<CatalogueDifferences> {
    return this.views.draftDifferences(params.draftId)
  }

  @HttpEndpoint(checkCatalogueRow)
  async check(@Input() { params, body }: InputOf<typeof checkCatalogueRow>): Promise<z.output<(typeof checkCatalogueRow)['response']>> {
    return { faults: [...(await this.editing.check(params.draftId, body))] }
  }

  @HttpEndpoint(saveCatalogueRow)
  async save(@Input() { params, body }: InputOf<typeof saveCatalogueRow>, @Caller() { principal }: Context): Promise<z.output<(typeof saveCatalogueRow)['response']>> {
    const { row, rowRevision, at, revision, faults } = await this.editing.write(params.draftId, body, principal)
    return { saved: { row, revision: rowRevision, changedBy: principal.displayName, changedAt: isoOf(at) }, faults: [...faults], revision }
  }

  @HttpEndpoint(removeCatalogueRow)
  async remove(@Input() { params, body }: InputOf<typeof removeCatalogueRow>, @Caller() { principal }: Context): Promise<{ revision: number }> {
    return { revision: await this.editing.remove(params.draftId, body, principal) }
  }

  @HttpEndpoint(publishCatalogue)
  async publish(@Input() { params, body }: InputOf<typeof publishCatalogue>, @Caller() { principal }: Context): Promise<CatalogueVersion> {
    return this.views.summaryOf(await this.publishing.publish(params.draftId, body, principal))
  }

  private async opened(): Promise<CatalogueDraft> {
    return (await this.views.draft()) ?? refusing('CATALOGUE_DRAFT_UNKNOWN')
  }
}

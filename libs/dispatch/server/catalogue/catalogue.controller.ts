import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, Input, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { CatalogueCoverage, CoverageCell } from '../../contract/catalogue-coverage.schema.js'
import {
  compareCatalogueVersions, listCatalogueVersions, readCatalogue, readCatalogueVersion, readCoverage, readCoverageCell, withdrawCatalogueVersion,
} from '../../contract/catalogue-endpoints.js'
import type { CatalogueDifferences, CatalogueVersion, CatalogueVersionDetail } from '../../contract/catalogue-version.schema.js'
import { CataloguePublishing } from './catalogue-publishing.js'
import { CatalogueViews } from './catalogue-views.js'
import { CoverageMap } from './coverage-map.js'

@Controller()
export class CatalogueController {
  constructor(
    @Inject(CatalogueViews) private readonly views: CatalogueViews,
    @Inject(CataloguePublishing) private readonly publishing: CataloguePublishing,
    @Inject(CoverageMap) private readonly coverage: CoverageMap,
  ) {}

  @HttpEndpoint(listCatalogueVersions)
  async list(): Promise<{ items: CatalogueVersion[] }> {
    return { items: await this.views.list() }
  }

  @HttpEndpoint(readCatalogue)
  inForce(): Promise<CatalogueVersionDetail> {
    return this.views.detailOf(null)
  }

  @HttpEndpoint(readCatalogueVersion)
  one(@Input() { params }: InputOf<typeof readCatalogueVersion>): Promise<CatalogueVersionDetail> {
    return this.views.detailOf(params.version)
  }

  @HttpEndpoint(compareCatalogueVersions)
  compare(@Input() { params, query }: InputOf<typeof compareCatalogueVersions>): Promise<CatalogueDifferences> {
    return this.views.differences(params.version, query.from)
  }

  @HttpEndpoint(withdrawCatalogueVersion)
  async withdraw(@Input() { params, body }: InputOf<typeof withdrawCatalogueVersion>, @Caller() { principal }: RequestContext<Principal>): Promise<CatalogueVersion> {
    await this.publishing.withdraw(params.version, body.reason, principal)
    return this.views.summaryOf(params.version)
  }

  @HttpEndpoint(readCoverage)
  map(@Input() { query }: InputOf<typeof readCoverage>): Promise<CatalogueCoverage> {
    return this.coverage.map(query.level, query.source)
  }

  @HttpEndpoint(readCoverageCell)
  cell(@Input() { params, query }: InputOf<typeof readCoverageCell>): Promise<CoverageCell> {
    return this.coverage.cell(params.categoryCode, params.countyCode, query.source)
  }
}

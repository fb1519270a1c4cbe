import type { Provider, Type } from '@nestjs/common'
import { CatalogueDrafts } from '../catalogue-drafts.js'
import { CatalogueController } from './catalogue.controller.js'
import { CatalogueDraftController } from './catalogue-draft.controller.js'
import { CatalogueDraftStore } from './catalogue-draft.store.js'
import { CatalogueFileController } from './catalogue-file.controller.js'
import { CataloguePublishedListener } from './catalogue-published.listener.js'
import { CataloguePublishing } from './catalogue-publishing.js'
import { CatalogueSurroundings } from './catalogue-surroundings.js'
import { CatalogueVersionStore } from './catalogue-version.store.js'
import { CatalogueViews } from './catalogue-views.js'
import { CoverageMap } from './coverage-map.js'
import { DraftEditing } from './draft-editing.js'
import { ImportCatalogue } from './import-catalogue.js'
import { PublishedCatalogues } from './published-catalogues.js'

export const CATALOGUE_CONTROLLERS: Type[] = [CatalogueController, CatalogueDraftController, CatalogueFileController]
export const CATALOGUE_PROVIDERS: Provider[] = [
  PublishedCatalogues, CatalogueVersionStore, CatalogueDraftStore, CatalogueSurroundings, CatalogueViews, CataloguePublishing, CataloguePublishedListener, CoverageMap, DraftEditing,
  ImportCatalogue, { provide: CatalogueDrafts, useExisting: DraftEditing },
]

export { buildCatalogue, catalogueRowIdOf, lookUp, type Catalogue, type CatalogueAnswer } from './catalogue/catalogue.js'
export { checkCatalogue, type CatalogueFault, type CatalogueWorld } from './catalogue/check-catalogue.js'
export type { OrgLookups } from './plan/org-lookups.js'
export { DEFAULT_DISPATCH_THRESHOLDS, planDispatch, type DispatchThresholds, type DispatchWorld } from './plan-dispatch.js'

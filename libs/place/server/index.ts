export { PlaceSeed } from './place.seed.js'
export { PlaceModule } from './place.module.js'
export { InMemoryPlaceResolver } from './in-memory-place-resolver.js'

import { Global, Module } from '@nestjs/common'
import { PlaceResolver, PointSurroundings } from '../contract/place-resolver.js'
import { AcceptedNamesListener } from './gazetteer/accepted-names.listener.js'
import { ChangeGazetteer, GazetteerWriting } from './gazetteer/change-gazetteer.use-case.js'
import { GazetteerBook } from './gazetteer/gazetteer-book.js'
import { GazetteerStore } from './gazetteer/gazetteer.store.js'
import { ImportGazetteer } from './gazetteer/import-gazetteer.use-case.js'
import { LearnNamesListener } from './gazetteer/learn-names.listener.js'
import { GazetteerChangesController, GazetteerController } from './http/gazetteer.controller.js'
import { ResolveController } from './http/resolve.controller.js'
import { InMemoryPlaceResolver } from './in-memory-place-resolver.js'
import { PlaceSeed } from './place.seed.js'
import { PlaceFreshness } from './place-freshness.js'

/** Global: whoever hears of a place asks the PlaceResolver of the contract, of a position the PointSurroundings. */
@Global()
@Module({
  controllers: [ResolveController, GazetteerController, GazetteerChangesController],
  providers: [
    GazetteerStore, GazetteerBook, GazetteerWriting, ChangeGazetteer, ImportGazetteer, LearnNamesListener, AcceptedNamesListener, PlaceFreshness, PlaceSeed,
    InMemoryPlaceResolver, { provide: PlaceResolver, useExisting: InMemoryPlaceResolver }, { provide: PointSurroundings, useExisting: InMemoryPlaceResolver },
  ],
  exports: [PlaceResolver, PointSurroundings, InMemoryPlaceResolver],
})
export class PlaceModule {}

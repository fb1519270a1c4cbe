import { Global, Module } from '@nestjs/common'
import { PlaceResolver } from '../contract/place-resolver.js'
import { InMemoryPlaceResolver } from './in-memory-place-resolver.js'

@Global()
@Module({
  providers: [InMemoryPlaceResolver, { provide: PlaceResolver, useExisting: InMemoryPlaceResolver }],
  exports: [PlaceResolver, InMemoryPlaceResolver],
})
export class PlaceModule {}

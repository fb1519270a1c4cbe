import { Controller, Inject } from '@nestjs/common'
import { HttpEndpoint, Input, type InputOf } from '@tongban/platform/server'
import type { z } from 'zod'
import { resolvePlaceText } from '../../contract/place-endpoints.js'
import { placeNotice } from '../../contract/place-question.js'
import { PlaceResolver } from '../../contract/place-resolver.js'

@Controller()
export class ResolveController {
  constructor(@Inject(PlaceResolver) private readonly resolver: PlaceResolver) {}

  @HttpEndpoint(resolvePlaceText)
  resolve(@Input() { body: { text, countyCode, point, hints } }: InputOf<typeof resolvePlaceText>): z.output<(typeof resolvePlaceText)['response']> {
    const resolution = this.resolver.resolve(text, { countyCode, point, hints })
    return { ...resolution, question: placeNotice(resolution) }
  }
}

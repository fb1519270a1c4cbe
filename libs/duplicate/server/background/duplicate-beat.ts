import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock, HOUR_MS, MINUTE_MS, SECOND_MS } from '@tongban/kernel/core'
import { Background } from '@tongban/platform/server'
import { CountGrams } from './count-grams.js'
import { ForgetOldCases, TakeInEarlierCases } from './keep-signatures.js'

/** What comes back by itself. Counting goes first on a new installation: what is taken in afterwards is looked up by what is rare. */
@Injectable()
export class DuplicateBeat implements OnModuleInit {
  constructor(
    @Inject(Background) private readonly background: Background,
    @Inject(TakeInEarlierCases) private readonly takeIn: TakeInEarlierCases,
    @Inject(ForgetOldCases) private readonly forget: ForgetOldCases,
    @Inject(CountGrams) private readonly count: CountGrams,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.background.registerTask({ name: 'duplicate.count_grams', everyMs: 10 * MINUTE_MS, run: () => this.count.run() })
    this.background.registerTask({ name: 'duplicate.take_in', everyMs: 30 * SECOND_MS, run: () => this.takeIn.run(this.clock.now()) })
    this.background.registerTask({ name: 'duplicate.forget', everyMs: HOUR_MS, run: () => this.forget.run() })
  }
}

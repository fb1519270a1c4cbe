import { Global, Module } from '@nestjs/common'
import { DuplicateChoices, DuplicateFinder } from '../contract/index.js'
import { CountGrams } from './background/count-grams.js'
import { DuplicateBeat } from './background/duplicate-beat.js'
import { ForgetOldCases, TakeInEarlierCases } from './background/keep-signatures.js'
import { SignaturesListener } from './background/signatures.listener.js'
import { DuplicateFreshness } from './duplicate-freshness.js'
import { DuplicateController } from './http/duplicate.controller.js'
import { MatterReader } from './matter-reader.js'
import { BackfillStore } from './persistence/backfill.store.js'
import { ChoiceStore } from './persistence/choice.store.js'
import { FrequencyStore } from './persistence/frequency.store.js'
import { SettingsStore } from './persistence/settings.store.js'
import { SignatureStore } from './persistence/signature.store.js'
import { ChangeDuplicateSettings } from './use-cases/change-settings.use-case.js'
import { DuplicateKnowledge, FindDuplicates } from './use-cases/find-duplicates.use-case.js'

/** Needs CallerHashes, which intake gives, and the ports of case and audit. */
@Global()
@Module({
  controllers: [DuplicateController],
  providers: [
    SignatureStore, FrequencyStore, SettingsStore, ChoiceStore, BackfillStore, MatterReader, SignaturesListener, TakeInEarlierCases, ForgetOldCases, CountGrams, DuplicateBeat,
    DuplicateFreshness, DuplicateKnowledge, FindDuplicates, ChangeDuplicateSettings, { provide: DuplicateFinder, useExisting: FindDuplicates }, { provide: DuplicateChoices, useExisting: ChoiceStore },
  ],
  exports: [DuplicateFinder, DuplicateChoices],
})
export class DuplicateModule {}

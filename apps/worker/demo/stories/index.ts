import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'
import { disputeOpen, disputeRuled, disputeRuledToStay } from './disputes.js'
import { cardsOf } from './due-cards.js'
import { heatRestored, mainBurst } from './incidents.js'
import { dutyRosters } from './rosters.js'
import { inboxesRead, rulesToCome } from './rules.js'
import { climbedSlowly, climbedToTheTop, instructed, issuedAsASet, leftLying, madeUrgent } from './supervised.js'
import { mergedAndAnswered, mergedFamily, splitInTwo, urgedThrice, whistled } from './together.js'
import { problemCase, recusedReport, reportOnUnit } from './troubles.js'
import { extensionAsked, extensionGranted, returnApproved, returnAwaitsLead, returnAwaitsRuling, returnRejected } from './requests.js'
import { shelvedForFunds, shelvedOverdue } from './shelving.js'

/** What is out of the ordinary in the demo's fortnight, each told as people lived it. */
export const STORIES: readonly ((stage: DemoStage) => Life)[] = [
  returnApproved, returnRejected, returnAwaitsRuling, returnAwaitsLead, extensionGranted, extensionAsked,
  disputeOpen, disputeRuled, disputeRuledToStay,
  shelvedForFunds, shelvedOverdue,
  whistled, mergedFamily, mergedAndAnswered, splitInTwo, urgedThrice,
  problemCase, recusedReport, reportOnUnit,
  dutyRosters, climbedToTheTop, climbedSlowly, issuedAsASet, instructed, leftLying, madeUrgent, heatRestored, mainBurst, rulesToCome, inboxesRead,
  ...cardsOf([1, 2, 3, 4, 5, 6]),
]

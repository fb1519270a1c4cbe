import { CaseRereader } from './case-rereader.js'
import { DispatchThreshold } from './dispatch-threshold.js'
import { DryRunQueue } from './dry-run-queue.js'
import { DryRunStore } from './dry-run.store.js'
import { DryRunViews } from './dry-run-views.js'
import { RunDryRuns } from './run-dry-runs.js'
import { DryRunEdge, StartDryRun } from './start-dry-run.use-case.js'
import { ThresholdAudit } from './threshold-audit.js'
import { ThresholdInForce } from './threshold-in-force.js'

/** Dry runs and the threshold. Needs CatalogueDrafts and the planner. */
export const DRY_RUN_PROVIDERS = [CaseRereader, DispatchThreshold, DryRunEdge, DryRunQueue, DryRunStore, DryRunViews, RunDryRuns, StartDryRun, ThresholdAudit, ThresholdInForce]

import { DecideProposal } from './decide-proposal.use-case.js'
import { LessonMaker } from './lesson-maker.js'
import { LessonStore } from './lesson.store.js'
import { LessonsListener } from './lessons.listener.js'
import { ProposalChanges } from './proposal-changes.js'
import { ProposalStore } from './proposal.store.js'
import { ProposalViews } from './proposal-views.js'

/** The learning loop. Needs DispatchPlanner and CatalogueDrafts. */
export const PROPOSAL_PROVIDERS = [DecideProposal, LessonMaker, LessonStore, LessonsListener, ProposalChanges, ProposalStore, ProposalViews]

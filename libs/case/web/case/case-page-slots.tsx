import { createContext, use, type ComponentType, type ReactNode } from 'react'

/**
 * Panels of contexts that stand above case in the map (intake, deadline): the console hands them in, because case may not know them.
 * A slot that is not filled leaves its place empty, or shows what the case itself knows.
 */
export type CasePageSlots = {
  /** Who called, masked; reveals with a reason. */
  readonly Caller?: ComponentType<{ readonly caseId: string }>
  /** Calls who reported, for whose turn it is to contact them; empty where that is not possible or not allowed. */
  readonly Call?: ComponentType<{ readonly caseId: string }>
  /** Who else has this case open. */
  readonly Presence?: ComponentType<{ readonly caseId: string }>
  /** The incident this case belongs to, or the way to open one from it. */
  readonly Incident?: ComponentType<{ readonly caseId: string }>
  /** The supervision orders on the case, and what a supervisor or a leader may add. */
  readonly Supervision?: ComponentType<{ readonly caseId: string }>
  /** Every clock of the case with the sentences that explain it. */
  readonly Clocks?: ComponentType<{ readonly caseId: string }>
  /** The promise clock of the lead's assignment as a chip, by the clock itself. `children` is the case's own chip, for while it is not known. */
  readonly PromiseClock?: ComponentType<{ readonly caseId: string; readonly assignmentId: string | null; readonly children: ReactNode }>
  /** The running clocks of one assignment. `children` as above. */
  readonly AssignmentClocks?: ComponentType<{ readonly caseId: string; readonly assignmentId: string; readonly children: ReactNode }>
}

const SlotsContext = createContext<CasePageSlots>({})

export const CasePageSlotsProvider = ({ slots, children }: { readonly slots: CasePageSlots; readonly children: ReactNode }): ReactNode => (
  <SlotsContext value={slots}>{children}</SlotsContext>
)

export const useCasePageSlots = (): CasePageSlots => use(SlotsContext)

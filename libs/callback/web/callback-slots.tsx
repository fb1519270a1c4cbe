import { createContext, use, type ComponentType, type ReactNode } from 'react'

/** The number belongs to intake, which callback may not know: the console hands its panel in. */
export type CallbackSlots = { readonly Dial?: ComponentType<{ readonly caseId: string; readonly phoneMasked: string | null }> }

const SlotsContext = createContext<CallbackSlots>({})

export const CallbackSlotsProvider = ({ slots, children }: { readonly slots: CallbackSlots; readonly children: ReactNode }): ReactNode => (
  <SlotsContext value={slots}>{children}</SlotsContext>
)

export const useCallbackSlots = (): CallbackSlots => use(SlotsContext)

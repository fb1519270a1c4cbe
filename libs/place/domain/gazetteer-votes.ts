/** What one accepted case says of a name. `divisionCode` is the township itself when no village is known. */
export type GazetteerVote = { readonly caseId: string; readonly townshipCode: string; readonly divisionCode: string; readonly at: number }

export type GazetteerTally = {
  /** The village, when all that name one name the same; else the township. */
  readonly divisionCode: string
  readonly agreeing: number
  readonly contradicting: number
  /** The newest of those that agree, newest first. */
  readonly caseIds: readonly string[]
}

const CASES_KEPT = 20
const VILLAGE_CODE_LENGTH = 12

/** What the cases say together; null when none does. Of two townships the one more cases name, and of equals the one named last. */
export function tallyVotes(votes: readonly GazetteerVote[]): GazetteerTally | null {
  const newestFirst = [...votes].sort((a, b) => b.at - a.at || (a.caseId < b.caseId ? 1 : -1))
  const byTownship = new Map<string, GazetteerVote[]>()
  for (const vote of newestFirst) byTownship.set(vote.townshipCode, [...(byTownship.get(vote.townshipCode) ?? []), vote])
  const [most] = [...byTownship.values()].sort((a, b) => b.length - a.length)
  const [newest] = most ?? []
  if (most === undefined || newest === undefined) return null
  const villages = new Set(most.map(({ divisionCode }) => divisionCode).filter((code) => code.length === VILLAGE_CODE_LENGTH))
  const [village] = villages
  return {
    divisionCode: villages.size === 1 && village !== undefined ? village : newest.townshipCode,
    agreeing: most.length,
    contradicting: votes.length - most.length,
    caseIds: most.slice(0, CASES_KEPT).map(({ caseId }) => caseId),
  }
}

/** Enough cases say so, and none says otherwise. */
export const isReady = ({ agreeing, contradicting }: Pick<GazetteerTally, 'agreeing' | 'contradicting'>, agreeingNeeded: number): boolean =>
  agreeing >= agreeingNeeded && contradicting === 0

/** How far a learned name is trusted alone: more with every case, never as far as one a person entered. */
export const learnedWeight = (agreeing: number): number => Math.min(0.9, 0.5 + 0.1 * agreeing)

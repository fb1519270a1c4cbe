import { describe, expect, it } from '@jest/globals'
import { BREAKAGES } from './docker/breakages.js'
import type { Check } from './docker/check.js'
import { COMPOSE_CHECKS } from './docker/compose-checks.js'
import { readDeployment, textOf } from './docker/deployment.js'
import { EDGE_AND_STORE_CHECKS } from './docker/edge-and-store-checks.js'
import { IMAGE_CHECKS } from './docker/image-checks.js'

/** No container engine is needed: the files are read as data and held against the sources they speak of. */
const deployment = readDeployment()

const GROUPS: Readonly<Record<string, readonly Check[]>> = {
  'the image': IMAGE_CHECKS,
  compose: COMPOSE_CHECKS,
  'nginx and the stores': EDGE_AND_STORE_CHECKS,
}
const BY_SENTENCE = new Map(Object.values(GROUPS).flatMap((checks) => checks.map((check) => [check.sentence, check] as const)))

/** What a check finds, an exception included: a file that can no longer be read is a finding, too. */
function findingsIn(check: Check | undefined, file: string, from: string, to: string): string[] {
  const text = textOf(file)
  if (!check || !text.includes(from)) throw new Error(`${file} no longer says ${from}: break something else`)
  try {
    return check.find(readDeployment({ [file]: text.replaceAll(from, () => to) }))
  } catch (error) {
    return [String(error)]
  }
}

for (const [group, checks] of Object.entries(GROUPS)) {
  describe(group, () => {
    it.each(checks.map((check) => [check.sentence, check] as const))('%s', (_sentence, check) => {
      expect(check.find(deployment)).toEqual([])
    })
  })
}

describe('a wrong word is noticed', () => {
  it.each(BREAKAGES.map((breakage) => ({ ...breakage, what: `${breakage.from.trim()} → ${breakage.to.trim() || '(nothing)'}` })))(
    '$file: $what',
    ({ sentence, file, from, to }) => {
      expect(findingsIn(BY_SENTENCE.get(sentence), file, from, to)).not.toEqual([])
    },
  )

  it('is tried for every sentence above', () => {
    const tried = new Set(BREAKAGES.map(({ sentence }) => sentence))
    expect([...BY_SENTENCE.keys()].filter((sentence) => !tried.has(sentence))).toEqual([])
  })
})

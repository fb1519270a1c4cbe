/**
 * The context map: which context may use whose contract. This list is the diagram; `@nx/enforce-module-boundaries` and the
 * `tongban/layers` rule are both fed from it, and test/lint.unit.spec.ts proves that it is acyclic and names every package.
 *
 * Read a line as "intake may use the contract of case, org, …". A context missing on the right is unknown to the one on the left.
 */
export const CONTEXT_MAP = {
  // what everything stands on
  org: [],
  taxonomy: [],
  audit: [],
  access: ['org', 'audit'],
  worktime: ['org', 'access', 'audit'],
  // who answers for a unit or a village now
  duty: ['org', 'access', 'worktime', 'audit'],
  // the heart
  case: ['org', 'access', 'taxonomy', 'audit'],
  // why, who, when: they change a case only through case's commands
  // where it is and what it is about, out of what people say
  place: ['case', 'org', 'access', 'audit'],
  suggestion: ['case', 'place', 'taxonomy', 'org', 'access', 'audit'],
  dispatch: ['case', 'place', 'suggestion', 'org', 'taxonomy', 'access', 'audit'],
  // which cases say the same
  duplicate: ['case', 'place', 'org', 'access', 'taxonomy', 'audit'],
  deadline: ['case', 'worktime', 'org', 'access', 'taxonomy', 'audit'],
  intake: ['case', 'org', 'access', 'taxonomy', 'place', 'suggestion', 'dispatch', 'duplicate', 'audit', 'deadline'],
  callback: ['case', 'intake', 'org', 'access', 'audit'],
  supervision: ['case', 'intake', 'deadline', 'worktime', 'org', 'access', 'audit'],
  incident: ['case', 'duty', 'org', 'access', 'audit'],
  // what many cases say at once
  topic: ['case', 'place', 'org', 'access', 'taxonomy', 'audit'],
  // the citizen's own door: what they may see and do with their case, and what is told to them
  citizen: ['case', 'intake', 'callback', 'incident', 'org', 'access'],
  // last in the chain: they only listen
  notification: ['case', 'deadline', 'supervision', 'incident', 'topic', 'duty', 'citizen', 'intake', 'worktime', 'org', 'access', 'audit'],
  realtime: ['case', 'dispatch', 'deadline', 'supervision', 'incident', 'topic', 'notification', 'access', 'org'],
  reporting: ['case', 'callback', 'deadline', 'dispatch', 'topic', 'org', 'access', 'taxonomy'],
}

/**
 * Contexts whose domain is a pure library of its own right: domains and servers on the map may name it as they may its contract.
 * Working time is arithmetic on a calendar, a place is looked up in an index: a port in front of either would hide nothing.
 */
export const PURE_LIBRARIES = ['worktime', 'place']

/**
 * The support packages: their public layers, and the layers of a context that may use them. `spec` stands for test files.
 * What a support package itself may use is in SUPPORT_MAP.
 */
export const SUPPORT_PACKAGES = {
  kernel: { layers: ['core', 'contract'], usableFrom: ['contract', 'domain', 'server', 'web', 'spec'] },
  // Chinese text as data: folding, sound, n-grams, words
  text: { layers: ['core', 'server'], usableFrom: ['domain', 'server', 'spec'] },
  platform: { layers: ['server'], usableFrom: ['server', 'spec'] },
  ui: { layers: ['web'], usableFrom: ['web', 'spec'] },
  testing: { layers: ['server'], usableFrom: ['spec'] },
}

export const SUPPORT_MAP = {
  kernel: [],
  text: ['kernel'],
  platform: ['kernel'],
  ui: ['kernel'],
  testing: ['kernel', 'platform', ...Object.keys(CONTEXT_MAP)],
}

/** The apps compose: they may name other layers than the contract, each those of its own side. */
export const APPS = {
  api: { side: 'server', layers: ['contract', 'domain', 'server'] },
  worker: { side: 'server', layers: ['contract', 'domain', 'server'] },
  console: { side: 'web', layers: ['contract', 'domain', 'web'] },
}

const tag = (name) => `ctx:${name}`

/**
 * The map as Nx constraints. Nx knows packages, not files, so it has to let every package use `testing` and every context use
 * `platform` and `ui`; that only specs use the first, servers the second and web code the third is the layers rule's part.
 */
export function depConstraints() {
  const shared = Object.keys(SUPPORT_PACKAGES)
  return [
    ...Object.entries(CONTEXT_MAP).map(([name, uses]) => ({
      sourceTag: tag(name),
      onlyDependOnLibsWithTags: [...shared, ...uses].map(tag),
    })),
    ...Object.entries(SUPPORT_MAP).map(([name, uses]) => ({
      sourceTag: tag(name),
      onlyDependOnLibsWithTags: [...[...new Set([...uses, 'testing'])].map(tag), ...(name === 'testing' ? ['migrations'] : [])],
    })),
    { sourceTag: 'app:*', onlyDependOnLibsWithTags: ['ctx:*', 'migrations'] },
  ]
}

/**
 * A cycle in a map as the list of names along it (first = last), or undefined when there is none.
 * @param {Record<string, readonly string[]>} map
 * @returns {string[] | undefined}
 */
export function findCycle(map) {
  const done = new Set()
  const visit = (name, path) => {
    const at = path.indexOf(name)
    if (at >= 0) return [...path.slice(at), name]
    if (done.has(name)) return undefined
    for (const next of map[name] ?? []) {
      const cycle = visit(next, [...path, name])
      if (cycle) return cycle
    }
    done.add(name)
    return undefined
  }
  for (const name of Object.keys(map)) {
    const cycle = visit(name, [])
    if (cycle) return cycle
  }
  return undefined
}

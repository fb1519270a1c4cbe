import devkit from '@nx/devkit'

/**
 * Makes Nx's project graph before the first file is linted. `@nx/enforce-module-boundaries` only reads a cached graph and, finding
 * none, skips itself with a warning: on a fresh clone the context map would hold nothing and the lint would pass. Takes about 0.6 s.
 *
 * @throws when the graph cannot be made: a lint that cannot see the map must not pass.
 */
export async function ensureProjectGraph() {
  const graph = await devkit.createProjectGraphAsync({ exitOnError: false })
  if (Object.keys(graph.nodes).length === 0) throw new Error('Nx found no project: the context map cannot be checked')
}

import path from 'node:path'
import { SUPPORT_PACKAGES } from './context-map.mjs'
import { ROLES } from './roles.mjs'

/**
 * Where a file stands in the house: the one reading of our folder layout, shared by the rules.
 *
 * @typedef {object} Where
 * @property {'lib' | 'app' | 'free' | 'migration'} kind  free = test/, tools/, root files: bound by no layer
 * @property {string} name   context, support package or app
 * @property {string | undefined} layer  contract, domain, server, web, core; undefined = the file stands in no layer
 * @property {'' | 'unit' | 'prop' | 'int' | 'ui' | 'e2e'} spec  tier of a test file
 */

const LAYERS = new Set(['contract', 'domain', 'server', 'web'])
/** Layers inside a command folder (libs/<ctx>/commands/): the file's name says which; a file with a role suffix is of the server. */
const COMMAND_LAYERS = {
  contract: 'contract',
  contracts: 'contract',
  decide: 'domain',
  deciders: 'domain',
  panel: 'web',
  panels: 'web',
}
/** What several specs of a folder share is test code of the broadest kind: it may do what an integration test may. */
const SUPPORT = /\.spec-support\.tsx?$/
const SPEC = /\.(unit|prop|int|ui|e2e)\.spec\.tsx?$/

/** Path of a file from the root of the checkout, with forward slashes; undefined when it lies outside. */
export function fromRoot(root, file) {
  const relative = path.relative(root, file).split(path.sep).join('/')
  return relative === '' || relative.startsWith('..') ? undefined : relative
}

/** @returns {Where} */
export function where(relative) {
  const [top, name, ...rest] = relative.split('/')
  const spec = SUPPORT.test(relative) ? 'int' : (SPEC.exec(relative)?.[1] ?? '')
  if (top === 'apps' && name && rest.length > 0) return { kind: 'app', name, layer: undefined, spec }
  if (top === 'migrations') return { kind: 'migration', name: 'migrations', layer: undefined, spec }
  if (top !== 'libs' || !name || rest.length === 0) return { kind: 'free', name: top ?? '', layer: undefined, spec }
  return { kind: 'lib', name, layer: layerInside(name, rest), spec }
}

function layerInside(name, segments) {
  const [folder = '', ...rest] = segments
  if (folder === 'commands') {
    const [stem = '', suffix = ''] = (rest.at(-1) ?? '').split('.')
    return COMMAND_LAYERS[stem] ?? (ROLES.includes(stem) || ROLES.includes(suffix) ? 'server' : undefined)
  }
  if (rest.length === 0) return undefined
  const support = SUPPORT_PACKAGES[name]
  if (support) return support.layers.includes(folder) ? folder : undefined
  return LAYERS.has(folder) ? folder : undefined
}

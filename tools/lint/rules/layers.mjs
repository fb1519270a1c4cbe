import path from 'node:path'
import { APPS, PURE_LIBRARIES, SUPPORT_PACKAGES } from '../context-map.mjs'
import { forEachImport } from '../imports.mjs'
import { fromRoot, where } from '../where.mjs'

/** Inside one package: layer → the layers it may import. */
const INSIDE = {
  core: ['core'],
  contract: ['contract', 'core'],
  domain: ['domain', 'contract'],
  server: ['server', 'domain', 'contract'],
  web: ['web', 'contract'],
}

/** External packages a layer may name, where the list is short … */
const MIGRATIONS = '@tongban/migrations'
// node:crypto is there for hashing, which is pure; its randomness is refused by no-ambient.
// pinyin-pro is a table of how characters sound: data, and no effects.
const ONLY_EXTERNALS = { core: [], contract: ['zod'], domain: ['node:crypto', 'pinyin-pro'] }
/** … and those it must not, where it is long: the other side's frameworks. */
const NO_EXTERNALS = {
  web: [
    /^(node:|@nestjs\/|@node-rs\/|@socket\.io\/|@fastify\/)/,
    /^(typeorm|pg|bullmq|ioredis|fastify|socket\.io|pino|prom-client|reflect-metadata)(\/|$)/,
  ],
  server: [
    /^(react|react-dom|react-router|react-i18next|i18next|antd|echarts|socket\.io-client)(\/|$)/,
    /^(@ant-design\/|@tanstack\/react-query)/,
  ],
}

const OUR = /^@tongban\/([^/]+)(?:\/(.*))?$/

/**
 * tongban/layers: kernel ← contract ← domain ← server, kernel ← contract ← web. Packages meet only at their public subpaths, and of
 * another context only the contract may be named (apps compose, so they may name more; an integration test in a server layer may load
 * the server side of a context on its map). Which context may use which is Nx's part: tools/lint/context-map.mjs.
 */
export const layers = {
  meta: {
    type: 'problem',
    docs: { description: 'holds the layers inside a context and the public subpaths between contexts' },
    schema: [],
    messages: {
      noLayer: 'This file stands in no layer: {{package}} knows {{layers}}.',
      upward: 'A {{from}} file may not import {{to}}: it may use {{allowed}}.',
      outside: 'A relative import may not leave its package: name the package by its subpath instead.',
      own: 'Inside one layer import by a relative path: the way through its own index is a circle.',
      notPublic: '{{source}} is not a public layer of {{package}}: name {{layers}}.',
      onlyContract: 'Of another context only the contract may be named, not {{layer}}: inject the abstract class from its contract.',
      support: '{{package}} may be used from {{allowed}} only.',
      app: 'The {{app}} app may name {{allowed}} of a package, not {{layer}}.',
      frozen: 'A migration may import only @tongban/kernel and @tongban/platform: it must read the same years from now.',
      framework: 'A {{layer}} file may not import {{source}}: {{reason}}.',
    },
  },

  create(context) {
    const relative = fromRoot(context.cwd, context.filename)
    if (!relative) return {}
    const here = where(relative)
    if (here.kind === 'free') return {}
    const folder = path.posix.dirname(relative)

    const check = (node, source) => {
      // A type is gone at run time: a domain may speak of what a contract's schema gives.
      if (source === 'zod' && here.layer === 'domain' && node.importKind === 'type') return undefined
      // The schema's history, which only what migrates or makes test databases may name.
      if (source === MIGRATIONS && (here.kind === 'app' || here.name === 'testing')) return undefined
      const report = (messageId, data) => context.report({ node, messageId, data })
      if (source.startsWith('.')) {
        const target = path.posix.join(folder, source)
        return checkRelative(here, where(target), target, report)
      }
      const [, name, layer = ''] = OUR.exec(source) ?? []
      return name ? checkPackage(here, name, layer, source, report) : checkExternal(here, source, report)
    }

    return {
      Program(node) {
        if (here.kind !== 'lib' || here.layer) return
        context.report({ node, messageId: 'noLayer', data: { package: here.name, layers: list(layersOf(here.name)) } })
      },
      ...forEachImport(check),
    }
  },
}

function checkRelative(here, target, targetPath, report) {
  if (target.kind !== here.kind || target.name !== here.name) {
    if (here.kind !== 'migration' || !targetPath.startsWith('migrations/')) report('outside', {})
    return
  }
  if (here.kind !== 'lib' || !here.layer) return
  const allowed = INSIDE[here.layer]
  if (!allowed.includes(target.layer)) {
    report('upward', { from: here.layer, to: target.layer ?? 'a file that stands in no layer', allowed: list(allowed) })
  }
}

function checkPackage(here, name, layer, source, report) {
  const known = layersOf(name)
  if (here.kind === 'lib' && here.name === name && here.layer) return checkOwn(here, layer, report)
  if (!known.includes(layer)) return report('notPublic', { source, package: name, layers: list(known) })
  if (here.kind === 'migration') return ['kernel', 'platform'].includes(name) ? undefined : report('frozen', {})
  if (here.kind === 'app') return checkApp(here, name, layer, report)
  if (here.name === 'testing') return undefined
  const support = SUPPORT_PACKAGES[name]
  if (support) {
    const role = here.spec ? 'spec' : here.layer
    // kernel's core stands below its contract and below everything else; a package never reaches up to its own users
    if (role === 'core' || !support.usableFrom.includes(role)) report('support', { package: name, allowed: list(support.usableFrom) })
    return undefined
  }
  if (layer === 'contract') return undefined
  if (layer === 'domain' && PURE_LIBRARIES.includes(name) && ['domain', 'server'].includes(here.layer)) return undefined
  const mayWire = here.spec === 'int' && layer !== 'web'
  return mayWire ? undefined : report('onlyContract', { layer })
}

/** A package may name its own lower layers by their subpath: that is their index, and the same rule holds. */
function checkOwn(here, layer, report) {
  const allowed = INSIDE[here.layer]
  if (layer === here.layer) report('own', {})
  else if (!allowed.includes(layer)) report('upward', { from: here.layer, to: layer, allowed: list(allowed) })
}

function checkApp(here, name, layer, report) {
  const app = APPS[here.name]
  if (!app || here.spec) return
  // kernel and the support packages have one side each, which is the layer's own name
  const allowed = [...app.layers, 'core']
  if (!allowed.includes(layer) || name === 'testing') report('app', { app: here.name, allowed: list(allowed), layer: `${name}/${layer}` })
}

function checkExternal(here, source, report) {
  if (here.kind !== 'lib' || !here.layer || here.spec) return
  const only = ONLY_EXTERNALS[here.layer]
  if (only && !only.some((name) => source === name || source.startsWith(`${name}/`))) {
    const reason = only.length > 0 ? `it is pure and names no package but ${list(only)}` : 'it is pure and names no package at all'
    report('framework', { layer: here.layer, source, reason })
  }
  if (NO_EXTERNALS[here.layer]?.some((pattern) => pattern.test(source))) {
    report('framework', { layer: here.layer, source, reason: 'that belongs to the other side of the wire' })
  }
}

const layersOf = (name) => SUPPORT_PACKAGES[name]?.layers ?? ['contract', 'domain', 'server', 'web']
const list = (names) => names.join(', ')

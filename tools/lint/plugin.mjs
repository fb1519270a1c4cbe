import { fileName } from './rules/file-name.mjs'
import { layers } from './rules/layers.mjs'
import { noAmbient } from './rules/no-ambient.mjs'
import { noLifecycleSave } from './rules/no-lifecycle-save.mjs'
import { noTxPromiseAll } from './rules/no-tx-promise-all.mjs'
import { routeGuarded } from './rules/route-guarded.mjs'

/** The house's own rules, under the prefix `tongban/`. */
export const plugin = {
  meta: { name: 'tongban' },
  rules: {
    'file-name': fileName,
    layers,
    'no-ambient': noAmbient,
    'no-lifecycle-save': noLifecycleSave,
    'no-tx-promise-all': noTxPromiseAll,
    'route-guarded': routeGuarded,
  },
}

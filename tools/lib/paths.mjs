import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** Where npm links the commands of the installed packages, Node 24 among them. */
export const BIN = path.join(ROOT, 'node_modules/.bin')

/** Everything a running system keeps: database, queue, keys, uploads, logs. Removing it begins anew. */
export const DEFAULT_DATA_DIR = path.join(ROOT, '.tongban')

/** Fetched once, shared by all data directories of this checkout. */
export const CACHE_DIR = path.join(DEFAULT_DATA_DIR, 'cache')

/** The division tree the product ships. */
import path from 'node:path'
import { ROOT } from '../../lib/paths.mjs'
import { readCsv } from '../lib/read-csv.mjs'

const FILE = path.join(ROOT, 'libs/org/server/data/divisions.csv')

/** @returns {{code: string, parentCode: string | null, level: string, name: string}[]} */
export const readTongliaoTree = () =>
  readCsv(FILE, { columns: ['code', 'parent_code', 'level', 'name'] }).map(({ code, parent_code: parent, level, name }) => ({
    code, parentCode: parent === '' ? null : parent, level, name,
  }))

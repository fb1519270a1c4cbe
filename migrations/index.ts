import { readdir } from 'node:fs/promises'
import type { MigrationInterface } from 'typeorm'

/** Every migration beside this file, oldest first: a new one needs no line here. */
export async function allMigrations(): Promise<(new () => MigrationInterface)[]> {
  const names = (await readdir(import.meta.dirname)).filter((name) => /^\d{14}-[a-z0-9-]+\.(ts|js)$/.test(name)).sort()
  const modules = await Promise.all(names.map((name) => import(new URL(name, import.meta.url).href) as Promise<Record<string, new () => MigrationInterface>>))
  return modules.flatMap((module) => Object.values(module))
}

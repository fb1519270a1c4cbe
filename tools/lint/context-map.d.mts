export type Layer = 'contract' | 'domain' | 'server' | 'web' | 'core'
export declare const CONTEXT_MAP: Record<string, readonly string[]>
export declare const SUPPORT_PACKAGES: Record<string, { layers: readonly Layer[], usableFrom: readonly (Layer | 'spec')[] }>
export declare const SUPPORT_MAP: Record<string, readonly string[]>
export declare const APPS: Record<string, { side: 'server' | 'web', layers: readonly Layer[] }>
export declare function depConstraints(): { sourceTag: string, onlyDependOnLibsWithTags: string[] }[]
export declare function findCycle(map: Record<string, readonly string[]>): string[] | undefined

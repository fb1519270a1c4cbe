export type TreeDivision = { code: string; parentCode: string | null; level: 'county' | 'township' | 'village'; name: string }
export type CityTree = { key: string; province: string; city: string; divisions: TreeDivision[] }
export function cityKeyOf(code: string): string
export function cityKeyOfOption(text: string): string
export function readCityTrees(keys: ReadonlySet<string> | null): Map<string, CityTree>

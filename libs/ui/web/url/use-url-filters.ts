import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

export type UrlFilters<Name extends string> = {
  readonly filters: Readonly<Record<Name, string>>
  /** Changes some filters; an empty string or the default takes the filter out of the address. */
  readonly set: (change: Partial<Record<Name, string>>) => void
  readonly clear: () => void
  readonly isFiltered: boolean
}

/**
 * The filters of a list, kept in the address: a link shows the same list. `defaults` names every filter there is and must be a constant.
 * Parameters of others in the address are left alone.
 */
export function useUrlFilters<Name extends string>(defaults: Readonly<Record<Name, string>>): UrlFilters<Name> {
  const [search, setSearch] = useSearchParams()
  const names = useMemo(() => Object.keys(defaults) as Name[], [defaults])
  const filters = useMemo(
    () => Object.fromEntries(names.map((name) => [name, search.get(name) ?? defaults[name]])) as Record<Name, string>,
    [names, search, defaults],
  )
  const set = useCallback(
    (change: Partial<Record<Name, string>>) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries(change) as [Name, string | undefined][]) {
            if (value === undefined || value === '' || value === defaults[name]) after.delete(name)
            else after.set(name, value)
          }
          return after
        },
        { replace: true },
      ),
    [defaults, setSearch],
  )
  const clear = useCallback(() => set(defaults), [defaults, set])
  return { filters, set, clear, isFiltered: names.some((name) => filters[name] !== defaults[name]) }
}

import { WATCHED_CLASS_ZH, type AlertKind, type WatchedClass } from '../contract/index.js'

/** What an alert without a topic is called: place, matter, what is unusual. Without history nobody can say that it has grown. */
export function alertTitle(
  { kind, watchedClass, spanDays, noHistory = false }: { readonly kind: Exclude<AlertKind, 'topic'>; readonly watchedClass: WatchedClass | null; readonly spanDays: number; readonly noHistory?: boolean },
  names: { readonly place: string; readonly category: string | null },
): string {
  const matter = { category: `“${names.category ?? ''}”诉求`, place: '诉求', class: `${watchedClass === null ? '' : WATCHED_CLASS_ZH[watchedClass]}诉求`, sensitive: '敏感诉求' }[kind]
  return `${names.place}${matter}${spanDays === 1 ? '当日' : `近 ${spanDays} 天`}${noHistory ? '集中' : '激增'}`
}

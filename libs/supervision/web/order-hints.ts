/** A push about a supervision order; pages re-read what it names. */
export const isOrderHint = (hint: { readonly type: string }): boolean => hint.type.startsWith('supervision.')

/** Injection token of the store behind its port. */
export const HISTORY_STORE = Symbol('HISTORY_STORE')

/** Injection token of the checked norms; the type is `Norms` of the mill library. */
export const STAFFING_NORMS = Symbol('STAFFING_NORMS')

import { FIGURES, kpiNow } from '@wanding/contracts'
import { ROLES } from '@wanding/mill'

/** Names of the stored series without their prefix, as the answers use them. */
export const KPI_SERIES: readonly string[] = [...FIGURES, ...Object.keys(kpiNow.shape.extra.shape)]
export const STAFFING_SERIES: readonly string[] = [
  'required',
  'rostered',
  'index',
  'onSite',
  'hok',
  ...ROLES.map((role) => `role/${role}`),
]

import type { LocalText } from '../../shared/i18n/texts'
import type { Page } from '../../shared/router/route'
import { TIME } from './time.texts'

/** Pages that do not go back in time, and what of them does. */
const OF_THE_PRESENT: Readonly<Partial<Record<Page['name'], LocalText>>> = {
  staffing: TIME.presentButCurves,
  energy: TIME.presentButCurves,
  norms: TIME.presentOnly,
  calibration: TIME.presentOnly,
  'what-if': TIME.presentOnly,
  alarms: TIME.presentOnly,
  quality: TIME.presentOnly,
  reports: TIME.presentOnly,
  data: TIME.presentOnly,
}

/** What a page says while a past moment is chosen; null where it shows that moment. */
export const toldOfNow = (page: Page['name']): LocalText | null => OF_THE_PRESENT[page] ?? null

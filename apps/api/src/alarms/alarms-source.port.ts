import type { AlarmsNow } from '@wanding/contracts'

/** The alarms of mills as they are now, for who shows them. */
export interface AlarmsSource {
  now(mill: string): AlarmsNow | undefined
}

export const ALARMS_SOURCE = Symbol('ALARMS_SOURCE')

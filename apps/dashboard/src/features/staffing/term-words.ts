import { say } from '../../shared/i18n/locale.svelte'
import { TERM_UNITS, TERM_WORDS } from './staffing.texts'

/** Name of a term of the workload; what a norms file of tomorrow may add stands as it is. */
export const termWord = (id: string): string => (id in TERM_WORDS ? say(TERM_WORDS[id as keyof typeof TERM_WORDS]) : id)

export const unitWord = (unit: string): string =>
  unit in TERM_UNITS ? say(TERM_UNITS[unit as keyof typeof TERM_UNITS]) : unit

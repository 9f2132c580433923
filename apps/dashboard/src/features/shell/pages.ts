import type { LocalText } from '../../shared/i18n/texts'
import {
  type Page,
  toAlarms,
  toData,
  toEnergy,
  toFrames,
  toHistory,
  toMill,
  toProcess,
  toQuality,
  toReports,
  toStaffing,
  toWhatIf,
} from '../../shared/router/route'
import { SHELL } from './shell.texts'

/** A page that the navigation leads to. */
export interface NavigationPage {
  page: Page
  text: LocalText
  /** Pages below it, itself included. */
  covers: readonly Page['name'][]
  /** One of the four that a phone shows at once: what a round through the mill asks for. */
  main: boolean
}

/** Only pages that exist. A frame and a spindle are below the list of frames, other machines below the process. */
export const NAVIGATION: readonly NavigationPage[] = [
  { page: toMill, text: SHELL.mill, covers: ['mill'], main: true },
  { page: toProcess, text: SHELL.process, covers: ['process', 'machines', 'machine'], main: false },
  { page: toFrames(), text: SHELL.frames, covers: ['frames', 'frame', 'spindle'], main: true },
  { page: toStaffing, text: SHELL.staffing, covers: ['staffing', 'norms', 'calibration'], main: true },
  { page: toQuality(), text: SHELL.quality, covers: ['quality'], main: false },
  { page: toEnergy(), text: SHELL.energy, covers: ['energy'], main: false },
  { page: toAlarms, text: SHELL.alarmBook, covers: ['alarms'], main: true },
  { page: toHistory, text: SHELL.history, covers: ['history'], main: false },
  { page: toReports, text: SHELL.reports, covers: ['reports'], main: false },
  { page: toWhatIf, text: SHELL.whatIf, covers: ['what-if'], main: false },
  { page: toData, text: SHELL.data, covers: ['data'], main: false },
]

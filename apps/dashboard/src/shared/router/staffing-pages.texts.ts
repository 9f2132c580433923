import { texts } from '../i18n/texts'

export const STAFFING_PAGES = texts({
  label: ['Pages about people', '用工相关页面'],
  staffing: ['Staffing', '用工'],
  norms: ['Norms', '工时定额'],
  calibration: ['Calibration', '标定'],
})

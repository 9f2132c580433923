/** Messages that may be missing before a line is broken; at a fast clock they are far apart in the mill's time. */
const MESSAGES = 2.5
const SPAN_PARTS = 60

/** A hole that breaks a line, ms of the mill: longer than usual for what is drawn, than a part of the chart, and than messages are apart. */
export const lineGap = (usualMs: number, spanMs: number, clockSpeed: number): number =>
  Math.max(usualMs, spanMs / SPAN_PARTS, MESSAGES * 1000 * clockSpeed)

/** Work that a ring frame's own counters tell of. Who did it is told by which counter rose; nobody's name travels. */
export const WORK_KINDS = ['person-pieced', 'robot-pieced', 'robot-failed', 'creeled', 'patrolled', 'cleaned'] as const
export type WorkKind = (typeof WORK_KINDS)[number]

/** Somebody, or a robot, was seen at work at a frame. */
export interface WorkMark {
  /** Index into the `mill` room's `frames`. */
  frame: number
  /** 1-based position; 0 where only the frame is known. */
  position: number
  kind: WorkKind
  /** How long before the message's mill time, s. */
  ageS: number
}

export const WORK_MARK_BYTES = 8

/** Marks to bytes, little-endian: frame u16, position u16, age u16, kind u8, one spare byte. */
export function encodeWorkMarks(marks: readonly WorkMark[]): Uint8Array {
  const bytes = new Uint8Array(marks.length * WORK_MARK_BYTES)
  const view = new DataView(bytes.buffer)
  marks.forEach(({ frame, position, kind, ageS }, i) => {
    const at = i * WORK_MARK_BYTES
    view.setUint16(at, frame, true)
    view.setUint16(at + 2, position, true)
    view.setUint16(at + 4, Math.max(0, Math.min(0xffff, Math.round(ageS))), true)
    view.setUint8(at + 6, WORK_KINDS.indexOf(kind))
  })
  return bytes
}

/** Bytes to marks; of a kind that is not known here, none. Throws a RangeError when a mark is torn. */
export function decodeWorkMarks(bytes: Uint8Array): WorkMark[] {
  if (bytes.byteLength % WORK_MARK_BYTES !== 0) {
    throw new RangeError(`work marks of ${bytes.byteLength} bytes are not a whole number of marks`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const marks: WorkMark[] = []
  for (let at = 0; at < bytes.byteLength; at += WORK_MARK_BYTES) {
    const kind = WORK_KINDS[view.getUint8(at + 6)]
    if (kind === undefined) continue
    marks.push({
      frame: view.getUint16(at, true),
      position: view.getUint16(at + 2, true),
      kind,
      ageS: view.getUint16(at + 4, true),
    })
  }
  return marks
}

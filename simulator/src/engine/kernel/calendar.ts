/**
 * The calendar: every source of events has one slot with the time of its next event, Infinity for none. A binary heap over the
 * slots finds the earliest; at equal times the lower slot goes first, so the order does not depend on how the heap was built.
 */
export interface Calendar {
  readonly timesMs: Float64Array
  readonly heap: Int32Array
  readonly places: Int32Array
}

/** A calendar over times that are kept: they are state, the heap is not. */
export function calendarOver(timesMs: Float64Array): Calendar {
  const slots = timesMs.length
  const calendar = { timesMs, heap: new Int32Array(slots), places: new Int32Array(slots) }
  for (let slot = 0; slot < slots; slot++) {
    calendar.heap[slot] = slot
    calendar.places[slot] = slot
  }
  for (let place = (slots >> 1) - 1; place >= 0; place--) sink(calendar, place)
  return calendar
}

/** The slot of the earliest event. */
export function nextSlot(calendar: Calendar): number {
  return calendar.heap[0]!
}

/** Sets the time of a slot's next event; times are whole milliseconds. */
export function schedule(calendar: Calendar, slot: number, atMs: number): void {
  const { timesMs, places } = calendar
  const before = timesMs[slot]!
  if (before === atMs) return
  timesMs[slot] = atMs
  if (atMs < before) rise(calendar, places[slot]!)
  else sink(calendar, places[slot]!)
}

function rise({ timesMs, heap, places }: Calendar, from: number): void {
  const slot = heap[from]!
  const time = timesMs[slot]!
  let place = from
  while (place > 0) {
    const up = (place - 1) >> 1
    const other = heap[up]!
    const otherTime = timesMs[other]!
    if (otherTime < time || (otherTime === time && other < slot)) break
    heap[place] = other
    places[other] = place
    place = up
  }
  heap[place] = slot
  places[slot] = place
}

function sink({ timesMs, heap, places }: Calendar, from: number): void {
  const slot = heap[from]!
  const time = timesMs[slot]!
  const size = heap.length
  let place = from
  for (;;) {
    let down = 2 * place + 1
    if (down >= size) break
    let other = heap[down]!
    let otherTime = timesMs[other]!
    if (down + 1 < size) {
      const right = heap[down + 1]!
      const rightTime = timesMs[right]!
      if (rightTime < otherTime || (rightTime === otherTime && right < other)) {
        down += 1
        other = right
        otherTime = rightTime
      }
    }
    if (time < otherTime || (time === otherTime && slot < other)) break
    heap[place] = other
    places[other] = place
    place = down
  }
  heap[place] = slot
  places[slot] = place
}

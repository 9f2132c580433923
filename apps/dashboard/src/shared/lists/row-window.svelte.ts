/** Rows beside those that are seen, so that a quick scroll shows no gap. */
const SPARE_ROWS = 12

/** The rows of a long list to be built: from `first` to before `last`; all others are but height. */
export function rowsSeen(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  count: number,
): { first: number; last: number } {
  if (rowHeight <= 0) return { first: 0, last: count }
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight) - SPARE_ROWS))
  const last = Math.max(first, Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + SPARE_ROWS))
  return { first, last }
}

/** The part of a long list that is seen in its scrolling box. */
export class RowWindow {
  scrollTop = $state(0)
  viewHeight = $state(600)

  constructor(
    readonly count: () => number,
    readonly rowHeight: () => number,
  ) {}

  get seen(): { first: number; last: number } {
    return rowsSeen(this.scrollTop, this.viewHeight, this.rowHeight(), this.count())
  }

  get above(): number {
    return this.seen.first * this.rowHeight()
  }

  get below(): number {
    return (this.count() - this.seen.last) * this.rowHeight()
  }

  /** Where to scroll for a row to be in the middle. */
  topOf(row: number): number {
    return Math.max(0, row * this.rowHeight() - this.viewHeight / 2)
  }
}

import { describe, expect, it } from 'vitest'
import { SpindleJournal } from './spindle-journal'

describe('SpindleJournal', () => {
  it('gives transitions in their order, with offsets against the message', () => {
    const journal = new SpindleJournal()
    journal.add(512, 2, 10_250)
    journal.add(7, 1, 10_900)
    expect(journal.take(11_000)).toEqual({
      columns: ['position', 'state', 'offset'],
      types: ['UInt16', 'UInt8', 'Int32'],
      rows: [
        [512, 2, -750],
        [7, 1, -100],
      ],
    })
    expect(journal.take(12_000)).toBeUndefined()
  })

  it('stays bounded and counts what it leaves out', () => {
    const journal = new SpindleJournal()
    for (let i = 0; i < 6000; i += 1) journal.add((i % 1200) + 1, 2, i)
    expect(journal.take(6000)?.rows).toHaveLength(5000)
    expect(journal.dropped).toBe(1000)
  })
})

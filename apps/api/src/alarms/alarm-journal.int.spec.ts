import { appendFileSync, readdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { ALARM_STATES, type AlarmState, alarmStateOf } from '@wanding/mill'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AlarmBook, toKept } from './alarm-book'
import { type Change, normalEntry } from './alarm-entry'
import { AlarmJournal } from './alarm-journal'
import { type Finding, finding } from './finding'

const MINUTE = 60_000
let folder: TempFolder
beforeEach(async () => {
  folder = await tempFolder('alarms')
})
afterEach(() => folder.stop())

/** Lives in a book and keeps all of it, as a program does that is killed afterwards: nothing is closed. */
function lived(life: (live: Life) => void, mostLines?: number): AlarmBook {
  const journal = new AlarmJournal(folder.path, mostLines)
  if (journal.mills.size === 0) journal.begin('jimo', 'run-1', 0)
  const book = new AlarmBook()
  for (const entry of journal.mills.get('jimo')!.entries.values()) book.restore(entry)
  const keep = (changes: Change[]) =>
    journal.append(
      changes.map((change) => ({
        told: { mill: 'jimo', run: 'run-1', realMs: 1, ...change },
        entry: keptOf(book, change),
      })),
    )
  life({
    is: (found, atMs) => keep(book.update(found, atMs)),
    does: (action, atMs) => {
      const [alarm, machine] = action.key.split('/') as [Finding['alarm'], string]
      const acted = book.act(action, alarm, machine, atMs)
      if (!acted.ok) throw new Error(acted.reason)
      keep(acted.changes)
    },
    book,
  })
  return book
}
const keptOf = (book: AlarmBook, { key, alarm, machine, atMs }: Change) =>
  toKept(book.get(key) ?? { ...normalEntry(alarm, machine, atMs), pendingMs: null, lastMs: atMs })
interface Life {
  is(found: Finding[], atMs: number): unknown
  does(action: Parameters<AlarmBook['act']>[0], atMs: number): void
  book: AlarmBook
}
const OFFLINE = 'frame-offline/RF01'
const offline = (more: Partial<Finding> = {}) => finding('frame-offline', 'RF01', more)
const sparks = finding('spark-trip', 'BR01', { value: 2 })
const ack = ({ book, does }: Life, key: string, atMs: number) =>
  does({ key, by: 'Li', action: 'acknowledge', occurrence: book.get(key)!.occurrence, note: 'on my way' }, atMs)

/** A life that ends in each state. */
const LIVES: Readonly<Record<AlarmState, [key: string, life: (live: Life) => void]>> = {
  normal: [
    OFFLINE,
    (live) => {
      live.is([offline()], 0)
      ack(live, OFFLINE, 1)
      live.is([], MINUTE)
    },
  ],
  unacknowledged: [OFFLINE, ({ is }) => is([offline()], 0)],
  acknowledged: [
    OFFLINE,
    (live) => {
      live.is([offline()], 0)
      ack(live, OFFLINE, 1)
    },
  ],
  returned: [
    OFFLINE,
    ({ is }) => {
      is([offline()], 0)
      is([], MINUTE)
    },
  ],
  'latched-unacknowledged': [
    'spark-trip/BR01',
    ({ is }) => {
      is([sparks], 0)
      is([], MINUTE)
    },
  ],
  'latched-acknowledged': [
    'spark-trip/BR01',
    (live) => {
      live.is([sparks], 0)
      ack(live, 'spark-trip/BR01', 1)
      live.is([], MINUTE)
    },
  ],
  shelved: [
    OFFLINE,
    ({ is, does }) => {
      is([offline()], 0)
      does({ key: OFFLINE, by: 'Li', action: 'shelve', minutes: 30, reason: 'cable is pulled' }, 1)
    },
  ],
  suppressed: [OFFLINE, ({ is }) => is([offline({ because: 'gateway-offline/G01' })], 0)],
  'out-of-service': [
    OFFLINE,
    ({ does }) => does({ key: OFFLINE, by: 'Li', action: 'out-of-service', reason: 'rebuild' }, 1),
  ],
}

describe.each(ALARM_STATES)('killed while an alarm is %s', (state) => {
  const [key, life] = LIVES[state]

  it('goes on from there, with who said what', () => {
    const before = lived(life)
    const entry = before.get(key)
    expect(entry ? alarmStateOf(entry.standing) : 'normal').toBe(state)
    const after = lived(() => {})
    expect([...after.all()].map(toKept)).toEqual([...before.all()].map(toKept))
  })

  it('goes on from before, when the last line was torn', () => {
    lived(life)
    const path = join(folder.path, 'journal-1.jsonl')
    const lines = readFileSync(path, 'utf8').split('\n')
    truncateSync(path, readFileSync(path).length - 20)
    const journal = new AlarmJournal(folder.path)
    expect(journal.damaged).toBe(1)
    // Of all that was kept only the torn line is missing; what is written next can be read.
    expect(journal.transitions).toHaveLength(lines.filter((line) => line.startsWith('{"told"')).length - 1)
    journal.begin('other', 'run-9', 5)
    const again = new AlarmJournal(folder.path)
    expect(again.mills.get('other')).toMatchObject({ run: 'run-9', sinceMs: 5 })
    expect(again.damaged).toBe(0)
  })
})

describe('the journal', () => {
  it('reads over a line that is no line of a journal', () => {
    lived(LIVES.unacknowledged[1])
    appendFileSync(join(folder.path, 'journal-1.jsonl'), '\n{"told":{"seq":"x"}}\nnonsense')
    const journal = new AlarmJournal(folder.path)
    expect(journal.damaged).toBe(2)
    expect(journal.mills.get('jimo')!.entries.size).toBe(1)
  })

  it('is bounded: old files go, what stands does not', () => {
    lived(({ is, does, book }) => {
      does({ key: 'frame-offline/RF09', by: 'Li', action: 'out-of-service', reason: 'rebuild' }, 1)
      for (let i = 1; i <= 60; i++) {
        is([offline()], i * 2 * MINUTE)
        ack({ is, does, book }, OFFLINE, i * 2 * MINUTE + 1)
        is([], i * 2 * MINUTE + MINUTE)
      }
    }, 20)
    const files = readdirSync(folder.path)
    expect(files.length).toBeLessThanOrEqual(4)
    const journal = new AlarmJournal(folder.path, 20)
    expect(journal.transitions.length).toBeLessThanOrEqual(80)
    expect(journal.transitions.at(-1)!.seq).toBe(181)
    expect([...journal.mills.get('jimo')!.entries.keys()]).toEqual(['frame-offline/RF09'])
  })

  it('numbers transitions on over a restart', () => {
    lived(LIVES.returned[1])
    lived(({ is }) => is([offline()], 2 * MINUTE))
    expect(new AlarmJournal(folder.path).transitions.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  it('forgets what stood when another run begins, and keeps its history', () => {
    lived(LIVES.unacknowledged[1])
    new AlarmJournal(folder.path).begin('jimo', 'run-2', 7)
    const journal = new AlarmJournal(folder.path)
    expect(journal.mills.get('jimo')).toMatchObject({ run: 'run-2', entries: new Map() })
    expect(journal.transitions).toHaveLength(1)
  })
})

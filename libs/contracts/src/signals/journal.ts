import { counter, gauge, type Signal, word } from './signal'

/** A journal whose positions belong together: `<run>@<number of the journal>`. Positions of another epoch mean nothing here. */
export const JOURNAL_EPOCH = 'journal/epoch'
/** Position of the message in its gateway's journal: 1, 2, 3 ... without a hole. */
export const JOURNAL_POSITION = 'journal/position'
/** What the gateway keeps, as JSON: {@link KeptEpoch} for each epoch, oldest first. */
export const JOURNAL_EPOCHS = 'journal/epochs'
/** Written by the host: of {@link JOURNAL_WATERMARK_EPOCH}, all up to here is durable there and need not be kept. */
export const JOURNAL_WATERMARK = 'journal/watermark'
export const JOURNAL_WATERMARK_EPOCH = 'journal/watermarkEpoch'
export const JOURNAL_BLOCKED = 'journal/blocked'
export const JOURNAL_DROPPED = 'journal/dropped'
export const JOURNAL_SKIPPED = 'journal/skipped'

/** Journals of one gateway that there may be at a time: a host follows no more of them, and no gateway begins one more. */
export const MOST_EPOCHS = 64

/** An epoch as a birth tells it: the lowest position that the gateway has and no host, and the highest that it ever gave. */
export interface KeptEpoch {
  epoch: string
  oldest: number
  head: number
}

const position = (name: string, en: string, zh: string, meaning: string): Signal => ({
  ...gauge(name, '', en, zh, { datatype: 'UInt64', meaning }),
  history: 'none',
})

/** In every data message of a gateway that keeps a journal: what makes it one of its records. */
export const POSITION_SIGNALS: readonly Signal[] = [
  word(
    JOURNAL_EPOCH,
    'Journal epoch',
    '日志纪元',
    'The journal that the position belongs to; the run stands before the @',
    'none',
  ),
  position(JOURNAL_POSITION, 'Journal position', '日志位置', 'Position of this message in the journal of its gateway'),
]

/** What a gateway says of its journal; the two of the watermark are written by the host. */
export const JOURNAL_SIGNALS: readonly Signal[] = [
  {
    ...word(JOURNAL_EPOCHS, 'Journals kept', '保留的日志', 'What the gateway still has, by epoch: JSON', 'none'),
    periodMs: 60_000,
  },
  position(
    JOURNAL_WATERMARK,
    'Watermark',
    '已存水位',
    'Written by the host: all positions up to here are durable there; the gateway lets go of them',
  ),
  word(JOURNAL_WATERMARK_EPOCH, 'Epoch of the watermark', '水位纪元', 'Written by the host with the watermark', 'none'),
  {
    ...gauge(JOURNAL_BLOCKED, '', 'Journal takes nothing', '日志受阻', {
      meaning: 'True while the disk or the limit lets the gateway keep nothing more: machines are not read meanwhile',
    }),
    datatype: 'Boolean',
  },
  counter(JOURNAL_DROPPED, '', 'Messages given up', '已丢弃消息', {
    datatype: 'UInt64',
    meaning: 'Messages that no host had, given up for room; only where the gateway was told to drop',
  }),
  counter(JOURNAL_SKIPPED, '', 'Readings not made', '未读取次数', {
    datatype: 'UInt64',
    meaning: 'Seconds in which machines were not read because the journal took nothing',
  }),
]

/** Whether a metric belongs to the journal and not to the machine. */
export const isOfJournal = (name: string): boolean => name === JOURNAL_EPOCH || name === JOURNAL_POSITION

/** The run that an epoch belongs to. */
export const runOfEpoch = (epoch: string): string => epoch.slice(0, Math.max(0, epoch.lastIndexOf('@')))

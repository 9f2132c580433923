import type { Attention } from '@wanding/contracts'
import { expect, it } from 'vitest'
import { NewAlarms } from './new-alarms'

const an = (key: string, priority: Attention['priority'] = 1): Attention => ({
  key,
  kind: 'frame-stopped',
  priority,
  machine: key,
  position: null,
  sinceMs: 0,
  value: null,
  limit: null,
})
const keys = (items: readonly Attention[]): string[] => items.map(({ key }) => key)

it('tells only what is new and most urgent', () => {
  const alarms = new NewAlarms()
  expect(keys(alarms.take([an('a')], 0))).toEqual([])
  expect(keys(alarms.take([an('a'), an('b'), an('c', 2)], 1000))).toEqual(['b'])
  expect(keys(alarms.take([an('a'), an('b')], 60_000))).toEqual([])
})

it('tells what came soon after later, together, if it still stands', () => {
  const alarms = new NewAlarms()
  alarms.take([], 0)
  expect(keys(alarms.take([an('a')], 1000))).toEqual(['a'])
  expect(keys(alarms.take([an('a'), an('b'), an('c')], 2000))).toEqual([])
  expect(keys(alarms.take([an('a'), an('c'), an('d')], 11_000))).toEqual(['c', 'd'])
})

it('tells again what went and came back', () => {
  const alarms = new NewAlarms()
  alarms.take([], 0)
  alarms.take([an('a')], 1000)
  alarms.take([], 20_000)
  expect(keys(alarms.take([an('a')], 30_000))).toEqual(['a'])
})

import { encodeState, stateTopic } from '@wanding/sparkplug'
import { describe, expect, it } from 'vitest'
import { BirthLeave } from './birth-leave'

const demand = (leave: BirthLeave, host: string, online: boolean, atMs: number, born: boolean) =>
  leave.demandOf(stateTopic(host), encodeState({ online, atMs }), born)

describe('BirthLeave', () => {
  it('is given at once without a primary host, whatever hosts say', () => {
    const leave = new BirthLeave(undefined)
    expect(leave.isGiven).toBe(true)
    leave.connecting()
    expect(leave.isGiven).toBe(true)
    expect(demand(leave, 'wanding', false, 1, true)).toBe('nothing')
  })

  it('is given by the primary host alone, when it is online', () => {
    const leave = new BirthLeave('wanding')
    expect(leave.isGiven).toBe(false)
    expect(demand(leave, 'another', true, 9, false)).toBe('nothing')
    expect(demand(leave, 'wanding', false, 10, false)).toBe('nothing')
    expect(demand(leave, 'wanding', true, 9, false)).toBe('nothing')
    expect(leave.isGiven).toBe(false)
    expect(demand(leave, 'wanding', true, 11, false)).toBe('birth')
    expect(leave.isGiven).toBe(true)
  })

  it('is to be given again in every session', () => {
    const leave = new BirthLeave('wanding')
    demand(leave, 'wanding', true, 10, false)
    leave.connecting()
    expect(leave.isGiven).toBe(false)
    expect(demand(leave, 'wanding', true, 10, false)).toBe('birth')
  })

  it('is taken by an offline STATE that is not older than the newest', () => {
    const leave = new BirthLeave('wanding')
    expect(demand(leave, 'wanding', true, 10, false)).toBe('birth')
    expect(demand(leave, 'wanding', true, 10, true)).toBe('nothing')
    expect(demand(leave, 'wanding', false, 9, true)).toBe('nothing')
    expect(demand(leave, 'wanding', false, 10, true)).toBe('start over')
  })

  it('refuses a name that no topic can hold', () => {
    expect(() => new BirthLeave('a/b')).toThrow('host')
  })
})

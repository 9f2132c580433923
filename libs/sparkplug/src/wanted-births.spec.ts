import { describe, expect, it } from 'vitest'
import { EdgeSession, HostSession } from './index'

const AT = 1_700_000_000_000

describe('births that the application wants', () => {
  const host = new HostSession({ hostId: 'wanding', reorderMs: 1000 })
  const edge = new EdgeSession({ group: 'jimo', edge: 'GW01' })
  const will = edge.will(AT)
  const born = (atMs: number) => {
    const birth = edge.nodeBirth([], atMs)
    return host.receive(birth.topic, birth.payload, atMs)
  }

  it('are asked for by the next tick, and no more when they have come', () => {
    born(AT)
    expect(host.tick(AT + 10_000).send).toEqual([])
    host.wantBirths('jimo', 'GW01')
    const { send } = host.tick(AT + 10_250)
    expect(send.map(({ topic }) => topic)).toEqual(['spBv1.0/jimo/NCMD/GW01'])
    expect(edge.onCommand(send[0]!.topic, send[0]!.payload)).toMatchObject([{ kind: 'rebirth' }])
    born(AT + 10_300)
    expect(host.tick(AT + 60_000).send).toEqual([])
  })

  it('are not asked of who is not known, or not there', () => {
    host.wantBirths('jimo', 'GW99')
    host.receive(will.topic, will.payload, AT + 60_000)
    host.wantBirths('jimo', 'GW01')
    expect(host.tick(AT + 120_000).send).toEqual([])
  })
})

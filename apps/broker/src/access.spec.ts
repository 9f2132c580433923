import { describe, expect, it } from 'vitest'
import { accountOf, asksForTrainer, isTrainerTopic, refusalOf } from './access'

describe('refusalOf', () => {
  it.each([
    ['spBv1.0/jimo/NBIRTH/G01', false, undefined],
    ['spBv1.0/jimo/DDATA/G01/RF01', false, undefined],
    ['spBv1.0/STATE/wanding', true, undefined],
    ['spBv1.0/jimo/NCMD/G01', false, undefined],
    ['spBv1.0/jimo/DCMD/G01/RF01', false, undefined],
    ['spBv1.0/jimo/NCMD/G01', true, 'a command must not be retained'],
    ['spBv1.0/jimo/DCMD/G01/RF01', true, 'a command must not be retained'],
    ['spBv1.0/NCMD/DDATA/G01/RF01', true, undefined],
    ['$SYS/broker/uptime', false, '$SYS topics are the broker’s own'],
    ['$SYS', false, '$SYS topics are the broker’s own'],
    ['wanding/jimo/trainer/command', false, undefined],
    ['wanding/jimo/trainer/command', true, 'what trainers say and hear must not be retained'],
    ['wanding/jimo/trainer/truth', true, 'what trainers say and hear must not be retained'],
  ])('%s, retain %s: %s', (topic, retain, refusal) => {
    expect(refusalOf({ topic, retain })).toBe(refusal)
  })
})

describe('accountOf', () => {
  const gateway = { user: 'gateway', password: 'a long password', roles: ['gateway'] } as const
  const trainer = { user: 'trainer', password: 'another', roles: ['trainer'] } as const

  it.each([
    ['gateway', 'a long password', gateway],
    ['trainer', 'another', trainer],
    ['gateway', 'another', undefined],
    ['gateway', undefined, undefined],
    ['Gateway', 'a long password', undefined],
    [undefined, 'a long password', undefined],
    [undefined, undefined, undefined],
  ])('%s with %s: %j', (user, password, expected) => {
    const given = password === undefined ? undefined : Buffer.from(password)
    expect(accountOf([gateway, trainer], user, given)).toBe(expected)
  })
})

describe('the topics of trainers', () => {
  it.each([
    ['wanding/jimo/trainer/truth', true],
    ['wanding/jimo/trainer/command', true],
    ['wanding/jimo/other', false],
    ['spBv1.0/jimo/DDATA/G01/RF01', false],
  ])('%s: %s', (topic, expected) => {
    expect(isTrainerTopic(topic)).toBe(expected)
  })

  it.each([
    ['wanding/jimo/trainer/truth', true],
    ['wanding/+/trainer/#', true],
    ['#', false],
    ['+/jimo/trainer/truth', false],
    ['spBv1.0/#', false],
  ])('are asked for by %s: %s', (filter, expected) => {
    expect(asksForTrainer(filter)).toBe(expected)
  })
})

import { describe, expect, it } from 'vitest'
import { ALARM_FAMILIES, ALARM_POSITIONS, priorityOf } from './alarm-definition'
import { ALARM_IDS, alarmDefinition } from './definitions'

describe('priorities', () => {
  it.each([
    ['severe', 5, 1],
    ['severe', 30, 2],
    ['major', 10, 2],
    ['major', 11, 3],
    ['minor', 10, 3],
    ['minor', 480, 4],
  ] as const)('%s with %i minutes is %i', (severity, minutes, priority) =>
    expect(priorityOf(severity, minutes)).toBe(priority),
  )

  it('keep the highest rare', () => {
    const first = ALARM_IDS.filter((id) => alarmDefinition(id).priority === 1)
    expect(first).toEqual(['gateway-offline', 'spark-trip', 'air-pressure', 'voltage-sag'])
  })
})

describe.each(ALARM_IDS)('the definition of %s', (id) => {
  const told = alarmDefinition(id)
  it('says what, why, what follows and what to do, in both languages', () => {
    for (const words of [told.what, told.cause, told.consequence, told.response]) {
      expect(words.en.length).toBeGreaterThan(2)
      expect(words.zh).toMatch(/[\u4e00-\u9fff]/)
    }
    for (const words of [told.cause, told.consequence, told.response]) {
      expect(words.en).toMatch(/\.$/)
      expect(words.zh).toMatch(/。$/)
    }
  })

  it('has a deadband inside its limit, and a graver limit beyond the first', () => {
    expect(told.deadband).toBeGreaterThanOrEqual(0)
    if (told.setPoint) expect(told.deadband).toBeLessThan(told.setPoint)
    if (told.beyond) {
      expect(told.beyond.priority).toBeLessThan(told.priority)
      expect(told.beyond.setPoint - told.beyond.deadband).toBeGreaterThan(told.setPoint ?? 0)
    }
  })
})

it('covers the five families and every position', () => {
  expect(new Set(ALARM_IDS.map((id) => alarmDefinition(id).family))).toEqual(new Set(ALARM_FAMILIES))
  expect(new Set(ALARM_IDS.map((id) => alarmDefinition(id).position))).toEqual(new Set(ALARM_POSITIONS))
})

import { staffingNow, staffingWaterfall } from '@wanding/contracts'
import type { ChosenRules } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadNorms } from './load-norms'
import { aMeasuredMill } from './measured-mill.builder'
import { staffingOf } from './staffing-now'
import { waterfallOf } from './staffing-waterfall'

const norms = loadNorms()
const staffing = (rules: ChosenRules = {}, hours = 1, change: Parameters<typeof aMeasuredMill>[0] = {}) =>
  staffingNow.parse(staffingOf(norms, aMeasuredMill(change, hours), rules)!.staffing)

describe('counting rules of the answer', () => {
  it('are the mill’s own unless others are asked for', () => {
    const { counting, basis } = staffing()
    expect(counting.rules).toEqual(counting.usualRules)
    expect(counting.effects).toEqual([])
    expect(basis).toMatchObject({ headcount: 'roll', run: 'live', simulated: true, normsVersion: 'default-1' })
  })

  it('are in the figure, in its basis, and in persons against the default', () => {
    const usual = staffing()
    const found = staffing({ scope: 'C', shiftSystem: 'three-crews-two-shifts', utilisation: 0.9 })
    expect(found.basis).toMatchObject({ scope: 'C', crews: 3, shiftHours: 12, utilisation: 0.9 })
    expect(found.counting.effects.map(({ rule }) => rule)).toEqual(['scope', 'crews', 'utilisation'])
    const sum = found.counting.effects.reduce((total, { persons }) => total + persons, found.counting.together.persons)
    expect(sum).toBeCloseTo(found.roll.required! - usual.roll.required!, 6)
    // Domain 4.1: B to C adds 8 to 15 %.
    expect(found.counting.effects[0]!.persons / usual.roll.required!).toBeCloseTo(0.115, 3)
  })

  it('on site is 4.2 times smaller than on the roll (domain 4.1)', () => {
    const [roll, site] = [staffing(), staffing({ headcount: 'on-site' })]
    expect(roll.per10k.required! / site.per10k.required!).toBeCloseTo(4.21, 2)
    expect(site.onSitePer10k).toBeCloseTo(roll.onSitePer10k!, 9)
    expect(site.index).toBeCloseTo(roll.index!, 9)
  })

  it('tells how in the words of the rule in force', () => {
    const of = (rules: ChosenRules, figure: string) => staffing(rules).how.find((each) => each.figure === figure)!
    expect(of({}, 'index').formula).toBe('roll required / roll rostered')
    expect(of({ headcount: 'on-site' }, 'index').formula).toBe('persons on site required / persons on site rostered')
    const { inputs } = of({ headcount: 'on-site' }, 'onSitePer10k')
    expect(Number(inputs.per10k) / Number(inputs.relief)).toBeCloseTo(staffing().onSitePer10k!, 9)
  })
})

describe('what the answer says besides', () => {
  it('an interval around each measured figure, narrower the longer was watched', () => {
    const [short, long] = [staffing({}, 0.25), staffing({}, 1)]
    const width = ({ intervals }: typeof short) => intervals.per10k!.high - intervals.per10k!.low
    // The root of four, and a little more: exact intervals of small counts are wider than the root says.
    expect(width(short) / width(long)).toBeGreaterThan(2)
    expect(width(short) / width(long)).toBeLessThan(2.2)
    expect(long.intervals.per10k!.low).toBeLessThan(long.per10k.required!)
    expect(long.intervals.per10k!.high).toBeGreaterThan(long.per10k.required!)
    expect(long.intervals.index!.low).toBeLessThan(long.index!)
    const role = (name: string) => long.byRole.find((each) => each.role === name)!
    expect(role('ring-piecing').interval!.low).toBeLessThan(role('ring-piecing').per10k)
    expect(role('ring-patrol').interval).toBeNull()
    expect(role('ring-piecing').terms[0]).toMatchObject({ watchedHours: 1, interval: { low: expect.any(Number) } })
  })

  it('whether that is enough, and how long is still needed', () => {
    expect(staffing().data).toMatchObject({ enough: true, stillMinutes: 0, awaited: [] })
    const young = staffing({}, 4 / 60)
    expect(young.intervals.per10k).toBeNull()
    expect(young.data.enough).toBe(false)
    expect(young.data.stillMinutes).toBeCloseTo(6, 9)
    expect(young.data.awaited).toContainEqual({ event: 'frameDoffs', stillMinutes: expect.closeTo(6, 9) })
    const wide = staffing({}, 11 / 60)
    expect(wide.data.enough).toBe(false)
    expect(wide.data.stillMinutes! + 11).toBeCloseTo(11 * (wide.data.relativeHalfWidth! / 0.05) ** 2, 6)
  })

  it('the processes sum to the mill, the crew is named, and Ne 40 is its own standard', () => {
    const now = staffing()
    expect(now.byProcess.reduce((sum, { per10k }) => sum + per10k, 0)).toBeCloseTo(now.per10k.required!, 9)
    expect(now.crew).toMatchObject({ name: 'B', shift: 1 })
    expect(now.standard).toMatchObject({ countNe: 40, factor: 1, per10k: now.per10k.required })
    expect(staffing({}, 1, { countNe: 60 }).standard!.factor).toBeGreaterThan(1)
  })

  it('what the load does: the index of the ring room, and ends down that climb', () => {
    const { load } = staffing()
    expect(load!.present!.persons).toBeCloseTo(1.8 + 3.4 + 1.1 + 1.7, 9)
    expect(load!.present!.pilingUpPerHour).toBe(0)
    expect(load!.curve.at(-1)!.pilingUpPerHour).toBeGreaterThan(0)
    expect(staffing({}, 1, { persons: null }).load!.present).toBeNull()
  })

  it('how each figure was computed: formula, numbers, norms and run', () => {
    const { how } = staffing()
    for (const { formula, inputs } of how) {
      expect(formula).not.toBe('')
      expect(inputs).toMatchObject({ norms: 'default-1', run: 'live' })
    }
    const hok = how.find(({ figure }) => figure === 'hok')!
    expect(hok.inputs.kgPerHour).toBeCloseTo(1676, 6)
  })
})

describe('why it is what it is', () => {
  it.each(['ladder', 'shapley'] as const)('%s: from 50 to the live figure, which its last bar ends at', (order) => {
    const fall = staffingWaterfall.parse(waterfallOf(norms, aMeasuredMill(), {}, order))
    expect(fall.from.per10k).toBeCloseTo(49.99, 2)
    expect(fall.planned.per10k).toBeCloseTo(9.71, 2)
    expect(fall.to.per10k).toBe(staffing().per10k.required)
    expect(fall.bars.map(({ key }) => key).join()).toBe('S1,S2,S3,S4,S5,S6,S7,S8,S9,measured')
    const sum = fall.bars.reduce((total, bar) => total + bar.per10k, fall.from.per10k)
    expect(sum).toBeCloseTo(fall.to.per10k, 9)
  })

  it('is not said without a basis', () => {
    expect(waterfallOf(norms, aMeasuredMill({ countNe: null }), {}, 'ladder')).toBeNull()
  })
})

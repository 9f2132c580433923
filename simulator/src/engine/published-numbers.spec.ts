import type { BreakCause, MachineKind } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../mill-files'
import { doffCycles, expectWithin, type HeadlessRun, meanOf, runHeadless, START_MS } from '../published-runs.builder'
import { advance, createMill, readRingFrame } from './index'

// The published numbers of the domain, one row each, against what headless runs do. Percentages are tolerances. The formulas by
// themselves are tested in libs/mill; the response factors of domain 2.4 one by one in published-numbers.long.spec.ts.

/** Running breaks: of rogue spindles, and of the others by cause. Both are truth, which only a test may look at. */
const breaks = { all: 0, ofRogues: 0, byCause: new Map<string, number>() }
/** The whole mill for half a day. */
const jimo = runHeadless('jimo', [], { hours: 12 }, (event, mill) => {
  if (event.kind !== 'spindle' || event.breakClass !== 'running' || event.cause === undefined) return
  breaks.all += 1
  if (mill.state.spindles.isRogue[event.frame * 1200 + event.position - 1]) breaks.ofRogues += 1
  else breaks.byCause.set(event.cause, (breaks.byCause.get(event.cause) ?? 0) + 1)
})
const kgPerHour = jimo.perHour('ring-frame', 'productionKg')

describe('the spin plan of Ne 40, kg/h out of each stage (domain 1.2)', () => {
  it.each<[MachineKind, number, number]>([
    ['blowroom', 2195, 6],
    ['card', 2075, 4],
    ['breaker-draw', 2068, 4],
    ['lap-former', 2064, 5],
    ['comber', 1713, 4],
    ['finisher-draw', 1705, 4],
    ['roving-frame', 1696, 4],
    ['ring-frame', 1676, 2],
    ['winder', 1666, 2],
  ])('%s: %s kg/h', (kind, published, percent) => {
    // Preparation works in batches against its stores: half a day is not yet its mean.
    expectWithin(jimo.perHour(kind, 'productionKg'), published, percent)
  })

  it.each<[MachineKind, number]>([
    ['blowroom', 2],
    ['card', 32],
    ['breaker-draw', 14],
    ['lap-former', 5],
    ['comber', 30],
    ['finisher-draw', 18],
    ['roving-frame', 12],
    ['ring-frame', 84],
    ['winder', 84],
  ])('%s: %s installed', (kind, published) => expect(jimo.count(kind)).toBe(published))

  it('40.2 t a day', () => expectWithin((kgPerHour * 24) / 1000, 40.2, 2))
  it('16.63 g/spindle-h', () => expectWithin(jimo.summary.production.gramsPerSpindleHour, 16.63, 2))
  it('yarn realisation 72.5 % ± 1', () => {
    // What leaves the winders for what leaves the blowroom and its waste of 4.5 %.
    const bale = jimo.perHour('blowroom', 'productionKg') / (1 - 0.045)
    expectWithin((100 * jimo.perHour('winder', 'productionKg')) / bale, 72.5, 6)
  })
})

describe('the same spindles on other counts (domain 1.2)', () => {
  describe.each`
    ne     | alpha  | rpm      | tex     | tpm     | mPerMin | grams   | perHour | runMin | doffLoss | hours
    ${20}  | ${3.9} | ${16500} | ${29.5} | ${687}  | ${24.0} | ${40.4} | ${4076} | ${71}  | ${4.1}   | ${12}
    ${30}  | ${3.7} | ${18000} | ${19.7} | ${798}  | ${22.6} | ${25.4} | ${2565} | ${113} | ${2.6}   | ${12}
    ${40}  | ${3.8} | ${18500} | ${14.8} | ${946}  | ${19.6} | ${16.6} | ${1676} | ${173} | ${1.7}   | ${12}
    ${60}  | ${3.8} | ${18500} | ${9.84} | ${1159} | ${16.0} | ${9.1}  | ${917}  | ${318} | ${0.9}   | ${24}
    ${80}  | ${3.8} | ${17500} | ${7.38} | ${1338} | ${13.1} | ${5.59} | ${563}  | ${518} | ${0.6}   | ${36}
    ${100} | ${3.9} | ${16000} | ${5.91} | ${1535} | ${10.4} | ${3.54} | ${357}  | ${813} | ${0.4}   | ${48}
  `('Ne $ne', ({ ne, alpha, rpm, tex, tpm, mPerMin, grams, perHour, runMin, doffLoss, hours }) => {
    let run: HeadlessRun | undefined
    // 12 frames; a doff of 3 min as the table has it, 22 + 140 + 18 s, none that fails, and somebody there for each.
    const ran = () => {
      run ??= runHeadless(
        'jimo',
        [
          'ringRoom.frames=12',
          `spinPlan.countNe=${ne}`,
          `spinPlan.twistMultiplier=${alpha}`,
          `spinPlan.spindleSpeedRpm=${rpm}`,
          `spinPlan.fibre.micronaire=${ne > 80 ? 3.7 : 4.1}`,
          `spinPlan.rovingNe=${ne > 60 ? 1.6 : 1.05}`,
          'ringRoom.doff.stopS=140',
          'ringRoom.doff.faultShare=0',
          'staff.posts.doffing-and-transport.persons=6',
        ],
        { hours },
      )
      return run
    }
    const cycles = () => doffCycles(ran())

    it(`${tex} tex`, () => expectWithin(ran().mill.derived.tex, tex, 0.4))
    it(`${tpm} turns/m`, () => expectWithin(ran().mean('ring-frame', 'twistPerMetre'), tpm, 0.1))
    it(`${mPerMin} m/min`, () => {
      // The table has the set speed; the frames read theirs of the moment, slower at base and nose.
      const { deliveryMPerMin, spindleSpeedRpm } = {
        deliveryMPerMin: ran().mean('ring-frame', 'deliveryMPerMin'),
        spindleSpeedRpm: ran().mean('ring-frame', 'spindleSpeedRpm'),
      }
      expectWithin((deliveryMPerMin * rpm) / spindleSpeedRpm, mPerMin, 0.5)
    })
    // Efficiencies of the table are rounded to half a per cent, and at Ne 20 its .95 leaves 0.9 % for all losses but doffing,
    // where domain 2.2 has 2.2 %: the formula gives .937 there, the runs lie between.
    it(`${grams} g/spindle-h`, () => expectWithin(ran().summary.production.gramsPerSpindleHour, grams, 2.5))
    it(`${perHour} kg/h from 100,800 spindles`, () =>
      expectWithin(ran().perHour('ring-frame', 'productionKg') * 7, perHour, 2.5))
    it(`${runMin} min for a cop of 50 g`, () => {
      // The table has the time at set speed. A doff runs at 98.7 % of it on the mean, and 0.7 % of its time are stops.
      const run = meanOf(cycles().map(({ cycleS, stopS }) => cycleS - stopS)) / 60
      expectWithin(run * 0.987 * 0.993, runMin, 2)
    })
    it(`doff loss ${doffLoss} %`, () => {
      const loss = (100 * meanOf(cycles().map(({ stopS }) => stopS))) / meanOf(cycles().map(({ cycleS }) => cycleS))
      expect(Math.abs(loss - doffLoss)).toBeLessThan(Math.max(0.15, doffLoss * 0.08))
    })
  })
})

describe('what logistics moves at Ne 40 (domain 1.3)', () => {
  it.each<[what: string, published: number, percent: number, found: () => number]>([
    ['cops/h', 33_500, 2, () => jimo.perHour('ring-frame', 'copsDoffed')],
    ['cops wound/h', 33_500, 3, () => jimo.perHour('winder', 'cops')],
    // 33,500 cops/h of frames with 1,200 spindles are 670 doffs a day, 7.98 for each frame. The document's 687 and 8.2 are
    // 1,440 min / (173 + 3): a frame without any loss but doffing. 3 % cover both.
    ['frame doffs/day', 687, 3.5, () => jimo.perHour('ring-frame', 'doffs') * 24],
    ['doffs per frame-day', 8.2, 3.5, () => jimo.summary.doffsPerFrameDay],
    // Bobbins are creeled in blocks some hours before they run out, so a little roving comes back.
    ['roving bobbins creeled/h', 679, 7, () => jimo.perHour('ring-frame', 'rovingBobbinsCreeled')],
    ['laps/h', 83, 6, () => jimo.perHour('lap-former', 'laps')],
    ['card cans/h', 38, 5, () => jimo.perHour('card', 'cans')],
    ['finisher cans/h', 68, 5, () => jimo.perHour('finisher-draw', 'cans')],
    ['cones/h', 833, 2, () => jimo.perHour('winder', 'cones')],
    ['bags/day', 1600, 6, () => jimo.perHour('packing', 'bags') * 24],
  ])('%s: %s within %s per cent', (_what, published, percent, found) => expectWithin(found(), published, percent))

  it('a roving bobbin lasts 144 h', () => {
    // 2.5 kg at 17.32 g/h; what creeling early leaves on it and the losses of 4 % cancel within a tenth.
    const hours = 100_800 / jimo.perHour('ring-frame', 'rovingBobbinsCreeled')
    expectWithin(hours, 144, 8)
  })
})

describe('efficiency, breaks and lost spindles (domain 2.2, 2.3)', () => {
  const spindleHours = jimo.perHour('ring-frame', 'runSpindleHours')
  it('production efficiency .961', () => expectWithin(jimo.summary.production.gramsPerSpindleHour / 17.32, 0.961, 1.5))
  it('availability .976', () => {
    const lostS = meanOf(doffCycles(jimo).map(({ stopS }) => stopS)) * jimo.perHour('ring-frame', 'doffs')
    const stoppedS = jimo.perHour('ring-frame', 'stopSeconds')
    expectWithin(1 - (lostS + stoppedS) / 84 / 3600, 0.976, 0.7)
  })
  it('running breaks 5 to 8 per 1,000 spindle-h', () =>
    expectWithin(jimo.summary.breaks.runningPer1000SpindleHours, 6.5, 23))
  it('6 breaks per 1,000 spindle-h are 0.51 per 100 km', () => {
    const per100Km = jimo.perHour('ring-frame', 'breaksRunning') / ((kgPerHour * 1e6) / 14.7625 / 1e5)
    // At the mean speed of the doff, 98.7 % of 19.55 m/min.
    expectWithin(jimo.summary.breaks.runningPer1000SpindleHours / per100Km / 1000, 6 / 0.51 / 1000, 3)
  })
  it('start-up loss 0.3 to 0.7 % of spindles', () => expectWithin(jimo.summary.breaks.startUpPercent, 0.5, 40))
  it('idle spindles 0.2 %, slipping 0.05 to 0.2 %', () => {
    const spindles = jimo.mean('ring-frame', 'spindles')
    expect((100 * jimo.mean('ring-frame', 'idle')) / spindles).toBeLessThan(0.3)
    expect((100 * jimo.mean('ring-frame', 'slip')) / spindles).toBeLessThan(0.2)
    expect(spindleHours).toBeGreaterThan(0.97 * 100_800)
  })
})

describe('what breaks are made of (domain 2.4)', () => {
  // The mix is that of healthy spindles; a rogue breaks for its own fault.
  it.each<[BreakCause, number]>([
    ['raw-material', 35],
    ['fly', 20],
    ['traveller-ring', 15],
    ['roving-defect', 10],
    ['drafting-parts', 8],
    ['lapping', 6],
    ['spindle-tape', 4],
    ['operator', 2],
  ])('%s: %s per cent', (cause, published) => {
    const share = (100 * (breaks.byCause.get(cause) ?? 0)) / (breaks.all - breaks.ofRogues)
    expect(Math.abs(share - published)).toBeLessThan(2.5)
  })

  it('1.5 % of rogue spindles make 15 % of the breaks', () => {
    expect(Math.abs((100 * breaks.ofRogues) / breaks.all - 15)).toBeLessThan(3)
  })
})

describe('power (domain 2.5): 1,200 spindles of Ne 40 at constant speed', () => {
  describe.each`
    rpm      | kw      | kwhPerKg
    ${15000} | ${35.1} | ${2.17}
    ${16500} | ${39.9} | ${2.24}
    ${18500} | ${47.4} | ${2.38}
    ${20000} | ${53.8} | ${2.5}
    ${22000} | ${63.5} | ${2.68}
  `('$rpm rpm', ({ rpm, kw, kwhPerKg }) => {
    let run: HeadlessRun | undefined
    const ran = () => {
      run ??= runHeadless(
        'jimo',
        [
          'ringRoom.frames=8',
          `spinPlan.spindleSpeedRpm=${rpm}`,
          'spinPlan.speedCurve={startShare: 1, fullBy: 0.12, noseFrom: 0.85, endShare: 1}',
          'ringRoom.breaks.ratePerSpindleHour=0.001',
          'ringRoom.stopsPerFrameDay=0',
          'ringRoom.doff.faultShare=0',
        ],
        { hours: 12 },
      )
      return run
    }
    const doffShare = () => {
      const cycles = doffCycles(ran())
      return meanOf(cycles.map(({ stopS }) => stopS)) / meanOf(cycles.map(({ cycleS }) => cycleS))
    }
    it(`${kw} kW while it runs`, () => {
      const perFrame = ran().perHour('ring-frame', 'energyKwh') / 8
      const doffingKw = 13
      expectWithin((perFrame - doffingKw * doffShare()) / (1 - doffShare()), kw, 1)
    })
    it(`${kwhPerKg} kWh/kg`, () => {
      // The table divides running power by production at 96 %, as if a frame took full power in its stops. So does this row.
      const kgPerRunningHour = ran().perHour('ring-frame', 'productionKg') / 8 / (1 - doffShare())
      expectWithin(kw / (kgPerRunningHour * 0.96), kwhPerKg, 1.5)
    })
  })

  it('43.7 kW on an empty cop, 51.1 on a full one', () => {
    const overrides = [
      'ringRoom.frames=1',
      'spinPlan.speedCurve={startShare: 1, fullBy: 0.12, noseFrom: 0.85, endShare: 1}',
    ]
    const mill = createMill(loadMillPlan('jimo', overrides, import.meta.url), 7, START_MS)
    const powers: number[] = []
    for (let minute = 1; minute <= 400; minute++) {
      advance(mill, START_MS + minute * 60_000)
      const { reason, powerKw, doffProgressPercent } = readRingFrame(mill, 0)
      if (reason === 'producing' && doffProgressPercent > 0.5) powers.push(powerKw)
    }
    expectWithin(Math.min(...powers), 43.7, 1.5)
    expectWithin(Math.max(...powers), 51.1, 1.5)
  })

  it('2.38 kWh/kg of the default mill', () => {
    // Measured 2.28: base and nose run slower, where power falls with n^2.4 and production with n, and stops take a quarter.
    expectWithin(jimo.summary.energy.ringKwhPerKg, 2.38, 5)
  })
})

describe('specific energy of the departments, kWh/kg of yarn (domain 1.4)', () => {
  it.each<[string, number, number, MachineKind[]]>([
    ['blowroom', 0.14, 10, ['blowroom']],
    ['card', 0.28, 5, ['card']],
    ['combing', 0.16, 8, ['lap-former', 'comber']],
    ['drawing', 0.08, 8, ['breaker-draw', 'finisher-draw']],
    ['roving', 0.14, 6, ['roving-frame']],
    // The document has 2.45 here and 2.38 in 2.5; the second follows from its formula.
    ['ring', 2.38, 5, ['ring-frame']],
    ['winding', 0.32, 5, ['winder']],
    ['air conditioning', 0.62, 10, ['air-conditioning']],
    ['compressed air', 0.14, 8, ['compressed-air']],
    ['the whole mill', 4.4, 6, ['electricity']],
  ])('%s: %s within %s per cent', (_name, published, percent, kinds) => {
    const kwh = kinds.reduce((sum, kind) => sum + jimo.perHour(kind, 'energyKwh'), 0)
    expectWithin(kwh / kgPerHour, published, percent)
  })
})

describe('winding units (domain 2.7)', () => {
  describe.each`
    cuts  | efficiency | kgPerUnit
    ${20} | ${0.848}   | ${1.05}
    ${40} | ${0.814}   | ${1.01}
    ${80} | ${0.753}   | ${0.93}
  `('$cuts cuts per 100 km', ({ cuts, efficiency, kgPerUnit }) => {
    // Few units, so that they always have cops: the winders stand at their limit.
    const plan = [
      'ringRoom.frames=24',
      `machines.winders.cutsPer100Km=${cuts}`,
      'machines.winders.spindlesPerMachine=26',
    ]
    let run: HeadlessRun | undefined
    const ran = () => {
      run ??= runHeadless('jimo', plan, { hours: 12 })
      return run
    }
    it(`efficiency ${efficiency}`, () => {
      const winding = ran().mean('winder', 'unitsWinding') / 26
      expectWithin(ran().mean('winder', 'efficiencyPercent') / 100 / winding, efficiency, 3)
    })
    it(`${kgPerUnit} kg/h`, () => {
      const { speedMPerMin } = loadMillPlan('jimo', plan, import.meta.url).machines.winders
      const winding = ran().mean('winder', 'unitsWinding') / 26
      const share = ran().mean('winder', 'efficiencyPercent') / 100 / winding
      expectWithin((60 * speedMPerMin * 14.7625 * share) / 1e6, kgPerUnit, 3)
    })
  })
})

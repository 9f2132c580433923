import { figureMeaning, type HowComputed, ROBOT_ASSUMPTIONS, type WhatIfJob, type WhatIfKind } from '@wanding/contracts'
import { WHAT_IF_FIGURES, type WhatIfFigure } from '@wanding/mill'
import type { ExportLanguage } from '../../export'

/** How the figures of a what-if were computed: as asked, the formula of each, and what gives the same again. */
export function whatIfHow(job: WhatIfJob, lang: ExportLanguage): HowComputed[] {
  const { kind, request, basis } = job
  const source = {
    seed: cellOf(request.seed),
    replications: replicationsOf(job),
    norms: basis.normsVersion,
    program: basis.program,
  }
  const words = WORDS[lang]
  return [
    { figure: words.request, formula: METHODS[kind][lang], inputs: { id: job.id, kind, ...flat(request), ...source } },
    ...FIGURES_OF[kind].map((figure) => {
      const { name, formula } = figureMeaning(figure)
      return { figure: name[lang], formula: formula[lang], inputs: source }
    }),
    { figure: words.interval, formula: words.intervalFormula, inputs: source },
    ...(job.comparison && job.comparison.differences.length > 0
      ? [{ figure: words.difference, formula: words.differenceFormula, inputs: source }]
      : []),
    ...(job.comparison?.variants ?? []).flatMap(({ label, theory }) =>
      theory ? [{ figure: `${words.theory}: ${label}`, formula: words.theoryFormula, inputs: theory.inputs }] : [],
    ),
    ...(job.comparison?.variants ?? []).flatMap(({ label, robots }) =>
      robots !== null && typeof robots === 'object'
        ? [
            {
              figure: `${words.robots}: ${label}`,
              formula: `${words.robotFormula} ${ROBOT_ASSUMPTIONS[lang]}`,
              inputs: robots.inputs,
            },
          ]
        : [],
    ),
  ]
}

/** Of each variant or cell; of a search it turns out on the way. */
const replicationsOf = ({ request, optimum }: WhatIfJob) =>
  optimum ? optimum.candidates.reduce((sum, { replications }) => sum + replications, 0) : cellOf(request.replications)

const FIGURES_OF: Readonly<Record<WhatIfKind, readonly WhatIfFigure[]>> = {
  run: WHAT_IF_FIGURES,
  compare: WHAT_IF_FIGURES,
  surface: ['endsDownPercent', 'responseP90S', 'workloadIndex'],
  optimise: ['endsDownPercent', 'responseP90S', 'productionKg'],
}

const METHODS: Readonly<Record<WhatIfKind, Record<ExportLanguage, string>>> = {
  run: {
    en: 'the mill as it is and with the changes, simulated over the same shifts on the same seeds',
    zh: '现状与变更后的工厂以相同种子模拟相同班次',
  },
  compare: {
    en: 'every variant simulated over the same shifts on the same seeds',
    zh: '各方案以相同种子模拟相同班次',
  },
  surface: {
    en: 'each cell is the mill with so many persons and the hazard of running breaks × factor, on the same seeds',
    zh: '每格为该人数与断头强度倍数下的工厂，以相同种子模拟',
  },
  optimise: {
    en: 'the range is halved; each number of persons runs the same seeds until it is sure on which side of the target it is; the error allowed is shared out over all looks (Bonferroni); undecided counts as missing',
    zh: '对人数范围二分；各人数以相同种子运行，直至明确达标与否；允许误差按 Bonferroni 分摊到每次判定；未定按不达标计',
  },
}

const WORDS = {
  en: {
    request: 'request',
    interval: '95 % interval',
    intervalFormula: 'mean ± t(0.975, n - 1) × standard deviation / sqrt(n) over the replications',
    difference: 'difference',
    differenceFormula:
      'variant - first variant, replication by replication (paired t); clear where the interval leaves zero out',
    theory: 'theory',
    theoryFormula:
      'M/M/c//N, Takács, Ashcroft, patrol for the ends that people piece; rates and walking as simulated, times from the plan',
    robots: 'theory of the robots',
    robotFormula: 'M/G/1/K, K = queueLimit + 1, visit by mean and variance.',
  },
  zh: {
    request: '推演条件',
    interval: '95% 区间',
    intervalFormula: '均值 ± t(0.975, n - 1) × 标准差 / √n，按班次计算',
    difference: '配对差异',
    differenceFormula: '方案减首个方案，逐班次求差（配对 t）；区间不含零为显著',
    theory: '理论',
    theoryFormula: 'M/M/c//N、Takács、Ashcroft、定线巡回，针对人工接头；断头率与行走取自仿真，操作时间取自方案',
    robots: '机器人理论',
    robotFormula: 'M/G/1/K，K = 等待上限 + 1，每次处理按均值与方差计。',
  },
} as const

/** A request as dotted keys: `changes.breakFactor`, `variants.0.label`. */
function flat(value: unknown, path = 'request'): HowComputed['inputs'] {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null) return { [path]: cellOf(value) }
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return { [path]: value.join(' ') }
  return Object.assign({}, ...Object.entries(value).map(([key, each]) => flat(each, `${path}.${key}`)))
}

const cellOf = (value: unknown): string | number | null =>
  value === null || value === undefined ? null : typeof value === 'number' ? value : String(value)

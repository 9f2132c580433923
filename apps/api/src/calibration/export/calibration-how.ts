import type { Calibration, HowComputed } from '@wanding/contracts'
import type { ExportLanguage } from '../../export'

/** How a calibration was computed: method of each part, the files by their hash, and the norms that it stands on. */
export function calibrationHow(calibration: Calibration, lang: ExportLanguage): HowComputed[] {
  const { id, base, normsName, measures, files, rows, breaks, startUp, spindles, roles, millKeys } = calibration
  const shared = { calibration: id, base, norms: normsName, measures: measures.join(' '), rows }
  const counts = Object.fromEntries(
    files.flatMap(({ kind, id: hash, rows: of }) => [
      [`${kind}.sha256`, hash],
      [`${kind}.rows`, of],
    ]),
  )
  const how = ([name, formula]: readonly [string, string], inputs: HowComputed['inputs']): HowComputed => ({
    ...{ figure: name, formula },
    inputs: { ...inputs, ...shared },
  })
  const words = METHODS[lang]
  return [
    how(words.records, counts),
    ...(breaks
      ? [
          how(words.rate, { frames: breaks.frames, spindleHours: breaks.spindleHours, breaks: breaks.breaks }),
          how(words.exponent, { meanRpm: breaks.meanRpm, reason: breaks.exponentReason }),
          how(words.residuals, { meanHumidityPercent: breaks.meanHumidityPercent }),
        ]
      : []),
    ...(startUp ? [how(words.startUp, { starts: startUp.starts, breaks: startUp.breaks })] : []),
    ...(spindles ? [how(words.spindles, { spindles: spindles.spindles, breaks: spindles.breaks })] : []),
    ...(breaks || spindles ? [how(words.goodness, {})] : []),
    how(words.interval, {}),
    ...(roles.length > 0 ? [how(words.minutes, { roles: roles.length })] : []),
    ...(millKeys.length > 0 ? [how(words.mill, { keys: millKeys.length })] : []),
  ]
}

const METHODS = {
  en: {
    records: ['records', 'files as uploaded, whole; their hash is of their bytes'],
    rate: [
      'break rate and shapes',
      'breaks ~ Gamma-Poisson (negative binomial) of rate × spindle-hours, maximum likelihood; shapes between frames and between shifts of a frame, none where they differ by no more than chance; reference: / humidity factor at 57 %',
    ],
    exponent: [
      'exponent of the speed',
      'rate ~ (speed / mean speed)^exponent, maximum likelihood; held at 7 unless its standard error is at most 2',
    ],
    residuals: ['residuals', '(counted - expected) / standard deviation under the fit'],
    startUp: ['start-up share', 'start-up breaks / (doffs × spindles)'],
    spindles: [
      'spindles',
      'breaks of single spindles ~ Gamma-Poisson, maximum likelihood; rogue spindles where the Schwarz criterion prefers them',
    ],
    goodness: [
      'goodness of fit',
      'Pearson chi-square = sum((counted - mean)² / variance) and its chance, of spindles over the histogram; dispersion = sum((counted - mean)² / mean) / degrees of freedom',
    ],
    interval: [
      '95 % interval',
      'from the curvature of the likelihood (rates, shapes, factors on a logarithmic scale) or from the residuals (minutes)',
    ],
    minutes: [
      'norms',
      'persons × shift × utilisation (or measured minutes) = sum(events × minutes each), least squares without negative minutes; one factor where the terms cannot be told apart',
    ],
    mill: [
      'mill file',
      'hazard set so that the mean of the model over the base is the counted rate; sizes and persons as recorded',
    ],
  },
  zh: {
    records: ['记录', '上传文件整体读入；散列值按文件字节计算'],
    rate: [
      '断头率与形状参数',
      '断头数服从以断头率 × 锭时为均值的伽马-泊松（负二项）分布，极大似然；机台间与各班间形状参数，差异不超出随机时不给出；参考值按相对湿度 57% 的湿度系数折算',
    ],
    exponent: ['锭速指数', '断头率 ∝（锭速 / 平均锭速）^指数，极大似然；标准误大于 2 时取模型值 7'],
    residuals: ['残差', '（实测 - 期望）/ 拟合分布的标准差'],
    startUp: ['开车断头比例', '开车断头 /（落纱次数 × 锭数）'],
    spindles: ['单锭', '单锭断头服从伽马-泊松分布，极大似然；按 Schwarz 准则判定是否含问题锭'],
    goodness: [
      '拟合优度',
      '皮尔逊 χ² = Σ（实测 - 均值）² / 方差 及其概率，单锭按直方图计算；离散系数 = Σ（实测 - 均值）² / 均值 / 自由度',
    ],
    interval: ['95% 置信区间', '由似然函数曲率（断头率、形状参数、倍数取对数）或残差（工时）得出'],
    minutes: [
      '定额',
      '人数 × 班长 × 有效工时率（或实测分钟）= Σ（事件数 × 单次分钟），非负最小二乘；各项无法区分时取同一系数',
    ],
    mill: ['工厂文件', '设定断头强度，使模型在基准工厂上的均值等于实测断头率；规模与人数取自记录'],
  },
} as const

import type { MachineKind } from '@wanding/mill'
import { GATEWAY_SIGNALS, SIGNALS } from './catalogue'
import { JOURNAL_SIGNALS, POSITION_SIGNALS } from './journal'
import type { Signal } from './signal'

const KIND_TITLES: Readonly<Record<MachineKind, string>> = {
  mill: 'Mill 纺纱厂',
  crew: 'Crew 班组',
  blowroom: 'Blowroom line 清花',
  card: 'Card 梳棉机',
  'breaker-draw': 'Breaker draw 预并',
  'lap-former': 'Lap former 条并卷机',
  comber: 'Comber 精梳机',
  'finisher-draw': 'Finisher draw 末并',
  'roving-frame': 'Roving frame 粗纱机',
  'ring-frame': 'Ring frame 细纱机',
  winder: 'Winder 自动络筒机',
  packing: 'Packing line 自动包装线',
  'air-conditioning': 'Air-conditioning plant 空调室',
  'compressed-air': 'Compressed-air main 空压',
  electricity: 'Electricity feeder 供电回路',
  agv: 'Vehicle for cans and laps AGV无人搬运车',
  store: 'Automated store 立体仓库',
}

const row = (signal: Signal): string =>
  `| \`${signal.name}\` | ${signal.datatype} | ${signal.unit} | ${signal.range ? signal.range.join(' … ') : ''} | ${signal.deadband || ''} | ${signal.periodMs / 1000} | ${signal.nature} | ${signal.zh} | ${signal.meaning} |`

const table = (signals: readonly Signal[]): string =>
  [
    '| Metric | Datatype | Unit | Range | Deadband | Period s | Nature | 中文 | Meaning |',
    '|---|---|---|---|---|---|---|---|---|',
    ...signals.map(row),
  ].join('\n')

/** The reference of the wire as Markdown, generated from the catalogue so that it cannot disagree with the births. */
export function renderWireFormat(): string {
  const kinds = Object.keys(SIGNALS) as MachineKind[]
  return `# Wire format

Generated from the signal catalogue (\`npm run generate\`); do not edit.

Wanding speaks Sparkplug B 3.0 and nothing else. The group is the mill, the edge node is a gateway, the device is a machine:
\`spBv1.0/{mill}/{NBIRTH|DBIRTH|NDATA|DDATA|NDEATH|DDEATH}/{gateway}[/{machine}]\`.
A host that sees these births needs no list of machines: \`machine/kind\` in each device birth says what it is.
Births name every metric with its alias and datatype; data carry the alias only and report by exception: a metric is looked at once in its period.
Timestamps are UTC milliseconds on the mill's clock. A value outside its range is kept and marked, not dropped.
A gateway is born again when a host asks (\`Node Control/Rebirth\`); ours also when a host's \`STATE\` comes online, so that a quiet one is not unknown for long.
Counters only grow. A fall is read as a counter that was replaced, and counting goes on from there.

## Spindle state byte
Low nibble: 0 no signal, 1 producing, 2 end down, 3 idle, 4 no roving, 5 maintenance. High nibble, flags: \`0x10\` slip, \`0x20\` rogue, \`0x40\` roving stop closed, \`0x80\` robot gave up.
\`spindles/transitions\` is a DataSet with the columns \`position\` (UInt16, 1-based), \`state\` (UInt8) and \`offset\` (Int32, milliseconds from the metric's timestamp).

## Gateway (node birth)
Beside \`bdSeq\` and \`Node Control/Rebirth\`:

${table(GATEWAY_SIGNALS)}

## Journal of a gateway
A gateway writes every data message to its journal, and has it on its disk, before it publishes it; each data message of the node and of its devices carries:

${table(POSITION_SIGNALS)}

The node birth tells what is kept, and has the place where the host writes its watermark (\`NCMD\`):

${table(JOURNAL_SIGNALS)}

The host stores what has the next position, and tells the highest position up to which it has everything on its own disk. After a connection, a gap, or a watermark that stands still, the gateway sends what is above it again, in order and as \`is_historical\`; it lets go of nothing that is not below it. A position that comes twice is the same message. Of a birth that names a journal of the birth before, what it does not name any more is given up; one that names none of them is of another folder, or of another program, and says nothing of the others. A gateway has at most 64 journals at a time. Births have no position: they tell the present, and every value in them comes in a data message as well. A gateway without these metrics is read all the same, without the promise.

${kinds.map((kind) => `## ${KIND_TITLES[kind]}\n\`machine/kind\` = \`${kind}\`\n\n${table(SIGNALS[kind])}`).join('\n\n')}
`
}

import { CHAPTERS, type Chapter, dutiesOf, type Handling, type Role, type Statement } from './statements'

const HOW: Readonly<Record<Handling['kind'], string>> = {
  wire: 'recorded',
  fed: 'fed',
  allowed: 'permission',
  'not applicable': 'not applicable',
}

/** How a role keeps a statement, for a cell of the table. */
function cell(handling: Handling | undefined): string {
  if (!handling) return ''
  const verdict = verdictOf(handling)
  return handling.words === undefined ? verdict : `${verdict}: ${handling.words}`
}

/** What its test says wherever the suite passes; where there is no test, no more than why. */
function verdictOf(handling: Handling): string {
  const how = HOW[handling.kind]
  if (handling.kind !== 'not applicable') return `passed (${how})`
  return handling.unseen === undefined ? how : `${how} (watched)`
}

const row = ({ ids, level, says, edge, host }: Statement): string =>
  `| ${ids.map((id) => `\`tck-id-${id}\``).join('<br>')} | ${level} | ${says} | ${cell(edge)} | ${cell(host)} |`

const section = ({ letter, title, statements }: Chapter): string => `## ${letter}. ${title}

| Ids | Level | What it says | Edge node | Host |
|---|---|---|---|---|
${statements.map(row).join('\n')}
`

/** How many duties of a role are looked after in each way, in words. */
function counts(role: Role): string {
  const duties = dutiesOf(role)
  const parts = (Object.keys(HOW) as Handling['kind'][]).flatMap((kind) => {
    const count = duties.filter(({ handling }) => handling.kind === kind).length
    return count > 0 ? `${count} ${HOW[kind]}` : []
  })
  return `${duties.length} (${parts.join(', ')})`
}

/** The page docs/sparkplug-conformance.md. */
export function renderConformance(): string {
  return `# Sparkplug conformance

Generated from the table of statements (\`npm run generate\`); do not edit.

Sparkplug B 3.0.0 has 299 normative statements, each with an id. They stand here by chapters of our own and in our own words; ids
that say the same share a row. Statements for an edge node: ${counts('edge')}.
For a host: ${counts('host')}. What a broker has to keep (chapter H) is not ours to
certify.

**Passed** is what the tests say, not this file: it is made from the table that the tests are made from, one for each id and role, and
not from a run. A change goes in only when all of them pass and the page is the one that the table gives (\`.ci/run\`), so a rule that
is broken is no line here but a change that fails.

- **recorded**: a recorder stands as a TCP proxy before the broker while our own programs go through all that can happen to them
  (births, data, rebirth, lost devices, cut lines, a broker that is killed, a primary host that comes and goes, goodbyes), once over
  mosquitto with MQTT 5 and once over the embedded broker with MQTT 3.1.1. Each id is a test: the recording has shown the occasion,
  and that the rule was kept. Gateways: \`simulator/src/gateway/conformance\`; backend: \`apps/api/src/ingest/conformance\`.
- **fed**: payloads that break the rule are fed to the host session, which refuses them, or bears them as its test says
  (\`libs/sparkplug/src/host-payload-rules.spec.ts\`).
- **permission**: nothing can break it; what we do with it. Its test is that nothing in the recording is broken.
- **not applicable**: why. Where it is **watched**, each id is a test, too: it fails when the recording shows the occasion after all,
  and has been seen to, on a recording that has Templates and Quality. Where it is not, a recording before one broker cannot show it
  (several servers), or a host cannot tell (two edge nodes of one name): the reason is all there is, and there is no test.

Every check has been seen to fail: recordings that keep every rule, Templates and Quality too, are spoilt one thing at a time, and
just the checks of that rule notice (\`libs/testkit/src/sparkplug\`). Payloads are read there by a decoder that is not ours.

A gateway's machines hang on it for good, so an edge node on the same session and line loses one in the recording; and a host on the
same session and line as the backend writes, for the backend itself only asks for births.

For a checker of your own, \`WANDING_CAPTURES=folder npx vitest run --project int conformance\` leaves the recordings in that folder
as \`{messages:[{topic,qos,retain,payload_b64,at}]}\`: what was published, and Wills where the broker had to publish them.

${CHAPTERS.map(section).join('\n')}`
}

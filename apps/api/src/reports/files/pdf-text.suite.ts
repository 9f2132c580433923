import { inflateSync } from 'node:zlib'

/** The text of a PDF as a reader extracts it: glyphs back to letters by the maps of its fonts; for tests. */
export function pdfText(pdf: Buffer): string {
  const raw = pdf.toString('latin1')
  const objects = new Map<string, string>()
  for (const [, id, body] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g)) objects.set(id!, body!)
  const streamOf = (id: string): string => {
    const body = objects.get(id) ?? ''
    const [, dictionary, data] = /^([\s\S]*?)\nstream\n([\s\S]*?)\nendstream/.exec(body) ?? []
    if (data === undefined) return ''
    const bytes = Buffer.from(data, 'latin1')
    return (dictionary!.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1')
  }
  const fonts = new Map<string, Map<number, string>>()
  for (const [, name, id] of raw.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const [, unicode] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!) ?? '') ?? []
    if (unicode) fonts.set(name!, mapOf(streamOf(unicode)))
  }
  const contents = [...objects].filter(([, body]) => /\/Contents \d+ 0 R/.test(body))
  return contents.map(([, body]) => lettersOf(streamOf(/\/Contents (\d+) 0 R/.exec(body)![1]!), fonts)).join('\n')
}

function mapOf(cmap: string): Map<number, string> {
  const letters = new Map<number, string>()
  for (const [, from, , list] of cmap.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*\[([^\]]*)\]/gi)) {
    for (const [index, entry] of [...list!.matchAll(/<([0-9a-f ]+)>/gi)].entries()) {
      const units = entry[1]!.replaceAll(' ', '').match(/.{4}/g) ?? []
      letters.set(
        Number.parseInt(from!, 16) + index,
        String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))),
      )
    }
  }
  return letters
}

function lettersOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let font: ReadonlyMap<number, string> = new Map()
  let text = ''
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = fonts.get(name) ?? new Map()
    for (const [, hex] of (shown ?? '').matchAll(/<([0-9a-f]+)>/gi)) {
      for (const glyph of hex!.match(/.{4}/g) ?? []) text += font.get(Number.parseInt(glyph, 16)) ?? '\ufffd'
    }
    if (shown !== undefined) text += ' '
  }
  return text
}

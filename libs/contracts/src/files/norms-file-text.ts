import type { Norms } from '@wanding/mill'
import { Document, isMap, isScalar, type Node, type Pair } from 'yaml'
import { normMeaning } from '../norms'

/** Norms as the text of a norms file, each number with unit and meaning beside it; reading it back gives the same norms. */
export function renderNormsFile(norms: Norms, about: readonly string[] = []): string {
  const document = new Document(norms)
  if (about.length > 0) document.commentBefore = about.map((line) => ` ${line.replace(/\s+/g, ' ')}`).join('\n')
  annotate(document.contents, '')
  return document.toString({ lineWidth: 0 })
}

function annotate(node: Node | null, path: string): void {
  if (!isMap(node)) return
  for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
    const name = isScalar(key) ? String(key.value) : String(key)
    const at = path === '' ? name : `${path}.${name}`
    const meaning = isScalar(value) ? normMeaning(at) : null
    if (meaning && isScalar(value)) value.comment = ` ${[meaning.unit.en, meaning.name.en].filter(Boolean).join('; ')}`
    else annotate(value, at)
  }
}

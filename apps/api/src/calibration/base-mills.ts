import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type MillFileResult, parseMillFile, type ReadBase } from '@wanding/contracts/files'

/** The mill files that come with the product: data that a calibrated mill extends. */
export class BaseMills {
  private readonly folder = millsFolder(dirname(fileURLToPath(import.meta.url)))

  names(): string[] {
    if (this.folder === null) return []
    const files = readdirSync(this.folder).filter((file) => file.endsWith('.yaml'))
    return files.map((file) => basename(file, '.yaml')).sort()
  }

  /** Reads a mill of that name with overrides as `--set` has them. */
  read(name: string, overrides: readonly string[] = []): MillFileResult {
    return parseMillFile(
      `extends: ${JSON.stringify(name)}\nid: base\nname: { en: base, zh: 基准 }\n`,
      name,
      overrides,
      this.readBase,
    )
  }

  /** Reads the text of a mill file that extends one of these. */
  parse(text: string, fileName: string): MillFileResult {
    return parseMillFile(text, fileName, [], this.readBase)
  }

  private readonly readBase: ReadBase = (name) => {
    if (this.folder === null || !this.names().includes(name)) return `there is no mill "${name}"`
    const fileName = `${name}.yaml`
    return { fileName, text: readFileSync(join(this.folder, fileName), 'utf8') }
  }
}

/** Above this file both as source and as built; null where the simulator is not installed. */
function millsFolder(start: string): string | null {
  let folder = start
  while (!existsSync(join(folder, 'simulator', 'mills', 'jimo.yaml'))) {
    const parent = dirname(folder)
    if (parent === folder) return null
    folder = parent
  }
  return join(folder, 'simulator', 'mills')
}

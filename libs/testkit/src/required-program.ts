import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

// Debian keeps servers in sbin, which is not in every user's PATH.
const ALWAYS = ['/usr/sbin', '/usr/local/sbin', '/usr/bin']

/** The full path of a program, or an error of one line that says which Debian package brings it. */
export function requiredProgram(name: string, debianPackage: string): string {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...ALWAYS]) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // not in this folder
    }
  }
  throw new Error(`${name} is missing: apt-get install ${debianPackage}`)
}

import { spawnSync } from 'node:child_process'

/** The path of a python3 that has Google's protobuf: Debian's own, or the first of the PATH. Throws one line if neither has. */
export function pythonWithProtobuf(): string {
  for (const python of ['/usr/bin/python3', 'python3']) {
    if (spawnSync(python, ['-c', 'import google.protobuf'], { stdio: 'ignore' }).status === 0) return python
  }
  throw new Error('python3 with protobuf is missing: apt-get install python3-protobuf')
}

import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The real programs the tests run against, and the Debian packages that bring them. */
const NEEDED = [
  { what: 'mosquitto', debianPackage: 'mosquitto', isThere: () => inPath('mosquitto') && inPath('mosquitto_passwd') },
  { what: 'mosquitto_sub', debianPackage: 'mosquitto-clients', isThere: () => inPath('mosquitto_sub') },
  { what: 'influxd', debianPackage: 'influxdb', isThere: () => inPath('influxd') },
  { what: 'influx', debianPackage: 'influxdb-client', isThere: () => inPath('influx') },
  {
    what: 'chromium (or CHROMIUM_PATH)',
    debianPackage: 'chromium',
    isThere: () => (process.env.CHROMIUM_PATH ? existsSync(process.env.CHROMIUM_PATH) : inPath('chromium')),
  },
  { what: 'libfaketime', debianPackage: 'libfaketime', isThere: () => inLibraries('faketime/libfaketimeMT.so.1') },
  { what: 'strace', debianPackage: 'strace', isThere: () => inPath('strace') },
  { what: 'protoc', debianPackage: 'protobuf-compiler', isThere: () => inPath('protoc') },
  {
    what: 'protobuf for python3',
    debianPackage: 'python3-protobuf',
    // The first python3 of the PATH may be another one than Debian's.
    isThere: () => ['python3', '/usr/bin/python3'].some((python) => succeeds(python, '-c', 'import google.protobuf')),
  },
  { what: 'docker-compose', debianPackage: 'docker-compose', isThere: () => inPath('docker-compose') },
  {
    what: 'a font with Chinese characters',
    debianPackage: 'fonts-noto-cjk',
    isThere: () =>
      existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc') || prints('fc-list', ':lang=zh'),
  },
]

function inPath(name) {
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'].some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** In a folder of libraries of this machine's architecture. */
const inLibraries = (path) =>
  existsSync('/usr/lib') && readdirSync('/usr/lib').some((name) => existsSync(join('/usr/lib', name, path)))

const succeeds = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

function prints(command, ...args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== ''
}

const missing = () => NEEDED.filter(({ isThere }) => !isThere())

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stdout, stderr } = spawnSync('apt-get', args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`)
  return status === 0
}

/**
 * Makes sure that every program the tests need is there: installs what is missing where it may (root on Debian). Returns
 * one line that says what to install by hand, or undefined if nothing is missing.
 */
export function setUpTests() {
  const lacking = missing()
  if (lacking.length === 0) return undefined
  const packages = lacking.map(({ debianPackage }) => debianPackage)
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version') && inPath('apt-get')) {
    console.log(`installing ${packages.join(' ')}`)
    // Without an update a fresh machine knows no packages at all; an offline one may still have them in its cache.
    aptGet('update', '-q')
    aptGet('install', '-y', '-q', '--no-install-recommends', ...packages)
  }
  const still = missing()
  if (still.length === 0) return undefined
  const names = still.map(({ what }) => what).join(', ')
  return `the tests need ${names}: apt-get install ${still.map(({ debianPackage }) => debianPackage).join(' ')}`
}

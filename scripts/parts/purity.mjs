import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { root as projectRoot } from './project.mjs'

// node scripts/parts/purity.mjs [root]: prints each place in the pure folders that could give another result at another
// time or on another machine, and exits 1 if there is one.
//
// A run of the mill must be the same, bit for bit, everywhere. A clock and Math.random obviously are not; and ECMAScript
// leaves the last bits of Math.exp, Math.sin and their like, of ** included, to the engine.

const PURE_FOLDERS = ['libs/mill/src', 'simulator/src/engine']
/** A file with this line may use any Math function: nothing it computes decides an event. */
const READER_ONLY = /^\s*\/\/ determinism: reader only\s*$/m

const IMPURE_GLOBALS = new Set(
  (
    'Date performance setTimeout setInterval setImmediate queueMicrotask process crypto fetch navigator require ' +
    'globalThis global window self eval Function Intl Atomics SharedArrayBuffer WeakRef FinalizationRegistry'
  ).split(' '),
)
const EXACT_MATH = new Set(
  'sqrt floor ceil round trunc min max abs imul fround clz32 sign PI E LN2 LN10 LOG2E LOG10E SQRT2 SQRT1_2'.split(' '),
)
/** Methods whose answer depends on the language of the machine. */
const LOCALE_METHOD = /^(localeCompare|toLocale\w+)$/

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(spec|bench)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

/** True if the identifier is a value or type that is used, not the name of a property or of something declared here. */
function isReference(node, declared) {
  const { parent } = node
  if (declared.has(node.text)) return false
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false
  if (ts.isQualifiedName(parent) && parent.right === node) return false
  const isName = 'name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent)
  const isPropertyName = 'propertyName' in parent && parent.propertyName === node
  return !isName && !isPropertyName
}

function declaredNames(file) {
  const names = new Set()
  const visit = (node) => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isImportSpecifier(node)
    if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return names
}

function findings(text, name) {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
  const declared = declaredNames(file)
  const anyMath = READER_ONLY.test(text)
  const found = []
  const report = (node, what) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file))
    found.push(`${name}:${line + 1} ${what}`)
  }
  const visit = (node) => {
    if (ts.isIdentifier(node)) {
      if (IMPURE_GLOBALS.has(node.text) && isReference(node, declared)) report(node, node.text)
      else if (LOCALE_METHOD.test(node.text)) report(node, node.text)
      else if (node.text === 'Math' && isReference(node, declared)) {
        const { parent } = node
        const member =
          ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : undefined
        if (member === 'random') report(node, 'Math.random')
        else if (member === undefined) report(node, 'Math other than as Math.name')
        else if (!EXACT_MATH.has(member) && !anyMath) report(node, `Math.${member}`)
      }
    } else if (!anyMath && ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken
      const power = kind === ts.SyntaxKind.AsteriskAsteriskToken || kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken
      if (power) report(node, '** (the same as Math.pow)')
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const root = process.argv[2] ? resolve(process.argv[2]) : projectRoot
const all = PURE_FOLDERS.flatMap((folder) =>
  sourceFiles(join(root, folder)).flatMap((path) => findings(readFileSync(path, 'utf8'), relative(root, path))),
)
for (const finding of all) console.log(finding)
process.exitCode = all.length > 0 ? 1 : 0

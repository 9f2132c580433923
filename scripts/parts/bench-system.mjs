import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { root } from './project.mjs'

// What benches of the whole system have in common: its programs, their CPU time, and how late the machine itself is.

const CLOCK_TICKS_PER_S = 100
/** A thread with nothing to do but to see how late its timers are. */
const IDLE = `
  const { parentPort } = require('node:worker_threads')
  const late = []
  let due = performance.now() + 10
  const timer = setInterval(() => {
    late.push(performance.now() - due)
    due = performance.now() + 10
  }, 10)
  parentPort.once('message', () => {
    clearInterval(timer)
    parentPort.postMessage(late)
  })
`
/** Measures from now on how late timers of an idle thread are; what it returns ends that and tells the milliseconds. */
export function hostLateness() {
  const idle = new Worker(IDLE, { eval: true })
  return () =>
    new Promise((done) => {
      idle.once('message', done)
      idle.postMessage('end')
    })
}

export function start(env, script, ...args) {
  return spawn(process.execPath, [join(root, script), ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

export function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return undefined
  return new Promise((done) => {
    child.once('exit', done)
    child.kill('SIGTERM')
  })
}

/** CPU seconds so far, by program. */
export function cpuOf(children) {
  return Object.fromEntries(
    Object.entries(children).map(([name, list]) => [name, list.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0)]),
  )
}

function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_S
}

export const health = (port) => get(port, '/api/health')

export async function get(port, path) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`)
  return response.json()
}

export function accepts(port) {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(true))
    server.listen(port, '127.0.0.1', () => server.close(() => done(false)))
  })
}

export function freePort() {
  return new Promise((done) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

export async function until(condition, what, timeoutMs = 60_000) {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const answer = await Promise.resolve(condition()).catch(() => undefined)
    if (answer) return answer
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs / 1000} s for ${what}`)
    await pause(0.1)
  }
}

export function pause(s) {
  return new Promise((done) => setTimeout(done, s * 1000))
}

export function round(value) {
  return Math.round(value * 10) / 10
}

export function percentile(list, share) {
  if (list.length === 0) return null
  const sorted = [...list].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))])
}
